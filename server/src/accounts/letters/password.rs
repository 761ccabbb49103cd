use domain::paths;

use super::facts;
use crate::{AppState, http::Client, mail::Letter};

/// Tells a member that their password changed, by whoever knew the old one.
pub(in crate::accounts) fn password_changed(app: &AppState, client: &Client, name: &str, to: &str) -> Letter {
    let ended = "all your other sessions were ended. The personal tokens of your scripts still work: see under Settings, Tokens";
    by_member(app, client, name, to, ended)
}

/// Tells a member that their password changed, by a letter to their mailbox.
pub(in crate::accounts) fn password_reset(app: &AppState, client: &Client, name: &str, to: &str) -> Letter {
    by_member(app, client, name, to, "all your other sessions and the personal tokens of your scripts were ended")
}

/// Tells a member that those who run the site changed their password.
pub(in crate::accounts) fn password_set(app: &AppState, name: &str, to: &str) -> Letter {
    let by = "was changed just now by those who run it, and all your sessions were ended.";
    not_me(app, begun(app, name, to).paragraph(format!("your password for {} {by}", app.site.name)))
}

fn by_member(app: &AppState, client: &Client, name: &str, to: &str, ended: &str) -> Letter {
    let changed = format!("your password for {} was changed just now, and {ended}.", app.site.name);
    not_me(app, begun(app, name, to).paragraph(changed).facts(facts(app, client)))
}

fn begun(app: &AppState, name: &str, to: &str) -> Letter {
    Letter::new(to, format!("Your password for {} was changed", app.site.name)).paragraph(format!("Hello {name},"))
}

fn not_me(app: &AppState, letter: Letter) -> Letter {
    letter
        .paragraph("Was it not you, or not your wish? Then choose a new one at once; this letter's mailbox is all you need for it.")
        .button("It was not me", format!("{}{}", app.site.url, paths::FORGOTTEN))
}
