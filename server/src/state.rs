use std::sync::Arc;

use domain::site::Site;

use crate::{
    accounts::PasswordHasher, assets::Assets, clock::Clock, config::Config, database::Database, ids::Ids,
    storage::Storage,
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
    /// Stored pictures.
    pub storage: Storage,
    /// Styles, scripts and fonts.
    pub assets: Assets,
}
