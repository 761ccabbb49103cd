use domain::paths;

use crate::{AppState, mail::Letter};

/// Asks somebody to join.
pub(super) fn invitation(app: &AppState, to: &str, inviter: &str, role: &str, token: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("{inviter} invites you to {site}"))
        .paragraph("Hello,")
        .paragraph(format!("{inviter} invites you to {site}, with the role “{role}”."))
        .button("Look at the invitation", format!("{}{}", app.site.url, paths::invitation(token)))
        .small("The invitation is good for seven days and for one person. If you do not expect it, do nothing.")
}
