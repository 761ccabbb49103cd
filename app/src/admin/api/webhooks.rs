use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::{
        Cx,
        forms::{Notice, action},
    },
    domain::{
        Problem,
        id::WebhookId,
        paths,
        webhooks::{ReplayForm, WebhookForm},
    },
    server::webhooks::{self, NewSecret},
};

/// Makes a webhook; its page shows the secret, once. The names of its events are the keys of `events`. For those who manage
/// webhooks.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "webhooks/make")]
pub async fn make_webhook(
    #[server(default)] url: String,
    #[server(default)] description: String,
    #[server(default)] events: BTreeMap<String, String>,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let form = WebhookForm::parse(&url, &description, events.keys().map(String::as_str))?;
        let new = webhooks::make(&cx.app, &cx.visit, form).await?;
        show(&cx, &new).await
    })
    .await
}

/// Changes a webhook. For those who manage webhooks.
///
/// # Errors
/// As [`make_webhook`], or with `not_found`.
#[server(prefix = "/fn", endpoint = "webhooks/change")]
pub async fn change_webhook(
    #[server(default)] id: String,
    #[server(default)] url: String,
    #[server(default)] description: String,
    #[server(default)] events: BTreeMap<String, String>,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let id = parse_id(&id)?;
        let form = WebhookForm::parse(&url, &description, events.keys().map(String::as_str))?;
        webhooks::change(&cx.app, &cx.visit, id, form).await?;
        Ok(Done::at(paths::webhook(id)).saying(Notice::WebhookChanged))
    })
    .await
}

/// Gives a webhook a new secret; its page shows it, once. For those who manage webhooks.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed` or `not_found`.
#[server(prefix = "/fn", endpoint = "webhooks/rotate")]
pub async fn rotate_webhook_secret(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let new = webhooks::rotate(&cx.app, &cx.visit, parse_id(&id)?).await?;
        show(&cx, &new).await
    })
    .await
}

/// Turns a webhook off. For those who manage webhooks.
///
/// # Errors
/// As [`rotate_webhook_secret`], or with `illegal_move`.
#[server(prefix = "/fn", endpoint = "webhooks/pause")]
pub async fn pause_webhook(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let id = parse_id(&id)?;
        webhooks::pause(&cx.app, &cx.visit, id).await?;
        Ok(Done::at(paths::webhook(id)).saying(Notice::WebhookPaused))
    })
    .await
}

/// Turns a webhook on again. For those who manage webhooks.
///
/// # Errors
/// As [`pause_webhook`].
#[server(prefix = "/fn", endpoint = "webhooks/resume")]
pub async fn resume_webhook(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let id = parse_id(&id)?;
        webhooks::resume(&cx.app, &cx.visit, id).await?;
        Ok(Done::at(paths::webhook(id)).saying(Notice::WebhookResumed))
    })
    .await
}

/// Deletes a webhook. For those who manage webhooks.
///
/// # Errors
/// As [`rotate_webhook_secret`].
#[server(prefix = "/fn", endpoint = "webhooks/delete")]
pub async fn delete_webhook(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        webhooks::delete(&cx.app, &cx.visit, parse_id(&id)?).await?;
        Ok(Done::at(paths::WEBHOOKS).saying(Notice::WebhookDeleted))
    })
    .await
}

/// Sends a webhook a message that says nothing. For those who manage webhooks.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `not_found` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "webhooks/ping")]
pub async fn ping_webhook(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let id = parse_id(&id)?;
        webhooks::ping(&cx.app, &cx.visit, id).await?;
        Ok(Done::at(paths::webhook(id)).saying(Notice::WebhookPinged))
    })
    .await
}

/// Sends one message again. For those who manage webhooks.
///
/// # Errors
/// As [`ping_webhook`].
#[server(prefix = "/fn", endpoint = "webhooks/replay")]
pub async fn replay_message(
    #[server(default)] id: String,
    #[server(default)] delivery: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let (id, delivery) = (parse_id(&id)?, delivery.parse().map_err(|_| Problem::NotFound)?);
        webhooks::replay(&cx.app, &cx.visit, id, delivery).await?;
        Ok(Done::at(paths::delivery(id, delivery)).saying(Notice::MessageReplayed))
    })
    .await
}

/// Sends the messages of some days again, both included. For those who manage webhooks.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `not_found` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "webhooks/replay-days")]
pub async fn replay_messages(
    #[server(default)] id: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let id = parse_id(&id)?;
        let count = webhooks::replay_range(&cx.app, &cx.visit, id, ReplayForm::parse(&from, &to)?).await?;
        Ok(Done::at(paths::webhook(id)).saying(Notice::MessagesReplayed { count }))
    })
    .await
}

/// To the page that shows a secret once.
#[cfg(feature = "ssr")]
async fn show(cx: &Cx, new: &NewSecret) -> server::Result<Done> {
    webhooks::keep(&cx.app, &cx.visit, new).await?;
    Ok(Done::at(paths::webhook(new.webhook)))
}

#[cfg(feature = "ssr")]
fn parse_id(raw: &str) -> Result<WebhookId, Problem> {
    raw.parse().map_err(|_| Problem::NotFound)
}
