use std::time::Duration;

use ipnet::IpNet;

use super::{environment::Environment, kind};

/// How long calls to other servers may take, and where they may go.
#[derive(Clone, Debug)]
pub struct OutboundConfig {
    /// `MASTHEAD_OUTBOUND_CONNECT_TIMEOUT`: until there is a connection.
    pub connect_timeout: Duration,
    /// `MASTHEAD_OUTBOUND_TIMEOUT`: until the whole answer is there.
    pub timeout: Duration,
    /// `MASTHEAD_OUTBOUND_PRIVATE_NETWORKS`: where addresses may lead that somebody typed, besides the public internet.
    pub private_networks: Vec<IpNet>,
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
            private_networks: env.setting(
                "MASTHEAD_OUTBOUND_PRIVATE_NETWORKS",
                "",
                kind::networks(),
                "Networks to which addresses may lead that members typed, such as those of webhooks, although they are not \
                 on the public internet; there also over plain http and at any port. `127.0.0.0/8, ::1` while developing.",
            ),
        }
    }
}
