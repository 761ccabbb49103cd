//! Letters about second factors: what changed, when and from where, and what to do if it was somebody else.

use domain::paths;

use crate::{AppState, entities::member, http::Visit, mail::Letter};

pub(super) fn totp_enabled(app: &AppState, visit: &Visit, member: &member::Model) -> Letter {
    let what = "Signing in to your account now asks for a code of your authenticator app.";
    changed(app, visit, member, "Your authenticator app is set up", what)
}

pub(super) fn totp_disabled(app: &AppState, visit: &Visit, member: &member::Model) -> Letter {
    let what = "The codes of your authenticator app are turned off. Signing in does not ask for them any longer.";
    changed(app, visit, member, "Your authenticator app is turned off", what)
}

pub(super) fn passkey_added(app: &AppState, visit: &Visit, member: &member::Model, name: &str) -> Letter {
    let what = format!("The passkey “{name}” was added to your account. Whoever has it can sign in as you.");
    changed(app, visit, member, "A passkey was added to your account", &what)
}

pub(super) fn passkey_removed(app: &AppState, visit: &Visit, member: &member::Model, name: &str) -> Letter {
    let what = format!("The passkey “{name}” was removed from your account. Nobody can sign in with it any longer.");
    changed(app, visit, member, "A passkey was removed from your account", &what)
}

pub(super) fn passkey_copied(app: &AppState, visit: &Visit, member: &member::Model, name: &str) -> Letter {
    let what = format!(
        "Somebody tried to sign in with your passkey “{name}”, and its counter had gone back: there may be a copy of it. \
         We did not let them in. It is best to remove this passkey and to make a new one."
    );
    changed(app, visit, member, "One of your passkeys may have been copied", &what)
}

pub(super) fn codes_made(app: &AppState, visit: &Visit, member: &member::Model) -> Letter {
    let what = "New recovery codes were made for your account. The old ones do not work any longer.";
    changed(app, visit, member, "You have new recovery codes", what)
}

pub(super) fn code_used(app: &AppState, visit: &Visit, member: &member::Model, left: u64) -> Letter {
    let left = match left {
        0 => "It was the last one: make new ones.".to_owned(),
        1 => "One is left. It is time to make new ones.".to_owned(),
        left => format!("{left} are left."),
    };
    let what = format!("One of your recovery codes was used to get into your account. {left}");
    changed(app, visit, member, "One of your recovery codes was used", &what)
}

fn changed(app: &AppState, visit: &Visit, member: &member::Model, subject: &str, what: &str) -> Letter {
    let now = app.clock.now();
    Letter::new(&member.email, subject)
        .paragraph(format!("Hello {},", member.name))
        .paragraph(what)
        .facts(vec![
            ("When".into(), now.rfc3339()),
            ("Address".into(), visit.client.address.to_canonical().to_string()),
            ("Browser".into(), visit.client.agent.clone()),
        ])
        .paragraph("If that was you, there is nothing to do. If it was not, change your password and look through your settings now.")
        .button("Look at your security settings", format!("{}{}", app.site.url, paths::SECURITY))
}
