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
    /// Invite members, change their roles, suspend and restore them.
    ManageMembers,
    /// Change what each role may do.
    ManageRoles,
    /// Act as a member, to see what they see.
    ActAsMember,
    /// Read the record of security events.
    ReadAudit,
    /// Decide which other programs are told what happens.
    ManageWebhooks,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 9] = [
        Self::Comment,
        Self::WritePosts,
        Self::EditAnyPost,
        Self::ModerateComments,
        Self::ManageMembers,
        Self::ManageRoles,
        Self::ActAsMember,
        Self::ReadAudit,
        Self::ManageWebhooks,
    ];

    /// Those that make their holder one of the people who run the installation. Nobody acts as such a member.
    pub const OF_MANAGERS: [Self; 5] =
        [Self::ManageMembers, Self::ManageRoles, Self::ActAsMember, Self::ReadAudit, Self::ManageWebhooks];

    /// The name in the database and in APIs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::WritePosts => "write_posts",
            Self::EditAnyPost => "edit_any_post",
            Self::ModerateComments => "moderate_comments",
            Self::ManageMembers => "manage_members",
            Self::ManageRoles => "manage_roles",
            Self::ActAsMember => "act_as_member",
            Self::ReadAudit => "read_audit",
            Self::ManageWebhooks => "manage_webhooks",
        }
    }

    /// What it lets its holder do, as a label for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Comment => "Comment",
            Self::WritePosts => "Write posts",
            Self::EditAnyPost => "Edit anybody's posts",
            Self::ModerateComments => "Moderate comments",
            Self::ManageMembers => "Manage members",
            Self::ManageRoles => "Manage roles",
            Self::ActAsMember => "Act as a member",
            Self::ReadAudit => "Read the audit log",
            Self::ManageWebhooks => "Manage webhooks",
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

    /// Whether everything in `other` is in this set, too.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// What is in this set or in `other`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the holder is one of the people who run the installation.
    #[must_use]
    pub fn manages(self) -> bool {
        Permission::OF_MANAGERS.into_iter().any(|permission| self.contains(permission))
    }

    /// Every permission in the set, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |permission| self.contains(*permission))
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
        assert_eq!(set.iter().collect::<Vec<_>>(), [Permission::Comment, Permission::ModerateComments]);
    }

    #[test]
    fn a_set_covers_its_parts_only() {
        let one: Permissions = [Permission::Comment].into_iter().collect();
        let two: Permissions = [Permission::Comment, Permission::ManageMembers].into_iter().collect();
        assert!(two.covers(one) && two.covers(two) && two.covers(Permissions::default()));
        assert!(!one.covers(two));
        assert!(two.manages() && !one.manages());
        assert_eq!(two.without(one).with(one), two);
        assert_eq!(one.without(two), Permissions::default());
    }

    #[test]
    fn names_are_distinct_and_parse_back() {
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Some(permission));
        }
    }
}
