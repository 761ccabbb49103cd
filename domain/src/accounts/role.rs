use serde::{Deserialize, Serialize};

use crate::accounts::Permission;

/// What a member is to the publication. What each role may do is kept in the database, seeded from [`Role::grants`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads and comments.
    Reader,
    /// Writes, too.
    Author,
    /// Edits everybody's posts and moderates.
    Editor,
    /// Manages members, too. The first account of an installation gets this role.
    Admin,
}

impl Role {
    /// Every role, least first.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Author, Self::Editor, Self::Admin];

    /// The name in the database, on the command line and in APIs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    /// From the database or the command line.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == raw)
    }

    /// What a new installation lets this role do.
    #[must_use]
    pub const fn grants(self) -> &'static [Permission] {
        match self {
            Self::Reader => &[Permission::Comment],
            Self::Author => &[Permission::Comment, Permission::WritePosts],
            Self::Editor => {
                &[Permission::Comment, Permission::WritePosts, Permission::EditAnyPost, Permission::ModerateComments]
            }
            Self::Admin => &Permission::ALL,
        }
    }
}
