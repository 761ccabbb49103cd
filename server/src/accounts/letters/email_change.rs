use domain::paths;

use super::{facts, link};
use crate::{
    AppState,
    accounts::proofs::{Issued, Purpose},
    http::Client,
    mail::Letter,
};

/// To the new mailbox: asks whether it is theirs.
pub(in crate::accounts) fn prove_new_address(app: &AppState, name: &str, to: &str, issued: &Issued) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Confirm your new address for {site}"))
        .paragraph(format!("Hello {name},"))
        .paragraph(format!("from now on you would like to sign in to {site} with this address. Is it yours?"))
        .button("Use this address", link(app, paths::VERIFY, issued))
        .paragraph("Or type this code on the page of your account:")
        .code(&issued.code)
        .small(format!(
            "Both work once, within {}. Where you are not signed in, we ask for your password, too. Until then your old \
             address stays in force. If you did not ask for this, leave this letter alone.",
            Purpose::ChangeEmail.lifetime_words()
        ))
}

/// To the old mailbox, when a change is asked for.
pub(in crate::accounts) fn change_asked(app: &AppState, client: &Client, name: &str, to: &str, wish: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Your address for {site} is about to change"))
        .paragraph(format!("Hello {name},"))
        .paragraph(format!("you asked to sign in to {site} with {wish} instead of this address."))
        .paragraph("The change waits for a letter to be answered there. Once it is made, you hear of it here.")
        .facts(facts(app, client))
        .paragraph("Was it not you? Then choose a new password, which takes the change back as well.")
        .button("It was not me", format!("{}{}", app.site.url, paths::FORGOTTEN))
}

/// To the mailbox that somebody else wishes to use: its owner has an account already.
pub(in crate::accounts) fn somebody_wants_your_address(app: &AppState, to: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("You have an account at {site} already"))
        .paragraph("Hello,")
        .paragraph(format!("somebody asked to use this address for an account at {site}. It belongs to an account already, so nothing was changed."))
        .paragraph("If that was you: sign in with this address, or choose a new password for it.")
        .button("Choose a new password", format!("{}{}", app.site.url, paths::FORGOTTEN))
        .small("If it was not you, there is nothing to do.")
}

/// To the old mailbox, when the change was made: the way back.
pub(in crate::accounts) fn email_changed(app: &AppState, name: &str, to: &str, now: &str, issued: &Issued) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Your address for {site} was changed"))
        .paragraph(format!("Hello {name},"))
        .paragraph(format!("from now on you sign in to {site} with {now} instead of this address."))
        .paragraph("Was it not you? Then take it back: this address is in force again, everybody is signed out, and you choose a new password.")
        .button("Take the change back", link(app, paths::UNDO_EMAIL, issued))
        .small(format!("This works once, within {}.", Purpose::UndoEmail.lifetime_words()))
}

/// To the old mailbox, when the change was made and nobody had ever shown that this address is theirs.
pub(in crate::accounts) fn email_left(app: &AppState, to: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Your address is no longer used for {site}")).paragraph("Hello,").paragraph(format!(
        "an account at {site} was made with this address, which was never confirmed. It has another address now, and this one \
         is free again. There is nothing to do."
    ))
}

/// To the mailbox that an account was changed to, when that was taken back.
pub(in crate::accounts) fn email_restored(app: &AppState, to: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(to, format!("Your address for {site} was changed back")).paragraph("Hello,").paragraph(format!(
        "the change of an account at {site} to this address was taken back from its former mailbox."
    ))
}
