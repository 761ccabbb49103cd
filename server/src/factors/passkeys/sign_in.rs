use std::time::Duration;

use domain::Problem;
use sea_orm::EntityTrait;
use serde_json::Value;

use super::verify::{self, verify};
use crate::{
    AppState, Result,
    accounts::{self, Admitted, Entrance, Way},
    config::Limit,
    entities::member,
    http::Visit,
    throttle,
};

/// Questions put to one address: every look at the sign-in form is one, and each keeps a session of a stranger for a day.
const QUESTIONS: Limit = Limit { attempts: 240, window: Duration::from_secs(60 * 60) };

/// What a browser needs to ask for any passkey of this site.
///
/// # Errors
/// [`Problem::TooManyAttempts`]; [`Problem::NotFound`] where passkeys are not possible.
pub async fn options_to_sign_in(app: &AppState, visit: &Visit) -> Result<Value> {
    let key = format!("passkey:questions:{}", visit.client.throttle_key());
    throttle::attempt(app, &key, QUESTIONS).await?;
    verify::options(app, visit, &[]).await
}

/// Signs in with a passkey alone: which member it is, the passkey says.
///
/// # Errors
/// Field errors of `passkey`; [`Problem::TooManyAttempts`]; [`Problem::Suspended`].
pub async fn sign_in_by_passkey(app: &AppState, visit: &Visit, answer: &str, remember: bool) -> Result<Admitted> {
    let key = format!("sign_in:address:{}", visit.client.throttle_key());
    throttle::attempt(app, &key, app.config.accounts.sign_in_per_address).await?;
    let member = verify(app, visit, answer, None).await?;
    let member = member::Entity::find_by_id(member.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    accounts::admit(app, visit, member, Entrance { way: Way::Passkey, remember }).await
}
