use domain::accounts::SignInForm;

use super::{
    admit::{Admitted, Entrance, Way, admit},
    guess::guess,
};
use crate::{AppState, Result, http::Visit};

/// Signs a member in and gives the session a new id.
///
/// # Errors
/// [`Problem::WrongCredentials`](domain::Problem::WrongCredentials), alike and equally late for an unknown account and a
/// wrong password; [`Problem::TooManyAttempts`](domain::Problem::TooManyAttempts);
/// [`Problem::Unavailable`](domain::Problem::Unavailable) under a flood of sign-ins.
pub async fn sign_in(app: &AppState, visit: &Visit, form: SignInForm) -> Result<Admitted> {
    let member = guess(app, visit, &form.email, &form.password).await?;
    admit(app, visit, member, Entrance { way: Way::Password, remember: form.remember }).await
}
