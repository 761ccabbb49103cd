use domain::{
    Problem,
    accounts::{EmailAddress, Password},
};

use super::{confirmed, member, ways};
use crate::{AppState, Error, Result, accounts::guess::guess, http::Visit};

/// Proves who is there by password. Guesses are counted with those at the sign-in form: a session that somebody found open
/// must not help them to find the password.
///
/// # Errors
/// The field error `password`/`wrong`; [`Problem::TooManyAttempts`]; [`Problem::NotWhileActing`].
pub async fn by_password(app: &AppState, visit: &Visit, password: &Password) -> Result<()> {
    let actor = member(visit)?;
    let row = ways::row(app, visit).await?;
    let email = EmailAddress::parse(&row.email)
        .map_err(|_| anyhow::anyhow!("member {} has an address that is none", row.id))?;
    let told = |error: Error| if error.is(&Problem::WrongCredentials) { wrong().into() } else { error };
    guess(app, visit, &email, password).await.map_err(told)?;
    confirmed(app, visit, actor, "password").await
}

fn wrong() -> Problem {
    Problem::field("password", "wrong", "This is not your password.")
}
