//! The database: connections, migrations, and constraints that become field errors.
//!
//! SQLite, PostgreSQL and MySQL/MariaDB run the same code. What differs is kept in this folder.

mod connect;
mod constraint;
mod migrate;
mod retry;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

pub use constraint::{OnConstraint, Unique, unique};
pub use migrate::MigrationState;
pub(crate) use retry::retrying;

/// The way to the database. Cheap to clone.
///
/// SQLite takes one writer at a time, so it has one connection that writes and a pool of others that can only read;
/// a writer waits in our queue, first come first served, and never meets `SQLITE_BUSY`. Other databases have one pool.
#[derive(Clone, Debug)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    statements: Arc<AtomicU64>,
    /// For SQLite: the file whose lock is held by the process that migrates.
    migration_lock: Option<PathBuf>,
}

impl Database {
    /// For reading. On SQLite a statement that writes is refused here.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For single statements that write; more than one belong into [`Database::begin`].
    #[must_use]
    pub const fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a transaction that may write. It is rolled back unless it is committed.
    ///
    /// On SQLite it takes the writer's turn at once (`BEGIN IMMEDIATE`), so what it reads cannot change under it. Elsewhere
    /// it sees what is committed, statement by statement, so races are decided by constraints and conditions.
    ///
    /// # Errors
    /// If no connection can be had in time.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = match self.backend() {
            DbBackend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            // MySQL's default, repeatable read, locks gaps between rows, where simultaneous inserts deadlock.
            DbBackend::MySql => TransactionOptions {
                isolation_level: Some(IsolationLevel::ReadCommitted),
                ..TransactionOptions::default()
            },
            _ => TransactionOptions::default(),
        };
        self.writer.begin_with_options(options).await
    }

    /// Which kind of database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Statements run so far, without those that begin and end transactions.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The same connections, which show every statement to `watch` once it has run, for whoever looks at what the database
    /// makes of it. Statements are not counted then.
    #[must_use]
    pub fn watched(mut self, watch: impl Fn(&Statement) + Clone + Send + Sync + 'static) -> Self {
        for connection in [&mut self.reader, &mut self.writer] {
            let watch = watch.clone();
            connection.set_metric_callback(move |ran| watch(ran.statement));
        }
        self
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// If it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.reader.ping().await
    }

    /// Closes every connection, waiting for those in use.
    ///
    /// # Errors
    /// If the driver reports one.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await
    }
}
