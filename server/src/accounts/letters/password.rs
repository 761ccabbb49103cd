use domain::paths;

use super::facts;
use crate::{AppState, http::Client, mail::Letter};

/// Tells a member that their password changed.
pub(in crate::accounts) fn password_changed(app: &AppState, client: &Client, name: &str, to: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Your password for {site} was changed"))
        .paragraph(format!("Hello {name},"))
        .paragraph(format!("your password for {site} was changed just now, and all your other sessions were ended."))
        .facts(facts(app, client))
        .paragraph("Was it not you? Then choose a new one at once; this letter's mailbox is all you need for it.")
        .button("It was not me", format!("{}{}", app.site.url, paths::FORGOTTEN))
}
