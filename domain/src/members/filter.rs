use crate::{accounts::Role, text};

/// Whether a member may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberState {
    /// May come in.
    Active,
    /// Is kept out by an admin.
    Suspended,
}

impl MemberState {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Active, Self::Suspended];

    /// The name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// From an address.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == raw)
    }
}

/// Which members somebody wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// What the name or the address begins with, in small letters; empty for everybody.
    pub search: String,
    /// Those with this role.
    pub role: Option<Role>,
    /// Those in this state.
    pub state: Option<MemberState>,
}

impl MemberFilter {
    /// Reads what was typed; what cannot be understood does not filter.
    #[must_use]
    pub fn parse(search: &str, role: &str, state: &str) -> Self {
        Self {
            search: text::line(search, 0..=100).unwrap_or_default().to_lowercase(),
            role: Role::parse(role),
            state: MemberState::parse(state),
        }
    }
}
