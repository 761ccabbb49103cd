use domain::{
    Problem,
    accounts::{EmailAddress, Password},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::read::by_email;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    devices,
    entities::member,
    http::Visit,
    throttle::{self, Tried},
};

/// The member with this address, if this is their password: a guess, whichever page it is made on.
///
/// Guesses are counted before they are looked at. A browser that signed in to this account before has a budget of its own,
/// which nobody else can use up; whoever takes its cookie gets that budget and no more. All others share the account's,
/// whether there is such an account or not, and that of the address they come from. A right guess gives the budget back.
///
/// # Errors
/// [`Problem::WrongCredentials`], alike and with the same work for an unknown account and a wrong password;
/// [`Problem::TooManyAttempts`]; [`Problem::Unavailable`] under a flood.
pub(crate) async fn guess(
    app: &AppState,
    visit: &Visit,
    email: &EmailAddress,
    password: &Password,
) -> Result<member::Model> {
    let budget = spend(app, visit, email).await?;
    let member = by_email(app, email).await?;
    let hash = member.as_ref().and_then(|member| member.password_hash.as_deref());
    let is_right = app.hasher.verify(password, hash).await?;
    match member {
        Some(member) if is_right => {
            throttle::forgive(app, &budget).await?;
            upgrade(app, member, password).await
        }
        member => {
            let mut entry = Entry::new(Event::SignInFailed).from(&visit.client);
            if let Some(member) = member {
                entry = entry.about(MemberId(member.id));
            }
            audit::record_alone(app, entry).await?;
            Err(Problem::WrongCredentials.into())
        }
    }
}

/// Counts a guess. Answers with the budget that a right one gives back.
async fn spend(app: &AppState, visit: &Visit, email: &EmailAddress) -> Result<String> {
    let limits = &app.config.accounts;
    let account = throttle::text_key(&email.folded());
    if let Some(device) = &visit.device
        && devices::is_known_to(app, email, device).await?
    {
        let budget = format!("sign_in:device:{}", throttle::text_key(&format!("{account}:{}", device.as_str())));
        within(app, visit, throttle::count(app, &budget, limits.sign_in_per_device).await?, "device").await?;
        return Ok(budget);
    }
    let budget = format!("sign_in:account:{account}");
    // Asked first and counted last: what is refused anyway, however many addresses it comes from, leaves no trace of each.
    if let Some(retry_after) = throttle::spent(app, &budget, limits.sign_in_per_account).await? {
        return Err(Problem::TooManyAttempts { retry_after }.into());
    }
    let address = format!("sign_in:address:{}", visit.client.throttle_key());
    within(app, visit, throttle::count(app, &address, limits.sign_in_per_address).await?, "address").await?;
    within(app, visit, throttle::count(app, &budget, limits.sign_in_per_account).await?, "account").await?;
    Ok(budget)
}

/// Goes on within the limit. The first try beyond it goes into the record, and none after it: a flood must not fill the
/// disk.
async fn within(app: &AppState, visit: &Visit, tried: Tried, limit: &str) -> Result<()> {
    let Tried::TooOften { retry_after, is_first } = tried else { return Ok(()) };
    if is_first {
        let entry = Entry::new(Event::SignInLimited).from(&visit.client).with("limit", limit);
        audit::record_alone(app, entry).await?;
    }
    Err(Problem::TooManyAttempts { retry_after }.into())
}

/// Hashes a password anew whose hash was made at another cost: now is the only moment at which it is known. One that was
/// changed meanwhile stays changed, and the guess was wrong after all. Answers with the member as they are then.
async fn upgrade(app: &AppState, mut member: member::Model, password: &Password) -> Result<member::Model> {
    let outdated = member.password_hash.as_deref().filter(|hash| app.hasher.is_outdated(hash));
    let Some(outdated) = outdated else { return Ok(member) };
    let hash = app.hasher.hash(&app.ids, password).await?;
    let upgraded = member::Entity::update_many()
        .set(member::ActiveModel { password_hash: Set(Some(hash.clone())), ..Default::default() })
        .filter(member::Column::Id.eq(member.id))
        .filter(member::Column::PasswordHash.eq(outdated))
        .exec(app.db.write())
        .await?;
    if upgraded.rows_affected == 0 {
        return Err(Problem::WrongCredentials.into());
    }
    member.password_hash = Some(hash);
    Ok(member)
}
