use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{FieldError, accounts::Permission, slug::Slug};

/// What a member is to the publication: one of the four that every installation has, or one that its admins made.
///
/// It is a name. What each role may do is kept in the database, seeded from [`Role::grants`]; ask an
/// [`Actor`](super::Actor) for permissions, never for the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Role {
    /// Reads and comments.
    Reader,
    /// Writes, too.
    Author,
    /// Edits everybody's posts and moderates.
    Editor,
    /// Manages members, too. The first account of an installation gets this role.
    Admin,
    /// A role of this installation alone.
    Other(RoleName),
}

impl Role {
    /// The roles that every installation has, least first.
    pub const BUILT_IN: [Self; 4] = [Self::Reader, Self::Author, Self::Editor, Self::Admin];

    /// The name in the database, on the command line and in APIs.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match self {
            Self::Reader => "reader",
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Admin => "admin",
            Self::Other(name) => name.as_str(),
        }
    }

    /// From the database or the command line; `None` for what cannot name a role. Whether there is one of this name, the
    /// database knows.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let built_in = Self::BUILT_IN.into_iter().find(|role| role.as_str() == raw);
        built_in.or_else(|| RoleName::parse(raw).map(Self::Other))
    }

    /// The name for a new role with this label: `Guest writers` becomes `guest-writers`.
    ///
    /// # Errors
    /// `characters` if nothing of the label can stand in a name.
    pub fn named_after(label: &str) -> Result<Self, FieldError> {
        let told = || FieldError::new("characters", "Use a few letters or digits.");
        let slug = Slug::from_title(label).ok_or_else(told)?;
        let name: String = slug.as_str().chars().take(RoleName::LONGEST).collect();
        Self::parse(name.trim_end_matches('-')).ok_or_else(told)
    }

    /// Whether every installation has it; such a role is never deleted.
    #[must_use]
    pub const fn is_built_in(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// What a new installation lets this role do.
    #[must_use]
    pub const fn grants(&self) -> &'static [Permission] {
        match self {
            Self::Reader => &[Permission::Comment],
            Self::Author => &[Permission::Comment, Permission::WritePosts],
            Self::Editor => {
                &[Permission::Comment, Permission::WritePosts, Permission::EditAnyPost, Permission::ModerateComments]
            }
            Self::Admin => &Permission::ALL,
            Self::Other(_) => &[],
        }
    }

    /// What this role may do whatever anybody changes, so that an installation can always be managed by somebody.
    #[must_use]
    pub const fn keeps(&self) -> &'static [Permission] {
        match self {
            Self::Admin => &[Permission::ManageMembers, Permission::ManageRoles],
            _ => &[],
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.as_str().to_owned()
    }
}

impl TryFrom<String> for Role {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw).ok_or_else(|| format!("{raw:?} names no role"))
    }
}

/// The name of a role that an installation made: at most 32 small letters, digits and hyphens, the first one a letter.
///
/// Kept in place, so that roles can be copied as easily as ever.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleName {
    bytes: [u8; Self::LONGEST],
    length: u8,
}

impl RoleName {
    /// Most characters.
    pub const LONGEST: usize = 32;

    /// Private, so that no built-in role can be spelt as another one: [`Role::parse`] is the way.
    fn parse(raw: &str) -> Option<Self> {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        let starts = raw.starts_with(|c: char| c.is_ascii_lowercase());
        if !starts || raw.len() > Self::LONGEST || !raw.bytes().all(plain) {
            return None;
        }
        let mut bytes = [0; Self::LONGEST];
        bytes[..raw.len()].copy_from_slice(raw.as_bytes());
        Some(Self { bytes, length: u8::try_from(raw.len()).ok()? })
    }

    /// As text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length as usize).0) {
            Ok(name) => name,
            // Never: all of it was ASCII when it was parsed.
            Err(_) => "",
        }
    }
}

impl fmt::Debug for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_name_everywhere() {
        for name in ["reader", "author", "editor", "admin", "guest-writers", "a"] {
            let role = Role::parse(name).unwrap();
            assert_eq!((role.as_str(), role.is_built_in()), (name, Role::BUILT_IN.contains(&role)));
            let wire = serde_json::to_string(&role).unwrap();
            assert_eq!(wire, format!("{name:?}"));
            assert_eq!(serde_json::from_str::<Role>(&wire).unwrap(), role);
        }
    }

    #[test]
    fn what_cannot_name_a_role_does_not() {
        for wrong in ["", "-", "7up", "Reader", "guest writers", "'; drop table roles --", &"x".repeat(33)] {
            assert_eq!(Role::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_new_role_is_named_after_its_label() {
        assert_eq!(Role::named_after("Guest writers").unwrap().as_str(), "guest-writers");
        assert_eq!(Role::named_after(&"Long ".repeat(20)).unwrap().as_str().len(), 32);
        assert_eq!(Role::named_after("…").unwrap_err().code, "characters");
    }

    #[test]
    fn admins_can_never_lock_themselves_out() {
        assert!(Role::Admin.keeps().contains(&Permission::ManageRoles));
        assert!(Role::Admin.keeps().contains(&Permission::ManageMembers));
    }
}
