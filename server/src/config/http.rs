use std::{net::SocketAddr, time::Duration};

use ipnet::IpNet;

use super::{environment::Environment, kind};

/// How the site is served, and what it takes from outside.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// `MASTHEAD_HTTP_ADDR`: where to listen.
    pub addr: SocketAddr,
    /// `MASTHEAD_HTTP_BODY_LIMIT`: the largest request body, in bytes.
    pub body_limit: usize,
    /// `MASTHEAD_HTTP_HEADER_LIMIT`: the largest request head, in bytes.
    pub header_limit: usize,
    /// `MASTHEAD_HTTP_REQUEST_TIMEOUT`: how long an answer may take.
    pub request_timeout: Duration,
    /// `MASTHEAD_HTTP_HEADER_TIMEOUT`: how long a request head may take to arrive, idle connections included.
    pub header_timeout: Duration,
    /// `MASTHEAD_HTTP_DRAIN_TIMEOUT`: how long requests in flight may go on after the signal to stop.
    pub drain_timeout: Duration,
    /// `MASTHEAD_HTTP_MAX_CONNECTIONS`: how many connections are open at once; more wait to be accepted.
    pub max_connections: usize,
    /// `MASTHEAD_HTTP_TRUSTED_PROXIES`: whose `X-Forwarded-For` and `X-Request-Id` are believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl HttpConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("HTTP");
        Self {
            addr: env.setting(
                "MASTHEAD_HTTP_ADDR",
                "127.0.0.1:3000",
                kind::socket_address(),
                "Address and port to listen on. `0.0.0.0:3000` listens on every interface.",
            ),
            // The longest post, all in characters of four bytes and percent-encoded, is just below 5 MiB.
            body_limit: env.setting(
                "MASTHEAD_HTTP_BODY_LIMIT",
                "6M",
                kind::size(64 * 1024..=64 * 1024 * 1024),
                "Largest request body. Larger ones are refused with 413.",
            ),
            // hyper's buffer, which bounds the head, cannot be smaller than 8 KiB.
            header_limit: env.setting(
                "MASTHEAD_HTTP_HEADER_LIMIT",
                "32k",
                kind::size(8 * 1024..=1024 * 1024),
                "Largest request head: request line and header fields. Larger ones are refused with 431.",
            ),
            request_timeout: env.setting(
                "MASTHEAD_HTTP_REQUEST_TIMEOUT",
                "30s",
                kind::duration(1..=600),
                "How long an answer may take before it becomes a 503.",
            ),
            header_timeout: env.setting(
                "MASTHEAD_HTTP_HEADER_TIMEOUT",
                "30s",
                kind::duration(1..=600),
                "How long the head of a request may take to arrive, an idle connection stays open, and a client may stop taking its answer.",
            ),
            drain_timeout: env.setting(
                "MASTHEAD_HTTP_DRAIN_TIMEOUT",
                "20s",
                kind::duration(0..=600),
                "How long requests in flight may go on after SIGTERM.",
            ),
            max_connections: env.setting(
                "MASTHEAD_HTTP_MAX_CONNECTIONS",
                "4096",
                kind::number(1..=1_000_000),
                "Connections open at once. More of them wait until one closes.",
            ),
            trusted_proxies: env.setting(
                "MASTHEAD_HTTP_TRUSTED_PROXIES",
                "",
                kind::networks(),
                "Reverse proxies whose X-Forwarded-For and X-Request-Id are believed. Empty: nobody's.",
            ),
        }
    }
}
