use serde::{Deserialize, Serialize};

use crate::{Timestamp, accounts::Role, id::MemberId};

/// A member as shown to themselves and to admins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Who it is.
    pub id: MemberId,
    /// The name others see.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The role.
    pub role: Role,
    /// Since when.
    pub joined_at: Timestamp,
}
