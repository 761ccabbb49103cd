use std::sync::Arc;

use domain::site::Site;

use crate::{
    accounts::{BreachedPasswords, PasswordHasher},
    assets::Assets,
    clock::Clock,
    config::Config,
    database::Database,
    http::RateLimiter,
    identities::Providers,
    ids::Ids,
    mail::Mail,
    outbound,
    outbox::Wake,
    storage::Storage,
    tokens::KeyRing,
    vault::Vault,
};

/// Everything that an action needs, passed to it by reference. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The settings, checked.
    pub config: Arc<Config>,
    /// Name and address of the publication.
    pub site: Arc<Site>,
    /// The database.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// Ids and secrets.
    pub ids: Ids,
    /// Hashes passwords, a bounded number at a time.
    pub hasher: PasswordHasher,
    /// Knows which passwords were in breaches elsewhere.
    pub breached: BreachedPasswords,
    /// Seals secrets that must be read again.
    pub vault: Vault,
    /// The services elsewhere that people sign in with.
    pub providers: Providers,
    /// Calls other servers.
    pub outbound: outbound::Client,
    /// The way that letters take.
    pub mail: Mail,
    /// Wakes whoever sends the letters.
    pub outbox: Wake,
    /// Wakes whoever tells webhooks.
    pub webhooks: Wake,
    /// The keys that access tokens are checked with.
    pub key_ring: KeyRing,
    /// How often programs may ask this process.
    pub api_rate: RateLimiter,
    /// Stored pictures.
    pub storage: Storage,
    /// Styles, scripts and fonts.
    pub assets: Assets,
}

impl AppState {
    /// Opens everything that `config` names. Connects to the database, but does not migrate it.
    ///
    /// # Errors
    /// If the database cannot be reached, or the assets, certificates or breached passwords cannot be read.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        let clock = Clock::System;
        let ids = Ids::new(clock.clone());
        let site =
            Site { name: config.site.name.clone(), tagline: config.site.tagline.clone(), url: config.site.url.clone() };
        Ok(Self {
            site: Arc::new(site),
            db: Database::connect(&config.database).await?,
            vault: Vault::open_installation(&config, &ids)?,
            hasher: PasswordHasher::new(&config.accounts)?,
            breached: BreachedPasswords::open(config.accounts.breached_passwords.as_ref())?,
            providers: Providers::new(&config),
            outbound: outbound::Client::new(&config.outbound, &clock, &ids)?,
            ids,
            clock,
            mail: Mail::open(&config)?,
            outbox: Wake::default(),
            webhooks: Wake::default(),
            key_ring: KeyRing::default(),
            api_rate: RateLimiter::default(),
            storage: Storage::Disk(config.data_dir.join("media")),
            assets: Assets::open(&config.site)?,
            config: Arc::new(config),
        })
    }
}
