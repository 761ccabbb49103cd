//! Who may do what with webhooks. Asked by the server's reads and actions, whatever the transport.

use crate::{
    Problem, Timestamp,
    accounts::{Actor, Permission},
};

/// Whether this member may see webhooks and what they were told, try them and send messages again.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::ScopeNeeded`].
pub fn may_use(actor: &Actor) -> Result<(), Problem> {
    actor.require(Permission::ManageWebhooks)
}

/// Whether this member may make, change and delete webhooks: in a session with a fresh proof, for whoever sits down at a
/// browser that was left alone could have everything sent to them. A token carries its own permission for it.
///
/// # Errors
/// As [`may_use`]; [`Problem::ProofNeeded`]; [`Problem::NotWhileActing`].
pub fn may_change(actor: &Actor, now: Timestamp) -> Result<(), Problem> {
    may_use(actor)?;
    if actor.standing.scopes.is_some() { Ok(()) } else { actor.require_proof(now) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        accounts::{Role, Standing},
        id::MemberId,
        tokens::{Scope, Scopes},
    };

    const NOW: Timestamp = Timestamp::from_millis_unclamped(0);

    fn actor(role: Role, standing: Standing) -> Actor {
        let permissions = role.grants().iter().copied().collect();
        let permissions = standing.scopes.map_or(permissions, |scopes| scopes.narrow(permissions));
        Actor { id: MemberId(Uuid::from_u128(1)), name: "Ada Example".into(), role, permissions, standing }
    }

    #[test]
    fn changing_takes_a_fresh_proof_or_a_token_that_is_good_for_it() {
        let fresh = Standing { proved_at: Some(NOW), ..Standing::default() };
        assert_eq!(may_change(&actor(Role::Admin, fresh), NOW), Ok(()));
        assert_eq!(may_change(&actor(Role::Admin, Standing::default()), NOW), Err(Problem::ProofNeeded));
        assert_eq!(may_change(&actor(Role::Editor, fresh), NOW), Err(Problem::Forbidden));
        let token =
            |scope: Scope| Standing { scopes: Some([scope].into_iter().collect::<Scopes>()), ..Standing::default() };
        assert_eq!(may_change(&actor(Role::Admin, token(Scope::Webhooks)), NOW), Ok(()));
        let refused = may_change(&actor(Role::Admin, token(Scope::Members)), NOW);
        assert_eq!(refused, Err(Problem::scope(Scope::Webhooks)));
    }
}
