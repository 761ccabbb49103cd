use crate::{Timestamp, id::InvitationId};

/// An invitation in the list of those that are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRow {
    /// Which.
    pub id: InvitationId,
    /// Whom it was sent to.
    pub email: String,
    /// What people call the role.
    pub role_label: String,
    /// Who invited; nothing once their account is deleted.
    pub inviter: Option<String>,
    /// When the last letter was sent.
    pub sent_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// An invitation, as whoever holds its letter sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationView {
    /// Whom it was sent to.
    pub email: String,
    /// What people call the role.
    pub role_label: String,
    /// Who invited.
    pub inviter: String,
    /// Who looks at it.
    pub guest: Guest,
}

/// Who looks at an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    /// Somebody without an account at this address: they join.
    New,
    /// Somebody whose address has an account that they are not signed in to.
    SignedOut,
    /// The member with that address.
    Member,
    /// A member with another address.
    SomebodyElse,
}
