//! Configuration: from the environment only, in sections, all of it checked before anything starts.
//!
//! A setting is declared once, in the `read` function of its section: variable, default, kind, meaning. What is
//! parsed, what `masthead config` prints and what `docs/configuration.md` says all come from that declaration.

mod accounts;
mod api;
mod bench;
mod database;
mod discovery;
mod environment;
mod errors;
mod http;
mod identity;
mod kind;
mod limit;
mod log;
mod mail;
mod oauth;
mod outbound;
mod recovery;
mod reference;
mod secrets;
mod sessions;
mod site;
mod spelling;
mod tokens;
mod webhooks;

use std::path::PathBuf;

pub use accounts::{AccountsConfig, Argon2Config};
pub use api::ApiConfig;
pub use bench::BenchConfig;
pub use database::DatabaseConfig;
pub use discovery::DiscoveryConfig;
pub use environment::Setting;
pub use errors::{ConfigError, ConfigErrors};
pub use http::HttpConfig;
pub use identity::IdentityConfig;
pub use limit::Limit;
pub use log::{LogConfig, LogFormat};
pub use mail::{Encryption, MailConfig, MailServer};
pub use oauth::{ClientConfig, ClientSecret, Endpoints, OauthConfig, OidcConfig};
pub use outbound::OutboundConfig;
pub use recovery::RecoveryConfig;
pub use reference::{Row, reference, rows};
pub use secrets::SecretsConfig;
pub use sessions::{Lifetime, SessionsConfig};
pub use site::SiteConfig;
pub use spelling::unknown_variables;
pub use tokens::TokensConfig;
pub use webhooks::WebhooksConfig;

use environment::Environment;

/// Every setting of the program.
#[derive(Clone, Debug)]
pub struct Config {
    /// `MASTHEAD_SITE_*`
    pub site: SiteConfig,
    /// `MASTHEAD_DISCOVERY_*`
    pub discovery: DiscoveryConfig,
    /// `MASTHEAD_HTTP_*`
    pub http: HttpConfig,
    /// `DATABASE_URL`, `MASTHEAD_DATABASE_*`
    pub database: DatabaseConfig,
    /// `MASTHEAD_LOG_*`
    pub log: LogConfig,
    /// `MASTHEAD_ACCOUNTS_*`
    pub accounts: AccountsConfig,
    /// `MASTHEAD_OAUTH_*`
    pub oauth: OauthConfig,
    /// `MASTHEAD_IDENTITY_*`
    pub identity: Option<IdentityConfig>,
    /// `MASTHEAD_ACCOUNTS_MAIL_SIGN_IN`, `MASTHEAD_ACCOUNTS_LETTERS_*`, `MASTHEAD_ACCOUNTS_PROOFS_*`
    pub recovery: RecoveryConfig,
    /// `MASTHEAD_OUTBOUND_*`
    pub outbound: OutboundConfig,
    /// `MASTHEAD_MAIL_*`
    pub mail: MailConfig,
    /// `MASTHEAD_SESSIONS_*`
    pub sessions: SessionsConfig,
    /// `MASTHEAD_TOKENS_*`
    pub tokens: TokensConfig,
    /// `MASTHEAD_API_*`
    pub api: ApiConfig,
    /// `MASTHEAD_WEBHOOKS_*`
    pub webhooks: WebhooksConfig,
    /// `MASTHEAD_SECRET_KEY`
    pub secrets: SecretsConfig,
    /// `MASTHEAD_BENCH_*`
    pub bench: BenchConfig,
    /// `MASTHEAD_DATA_DIR`: where the embedded database and the stored pictures live. Default `./data`.
    pub data_dir: PathBuf,
    /// Every setting as it was declared and found, in the order of the reference.
    pub settings: Vec<Setting>,
}

impl Config {
    /// Reads every setting through `lookup`, which gives the value of an environment variable.
    ///
    /// An empty variable counts as unset. A secret may also come from the file named by `<VARIABLE>_FILE`.
    ///
    /// # Errors
    /// All problems at once, each with the variable's name, what was found and what is allowed.
    pub fn from_env(lookup: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigErrors> {
        let mut env = Environment::new(lookup);
        let site = SiteConfig::read(&mut env);
        let discovery = DiscoveryConfig::read(&mut env);
        let http = HttpConfig::read(&mut env);
        let data_dir = read_data_dir(&mut env);
        let database = DatabaseConfig::read(&mut env, &data_dir);
        let accounts = AccountsConfig::read(&mut env);
        let oauth = OauthConfig::read(&mut env);
        let identity = IdentityConfig::read(&mut env);
        let recovery = RecoveryConfig::read(&mut env);
        let outbound = OutboundConfig::read(&mut env);
        let mail = MailConfig::read(&mut env, &site);
        let sessions = SessionsConfig::read(&mut env);
        let tokens = TokensConfig::read(&mut env);
        let api = ApiConfig::read(&mut env);
        let webhooks = WebhooksConfig::read(&mut env);
        let secrets = SecretsConfig::read(&mut env);
        let log = LogConfig::read(&mut env);
        let bench = BenchConfig::read(&mut env);
        let settings = env.finish()?;
        Ok(Self {
            site,
            discovery,
            http,
            database,
            log,
            accounts,
            oauth,
            identity,
            recovery,
            outbound,
            mail,
            sessions,
            tokens,
            api,
            webhooks,
            secrets,
            bench,
            data_dir,
            settings,
        })
    }
}

impl Config {
    /// Whether only this machine reaches the site: it listens on loopback, and its address is one of loopback. Behind a
    /// proxy the address is that of the proxy.
    #[must_use]
    pub fn serves_this_machine_only(&self) -> bool {
        self.http.addr.ip().is_loopback() && self.site.is_on_loopback()
    }
}

impl Default for Config {
    /// What the program runs with when no variable is set.
    fn default() -> Self {
        Self::from_env(&|_| None).expect("every default is allowed")
    }
}

fn read_data_dir(env: &mut Environment<'_>) -> PathBuf {
    env.section("Data");
    env.setting(
        "MASTHEAD_DATA_DIR",
        "./data",
        kind::path(),
        "Folder of the embedded database and of stored pictures. Made when missing; back it up.",
    )
}

#[cfg(test)]
mod tests;
