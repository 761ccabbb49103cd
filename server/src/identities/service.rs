use std::sync::Arc;

use domain::{
    Problem,
    accounts::{Provider, ProviderView},
};
use url::Url;

use super::{discovery::Issuer, github::Github, outside::Outside};
use crate::config::{ClientConfig, Config};

/// The services of this installation, with what was fetched from them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Providers {
    services: Arc<[Service]>,
    outside: Option<Arc<Outside>>,
}

/// A service that people sign in with.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) provider: Provider,
    /// What people call it.
    pub(super) name: String,
    /// What this installation is to it.
    pub(super) client: ClientConfig,
    pub(super) protocol: Protocol,
}

/// How to speak with a service.
#[derive(Debug)]
pub(super) enum Protocol {
    /// OpenID Connect.
    Oidc(Issuer),
    /// OAuth alone, and GitHub's own way to tell who somebody is.
    Github(Github),
}

impl Providers {
    /// What the settings name. Nothing is fetched yet.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let (oauth, endpoints) = (&config.oauth, &config.oauth.endpoints);
        let service = |provider, name: &str, client: &ClientConfig, protocol| Service {
            provider,
            name: name.to_owned(),
            client: client.clone(),
            protocol,
        };
        let services = [
            oauth.oidc.as_ref().map(|oidc| {
                service(Provider::Oidc, &oidc.name, &oidc.client, Protocol::Oidc(Issuer::new(&oidc.issuer)))
            }),
            oauth.google.as_ref().map(|client| {
                service(Provider::Google, "Google", client, Protocol::Oidc(Issuer::new(&endpoints.google_issuer)))
            }),
            oauth
                .github
                .as_ref()
                .map(|client| service(Provider::Github, "GitHub", client, Protocol::Github(Github::new(endpoints)))),
        ];
        let outside = config.identity.as_ref().map(|identity| Arc::new(Outside::new(identity)));
        Self { services: services.into_iter().flatten().collect(), outside }
    }

    /// What people may choose from, in the order of the buttons.
    #[must_use]
    pub fn offered(&self) -> Vec<ProviderView> {
        let view = |service: &Service| ProviderView { provider: service.provider, name: service.name.clone() };
        self.services.iter().map(view).collect()
    }

    /// The service, if it is configured.
    pub(super) fn service(&self, provider: Provider) -> Result<&Service, Problem> {
        self.services.iter().find(|service| service.provider == provider).ok_or(Problem::NotFound)
    }

    /// The service whose tokens the API takes.
    pub(super) fn outside(&self) -> Option<&Outside> {
        self.outside.as_deref()
    }

    /// What people call the service that calls itself `issuer`, whether it is still configured or not.
    pub(super) fn name_of(&self, issuer: &str) -> String {
        let known = self.services.iter().find(|service| service.issuer() == issuer);
        known.map_or_else(|| host(issuer), |service| service.name.clone())
    }
}

impl Service {
    /// Whether the service can show that somebody signed in to it just now. GitHub speaks OAuth alone, which knows nothing
    /// of it, and Google neither asks again on demand nor says when it did.
    pub(super) const fn shows_sign_ins(&self) -> bool {
        matches!(self.provider, Provider::Oidc)
    }

    /// What the service calls itself; together with a subject it names an account there.
    pub(super) fn issuer(&self) -> &str {
        match &self.protocol {
            Protocol::Oidc(issuer) => &issuer.url,
            Protocol::Github(_) => Github::ISSUER,
        }
    }
}

fn host(issuer: &str) -> String {
    let host = Url::parse(issuer).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| issuer.to_owned())
}
