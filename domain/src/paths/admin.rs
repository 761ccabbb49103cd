//! What the people who run the installation see.

use crate::id::MemberId;

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
/// The letters of a development server.
pub const DEV_MAIL: &str = "/dev/mail";

/// One member, for those who manage members.
#[must_use]
pub fn member(member: MemberId) -> String {
    format!("{MEMBERS}/{member}")
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
