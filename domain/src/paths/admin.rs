//! What the people who run the installation see.

use crate::id::{DeliveryId, MemberId, WebhookId};

/// Members: roles, suspension.
pub const MEMBERS: &str = "/admin/members";
/// Invitations that are open, and the form for one more.
pub const INVITATIONS: &str = "/admin/invitations";
/// What each role may do.
pub const ROLES: &str = "/admin/roles";
/// What happened to accounts.
pub const AUDIT: &str = "/admin/audit";
/// The same for a spreadsheet.
pub const AUDIT_CSV: &str = "/admin/audit.csv";
/// Which other programs are told what happens.
pub const WEBHOOKS: &str = "/admin/webhooks";
/// The letters of a development server.
pub const DEV_MAIL: &str = "/dev/mail";

/// One member, for those who manage members.
#[must_use]
pub fn member(member: MemberId) -> String {
    format!("{MEMBERS}/{member}")
}

/// One webhook, with what it was told.
#[must_use]
pub fn webhook(webhook: WebhookId) -> String {
    format!("{WEBHOOKS}/{webhook}")
}

/// One message to it, with how it went.
#[must_use]
pub fn delivery(webhook: WebhookId, delivery: DeliveryId) -> String {
    format!("{WEBHOOKS}/{webhook}/deliveries/{delivery}")
}

/// A letter of a development server, with what surrounds it.
#[must_use]
pub fn dev_letter(name: &str) -> String {
    format!("{DEV_MAIL}/{name}")
}

/// The HTML of that letter, alone.
#[must_use]
pub fn dev_letter_html(name: &str) -> String {
    format!("{DEV_MAIL}/{name}/html")
}
