use crate::{Timestamp, accounts::Role, audit::AuditRow, id::MemberId};

/// A member in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who it is.
    pub id: MemberId,
    /// The name others see.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// Whether it is proved to be theirs.
    pub is_verified: bool,
    /// The role.
    pub role: Role,
    /// What people call it.
    pub role_label: String,
    /// Since when.
    pub joined_at: Timestamp,
    /// Since when an admin keeps them out.
    pub suspended_at: Option<Timestamp>,
    /// When the account goes, which its member asked for.
    pub deletes_at: Option<Timestamp>,
}

/// All that is to be known of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberDetails {
    /// As in a list.
    pub member: MemberRow,
    /// In how many places they are signed in.
    pub sessions: u64,
    /// Whether they can sign in with a password.
    pub has_password: bool,
    /// How many passkeys they have.
    pub passkeys: u64,
    /// Whether codes of an authenticator app are on.
    pub has_totp: bool,
    /// The latest events about them, for those who may read the record.
    pub events: Option<Vec<AuditRow>>,
    /// Whether the viewer may change their role, suspend and restore them.
    pub may_manage: bool,
    /// Whether the viewer may act as them.
    pub may_act_as: bool,
}
