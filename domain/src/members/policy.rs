//! Who may do what to a member. Asked by the server's reads and actions, whatever the transport.

use crate::{
    Problem,
    accounts::{Actor, Permission, Permissions},
    id::MemberId,
};

/// What a policy has to know of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberFacts {
    /// Who.
    pub id: MemberId,
    /// What their role lets them do.
    pub permissions: Permissions,
}

impl MemberFacts {
    /// Whether the role may be changed, or the member suspended and restored. Nobody manages themselves, nor anybody who
    /// may do what they themselves may not.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn may_manage(self, actor: &Actor) -> Result<(), Problem> {
        actor.require(Permission::ManageMembers)?;
        if self.id != actor.id && actor.permissions.covers(self.permissions) { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// Whether the actor may act as this member: never as one of those who run the installation, never as somebody who may
    /// do more, and never while acting already.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], [`Problem::NotWhileActing`].
    pub fn may_act_as(self, actor: &Actor) -> Result<(), Problem> {
        actor.require_own_hands()?;
        actor.require(Permission::ActAsMember)?;
        let below = actor.permissions.covers(self.permissions) && !self.permissions.manages();
        if self.id != actor.id && below { Ok(()) } else { Err(Problem::Forbidden) }
    }
}

/// Whether the actor may hand out a role that may do this: only what they may do themselves.
///
/// # Errors
/// [`Problem::Forbidden`].
pub fn may_hand_out(actor: &Actor, permissions: Permissions) -> Result<(), Problem> {
    if actor.permissions.covers(permissions) { Ok(()) } else { Err(Problem::Forbidden) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::accounts::{Role, Standing};

    fn actor(role: Role) -> Actor {
        Actor {
            id: MemberId(Uuid::from_u128(1)),
            name: "Ada Example".into(),
            role,
            permissions: role.grants().iter().copied().collect(),
            standing: Standing::default(),
        }
    }

    fn member(id: u128, role: Role) -> MemberFacts {
        MemberFacts { id: MemberId(Uuid::from_u128(id)), permissions: role.grants().iter().copied().collect() }
    }

    #[test]
    fn admins_manage_everybody_but_themselves() {
        for role in Role::BUILT_IN {
            assert!(member(2, role).may_manage(&actor(Role::Admin)).is_ok());
            assert_eq!(member(1, role).may_manage(&actor(Role::Admin)), Err(Problem::Forbidden));
            assert_eq!(member(2, Role::Reader).may_manage(&actor(role)).is_ok(), role == Role::Admin);
        }
    }

    #[test]
    fn nobody_manages_who_may_do_more() {
        let mut bob = actor(Role::Reader);
        bob.permissions = [Permission::Comment, Permission::ManageMembers].into_iter().collect();
        assert!(member(2, Role::Reader).may_manage(&bob).is_ok());
        for role in [Role::Author, Role::Editor, Role::Admin] {
            assert_eq!(member(2, role).may_manage(&bob), Err(Problem::Forbidden));
            assert_eq!(may_hand_out(&bob, role.grants().iter().copied().collect()), Err(Problem::Forbidden));
        }
    }

    #[test]
    fn nobody_acts_as_one_of_those_who_run_the_installation() {
        let ada = actor(Role::Admin);
        assert!(member(2, Role::Editor).may_act_as(&ada).is_ok());
        assert_eq!(member(2, Role::Admin).may_act_as(&ada), Err(Problem::Forbidden));
        for permission in Permission::OF_MANAGERS {
            let manager = MemberFacts { permissions: [permission].into_iter().collect(), ..member(2, Role::Reader) };
            assert_eq!(manager.may_act_as(&ada), Err(Problem::Forbidden), "{permission:?}");
        }
    }

    #[test]
    fn nobody_acts_while_acting() {
        let mut ada = actor(Role::Admin);
        ada.standing.acting = Some(MemberId(Uuid::from_u128(9)));
        assert_eq!(member(2, Role::Reader).may_act_as(&ada), Err(Problem::NotWhileActing));
    }
}
