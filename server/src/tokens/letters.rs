use domain::{Timestamp, paths, tokens::TokenForm};

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
    let scopes: Vec<&str> = form.scopes.iter().map(domain::tokens::Scope::words).collect();
    Letter::new(&owner.email, "A new token for your account")
        .paragraph(format!("Hello {},", owner.name))
        .paragraph("somebody, we hope you, has just made a token by which programs can act for you.")
        .facts(vec![
            ("Token".to_owned(), form.name.clone()),
            ("Good for".to_owned(), scopes.join(", ")),
            ("Until".to_owned(), ends.long_date()),
            ("Made from".to_owned(), client.address.to_canonical().to_string()),
            ("With".to_owned(), client.agent.clone()),
        ])
        .button("See your tokens", format!("{}{}", app.site.url, paths::TOKENS))
        .small("If it was not you, revoke the token and change your password.")
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
            ("Signed in from".to_owned(), family.address.clone()),
            ("Old key used from".to_owned(), client.address.to_canonical().to_string()),
            ("With".to_owned(), client.agent.clone()),
        ])
        .button("See your programs", format!("{}{}", app.site.url, paths::TOKENS))
        .small("If you do not know that address, change your password: that signs all programs out.")
}
