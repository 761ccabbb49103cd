use std::{path::Path, time::Duration};

use url::Url;

use super::{
    environment::Environment,
    kind::{self, Kind},
};

/// Which database, and how it is used.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// `DATABASE_URL`, or the content of the file `DATABASE_URL_FILE`. A secret: holds a password.
    pub url: String,
    /// `MASTHEAD_DATABASE_MAX_CONNECTIONS`: the size of the pool.
    pub max_connections: u32,
    /// `MASTHEAD_DATABASE_TIMEOUT`: how long to wait for a connection or for the writer's turn.
    pub timeout: Duration,
}

impl DatabaseConfig {
    pub(super) fn read(env: &mut Environment<'_>, data_dir: &Path) -> Self {
        env.section("Database");
        let embedded = format!("sqlite://{}?mode=rwc", data_dir.join("masthead.sqlite").display());
        Self {
            url: env.secret(
                "DATABASE_URL",
                ("sqlite file `masthead.sqlite` in `MASTHEAD_DATA_DIR`", embedded),
                database_url(),
                "The database: SQLite, PostgreSQL, MySQL or MariaDB. `DATABASE_URL_FILE` names a file that holds it.",
                without_password,
            ),
            max_connections: env.setting(
                "MASTHEAD_DATABASE_MAX_CONNECTIONS",
                "10",
                kind::number(1..=1000),
                "Size of the connection pool; for SQLite, of the readers beside the one writer.",
            ),
            timeout: env.setting(
                "MASTHEAD_DATABASE_TIMEOUT",
                "5s",
                kind::duration(1..=300),
                "How long to wait for a connection, and in SQLite for the writer's turn.",
            ),
        }
    }
}

fn database_url() -> Kind<String> {
    Kind::new("a sqlite:, postgres: or mysql: address", |text| {
        let scheme = text.split_once(':')?.0;
        matches!(scheme, "sqlite" | "postgres" | "postgresql" | "mysql" | "mariadb").then(|| text.to_owned())
    })
}

/// The address as it may be printed: parameters of a server's address may hold secrets too, so they go as well.
fn without_password(url: &str) -> String {
    if url.starts_with("sqlite:") {
        return url.to_owned();
    }
    let Ok(mut parsed) = Url::parse(url) else { return "(hidden)".to_owned() };
    if parsed.password().is_some() && parsed.set_password(Some("hidden")).is_err() {
        return "(hidden)".to_owned();
    }
    parsed.set_query(None);
    parsed.into()
}
