//! Who may do what with a comment.

use crate::{
    Problem, Timestamp,
    accounts::{Actor, Permission},
};

/// How long the writer of a comment may edit it, in seconds: half an hour.
pub const EDIT_WINDOW_SECONDS: i64 = 30 * 60;

/// Comments that fit on a post, deleted ones included: its page shows all of them, and must stay a page.
pub const MOST_ON_POST: u64 = 500;

/// What a policy has to know of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommentFacts {
    /// Whether the actor wrote it.
    pub own: bool,
    /// When it was written.
    pub created_at: Timestamp,
}

impl CommentFacts {
    /// Whether this member may comment at all.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn may_create(actor: &Actor) -> Result<(), Problem> {
        actor.require(Permission::Comment)
    }

    /// Whether this member may change the words: their own, within [`EDIT_WINDOW_SECONDS`].
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn may_edit(self, actor: &Actor, now: Timestamp) -> Result<(), Problem> {
        let open = now.seconds_since(self.created_at) <= EDIT_WINDOW_SECONDS;
        if self.own && open && actor.may(Permission::Comment) { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// Whether this member may delete it: their own at any time, anybody's as a moderator.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn may_delete(self, actor: &Actor) -> Result<(), Problem> {
        if self.own { Ok(()) } else { Self::may_moderate(actor) }
    }

    /// Whether this member may hide and show comments.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn may_moderate(actor: &Actor) -> Result<(), Problem> {
        actor.require(Permission::ModerateComments)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        accounts::{Role, Standing},
        id::MemberId,
    };

    fn actor(role: Role) -> Actor {
        Actor {
            id: MemberId(Uuid::from_u128(1)),
            name: "Ada Example".into(),
            role,
            permissions: role.grants().iter().copied().collect(),
            standing: Standing::default(),
        }
    }

    #[test]
    fn the_window_closes_even_for_moderators() {
        let written = Timestamp::from_millis(0);
        let facts = CommentFacts { own: true, created_at: written };
        let (open, closed) = (written.plus_seconds(EDIT_WINDOW_SECONDS), written.plus_seconds(EDIT_WINDOW_SECONDS + 1));
        assert!(facts.may_edit(&actor(Role::Reader), open).is_ok());
        assert_eq!(facts.may_edit(&actor(Role::Admin), closed), Err(Problem::Forbidden));
    }

    #[test]
    fn nobody_edits_foreign_words_and_only_moderators_delete_them() {
        let foreign = CommentFacts { own: false, created_at: Timestamp::from_millis(0) };
        assert!(foreign.may_edit(&actor(Role::Admin), Timestamp::from_millis(0)).is_err());
        assert!(foreign.may_delete(&actor(Role::Author)).is_err());
        assert!(foreign.may_delete(&actor(Role::Editor)).is_ok());
    }
}
