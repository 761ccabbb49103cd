use std::time::Duration;

use domain::{Problem, accounts::Actor, audit::Event, factors::FactorCode, id::MemberId};

use super::{recovery, totp};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    config::Limit,
    devices,
    http::Visit,
    sessions, throttle,
};

const WINDOW: Duration = Duration::from_secs(15 * 60);

/// Tries of one kind of code from one address, or with one browser that the member signed in with before. Fewer than in all,
/// so that one who guesses leaves tries to the owner.
const PER_CLIENT: Limit = Limit { attempts: 5, window: WINDOW };

/// Tries of one kind of code in all, once for known browsers and once for everybody else, who thus cannot use up what
/// the owner has in their own. With three codes of a million that are good at any moment, somebody who knows the password
/// would have to guess for five months to have an even chance.
const PER_MEMBER: Limit = Limit { attempts: 15, window: WINDOW };

/// Proves once more, by a code, who is signed in.
///
/// # Errors
/// The field error `code`/`wrong`; [`Problem::TooManyAttempts`]; [`Problem::NotWhileActing`].
pub async fn prove_by_code(app: &AppState, visit: &Visit, actor: &Actor, code: &FactorCode) -> Result<()> {
    actor.require_own_hands()?;
    redeem(app, visit, actor.id, code).await?;
    sessions::proved(app, visit).await
}

/// Uses a code up. Each kind has tries of its own, so that guessing at one does not shut the other; and so have browsers that
/// the member signed in with before, which somebody who knows the password alone has not.
///
/// # Errors
/// The field error `code`/`wrong`; [`Problem::TooManyAttempts`].
pub(crate) async fn redeem(app: &AppState, visit: &Visit, member: MemberId, code: &FactorCode) -> Result<()> {
    let (of_member, of_client) = budgets(app, visit, member, code.kind()).await?;
    throttle::attempt(app, &of_client, PER_CLIENT).await?;
    throttle::attempt(app, &of_member, PER_MEMBER).await?;
    let is_right = match code {
        FactorCode::Totp(code) => totp::redeem(app, visit, member, code).await?,
        FactorCode::Recovery(code) => recovery::redeem(app, visit, member, code).await?,
    };
    if !is_right {
        let entry = Entry::new(Event::SignInFailed).about(member).from(&visit.client).with("factor", code.kind());
        audit::record_alone(app, entry).await?;
        return Err(wrong().into());
    }
    throttle::forgive(app, &of_client).await?;
    throttle::forgive(app, &of_member).await
}

/// The names of what a try is taken from: what all share who are as well known as this client, and what it has alone.
async fn budgets(app: &AppState, visit: &Visit, member: MemberId, kind: &str) -> Result<(String, String)> {
    let all = format!("factor:{kind}:{member}");
    if let Some(device) = &visit.device
        && devices::is_known(app, member, device).await?
    {
        let device = throttle::text_key(&format!("{member}:{}", device.as_str()));
        return Ok((format!("{all}:known"), format!("factor:{kind}:device:{device}")));
    }
    let client = format!("{all}:{}", visit.client.throttle_key());
    Ok((all, client))
}

fn wrong() -> Problem {
    Problem::field("code", "wrong", "This code is not right, or it was used already. Wait for the next one.")
}
