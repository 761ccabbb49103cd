use domain::{
    Problem,
    accounts::{Actor, Provider},
};
use serde::Deserialize;

use super::{
    attempt::{self, Attempt, Purpose},
    claim::Claim,
    exchange::exchange,
    join, link, oidc,
    service::{Protocol, Service},
    settle::{Settled, known, settle},
    trouble::Trouble,
};
use crate::{
    AppState, Result,
    accounts::{Admitted, Entrance, Way, admit, confirm},
    http::Visit,
};

/// What a service sends somebody back with (RFC 6749, section 4.1.2; RFC 9207).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Callback {
    /// Shows that this browser began.
    #[serde(default)]
    pub state: String,
    /// What is changed for tokens.
    pub code: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
    /// Who sends them back.
    pub iss: Option<String>,
}

/// How a way to a service ended.
#[derive(Debug)]
pub enum Arrival {
    /// They were let in.
    Entered {
        /// How far.
        admitted: Admitted,
        /// Whether the account was made just now.
        is_new: bool,
        /// Where they wanted to go.
        next: String,
    },
    /// They have to say more first, on the page [`paths::SIGN_IN_JOIN`](domain::paths::SIGN_IN_JOIN).
    JoinNeeded,
    /// The address is that of an account which nobody proved it for. Whoever made that may be waiting for the owner of the
    /// mailbox to fill it, so it is neither opened nor linked; a letter shows whose it is.
    Unproved {
        /// What people call the service.
        service: String,
    },
    /// The address is that of an account with a second factor. Whoever has that signs in with it, and then links.
    Guarded {
        /// What people call the service.
        service: String,
    },
    /// The account is linked.
    Linked {
        /// What people call the service.
        service: String,
    },
    /// They proved once more who they are.
    Proved {
        /// Where they wanted to go.
        next: String,
    },
    /// They are who they are, but the service does not show that they signed in to it just now: another proof is needed.
    Stale {
        /// What people call the service.
        service: String,
        /// Where they wanted to go.
        next: String,
    },
    /// They did not agree.
    Declined {
        /// What people call the service.
        service: String,
        /// What they went there for.
        purpose: Purpose,
    },
}

/// Takes somebody in whom a service sent back.
///
/// # Errors
/// [`Problem::AttemptExpired`] if this browser did not begin, or long ago, or it was finished already;
/// [`Problem::ProviderSilent`], [`Problem::ProviderMistrusted`]; [`Problem::IdentityTaken`] and
/// [`Problem::AddressUnconfirmed`] when linking; whatever keeps a member out.
pub async fn finish(app: &AppState, visit: &Visit, provider: Provider, callback: Callback) -> Result<Arrival> {
    let service = app.providers.service(provider)?;
    let attempt = attempt::take(app, visit, provider, &callback.state).await?;
    let told = |trouble: Trouble| trouble.about(&service.name);
    check_issuer(app, service, &callback).await.map_err(told)?;
    if callback.error.as_deref() == Some("access_denied") {
        return Ok(Arrival::Declined { service: service.name.clone(), purpose: attempt.purpose });
    }
    let code = code(callback).map_err(told)?;
    let claim = claim(app, service, &attempt, code).await.map_err(told)?;
    match attempt.purpose {
        Purpose::Enter => enter(app, visit, service, claim, attempt.next).await,
        Purpose::Link(member) => {
            let actor = visit.viewer.actor().ok().filter(|actor| actor.id == member).ok_or(Problem::AttemptExpired)?;
            actor.require_own_hands()?;
            actor.require_confirmed_address()?;
            link::link(app, visit, actor, &claim).await?;
            Ok(Arrival::Linked { service: service.name.clone() })
        }
        Purpose::Prove(member) => {
            let actor = visit.viewer.actor().ok().filter(|actor| actor.id == member).ok_or(Problem::AttemptExpired)?;
            prove(app, visit, actor, service, &claim, attempt.next).await
        }
    }
}

/// Against being led to the wrong service: one that says who it is must be the one that was chosen.
async fn check_issuer(app: &AppState, service: &Service, callback: &Callback) -> Result<(), Trouble> {
    let Protocol::Oidc(issuer) = &service.protocol else { return Ok(()) };
    let must_say = issuer.metadata(app).await?.authorization_response_iss_parameter_supported;
    match &callback.iss {
        None if must_say => Err(Trouble::mistrusted("somebody came back without the name of the service")),
        Some(iss) if *iss != issuer.url => Err(Trouble::mistrusted("somebody came back from another service")),
        _ => Ok(()),
    }
}

fn code(callback: Callback) -> Result<String, Trouble> {
    match (callback.code, callback.error.as_deref()) {
        (Some(code), None) if !code.is_empty() => Ok(code),
        (_, Some("temporarily_unavailable" | "server_error")) => {
            Err(Trouble::Silent(anyhow::anyhow!("it sent somebody back because it does not work")))
        }
        // What it says besides is not repeated: anybody may have written it.
        _ => Err(Trouble::mistrusted("it sent somebody back without a code")),
    }
}

async fn claim(app: &AppState, service: &Service, attempt: &Attempt, code: String) -> Result<Claim, Trouble> {
    let tokens = exchange(app, service, code, attempt.verifier.clone()).await?;
    match &service.protocol {
        Protocol::Oidc(issuer) => oidc::claim(app, (service, issuer), attempt, &tokens).await,
        Protocol::Github(github) => github.claim(app, &tokens).await,
    }
}

async fn enter(app: &AppState, visit: &Visit, service: &Service, claim: Claim, next: String) -> Result<Arrival> {
    let is_fresh = claim.is_fresh;
    let (member, is_new) = match settle(app, &visit.client, &claim, None).await? {
        Settled::Known(member) => (member, false),
        Settled::Joined(member) => (member, true),
        Settled::Guarded => return Ok(Arrival::Guarded { service: service.name.clone() }),
        Settled::Unproved => return Ok(Arrival::Unproved { service: service.name.clone() }),
        Settled::Taken | Settled::Nameless => {
            join::wait(app, visit, service, claim, next).await?;
            return Ok(Arrival::JoinNeeded);
        }
    };
    let way = if is_fresh { Way::FreshIdentity } else { Way::Identity };
    let admitted = admit(app, visit, member, Entrance { way, remember: true }).await?;
    Ok(Arrival::Entered { admitted, is_new, next })
}

async fn prove(
    app: &AppState,
    visit: &Visit,
    actor: &Actor,
    service: &Service,
    claim: &Claim,
    next: String,
) -> Result<Arrival> {
    let owner = known(app.db.read(), claim).await?.filter(|owner| owner.id == actor.id.0);
    let owner = owner.ok_or(Problem::IdentityTaken)?;
    if !claim.is_fresh && !confirm::is_lost_without_identities(app, &owner).await? {
        return Ok(Arrival::Stale { service: service.name.clone(), next });
    }
    confirm::confirmed(app, visit, actor, Way::Identity.as_str()).await?;
    Ok(Arrival::Proved { next })
}
