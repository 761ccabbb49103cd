//! A database for one test: a copy of a file that was migrated once, or a database on a server on this machine.

use std::{
    env, fs,
    path::Path,
    process,
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use server::{config::DatabaseConfig, database::Database};
use tempfile::TempDir;
use tokio::{runtime, sync::OnceCell};

static NUMBER: AtomicU32 = AtomicU32::new(0);
static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();

/// Where a test keeps its rows; gone when it is dropped.
pub(crate) enum TestDatabase {
    /// A file.
    File(TempDir),
    /// A database on a server, by the server's address and its name.
    Server(&'static str, String),
}

impl TestDatabase {
    /// Without tables.
    pub(crate) async fn empty() -> Self {
        let server = match env::var("MASTHEAD_TEST_DATABASE").as_deref() {
            Ok("postgres") => "postgres://postgres@127.0.0.1:5432",
            Ok("mysql") => "mysql://root@127.0.0.1:3306",
            Ok(other) => panic!("MASTHEAD_TEST_DATABASE is {other:?}; allowed: postgres, mysql"),
            Err(_) => return Self::File(tempfile::tempdir().unwrap()),
        };
        let name = format!("masthead_test_{}_{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        administer(server, &format!("CREATE DATABASE {name}")).await;
        Self::Server(server, name)
    }

    /// With every table.
    pub(crate) async fn migrated() -> Self {
        let database = Self::empty().await;
        match &database {
            Self::File(folder) => {
                let template = TEMPLATE.get_or_init(template).await;
                fs::write(file(folder.path()), template).unwrap();
            }
            Self::Server(..) => migrate(&database).await,
        }
        database
    }

    /// For `DATABASE_URL`.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::File(folder) => format!("sqlite://{}", file(folder.path())),
            Self::Server(server, name) => format!("{server}/{name}"),
        }
    }

    /// A connection to it.
    pub(crate) async fn connect(&self) -> Database {
        let config = DatabaseConfig { url: self.url(), max_connections: 5, timeout: Duration::from_secs(30) };
        Database::connect(&config).await.unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Self::Server(server, name) = self else { return };
        let (server, name) = (*server, name.clone());
        // The runtime of the test is busy ending, so this waits in one of its own.
        let dropped = thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(drop_database(server, &name));
        });
        dropped.join().unwrap();
    }
}

/// Drops a database although somebody is still connected: a transaction that an error left open is only rolled back when
/// its connection goes back to the pool, which the ending runtime of the test does not get to any more.
async fn drop_database(server: &str, name: &str) {
    if server.starts_with("postgres") {
        return administer(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    }
    let admin = admin(server).await;
    let connected = format!("SELECT CAST(id AS SIGNED) AS id FROM information_schema.processlist WHERE db = '{name}'");
    for row in admin.query_all_raw(Statement::from_string(DbBackend::MySql, connected)).await.unwrap() {
        let id: i64 = row.try_get("", "id").unwrap();
        // Gone by itself meanwhile is as good.
        let _ = admin.execute_unprepared(&format!("KILL {id}")).await;
    }
    admin.execute_unprepared(&format!("DROP DATABASE {name}")).await.unwrap();
    admin.close().await.unwrap();
}

fn file(folder: &Path) -> String {
    folder.join("test.sqlite").to_string_lossy().into_owned()
}

async fn template() -> Vec<u8> {
    let database = TestDatabase::File(tempfile::tempdir().unwrap());
    migrate(&database).await;
    let TestDatabase::File(folder) = &database else { unreachable!("a file was made above") };
    fs::read(file(folder.path())).unwrap()
}

async fn migrate(database: &TestDatabase) {
    let db = database.connect().await;
    db.migrate_up(None).await.unwrap();
    // Closing moves what is in the log into the file.
    db.close().await.unwrap();
}

async fn administer(server: &str, statement: &str) {
    let admin = admin(server).await;
    admin.execute_unprepared(statement).await.unwrap();
    admin.close().await.unwrap();
}

async fn admin(server: &str) -> DatabaseConnection {
    let database = if server.starts_with("postgres") { "postgres" } else { "mysql" };
    sea_orm::Database::connect(format!("{server}/{database}")).await.unwrap()
}
