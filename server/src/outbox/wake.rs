use std::sync::Arc;

use tokio::sync::Notify;

/// Wakes the worker of this process. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// Something was written that is to leave, and will be there when its transaction is committed.
    pub(crate) fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits for that.
    pub(crate) async fn rung(&self) {
        self.0.notified().await;
    }
}
