#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{
        accounts::{Role, SignInForm, SignUpForm},
        paths,
    },
    server::accounts::{self, Admitted},
};

/// Joins, and signs in. Open to strangers.
///
/// # Errors
/// [`Refusal`] with `invalid` fields, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/sign-up")]
pub async fn sign_up(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let form = SignUpForm::parse_for(&cx.app.site.name, &name, &email, &password)?;
        let admitted = accounts::sign_up(&cx.app, &cx.visit, form).await?;
        let welcome = match &admitted {
            Admitted::In(member) | Admitted::FactorNeeded(member) => {
                Some(Notice::Welcome { owner: member.role == Role::Admin })
            }
            Admitted::SecondFactor => None,
        };
        let done = arrived(admitted, &next);
        Ok(Done { notice: welcome.or(done.notice), ..done })
    })
    .await
}

/// Signs in. Open to strangers.
///
/// # Errors
/// [`Refusal`] with `wrong_credentials`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/sign-in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    /// Whether to stay signed in when the browser is closed.
    #[server(default)]
    remember: bool,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let form = SignInForm::parse(&email, &password)?.remembered(remember);
        Ok(arrived(accounts::sign_in(&cx.app, &cx.visit, form).await?, &next))
    })
    .await
}

/// Signs out. Open to strangers, for whom there is nothing to do.
///
/// # Errors
/// Internal ones only.
#[server(prefix = "/fn", endpoint = "accounts/sign-out")]
pub async fn sign_out() -> Result<Done, Refusal> {
    action(|cx| async move {
        accounts::sign_out(&cx.app, &cx.visit).await?;
        Ok(Done::at(paths::HOME))
    })
    .await
}

/// Where whoever came in goes now: on to `next`, or to the second step of signing in, which leads there, or to set up the
/// factor that their role demands, which leads there, too. Every way in ends with it.
#[cfg(feature = "ssr")]
pub(crate) fn arrived(admitted: Admitted, next: &str) -> Done {
    match admitted {
        Admitted::In(_) => Done::at(way_on(next)),
        Admitted::FactorNeeded(_) => {
            Done::at(paths::factor_then(paths::SECURITY, paths::local(next).unwrap_or_default()))
        }
        Admitted::SecondFactor => Done::at(paths::second_factor_then(next)),
    }
}

#[cfg(feature = "ssr")]
fn way_on(next: &str) -> String {
    paths::local(next).unwrap_or(paths::HOME).to_owned()
}
