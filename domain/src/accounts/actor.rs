use crate::{
    Problem, Timestamp,
    accounts::{Permission, Permissions, Role},
    id::MemberId,
    tokens::{Scope, Scopes},
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
    /// What the role grants at this moment; with a token, no more than its scopes.
    pub permissions: Permissions,
    /// How sure it is, in this very request, that it is them.
    pub standing: Standing,
}

/// How sure it is, in one request, that the member is who they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When they last proved it in this session, by password, passkey or code; never with a token.
    pub proved_at: Option<Timestamp>,
    /// The admin who acts as this member.
    pub acting: Option<MemberId>,
    /// Until when they may.
    pub acting_until: Option<Timestamp>,
    /// Whether the member's e-mail address is proved to be theirs.
    pub is_verified: bool,
    /// When the account goes, which its member asked for.
    pub deletes_at: Option<Timestamp>,
    /// With a token: what it is good for. `None` in a session.
    pub scopes: Option<Scopes>,
    /// Whether they have no permissions only because their role demands a second factor and they have none.
    pub lacks_factor: bool,
}

impl Standing {
    /// How long a proof is good for sensitive changes, in seconds.
    pub const PROOF_SECONDS: i64 = 10 * 60;
}

impl Actor {
    /// Whose hands did it, for the record: the admin while one acts as this member.
    #[must_use]
    pub fn hands(&self) -> MemberId {
        self.standing.acting.unwrap_or(self.id)
    }

    /// Whether this member has the permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(permission)
    }

    /// Goes on only with a recent proof that it is the member, by their own hands. For what is sensitive.
    ///
    /// # Errors
    /// [`Problem::ProofNeeded`] if the last proof is older than ten minutes; [`Problem::NotWhileActing`] for an admin
    /// who acts as the member.
    pub fn require_proof(&self, now: Timestamp) -> Result<(), Problem> {
        self.require_own_hands()?;
        let recent = |proved_at: Timestamp| now.seconds_since(proved_at) < Standing::PROOF_SECONDS;
        if self.standing.proved_at.is_some_and(recent) { Ok(()) } else { Err(Problem::ProofNeeded) }
    }

    /// Goes on only for a member whose address is proved to be theirs. For whatever becomes another way in: who joined with
    /// somebody else's address must not leave one behind.
    ///
    /// # Errors
    /// [`Problem::AddressUnconfirmed`].
    pub const fn require_confirmed_address(&self) -> Result<(), Problem> {
        if self.standing.is_verified { Ok(()) } else { Err(Problem::AddressUnconfirmed) }
    }

    /// Goes on only for the member themselves.
    ///
    /// # Errors
    /// [`Problem::NotWhileActing`] for an admin who acts as the member.
    pub const fn require_own_hands(&self) -> Result<(), Problem> {
        if self.standing.acting.is_none() { Ok(()) } else { Err(Problem::NotWhileActing) }
    }

    /// Goes on in a session, and with a token that is good for this. For what needs no permission.
    ///
    /// # Errors
    /// [`Problem::ScopeNeeded`] otherwise.
    pub fn require_scope(&self, scope: Scope) -> Result<(), Problem> {
        match self.standing.scopes {
            Some(scopes) if !scopes.contains(scope) => Err(Problem::scope(scope)),
            _ => Ok(()),
        }
    }

    /// Goes on only with the permission.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without it; [`Problem::ScopeNeeded`] if it is the token that lacks it.
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.may(permission) {
            return Ok(());
        }
        match Scope::carrying(permission) {
            Some(scope) => self.require_scope(scope).and(Err(Problem::Forbidden)),
            None => Err(Problem::Forbidden),
        }
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
