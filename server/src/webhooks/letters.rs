//! What those who manage webhooks are told by mail.

use domain::{id::WebhookId, paths};

use crate::{
    AppState,
    entities::{member, webhook},
    mail::Letter,
};

/// A webhook was turned off.
pub(super) fn disabled(app: &AppState, member: &member::Model, webhook: &webhook::Model, reason: &str) -> Letter {
    let site = &app.site.name;
    Letter::new(&*member.email, format!("A webhook of {site} was turned off"))
        .paragraph(format!("Hello {},", member.name))
        .paragraph(
            "a webhook was turned off, because its messages were not accepted. What happens from now on is written down, \
             so that you can have it sent later.",
        )
        .facts(vec![
            ("Address".to_owned(), webhook.url.clone()),
            ("For".to_owned(), webhook.description.clone()),
            ("Reason".to_owned(), reason.to_owned()),
        ])
        .button("Look at its messages", format!("{}{}", app.site.url, paths::webhook(WebhookId(webhook.id))))
        .small("When whatever is behind the address works again, turn the webhook on there, and send again what it missed.")
}
