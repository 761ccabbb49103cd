use domain::paths;

use super::link;
use crate::{
    AppState,
    accounts::proofs::{Issued, Purpose},
    mail::Letter,
};

/// Asks a member to show that the address of their account is theirs.
pub(in crate::accounts) fn verify(app: &AppState, name: &str, to: &str, issued: &Issued) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Confirm your address for {site}"))
        .paragraph(format!("Hello {name},"))
        .paragraph(format!("somebody, hopefully you, made an account at {site} with this address. Is it yours?"))
        .button("Confirm this address", link(app, paths::VERIFY, issued))
        .paragraph("Or type this code where you joined:")
        .code(&issued.code)
        .small(format!(
            "Both work once, within {}. Where you are not signed in, we ask for your password, too. If you did not join, leave \
             this letter alone: the address stays unconfirmed.",
            Purpose::VerifyEmail.lifetime_words()
        ))
}
