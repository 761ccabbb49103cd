//! How the states of rows are called in their columns.

use domain::webhooks::{DeliveryState, WebhookState};

pub(super) const ACTIVE: &str = WebhookState::Active.as_str();
pub(super) const PAUSED: &str = WebhookState::Paused.as_str();
pub(super) const DISABLED: &str = WebhookState::Disabled.as_str();

pub(super) const WAITING: &str = DeliveryState::Waiting.as_str();
pub(super) const UNDER_WAY: &str = DeliveryState::UnderWay.as_str();
pub(super) const DELIVERED: &str = DeliveryState::Delivered.as_str();
pub(super) const FAILED: &str = DeliveryState::Failed.as_str();
