use std::{sync::Arc, time::Duration};

use anyhow::Context;
use http::{Request, Response, header};
use reqwest::redirect;
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use serde::{Serialize, de::DeserializeOwned};
use url::{Host, Url};

use super::{Failure, Reason};
use crate::config::OutboundConfig;

const AGENT: &str = concat!("Masthead/", env!("CARGO_PKG_VERSION"));

/// The largest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// Calls other servers: over https, or over http on this machine; without following redirects, without a proxy of the
/// environment, for a bounded time and a bounded answer. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
}

impl Client {
    /// A client that trusts the certificate authorities of Mozilla's list.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(config: &OutboundConfig) -> anyhow::Result<Self> {
        Self::with_timeouts(config.connect_timeout, config.timeout)
    }

    fn with_timeouts(connect: Duration, total: Duration) -> anyhow::Result<Self> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .context("TLS cannot be set up")?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(AGENT)
            .connect_timeout(connect)
            .timeout(total)
            // Whoever redirects could send a secret on to anywhere.
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .context("the client for calls to other servers cannot be set up")?;
        Ok(Self { http })
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

    async fn finish(&self, url: &Url, request: reqwest::RequestBuilder) -> Result<Response<Vec<u8>>, Failure> {
        if !allowed(url) {
            return Err(failure(url, Reason::Forbidden));
        }
        // The address goes out of every error: its query may hold a secret.
        let silent = |error: reqwest::Error| failure(url, Reason::Silent(error.without_url()));
        let mut answer = request.send().await.map_err(silent)?;
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

fn failure(url: &Url, reason: Reason) -> Failure {
    let host = url.host_str().unwrap_or("an address without a host");
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    Failure { host, reason }
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
