use std::time::Duration;

use domain::{Problem, accounts::Actor, audit::Event, factors::FactorCode, id::MemberId};

use super::{recovery, totp};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    config::Limit,
    http::Visit,
    sessions, throttle,
};

const WINDOW: Duration = Duration::from_secs(15 * 60);

/// Tries of one kind of code from one address. Fewer than for the member, so that one who guesses leaves tries to the owner.
const PER_CLIENT: Limit = Limit { attempts: 5, window: WINDOW };

/// Tries of one kind of code in all. With three codes of a million that are good at any moment, somebody who knows the
/// password would have to guess for five months to have an even chance.
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

/// Uses a code up. Each kind has tries of its own, so that guessing at one does not shut the other.
///
/// # Errors
/// The field error `code`/`wrong`; [`Problem::TooManyAttempts`].
pub(crate) async fn redeem(app: &AppState, visit: &Visit, member: MemberId, code: &FactorCode) -> Result<()> {
    let of_member = format!("factor:{}:{member}", code.kind());
    let of_client = format!("{of_member}:{}", visit.client.throttle_key());
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

fn wrong() -> Problem {
    Problem::field("code", "wrong", "This code is not right, or it was used already. Wait for the next one.")
}
