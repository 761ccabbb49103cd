use std::time::Duration;

use super::{environment::Environment, kind};

const HOUR: u64 = 60 * 60;
const DAY: u64 = 24 * HOUR;

/// How other programs are told what happens.
#[derive(Clone, Debug)]
pub struct WebhooksConfig {
    /// `MASTHEAD_WEBHOOKS_TIMEOUT`: until a webhook has answered.
    pub timeout: Duration,
    /// `MASTHEAD_WEBHOOKS_DISABLE_AFTER`: until one that accepts nothing is turned off.
    pub disable_after: Duration,
    /// `MASTHEAD_WEBHOOKS_RETENTION`: how long it is remembered what was told, and how that went.
    pub retention: Duration,
}

impl WebhooksConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Webhooks");
        Self {
            timeout: env.setting(
                "MASTHEAD_WEBHOOKS_TIMEOUT",
                "15s",
                kind::duration(1..=60),
                "How long a webhook may take to answer; see docs/webhooks.md.",
            ),
            disable_after: env.setting(
                "MASTHEAD_WEBHOOKS_DISABLE_AFTER",
                "3d",
                kind::duration(HOUR..=30 * DAY),
                "How long a webhook may accept nothing before it is turned off and those who manage webhooks are told.",
            ),
            retention: env.setting(
                "MASTHEAD_WEBHOOKS_RETENTION",
                "30d",
                kind::duration(DAY..=365 * DAY),
                "How long messages are kept, to be looked at and to be sent again.",
            ),
        }
    }
}
