//! Configuration: from the environment only, in sections, all of it checked before anything starts.

/// Every setting of the program.
#[derive(Clone, Debug)]
pub struct Config {
    /// `MASTHEAD_SITE_*`
    pub site: SiteConfig,
    /// `MASTHEAD_HTTP_*`
    pub http: HttpConfig,
    /// `DATABASE_URL`, `MASTHEAD_DATABASE_*`
    pub database: DatabaseConfig,
    /// `MASTHEAD_LOG_*`
    pub log: LogConfig,
    /// `MASTHEAD_ACCOUNTS_*`
    pub accounts: AccountsConfig,
    /// `MASTHEAD_DATA_DIR`: where the embedded database and the stored pictures live. Default `./data`.
    pub data_dir: std::path::PathBuf,
}
