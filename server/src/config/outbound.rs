use std::time::Duration;

use super::{environment::Environment, kind};

/// How long calls to other servers may take.
#[derive(Clone, Copy, Debug)]
pub struct OutboundConfig {
    /// `MASTHEAD_OUTBOUND_CONNECT_TIMEOUT`: until there is a connection.
    pub connect_timeout: Duration,
    /// `MASTHEAD_OUTBOUND_TIMEOUT`: until the whole answer is there.
    pub timeout: Duration,
}

impl OutboundConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Calls to other servers");
        Self {
            connect_timeout: env.setting(
                "MASTHEAD_OUTBOUND_CONNECT_TIMEOUT",
                "3s",
                kind::duration(1..=60),
                "How long a call to another server, such as one that people sign in with, waits for a connection.",
            ),
            timeout: env.setting(
                "MASTHEAD_OUTBOUND_TIMEOUT",
                "8s",
                kind::duration(1..=120),
                "How long such a call may take altogether. Shorter than `MASTHEAD_HTTP_REQUEST_TIMEOUT`, so that people \
                 are told who does not answer.",
            ),
        }
    }
}
