//! Webhooks: what other programs are told as it happens, and who may decide that.

mod event;
mod forms;
mod policy;
mod view;

pub use event::{EventSet, WebhookEvent};
pub use forms::{ReplayForm, WebhookForm};
pub use policy::{may_change, may_use};
pub use view::{
    AttemptView, DeliveryDetails, DeliveryRow, DeliveryState, WebhookDetails, WebhookRow, WebhookState, message_id,
};
