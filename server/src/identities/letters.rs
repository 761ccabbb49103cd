use domain::paths;

use super::claim::Claim;
use crate::{AppState, entities::member, http::Client, mail::Letter};

/// Somebody can sign in to the account with one elsewhere, from now on.
pub(super) fn linked(app: &AppState, client: &Client, member: &member::Model, claim: &Claim) -> Letter {
    let service = app.providers.name_of(&claim.issuer);
    let site = &app.site.name;
    let account = match claim.account() {
        account if account.is_empty() => service.clone(),
        account => format!("{service}: {account}"),
    };
    Letter::new(&member.email, format!("{service} now opens your account at {site}"))
        .paragraph(format!("Hello {},", member.name))
        .paragraph(format!("From now on you can sign in to your account at {site} with {service} as well."))
        .facts(facts(client, account))
        .paragraph("If that was not you, unlink it and choose a new password at once.")
        .button("Look at your ways in", format!("{}{}", app.site.url, paths::SECURITY))
}

/// An account elsewhere opens this one no more.
pub(super) fn unlinked(app: &AppState, client: &Client, member: &member::Model, service: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(&member.email, format!("{service} no longer opens your account at {site}"))
        .paragraph(format!("Hello {},", member.name))
        .paragraph(format!("{service} was unlinked from your account at {site}."))
        .facts(facts(client, service.to_owned()))
        .paragraph("If that was not you, choose a new password at once.")
        .button("Look at your ways in", format!("{}{}", app.site.url, paths::SECURITY))
}

fn facts(client: &Client, account: String) -> Vec<(String, String)> {
    let browser = if client.agent.is_empty() { "unknown".to_owned() } else { client.agent.clone() };
    let address = client.address.to_canonical().to_string();
    [("Account", account), ("Network address", address), ("Browser", browser)]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
}
