//! What members are told by mail of what was done to their account.

use domain::paths;

use crate::{AppState, entities::member, mail::Letter};

/// Somebody keeps them out.
pub(super) fn suspended(app: &AppState, member: &member::Model, reason: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(&*member.email, format!("Your account at {site} is suspended"))
        .paragraph(format!("Hello {},", member.name))
        .paragraph(format!("your account at {site} is suspended from now on: you are signed out everywhere, and nobody can sign in to it. What you wrote is untouched."))
        .facts(vec![("Reason".to_owned(), reason.to_owned())])
        .paragraph("If you think that is a mistake, write to the people who run the publication.")
}

/// They may come in again.
pub(super) fn restored(app: &AppState, member: &member::Model) -> Letter {
    let site = &app.site.name;
    Letter::new(&*member.email, format!("Your account at {site} is open again"))
        .paragraph(format!("Hello {},", member.name))
        .paragraph(format!("your account at {site} is no longer suspended. Everything in it is as it was."))
        .button("Sign in", format!("{}{}", app.site.url, paths::SIGN_IN))
}
