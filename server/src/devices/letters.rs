use domain::{
    paths,
    sessions::{describe_agent, describe_place},
};

use crate::{AppState, accounts::Way, entities::member, http::Client, mail::Letter};

/// Tells a member that somebody signed in to their account with a browser that they have not used before.
pub(super) fn new_device(app: &AppState, member: &member::Model, client: &Client, way: Way) -> Letter {
    let site = &app.site;
    Letter::new(&member.email, format!("A new sign-in to your account at {}", site.name))
        .paragraph(format!("Hello {},", member.name))
        .paragraph(format!(
            "somebody has just signed in to your account at {} with a browser that has not been used for it before.",
            site.name
        ))
        .facts(vec![
            ("When".to_owned(), app.clock.now().long_date_and_time()),
            ("With".to_owned(), describe_agent(&client.agent)),
            ("From the network".to_owned(), describe_place(&client.address.to_canonical().to_string())),
            ("Signed in".to_owned(), how(way).to_owned()),
        ])
        .paragraph("If that was you, there is nothing to do.")
        .paragraph("If it was not: end that session, then change your password.")
        .button("See where you are signed in", format!("{}{}", site.url, paths::SESSIONS))
        .small("You get this letter whenever a new browser is used for your account.")
}

const fn how(way: Way) -> &'static str {
    match way {
        Way::Password => "with your password",
        Way::Joining => "by joining",
        Way::Letter | Way::Reset => "with a letter to this address",
        Way::Identity | Way::FreshIdentity => "with an account elsewhere",
        Way::Passkey => "with a passkey",
    }
}
