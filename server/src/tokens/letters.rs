use domain::{
    Timestamp, paths,
    sessions::{describe_agent, describe_place},
    tokens::{Scope, TokenForm},
};

use crate::{
    AppState,
    entities::{member, token_family},
    http::Client,
    mail::Letter,
};

/// Tells a member that a personal token was made in their name.
pub(super) fn made(
    app: &AppState,
    owner: &member::Model,
    form: &TokenForm,
    client: &Client,
    ends: Timestamp,
) -> Letter {
    let scopes: Vec<&str> = form.scopes.iter().map(Scope::words).collect();
    Letter::new(&owner.email, "A new token for your account")
        .paragraph(format!("Hello {},", owner.name))
        .paragraph("somebody, we hope you, has just made a token by which programs can act for you.")
        .facts(vec![
            ("Token".to_owned(), form.name.clone()),
            ("Good for".to_owned(), scopes.join(", ")),
            ("Until".to_owned(), ends.long_date()),
            ("Made with".to_owned(), describe_agent(&client.agent)),
            ("From the network".to_owned(), network(client)),
        ])
        .button("See your tokens", format!("{}{}", app.site.url, paths::TOKENS))
        .small("If it was not you, revoke the token and change your password.")
}

/// Tells a member that a program signed in that they have not used before.
pub(super) fn signed_in(
    app: &AppState,
    owner: &member::Model,
    family: &token_family::Model,
    client: &Client,
) -> Letter {
    Letter::new(&owner.email, format!("A program signed in to your account at {}", app.site.name))
        .paragraph(format!("Hello {},", owner.name))
        .paragraph("a program that has not been used for it before has just signed in to your account with your password.")
        .facts(vec![
            ("When".to_owned(), app.clock.now().long_date_and_time()),
            ("Program".to_owned(), family.client_id.clone()),
            ("With".to_owned(), describe_agent(&client.agent)),
            ("From the network".to_owned(), network(client)),
        ])
        .paragraph("If that was you, there is nothing to do. If it was not, change your password: that signs all programs out.")
        .button("See your programs", format!("{}{}", app.site.url, paths::TOKENS))
}

/// Tells a member that somebody used a refresh token of theirs a second time.
pub(super) fn reused(app: &AppState, owner: &member::Model, family: &token_family::Model, client: &Client) -> Letter {
    Letter::new(&owner.email, "A program was signed out of your account")
        .paragraph(format!("Hello {},", owner.name))
        .paragraph(
            "a program that is signed in to your account used a key that had been replaced already. Either it has a fault, \
             or somebody copied the key. To be safe we signed it out; it can sign in again.",
        )
        .facts(vec![
            ("Program".to_owned(), family.client_id.clone()),
            ("Signed in on".to_owned(), Timestamp::from_millis(family.created_at).long_date()),
            ("Signed in from the network".to_owned(), describe_place(&family.address)),
            ("Old key used from the network".to_owned(), network(client)),
        ])
        .button("See your programs", format!("{}{}", app.site.url, paths::TOKENS))
        .small("If you do not know that network, change your password: that signs all programs out.")
}

fn network(client: &Client) -> String {
    describe_place(&client.address.to_canonical().to_string())
}
