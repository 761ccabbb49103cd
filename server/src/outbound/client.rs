use std::{sync::Arc, time::Duration};

use anyhow::Context;
use http::{Method, Request, Response, header};
use reqwest::redirect;
use rustls::{RootCertStore, crypto::ring};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::{Instant, sleep};
use url::{Host, Url};

use super::{
    Counted, Failure, Names, Reason,
    guarded::Guarded,
    line::{Line, is_down},
    retry::{TRIES, wait_after},
};
use crate::{clock::Clock, config::OutboundConfig, ids::Ids};

const AGENT: &str = concat!("Masthead/", env!("CARGO_PKG_VERSION"));

/// The largest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// Calls other servers: without following redirects, without a proxy of the environment, for a bounded time and a bounded
/// answer. A host that does not answer is left alone for a moment. Cheap to clone.
///
/// Addresses that the operator or a trusted service gave are called over https, or over http on this machine. Addresses
/// that somebody typed go through [`Client::call_guarded`].
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    longest: Duration,
    pub(super) guarded: Guarded,
    pub(super) line: Line,
}

impl Client {
    /// A client that trusts the certificate authorities of Mozilla's list.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(config: &OutboundConfig, clock: &Clock, ids: &Ids) -> anyhow::Result<Self> {
        Self::with_names(config, clock, ids, &Names::System)
    }

    /// The same, with a resolver for the names in addresses that somebody typed.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_names(config: &OutboundConfig, clock: &Clock, ids: &Ids, names: &Names) -> anyhow::Result<Self> {
        Ok(Self {
            http: builder(config)?.build().context(NOT_SET_UP)?,
            longest: config.timeout,
            guarded: Guarded::new(config, names)?,
            line: Line::new(clock, ids),
        })
    }

    /// How calls went since the process began.
    #[must_use]
    pub fn counted(&self) -> Counted {
        self.line.counted()
    }

    /// Asks for JSON, with a bearer token where one is given.
    ///
    /// # Errors
    /// [`Failure`], also for any status but success.
    pub async fn get_json<T: DeserializeOwned>(&self, url: &Url, bearer: Option<&str>) -> Result<T, Failure> {
        let request = self.http.get(url.clone()).header(header::ACCEPT, "application/json");
        let request = match bearer {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        read_json(url, self.finish(url, request).await?)
    }

    /// Sends JSON and reads JSON.
    ///
    /// # Errors
    /// As [`Client::get_json`].
    pub async fn post_json<T: DeserializeOwned>(&self, url: &Url, body: &impl Serialize) -> Result<T, Failure> {
        let request = self.http.post(url.clone()).header(header::ACCEPT, "application/json").json(body);
        read_json(url, self.finish(url, request).await?)
    }

    /// Sends a form and reads JSON.
    ///
    /// # Errors
    /// As [`Client::get_json`].
    pub async fn post_form<T: DeserializeOwned>(&self, url: &Url, fields: &impl Serialize) -> Result<T, Failure> {
        let request = self.http.post(url.clone()).header(header::ACCEPT, "application/json").form(fields);
        read_json(url, self.finish(url, request).await?)
    }

    /// Sends a request as it is and reads the answer, whatever its status; for libraries that speak a protocol and leave
    /// the transport to their caller.
    ///
    /// # Errors
    /// [`Failure`] where there is no whole answer.
    pub async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Failure> {
        let (parts, body) = request.into_parts();
        let unaddressed = || Failure { host: "an address that cannot be read".into(), reason: Reason::Forbidden };
        let url: Url = parts.uri.to_string().parse().map_err(|_| unaddressed())?;
        let request = self.http.request(parts.method, url.clone()).headers(parts.headers).body(body);
        self.finish(&url, request).await
    }

    /// Runs a request; again, if it changes nothing and the host seems to be down for a moment. All of it takes no longer
    /// than one call may.
    async fn finish(&self, url: &Url, request: reqwest::RequestBuilder) -> Result<Response<Vec<u8>>, Failure> {
        if !allowed(url) {
            return Err(self.line.forbidden(url, Reason::Forbidden));
        }
        let deadline = Instant::now() + self.longest;
        let mut request = request.build().map_err(|error| silence(url, error))?;
        for tries in 1.. {
            let again = if tries < TRIES && is_idempotent(request.method()) { request.try_clone() } else { None };
            *request.timeout_mut() = Some(deadline.saturating_duration_since(Instant::now()));
            let outcome = self.line.call(url, self.read(url, request)).await;
            let wait = wait_after(tries, self.line.dice());
            match again {
                Some(again) if is_down(&outcome) && Instant::now() + wait < deadline => request = again,
                _ => return outcome,
            }
            self.line.retry(url, tries);
            sleep(wait).await;
        }
        unreachable!("the last try is returned")
    }

    async fn read(&self, url: &Url, request: reqwest::Request) -> Result<Response<Vec<u8>>, Failure> {
        let silent = |error| silence(url, error);
        let mut answer = self.http.execute(request).await.map_err(silent)?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(silent)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(failure(url, Reason::TooLarge(LONGEST_ANSWER)));
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = Response::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

const NOT_SET_UP: &str = "the client for calls to other servers cannot be set up";

/// What every client of this program does and does not.
pub(super) fn builder(config: &OutboundConfig) -> anyhow::Result<reqwest::ClientBuilder> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("TLS cannot be set up")?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(AGENT)
        .connect_timeout(config.connect_timeout)
        .timeout(config.timeout)
        // Whoever redirects could send a secret on to anywhere.
        .redirect(redirect::Policy::none())
        .no_proxy();
    Ok(builder)
}

/// Whether it makes no difference how often a request arrives (RFC 9110 section 9.2.2), as far as we send such.
fn is_idempotent(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Whether an address may be called: https anywhere, plain http on this machine only.
#[must_use]
pub fn allowed(url: &Url) -> bool {
    url.scheme() == "https" && url.host().is_some() || url.scheme() == "http" && is_loopback(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn read_json<T: DeserializeOwned>(url: &Url, answer: Response<Vec<u8>>) -> Result<T, Failure> {
    if !answer.status().is_success() {
        return Err(failure(url, Reason::Refused(answer.status().as_u16())));
    }
    serde_json::from_slice(answer.body()).map_err(|error| failure(url, Reason::Unreadable(error)))
}

pub(super) fn failure(url: &Url, reason: Reason) -> Failure {
    Failure { host: host_of(url), reason }
}

/// No answer. The address goes out of the error: its query may hold a secret.
pub(super) fn silence(url: &Url, error: reqwest::Error) -> Failure {
    failure(url, Reason::Silent(error.without_url()))
}

/// The host, with its port where that is not the usual one.
pub(super) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or("an address without a host");
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        let allowed = |url: &str| allowed(&url.parse().unwrap());
        for good in ["https://id.example.org/token", "http://127.0.0.1:4000/", "http://localhost/x", "http://[::1]:9/"]
        {
            assert!(allowed(good), "{good}");
        }
        for bad in [
            "http://id.example.org/",
            "http://127.0.0.1.example.org/",
            "http://localhost.example.org/",
            "http://0.0.0.0/",
            "http://169.254.169.254/",
            "ftp://localhost/",
            "file:///etc/passwd",
            "data:text/plain,x",
        ] {
            assert!(!allowed(bad), "{bad}");
        }
    }
}
