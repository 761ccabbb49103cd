use std::fmt;

use crate::{
    FieldError,
    accounts::{Permission, Permissions},
};

/// One thing that a token may be good for. The list is closed: a typo does not compile.
///
/// A scope never adds anything: a program may do what its member may do *and* its token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Scope {
    /// See who the member is.
    AccountRead,
    /// Read posts and comments.
    PostsRead,
    /// Write, publish and delete posts.
    PostsWrite,
    /// Write and delete comments.
    CommentsWrite,
    /// Moderate comments.
    Moderation,
    /// Manage members.
    Members,
    /// Read the record of security events.
    AuditRead,
    /// Manage webhooks.
    Webhooks,
}

impl Scope {
    /// Every scope, least first.
    pub const ALL: [Self; 8] = [
        Self::AccountRead,
        Self::PostsRead,
        Self::PostsWrite,
        Self::CommentsWrite,
        Self::Moderation,
        Self::Members,
        Self::AuditRead,
        Self::Webhooks,
    ];

    /// The name in tokens, in the database and in APIs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountRead => "account:read",
            Self::PostsRead => "posts:read",
            Self::PostsWrite => "posts:write",
            Self::CommentsWrite => "comments:write",
            Self::Moderation => "moderation",
            Self::Members => "members",
            Self::AuditRead => "audit:read",
            Self::Webhooks => "webhooks",
        }
    }

    /// From a request or the database; `None` for a name that is not on the list.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == raw)
    }

    /// What it lets a program do, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::AccountRead => "See your name, address and role",
            Self::PostsRead => "Read posts and comments",
            Self::PostsWrite => "Write, publish and delete posts",
            Self::CommentsWrite => "Write and delete comments",
            Self::Moderation => "Moderate comments",
            Self::Members => "Manage members",
            Self::AuditRead => "Read the record of security events",
            Self::Webhooks => "Manage webhooks",
        }
    }

    /// The scope without which a token does not carry this permission. `None` for what no program may do.
    #[must_use]
    pub const fn carrying(permission: Permission) -> Option<Self> {
        match permission {
            Permission::WritePosts | Permission::EditAnyPost => Some(Self::PostsWrite),
            Permission::Comment => Some(Self::CommentsWrite),
            Permission::ModerateComments => Some(Self::Moderation),
            Permission::ManageMembers => Some(Self::Members),
            Permission::ReadAudit => Some(Self::AuditRead),
            Permission::ManageWebhooks => Some(Self::Webhooks),
            // Whoever may do these may do everything; that stays with people.
            Permission::ManageRoles | Permission::ActAsMember => None,
        }
    }
}

/// A set of scopes. Written as RFC 6749 section 3.3 has it: names separated by spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes(u16);

impl Scopes {
    /// All that there are.
    #[must_use]
    pub fn all() -> Self {
        Scope::ALL.into_iter().collect()
    }

    /// From a request.
    ///
    /// # Errors
    /// `unknown` for a name that is not on the list.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let unknown = |name: &str| FieldError::new("unknown", format!("There is no scope “{name}”."));
        raw.split_ascii_whitespace().map(|name| Scope::parse(name).ok_or_else(|| unknown(name))).collect()
    }

    /// From the database or a token of ours; names of another version are left out.
    #[must_use]
    pub fn stored(raw: &str) -> Self {
        raw.split_ascii_whitespace().filter_map(Scope::parse).collect()
    }

    /// Whether the scope is in the set.
    #[must_use]
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & (1 << scope as u8) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Every scope in the set.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.contains(*scope))
    }

    /// What is left of a member's permissions in the hands of a program with these scopes.
    #[must_use]
    pub fn narrow(self, permissions: Permissions) -> Permissions {
        let carried = |permission: &Permission| Scope::carrying(*permission).is_some_and(|scope| self.contains(scope));
        Permission::ALL.into_iter().filter(|permission| permissions.contains(*permission)).filter(carried).collect()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | (1 << scope as u8)))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Scope::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_parse_back() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.as_str()), Some(scope));
        }
        assert_eq!(Scopes::parse(&Scopes::all().to_string()), Ok(Scopes::all()));
        assert_eq!(Scopes::parse("posts:read everything").unwrap_err().code, "unknown");
        assert_eq!(Scopes::stored("posts:read everything").to_string(), "posts:read");
    }

    #[test]
    fn a_scope_takes_away_and_never_adds() {
        let reader: Permissions = [Permission::Comment].into_iter().collect();
        assert_eq!(Scopes::all().narrow(reader), reader);
        assert_eq!(Scopes::stored("posts:write members").narrow(reader), Permissions::default());
        let everything: Permissions = Permission::ALL.into_iter().collect();
        let writing: Permissions = [Permission::WritePosts, Permission::EditAnyPost].into_iter().collect();
        assert_eq!(Scopes::stored("posts:write").narrow(everything), writing);
        assert_eq!(Scopes::default().narrow(everything), Permissions::default());
    }
}
