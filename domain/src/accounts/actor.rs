use crate::{
    Problem,
    accounts::{Permission, Permissions, Role},
    id::MemberId,
};

/// A signed-in member, as every policy sees one.
///
/// Made by the server from the session, afresh for each request, so a changed role takes effect at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub id: MemberId,
    /// The name others see.
    pub name: String,
    /// The role at this moment.
    pub role: Role,
    /// What the role grants at this moment.
    pub permissions: Permissions,
}

impl Actor {
    /// Whether this member has the permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(permission)
    }

    /// Goes on only with the permission.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without it.
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.may(permission) { Ok(()) } else { Err(Problem::Forbidden) }
    }
}

/// Whoever sent the request. Nothing but [`Viewer::actor`] leads from here to an action,
/// so an absent member can never be taken for one without limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody is signed in.
    #[default]
    Stranger,
    /// A member is.
    Member(Actor),
}

impl Viewer {
    /// The member, for what only members may do.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`] for a stranger.
    pub fn actor(&self) -> Result<&Actor, Problem> {
        match self {
            Self::Member(actor) => Ok(actor),
            Self::Stranger => Err(Problem::SignInNeeded),
        }
    }

    /// Whether this viewer has the permission; a stranger has none.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        matches!(self, Self::Member(actor) if actor.may(permission))
    }

    /// Whether this viewer is the given member.
    #[must_use]
    pub fn is(&self, member: MemberId) -> bool {
        matches!(self, Self::Member(actor) if actor.id == member)
    }
}
