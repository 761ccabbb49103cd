use std::{error::Error, sync::Arc, time::Duration};

use anyhow::Context;
use http::{HeaderValue, Request, header};
use ipnet::IpNet;
use url::{Host, Url};

use super::{
    Client, Failure, Names, Reason,
    client::{builder, failure, silence},
    guard::{Guard, GuardedNames, NotPublic},
    line::Answered,
};
use crate::config::OutboundConfig;

/// The ways to addresses that somebody typed. Each has connections of its own, so that none is used that another guard
/// let through.
#[derive(Clone, Debug)]
pub(super) struct Guarded {
    /// To the public internet, by https at its usual port, and to the networks that the operator allows.
    public: Way,
    /// To these networks alone, by http or https at any port.
    inside: Way,
}

#[derive(Clone, Debug)]
struct Way {
    http: reqwest::Client,
    guard: Guard,
}

impl Guarded {
    pub(super) fn new(config: &OutboundConfig, names: &Names) -> anyhow::Result<Self> {
        let networks: Arc<[IpNet]> = config.private_networks.as_slice().into();
        let way = |public| Way::new(config, names, Guard { public, networks: Arc::clone(&networks) });
        Ok(Self { public: way(true)?, inside: way(false)? })
    }

    fn way(&self, url: &Url) -> Option<&Way> {
        let way = match (url.scheme(), url.port_or_known_default()) {
            ("https", Some(443)) => &self.public,
            ("https" | "http", Some(_)) if !self.inside.guard.networks.is_empty() => &self.inside,
            _ => return None,
        };
        // Names are looked at when they are resolved; these never are.
        let is_admitted = match url.host()? {
            Host::Domain(_) => true,
            Host::Ipv4(address) => way.guard.admits(address.into()),
            Host::Ipv6(address) => way.guard.admits(address.into()),
        };
        is_admitted.then_some(way)
    }
}

impl Way {
    fn new(config: &OutboundConfig, names: &Names, guard: Guard) -> anyhow::Result<Self> {
        let names = GuardedNames { names: names.clone(), guard: guard.clone() };
        let http = builder(config)?
            .dns_resolver(Arc::new(names))
            // Connections that the other side may have closed meanwhile cost a try.
            .pool_idle_timeout(Duration::from_secs(15))
            .build()
            .context("the client for addresses that somebody typed cannot be set up")?;
        Ok(Self { http, guard })
    }
}

/// How much of an answer is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Until all of it is there; what is missing then is left out.
    pub time: Duration,
    /// In bytes; what comes after them is left out.
    pub size: usize,
}

/// What a server answered whose address somebody typed, as far as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// What it says that its body is.
    pub content_type: Option<String>,
    /// The beginning of its body, or all of it.
    pub body: Vec<u8>,
    /// Whether something of the body is missing.
    pub is_cut: bool,
}

impl Answered for Answer {
    fn status(&self) -> u16 {
        self.status
    }
}

impl Client {
    /// Whether an address that somebody typed is one that [`Client::call_guarded`] calls; of a name it is looked at only
    /// then where it leads.
    #[must_use]
    pub fn would_call(&self, url: &Url) -> bool {
        self.guarded.way(url).is_some()
    }

    /// Sends a request, once, to an address that somebody typed: to the public internet by https at port 443, and to the
    /// networks that the operator allows. Whatever is answered counts, redirects included.
    ///
    /// # Errors
    /// [`Reason::NotPublic`] for any other address, by whatever name; [`Reason::LeftAlone`]; [`Reason::Silent`].
    pub async fn call_guarded(&self, request: Request<Vec<u8>>, bounds: Bounds) -> Result<Answer, Failure> {
        let (parts, body) = request.into_parts();
        let unaddressed = || Failure { host: "an address that cannot be read".into(), reason: Reason::Forbidden };
        let url: Url = parts.uri.to_string().parse().map_err(|_| unaddressed())?;
        let Some(way) = self.guarded.way(&url) else { return Err(self.line.forbidden(&url, Reason::NotPublic)) };
        let request = way.http.request(parts.method, url.clone()).headers(parts.headers).body(body);
        let outcome = self.line.call(&url, read(&url, request.timeout(bounds.time), bounds.size)).await;
        match outcome {
            Err(Failure { reason: Reason::NotPublic, .. }) => Err(self.line.forbidden(&url, Reason::NotPublic)),
            outcome => outcome,
        }
    }
}

async fn read(url: &Url, request: reqwest::RequestBuilder, longest: usize) -> Result<Answer, Failure> {
    let mut response = request
        .send()
        .await
        .map_err(|error| if is_not_public(&error) { failure(url, Reason::NotPublic) } else { silence(url, error) })?;
    let content_type = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::to_str);
    let content_type = content_type.and_then(Result::ok).map(str::to_owned);
    let mut answer = Answer { status: response.status().as_u16(), content_type, body: Vec::new(), is_cut: false };
    loop {
        match response.chunk().await {
            Ok(None) => return Ok(answer),
            Ok(Some(chunk)) if answer.body.len() + chunk.len() <= longest => answer.body.extend_from_slice(&chunk),
            Ok(Some(chunk)) => {
                answer.body.extend_from_slice(&chunk[..longest - answer.body.len()]);
                return Ok(Answer { is_cut: true, ..answer });
            }
            // The status has been said; what comes after it is of no weight.
            Err(_) => return Ok(Answer { is_cut: true, ..answer }),
        }
    }
}

/// Whether it was our own resolver that refused.
fn is_not_public(error: &reqwest::Error) -> bool {
    let mut causes = std::iter::successors(error.source(), |error: &&(dyn Error + 'static)| (*error).source());
    causes.any(<dyn Error>::is::<NotPublic>)
}
