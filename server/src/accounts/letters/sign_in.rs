use domain::paths;

use super::{facts, link};
use crate::{
    AppState,
    accounts::proofs::{Issued, Purpose},
    http::Client,
    mail::Letter,
};

/// Lets a member sign in.
pub(in crate::accounts) fn sign_in(app: &AppState, client: &Client, name: &str, to: &str, issued: &Issued) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Sign in to {site}"))
        .paragraph(format!("Hello {name},"))
        .paragraph("type this code in the browser in which you asked for it:")
        .code(&issued.code)
        .paragraph("Or sign in right here, in the browser that opens this link:")
        .button(format!("Sign in to {site}"), link(app, paths::SIGN_IN_CODE, issued))
        .facts(facts(app, client))
        .small(format!(
            "Both work once, within {}. Never tell the code to anybody: we do not ask for it. If you did not ask, leave \
             this letter alone.",
            Purpose::SignIn.lifetime_words()
        ))
}
