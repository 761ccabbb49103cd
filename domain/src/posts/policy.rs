//! Who may do what with a post. Asked by the server's reads and actions, whatever the transport.

use crate::{
    Problem,
    accounts::{Actor, Permission},
};

/// What a policy has to know of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostFacts {
    /// Whether one of the post's bylines belongs to the actor.
    pub own: bool,
}

impl PostFacts {
    /// Whether this member may start a post of their own.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn may_create(actor: &Actor) -> Result<(), Problem> {
        actor.require(Permission::WritePosts)
    }

    /// Whether this member may see the draft, edit it, publish it and delete it. One right covers all of these, because
    /// whoever can change the words of a published post decides what readers see anyway.
    ///
    /// # Errors
    /// [`Problem::NotFound`]: a draft that one may not edit is one that one may not know of.
    pub fn may_edit(self, actor: &Actor) -> Result<(), Problem> {
        if actor.may(Permission::EditAnyPost) || (self.own && actor.may(Permission::WritePosts)) {
            Ok(())
        } else {
            Err(Problem::NotFound)
        }
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
    fn authors_edit_their_own_and_editors_everything() {
        let (own, foreign) = (PostFacts { own: true }, PostFacts { own: false });
        assert!(own.may_edit(&actor(Role::Author)).is_ok());
        assert!(foreign.may_edit(&actor(Role::Editor)).is_ok());
        assert_eq!(foreign.may_edit(&actor(Role::Author)), Err(Problem::NotFound));
    }

    #[test]
    fn a_reader_writes_nothing_even_with_an_old_byline() {
        assert_eq!(PostFacts::may_create(&actor(Role::Reader)), Err(Problem::Forbidden));
        assert_eq!(PostFacts { own: true }.may_edit(&actor(Role::Reader)), Err(Problem::NotFound));
    }
}
