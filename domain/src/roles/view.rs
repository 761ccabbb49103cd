use crate::accounts::{Permissions, Role};

/// A role, as those see it who may change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleView {
    /// Its name, for good.
    pub role: Role,
    /// What people read.
    pub label: String,
    /// What it may do.
    pub permissions: Permissions,
    /// Whether its members must have a second factor.
    pub needs_second_factor: bool,
    /// How many have it.
    pub members: u64,
}

/// A role that somebody may hand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChoice {
    /// Its name.
    pub role: Role,
    /// What people read.
    pub label: String,
    /// What it may do.
    pub permissions: Permissions,
}
