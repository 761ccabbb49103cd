use domain::Problem;
use sea_orm::{DbErr, RuntimeErr, sqlx::error::DatabaseError};

use crate::{Error, Result};

/// A unique constraint, as each database names it when it is violated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unique {
    /// PostgreSQL's name for it.
    name: &'static str,
    /// MySQL's name for it, which for every primary key is the same.
    mysql: &'static str,
    /// The columns; SQLite tells these instead of a name.
    columns: &'static str,
}

/// The unique constraints that decide races.
pub mod unique {
    use super::Unique;

    /// A role's name.
    pub const ROLES: Unique = Unique::primary("roles_pkey", "roles.name");
    /// An e-mail address has one open invitation.
    pub const INVITATIONS_EMAIL: Unique = Unique::index("invitations_email_key", "invitations.email_folded");
    /// An e-mail address belongs to one account.
    pub const MEMBERS_EMAIL: Unique = Unique::index("members_email_key", "members.email_folded");
    /// An account elsewhere belongs to one member here.
    pub const IDENTITIES_SUBJECT: Unique =
        Unique::index("identities_subject_key", "identities.issuer, identities.subject");
    /// An installation has one owner.
    pub const INSTALLATION: Unique = Unique::primary("installation_pkey", "installation.id");
    /// A session's id.
    pub const SESSIONS: Unique = Unique::primary("sessions_pkey", "sessions.id_hash");
    /// An author's address.
    pub const AUTHORS_SLUG: Unique = Unique::index("authors_slug_key", "authors.slug");
    /// A member has one name on the masthead.
    pub const AUTHORS_MEMBER: Unique = Unique::index("authors_member_key", "authors.member_id");
    /// A post's id, which the form mints: the second one is a double submit.
    pub const POSTS: Unique = Unique::primary("posts_pkey", "posts.id");
    /// A post's present address.
    pub const POSTS_SLUG: Unique = Unique::index("posts_slug_key", "posts.slug");
    /// Any address that a post has or had.
    pub const POST_SLUGS: Unique = Unique::primary("post_slugs_pkey", "post_slugs.slug");
    /// A passkey belongs to one account.
    pub const PASSKEYS: Unique = Unique::index("passkeys_credential_key", "passkeys.credential_hash");
    /// A comment's id, which the form mints.
    pub const COMMENTS: Unique = Unique::primary("comments_pkey", "comments.id");
}

impl Unique {
    const fn index(name: &'static str, columns: &'static str) -> Self {
        Self { name, mysql: name, columns }
    }

    const fn primary(name: &'static str, columns: &'static str) -> Self {
        Self { name, mysql: "PRIMARY", columns }
    }

    /// Whether `error` says that this constraint was violated.
    ///
    /// MySQL does not say whose primary key it was: there, ask only of a statement that writes to one table.
    #[must_use]
    pub fn is_violated_by(&self, error: &DbErr) -> bool {
        let Some(error) = driver_error(error).filter(|error| error.is_unique_violation()) else { return false };
        if let Some(name) = error.constraint() {
            return name == self.name;
        }
        let message = error.message();
        if let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") {
            return columns == self.columns;
        }
        // `Duplicate entry 'whatever was typed' for key 'table.name'`, the table only on MySQL 8: read it from the end.
        let key = message.rsplit_once("for key '").map_or("", |(_, key)| key.trim_end_matches('\''));
        key.rsplit('.').next() == Some(self.mysql)
    }
}

/// Turns the violation of a constraint into what people are told.
pub trait OnConstraint<T> {
    /// `problem` if `unique` was violated; any other error stays internal.
    ///
    /// # Errors
    /// The problem, or the error as it was.
    fn on_constraint(self, unique: &Unique, problem: impl FnOnce() -> Problem) -> Result<T>;
}

impl<T> OnConstraint<T> for Result<T, DbErr> {
    fn on_constraint(self, unique: &Unique, problem: impl FnOnce() -> Problem) -> Result<T> {
        self.map_err(|error| if unique.is_violated_by(&error) { problem().into() } else { Error::from(error) })
    }
}

pub(super) fn driver_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => error.as_database_error(),
        _ => None,
    }
}
