//! What those do who manage webhooks.

mod change;
mod delete;
mod load;
mod make;
mod pause;
mod ping;
mod replay;
mod rotate;

use std::fmt;

use domain::id::WebhookId;

use super::Secret;

pub use change::change;
pub use delete::delete;
pub use make::make;
pub use pause::{pause, resume};
pub use ping::ping;
pub use replay::{replay, replay_range};
pub use rotate::rotate;

/// The secret of a webhook, new or changed. The only moment at which it can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSecret {
    /// Whose.
    pub webhook: WebhookId,
    /// The secret.
    pub secret: Secret,
}

impl fmt::Debug for NewSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewSecret").field("webhook", &self.webhook).finish_non_exhaustive()
    }
}

/// Where the secret of a webhook is sealed for.
pub(super) fn sealed_for(webhook: WebhookId) -> String {
    format!("webhook:{webhook}")
}
