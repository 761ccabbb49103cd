//! The pages of those who run the publication. Each one loads, which asks for permissions, then shows.

mod audit;
mod invitations;
mod member;
mod members;
mod roles;
mod webhooks;

pub(crate) use audit::{audit, audit_csv};
pub(crate) use invitations::invitations;
pub(crate) use member::member;
pub(crate) use members::members;
pub(crate) use roles::roles;
pub(crate) use webhooks::{delivery, webhook, webhooks};

use domain::{Problem, pagination::Cursor};

/// Where a list begins. A cursor that is none of ours names no page.
fn cursor(before: Option<&str>) -> Result<Option<Cursor>, Problem> {
    before.map(str::parse).transpose().map_err(|_| Problem::NotFound)
}
