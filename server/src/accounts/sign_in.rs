use domain::{
    Problem,
    accounts::{EmailAddress, Password, SignInForm},
};
use sea_orm::{ActiveValue::Set, ActiveValue::Unchanged, EntityTrait};

use super::{
    admit::{Admitted, Entrance, Way, admit},
    read::by_email,
};
use crate::{AppState, Result, entities::member, http::Visit, throttle};

/// Signs a member in and gives the session a new id.
///
/// Tries are counted for the address they come from and for the account they are made on, whether it exists or not.
/// Success forgets those on the account.
///
/// # Errors
/// [`Problem::WrongCredentials`], alike and equally late for an unknown account and a wrong password;
/// [`Problem::TooManyAttempts`]; [`Problem::Unavailable`] under a flood of sign-ins.
pub async fn sign_in(app: &AppState, visit: &Visit, form: SignInForm) -> Result<Admitted> {
    let limits = &app.config.accounts;
    let address = format!("sign_in:address:{}", visit.client.throttle_key());
    throttle::attempt(app, &address, limits.sign_in_per_address).await?;
    let account = account_key(&form.email);
    throttle::attempt(app, &account, limits.sign_in_per_account).await?;
    let member = verified(app, &form.email, &form.password).await?.ok_or(Problem::WrongCredentials)?;
    throttle::forgive(app, &account).await?;
    admit(app, visit, member, Entrance { way: Way::Password, remember: form.remember }).await
}

/// The account with this address, if this is its password.
pub(super) async fn verified(
    app: &AppState,
    email: &EmailAddress,
    password: &Password,
) -> Result<Option<member::Model>> {
    let member = by_email(app, email).await?;
    let hash = member.as_ref().and_then(|member| member.password_hash.as_deref());
    let right = app.hasher.verify(password, hash).await?;
    let Some(member) = member.filter(|_| right) else { return Ok(None) };
    if member.password_hash.as_deref().is_some_and(|hash| app.hasher.is_outdated(hash)) {
        // Now is the only moment at which the password is known.
        let hash = app.hasher.hash(&app.ids, password).await?;
        let row =
            member::ActiveModel { id: Unchanged(member.id), password_hash: Set(Some(hash)), ..Default::default() };
        member::Entity::update(row).exec(app.db.write()).await?;
    }
    Ok(Some(member))
}

/// Under which tries on an account are counted.
pub(super) fn account_key(email: &EmailAddress) -> String {
    format!("sign_in:account:{}", throttle::text_key(&email.folded()))
}
