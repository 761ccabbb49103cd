use std::{fs::File, path::PathBuf};

use migration::{MigrationStatus, Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, TransactionTrait};

use super::Database;

/// One migration and whether it was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationState {
    /// The file's name.
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
}

impl Database {
    /// Applies pending migrations, all of them unless `steps` says how many. Safe to run in several processes at once.
    ///
    /// # Errors
    /// If a migration fails; those before it stay applied.
    pub async fn migrate_up(&self, steps: Option<u32>) -> Result<(), DbErr> {
        let lock = self.lock_migrations().await?;
        let done = Migrator::up(self.write(), steps).await;
        release(lock).await?;
        done
    }

    /// Takes back the last `steps` migrations with everything in their tables; all of them without a number.
    ///
    /// # Errors
    /// If a migration fails; those after it stay reverted.
    pub async fn migrate_down(&self, steps: Option<u32>) -> Result<(), DbErr> {
        let lock = self.lock_migrations().await?;
        let done = Migrator::down(self.write(), steps).await;
        release(lock).await?;
        done
    }

    /// Drops every table and begins anew.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn migrate_fresh(&self) -> Result<(), DbErr> {
        let lock = self.lock_migrations().await?;
        let done = Migrator::fresh(self.write()).await;
        release(lock).await?;
        done
    }

    /// Every migration, oldest first. Changes nothing.
    ///
    /// # Errors
    /// If the database cannot be read, or has a migration that this program does not know.
    pub async fn migrations(&self) -> Result<Vec<MigrationState>, DbErr> {
        let all = Migrator::get_migration_with_status_read_only(self.read()).await?;
        Ok(all
            .iter()
            .map(|one| MigrationState {
                name: one.name().to_owned(),
                applied: one.status() == MigrationStatus::Applied,
            })
            .collect())
    }

    /// How many migrations wait to be applied.
    ///
    /// # Errors
    /// As [`Database::migrations`].
    pub async fn pending(&self) -> Result<usize, DbErr> {
        Ok(self.migrations().await?.iter().filter(|one| !one.applied).count())
    }

    /// Waits until no other process migrates.
    async fn lock_migrations(&self) -> Result<MigrationLock, DbErr> {
        if let Some(path) = self.migration_lock.clone() {
            return lock_file(path)
                .await
                .map_err(|error| DbErr::Custom(format!("cannot wait for other migrations: {error}")));
        }
        let take = match self.backend() {
            // MySQL's locks are the server's, not the database's, and have names of at most 64 characters.
            DbBackend::MySql => "DO GET_LOCK(CONCAT('masthead.', MD5(DATABASE())), 60)",
            _ => "SELECT pg_advisory_xact_lock(7236271804)",
        };
        let holder = self.write().begin().await?;
        holder.execute_unprepared(take).await?;
        Ok(MigrationLock::Connection(holder))
    }
}

/// Held by the one process that migrates.
#[derive(Debug)]
enum MigrationLock {
    /// A lock of the server, held by a connection.
    Connection(DatabaseTransaction),
    /// The lock of a file beside an embedded database; it ends with the process, however that ends.
    File(File),
}

async fn lock_file(path: PathBuf) -> std::io::Result<MigrationLock> {
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok(MigrationLock::File(file))
    });
    locked.await.map_err(std::io::Error::other)?
}

async fn release(lock: MigrationLock) -> Result<(), DbErr> {
    match lock {
        MigrationLock::File(file) => file.unlock().map_err(|error| DbErr::Custom(error.to_string())),
        MigrationLock::Connection(holder) => {
            // PostgreSQL's goes with the transaction, MySQL's with the connection, which the pool would keep.
            if holder.get_database_backend() == DbBackend::MySql {
                holder.execute_unprepared("DO RELEASE_LOCK(CONCAT('masthead.', MD5(DATABASE())))").await?;
            }
            holder.commit().await
        }
    }
}
