//! A fresh proof of who is there, before something sensitive. Every way to give one ends in [`confirmed`].

mod letter;
mod password;
mod ways;

pub use letter::{by_code, send_code};
pub use password::by_password;
pub use ways::{Ways, ways};

pub(crate) use ways::{is_for_mailbox, is_lost_without_identities};

use domain::{accounts::Actor, audit::Event};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    http::Visit,
    sessions,
};

/// Notes that a member proved who they are by `way`: in the record, and in the session, which gets a new id.
///
/// # Errors
/// If it cannot be written down.
pub(crate) async fn confirmed(app: &AppState, visit: &Visit, actor: &Actor, way: &str) -> Result<()> {
    audit::record_alone(app, Entry::own(Event::Proved, actor.id).from(&visit.client).with("way", way)).await?;
    sessions::proved(app, visit).await
}

/// The member who sits there, by their own hands.
fn member(visit: &Visit) -> Result<&Actor> {
    let actor = visit.viewer.actor()?;
    actor.require_own_hands()?;
    Ok(actor)
}
