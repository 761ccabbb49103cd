use sea_orm::{ConnectionTrait, DbBackend};
use server::database::Database;

use crate::test_app::TestDatabase;

#[tokio::test]
async fn every_migration_goes_up_and_down_and_up_again() {
    let database = TestDatabase::empty().await;
    let db = database.connect().await;
    let all = db.pending().await.unwrap();
    assert!(all > 0);
    db.migrate_up(None).await.unwrap();
    assert_eq!(db.pending().await.unwrap(), 0);
    let tables = columns(&db).await;
    for step in 1..=all {
        db.migrate_down(Some(1)).await.unwrap();
        assert_eq!(db.pending().await.unwrap(), step);
    }
    assert_eq!(columns(&db).await, [] as [String; 0]);
    db.migrate_up(Some(1)).await.unwrap();
    assert_eq!(db.pending().await.unwrap(), all - 1);
    db.migrate_up(None).await.unwrap();
    assert_eq!(columns(&db).await, tables);
    db.close().await.unwrap();
}

#[tokio::test]
async fn starting_anew_leaves_every_table_empty_but_there() {
    let database = TestDatabase::migrated().await;
    let db = database.connect().await;
    let before = columns(&db).await;
    db.write().execute_unprepared("INSERT INTO throttles VALUES ('x', 1, 1)").await.unwrap();
    db.migrate_fresh().await.unwrap();
    assert_eq!(columns(&db).await, before);
    assert_eq!(count(&db, "throttles").await, 0);
    assert_eq!(count(&db, "roles").await, 4);
    db.close().await.unwrap();
}

#[tokio::test]
async fn two_processes_may_migrate_at_the_same_moment() {
    let database = TestDatabase::empty().await;
    let (one, two) = (database.connect().await, database.connect().await);
    if one.backend() == DbBackend::Sqlite {
        // An embedded database belongs to one process.
        return;
    }
    let (first, second) = tokio::join!(one.migrate_up(None), two.migrate_up(None));
    first.unwrap();
    second.unwrap();
    assert_eq!(one.pending().await.unwrap(), 0);
    one.close().await.unwrap();
    two.close().await.unwrap();
}

#[tokio::test]
async fn looking_at_an_empty_database_changes_nothing() {
    let database = TestDatabase::empty().await;
    let db = database.connect().await;
    assert!(db.migrations().await.unwrap().iter().all(|one| !one.applied));
    assert_eq!(columns(&db).await, [] as [String; 0]);
    db.close().await.unwrap();
}

#[tokio::test]
async fn the_reading_side_of_an_embedded_database_cannot_write() {
    let database = TestDatabase::migrated().await;
    let db = database.connect().await;
    if db.backend() == DbBackend::Sqlite {
        let written = db.read().execute_unprepared("DELETE FROM roles").await;
        assert!(written.is_err());
    }
    db.close().await.unwrap();
}

/// Every column of every table of ours, as `table.column`.
async fn columns(db: &Database) -> Vec<String> {
    let sql = match db.backend() {
        DbBackend::Sqlite => {
            "SELECT m.name || '.' || c.name || ' ' || c.type AS place FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT IN ('seaql_migrations') ORDER BY place"
        }
        DbBackend::Postgres => {
            "SELECT table_name || '.' || column_name || ' ' || data_type AS place FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' ORDER BY place"
        }
        _ => {
            "SELECT CONCAT(table_name, '.', column_name, ' ', column_type) AS place FROM information_schema.columns \
             WHERE table_schema = DATABASE() AND table_name <> 'seaql_migrations' ORDER BY place"
        }
    };
    let rows = db.read().query_all_raw(sea_orm::Statement::from_string(db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "place").unwrap()).collect()
}

async fn count(db: &Database, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    let row = db.read().query_one_raw(sea_orm::Statement::from_string(db.backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_processes_may_migrate_at_once() {
    let database = TestDatabase::empty().await;
    let mut processes = Vec::new();
    for _ in 0..6 {
        processes.push(database.connect().await);
    }
    let migrating: Vec<_> =
        processes.iter().cloned().map(|db| tokio::spawn(async move { db.migrate_up(None).await })).collect();
    for done in migrating {
        done.await.unwrap().unwrap();
    }
    assert_eq!(processes[0].pending().await.unwrap(), 0);
}
