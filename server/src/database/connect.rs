use std::{
    future::ready,
    path::PathBuf,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::{
        Connection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use super::Database;
use crate::config::DatabaseConfig;

impl Database {
    /// Connects. A SQLite file is made, with its folder, if it does not exist; tables are made by
    /// [`Database::migrate_up`].
    ///
    /// # Errors
    /// If the address cannot be read or the database cannot be reached.
    pub async fn connect(config: &DatabaseConfig) -> anyhow::Result<Self> {
        let statements = Arc::new(AtomicU64::new(0));
        let (mut reader, mut writer, migration_lock) = if config.url.starts_with("sqlite:") {
            let (reader, writer, file) = sqlite(config).await?;
            (reader, writer, Some(file.with_added_extension("migrating")))
        } else {
            let pool = server(config).await?;
            (pool.clone(), pool, None)
        };
        for connection in [&mut reader, &mut writer] {
            let statements = Arc::clone(&statements);
            connection.set_metric_callback(move |_| {
                statements.fetch_add(1, Ordering::Relaxed);
            });
        }
        Ok(Self { reader, writer, statements, migration_lock })
    }
}

/// The readers and the writer of a SQLite file, and the file.
async fn sqlite(config: &DatabaseConfig) -> anyhow::Result<(DatabaseConnection, DatabaseConnection, PathBuf)> {
    let file =
        SqliteConnectOptions::from_str(&config.url).context("DATABASE_URL is not an address of a SQLite file")?;
    if let Some(folder) = file.get_filename().parent() {
        tokio::fs::create_dir_all(folder)
            .await
            .with_context(|| format!("cannot make the folder {} for the database", folder.display()))?;
    }
    // The writer goes first: it makes the file and puts it into WAL mode, which the readers then find.
    let unusable = || {
        let file = file.get_filename().display();
        format!("cannot use {file}; it must be a sound SQLite file in a folder that this user can write to")
    };
    let writer = open_sqlite(config, 1, false).await.with_context(unusable)?;
    let reader = open_sqlite(config, config.max_connections, true).await.with_context(unusable)?;
    refuse_read_only(&writer).await.with_context(unusable)?;
    Ok((reader, writer, file.get_filename().to_owned()))
}

async fn open_sqlite(config: &DatabaseConfig, connections: u32, only_read: bool) -> anyhow::Result<DatabaseConnection> {
    let timeout = config.timeout;
    let mut options = pool(config, connections);
    options.test_before_acquire(false).idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_opts(move |file| {
        let file = file
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Safe against crashes of the program; a power cut may undo the last commits but never corrupts the file.
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(timeout)
            .pragma("temp_store", "MEMORY");
        if only_read { file.pragma("query_only", "ON") } else { file }
    });
    // When the disk is full, SQLite ends a transaction by itself and the driver goes on to count it as open: what came
    // after would be a part of it that nobody ever commits, and be lost. Such a connection is not used again.
    options.map_sqlx_sqlite_before_acquire(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction()))));
    Ok(sea_orm::Database::connect(options).await?)
}

/// SQLite opens a file that it cannot write to without a word, begins transactions in it, and refuses only what would
/// change it. Better now than when somebody signs up.
async fn refuse_read_only(writer: &DatabaseConnection) -> anyhow::Result<()> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let probe = writer.begin_with_options(options).await?;
    probe.execute_unprepared("CREATE TABLE masthead_probe (id INTEGER)").await?;
    Ok(probe.rollback().await?)
}

/// The pool of a database server.
async fn server(config: &DatabaseConfig) -> anyhow::Result<DatabaseConnection> {
    // Two at least: the one that holds the migration lock needs another one to migrate with.
    let mut options = pool(config, config.max_connections.max(2));
    options.test_before_acquire_if_idle_for(Duration::from_secs(10));
    let connected = sea_orm::Database::connect(options).await;
    connected.with_context(|| format!("cannot reach the database at {}; check DATABASE_URL", whereabouts(&config.url)))
}

/// Which server and database an address names, without the secrets in it.
fn whereabouts(url: &str) -> String {
    let Ok(url) = url::Url::parse(url) else { return "its address".to_owned() };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}{}", url.host_str().unwrap_or_default(), url.path())
}

fn pool(config: &DatabaseConfig, connections: u32) -> ConnectOptions {
    // SeaORM knows MariaDB under MySQL's name only.
    let url = match config.url.strip_prefix("mariadb:") {
        Some(rest) => format!("mysql:{rest}"),
        None => config.url.clone(),
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(config.timeout)
        .connect_timeout(config.timeout)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, Statement};

    use super::whereabouts;
    use crate::{chain, config::Config, database::Database};

    #[tokio::test]
    async fn what_is_written_after_the_disk_was_full_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default().database;
        config.url = format!("sqlite://{}", folder.path().join("masthead.sqlite").display());
        let db = Database::connect(&config).await.unwrap();
        db.write().execute_unprepared("CREATE TABLE words (word TEXT)").await.unwrap();
        db.write().execute_unprepared("PRAGMA max_page_count = 10").await.unwrap();
        let full = db.begin().await.unwrap();
        full.execute_unprepared("INSERT INTO words VALUES (hex(zeroblob(100000)))").await.unwrap_err();
        drop(full);
        db.write().execute_unprepared("PRAGMA max_page_count = 100000").await.unwrap();
        let refused = db.begin().await.unwrap();
        refused.execute_unprepared("INSERT INTO words VALUES ('refused')").await.unwrap();
        refused.rollback().await.unwrap();
        let kept = db.begin().await.unwrap();
        kept.execute_unprepared("INSERT INTO words VALUES ('kept')").await.unwrap();
        kept.commit().await.unwrap();
        let found =
            db.read().query_one_raw(Statement::from_string(db.backend(), "SELECT word FROM words WHERE word = 'kept'"));
        assert!(found.await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_written_to_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default().database;
        config.url = format!("sqlite://{}", folder.path().join("masthead.sqlite").display());
        Database::connect(&config).await.unwrap().close().await.unwrap();
        config.url.push_str("?mode=ro");
        let told = chain(&Database::connect(&config).await.unwrap_err());
        assert!(told.contains("masthead.sqlite; it must be") && told.contains("readonly"), "{told}");
    }

    #[test]
    fn an_unreachable_server_is_named_without_its_password() {
        let told = whereabouts("postgres://ada:secret@db.example:5433/masthead?sslpassword=secret");
        assert_eq!(told, "db.example:5433/masthead");
    }
}
