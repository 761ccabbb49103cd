//! Which other programs are told what happens, and how that goes.

mod delivery;
mod fields;
mod list;
mod messages;
mod webhook;

pub(crate) use delivery::delivery;
pub(crate) use list::webhooks;
pub(crate) use webhook::webhook;

use domain::{
    Problem,
    id::WebhookId,
    webhooks::{DeliveryState, WebhookState},
};
use leptos::prelude::*;

use crate::ui::{Badge, BadgeKind};

fn parse_id(raw: &str) -> Result<WebhookId, Problem> {
    raw.parse().map_err(|_| Problem::NotFound)
}

fn state_badge(state: WebhookState) -> AnyView {
    let kind = match state {
        WebhookState::Active => BadgeKind::Plain,
        WebhookState::Paused => BadgeKind::Draft,
        WebhookState::Disabled => BadgeKind::Deleted,
    };
    view! { <Badge kind=kind>{state.words()}</Badge> }.into_any()
}

fn delivery_badge(state: DeliveryState) -> AnyView {
    let kind = match state {
        DeliveryState::Waiting | DeliveryState::UnderWay => BadgeKind::Draft,
        DeliveryState::Delivered => BadgeKind::Plain,
        DeliveryState::Failed => BadgeKind::Deleted,
    };
    view! { <Badge kind=kind>{state.words()}</Badge> }.into_any()
}
