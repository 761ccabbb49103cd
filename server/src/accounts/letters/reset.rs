use domain::paths;

use super::{facts, link};
use crate::{
    AppState,
    accounts::proofs::{Issued, Purpose},
    http::Client,
    mail::Letter,
};

/// Lets a member choose a new password.
pub(in crate::accounts) fn reset(app: &AppState, client: &Client, name: &str, to: &str, issued: &Issued) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Choose a new password for {site}"))
        .paragraph(format!("Hello {name},"))
        .paragraph(format!("somebody, hopefully you, asked for a new password for your account at {site}."))
        .button("Choose a new password", link(app, paths::RESET, issued))
        .paragraph("Or type this code on the page that asks for it:")
        .code(&issued.code)
        .facts(facts(app, client))
        .small(format!(
            "Both work once, within {}. If you did not ask, leave this letter alone: your password stays as it is.",
            Purpose::ResetPassword.lifetime_words()
        ))
}
