use serde::{Deserialize, Serialize};

/// One thing that a role may grant. The list is closed: a typo does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Permission {
    /// Comment, and edit or delete one's own comments.
    Comment,
    /// Write posts, and edit, publish or delete one's own.
    WritePosts,
    /// Edit, publish or delete anybody's posts.
    EditAnyPost,
    /// Hide, show or delete anybody's comments.
    ModerateComments,
    /// Change members' roles.
    ManageMembers,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 5] =
        [Self::Comment, Self::WritePosts, Self::EditAnyPost, Self::ModerateComments, Self::ManageMembers];

    /// The name in the database and in APIs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::WritePosts => "write_posts",
            Self::EditAnyPost => "edit_any_post",
            Self::ModerateComments => "moderate_comments",
            Self::ManageMembers => "manage_members",
        }
    }

    /// From the database; `None` for a name that this program does not know.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.as_str() == raw)
    }
}

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions(u32);

impl Permissions {
    /// Whether the permission is in the set.
    #[must_use]
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u8) != 0
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |bits, permission| bits | (1 << permission as u8)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: Permissions = [Permission::Comment, Permission::ModerateComments].into_iter().collect();
        let held: Vec<_> = Permission::ALL.into_iter().filter(|p| set.contains(*p)).collect();
        assert_eq!(held, [Permission::Comment, Permission::ModerateComments]);
    }

    #[test]
    fn names_are_distinct_and_parse_back() {
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Some(permission));
        }
    }
}
