use domain::{Timestamp, paths};

use crate::{AppState, entities::member, mail::Letter};

/// At once: somebody else may have asked for it.
pub(super) fn asked(app: &AppState, member: &member::Model, deletes_at: Timestamp) -> Letter {
    let site = &app.site.name;
    Letter::new(&*member.email, format!("Your account at {site} will be deleted"))
        .paragraph(format!("Dear {},", member.name))
        .paragraph(format!(
            "you asked us to delete your account at {site}. That will happen on {}. Until then everything stays as it is, \
             and you can change your mind at any time: sign in and press “Keep my account”.",
            deletes_at.long_date()
        ))
        .button("Keep my account", format!("{}{}", app.site.url, paths::OWN_DATA))
        .paragraph("A copy of what you wrote waits for you on the same page.")
        .small("If it was not you who asked, sign in, keep your account, and change your password.")
}

/// When they changed their mind.
pub(super) fn kept(app: &AppState, member: &member::Model) -> Letter {
    Letter::new(&*member.email, format!("Your account at {} stays", app.site.name))
        .paragraph(format!("Dear {},", member.name))
        .paragraph(
            "your account will not be deleted. Nothing was lost, and there is nothing more to do. Good to have you.",
        )
        .small("If it was not you who kept it, sign in and change your password.")
}

/// When it is done.
pub(super) fn deleted(app: &AppState, member: &member::Model) -> Letter {
    let site = &app.site.name;
    Letter::new(&*member.email, format!("Your account at {site} is deleted"))
        .paragraph(format!("Dear {},", member.name))
        .paragraph(format!(
            "as you asked, your account at {site} is deleted, with your sessions, your ways to sign in and the drafts that \
             only you were writing. Published posts keep their byline; your comments stay without your name."
        ))
        .paragraph("This is the last letter that we send you. Thank you for having been with us.")
}
