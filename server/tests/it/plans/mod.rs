//! What lists of a million rows cost. Every statement of an action is shown to the database once more, which tells how it
//! would find the rows: by an index, and in the order in which they are wanted.
//!
//! MariaDB plans by what a table holds, and these are empty; it is left out.

use std::sync::{Arc, Mutex};

use domain::{
    accounts::{Actor, Role},
    audit::{AuditFilter, Event},
    members::{MemberFilter, MemberState},
    pagination::Cursor,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use server::{
    AppState, audit,
    mail::{self, Letter},
    members, outbox, sessions,
};
use uuid::Uuid;

use crate::test_app::TestApp;

/// The statements that an action ran, each with the steps by which the database would run it.
struct Plans(Vec<(String, Vec<String>)>);

impl Plans {
    async fn of<T>(app: &TestApp, action: impl AsyncFnOnce(AppState) -> T) -> Self {
        let ran = Arc::<Mutex<Vec<Statement>>>::default();
        let noted = Arc::clone(&ran);
        let db = app.db.clone().watched(move |statement| noted.lock().unwrap().push(statement.clone()));
        action(AppState { db, ..(**app).clone() }).await;
        let ran = std::mem::take(&mut *ran.lock().unwrap());
        assert!(!ran.is_empty(), "the action asks the database something");
        let mut plans = Vec::new();
        for statement in ran {
            plans.push((statement.sql.clone(), plan(app, statement).await));
        }
        Self(plans)
    }

    /// That no step reads a whole table of these, and none sorts rows of one.
    #[track_caller]
    fn keep_to_indexes_of(&self, tables: &[&str]) {
        self.never_read_all_of(tables);
        for (sql, steps) in self.about(tables) {
            let sorts = steps.iter().any(|step| step.contains("TEMP B-TREE") || step.contains("Sort "));
            assert!(!sorts, "sorts all it finds: {sql}\n{steps:#?}");
        }
    }

    /// That each statement that asks for one of these tables begins at a place that one of these indexes finds, and passes
    /// nothing before it. PostgreSQL chooses by what is in the tables, so there it may be another index.
    #[track_caller]
    fn begin_at_a_place_of(&self, tables: &[&str], indexes: &[&str]) {
        for (sql, steps) in self.about(tables) {
            let is_found = |step: &String| {
                let by_one = || indexes.iter().any(|index| step.contains(&format!("INDEX {index} (")));
                step.starts_with("Index Cond") || (step.starts_with("SEARCH") && by_one())
            };
            assert!(steps.iter().any(is_found), "{indexes:?} does not find where to begin: {sql}\n{steps:#?}");
        }
    }

    /// That no step reads a whole table of these.
    #[track_caller]
    fn never_read_all_of(&self, tables: &[&str]) {
        assert!(self.about(tables).next().is_some(), "the action asks for {tables:?}");
        for (sql, steps) in self.about(tables) {
            for step in steps {
                let whole = tables
                    .iter()
                    .any(|table| step == &format!("SCAN {table}") || step.contains(&format!("Seq Scan on {table}")));
                assert!(!whole, "reads all of a table: {sql}\n{steps:#?}");
            }
        }
    }

    fn about(&self, tables: &[&str]) -> impl Iterator<Item = &(String, Vec<String>)> {
        self.0.iter().filter(|(sql, _)| tables.iter().any(|table| sql.contains(table)))
    }
}

async fn plan(app: &TestApp, statement: Statement) -> Vec<String> {
    let is_postgres = app.db.backend() == DbBackend::Postgres;
    let explain = if is_postgres { "EXPLAIN" } else { "EXPLAIN QUERY PLAN" };
    let asked = Statement { sql: format!("{explain} {}", statement.sql), ..statement };
    let txn = app.db.write().begin().await.unwrap();
    if is_postgres {
        // Empty tables it would read whole, and sort; this leaves that to when nothing else is possible.
        for way in ["seqscan", "sort", "incremental_sort"] {
            txn.execute_unprepared(&format!("SET LOCAL enable_{way} = off")).await.unwrap();
        }
    }
    let steps = txn.query_all_raw(asked).await.unwrap();
    let column = if is_postgres { "QUERY PLAN" } else { "detail" };
    steps.iter().map(|step| step.try_get::<String>("", column).unwrap().trim().to_owned()).collect()
}

async fn set_up() -> Option<(TestApp, Actor)> {
    let app = TestApp::new().await;
    if app.db.backend() == DbBackend::MySql {
        return None;
    }
    let ada = app.admin("Ada").await;
    Some((app, ada))
}

/// Where a later page begins.
fn later(app: &TestApp) -> Option<Cursor> {
    Some(Cursor { at: app.clock.now(), id: Uuid::from_u128(7) })
}

#[tokio::test]
async fn members_are_listed_by_an_index_with_each_filter_on_every_page() {
    let Some((app, ada)) = set_up().await else { return };
    for role in [None, Some(Role::Reader)] {
        for state in [None, Some(MemberState::Active), Some(MemberState::Suspended)] {
            for before in [None, later(&app)] {
                let filter = MemberFilter { role, state, search: String::new() };
                let plans =
                    Plans::of(&app, async |app| members::list(&app, &ada, &filter, before).await.unwrap()).await;
                plans.keep_to_indexes_of(&["members"]);
                let index = match (role, state) {
                    (Some(_), Some(_)) => "members_role_state_idx",
                    (Some(_), None) => "members_role_idx",
                    (None, Some(_)) => "members_state_idx",
                    (None, None) => "members_joined_idx",
                };
                if filter != MemberFilter::default() || before.is_some() {
                    plans.begin_at_a_place_of(&["members"], &[index]);
                }
            }
        }
    }
}

/// Those who are found are sorted, for they stand in the order of their names.
#[tokio::test]
async fn members_are_searched_for_by_an_index() {
    let Some((app, ada)) = set_up().await else { return };
    for state in [None, Some(MemberState::Active)] {
        let (filter, before) = (MemberFilter { role: None, state, search: "ada".to_owned() }, later(&app));
        Plans::of(&app, async |app| members::list(&app, &ada, &filter, before).await.unwrap())
            .await
            .never_read_all_of(&["members"]);
    }
}

#[tokio::test]
async fn the_record_is_listed_by_an_index_with_each_filter_on_every_page() {
    let Some((app, ada)) = set_up().await else { return };
    let day = ("2026-11-01", "2026-11-20");
    let mut filters = Vec::new();
    for event in ["", Event::SignInFailed.as_str()] {
        for member in ["", "ada@example.org"] {
            for address in ["", "192.0.2.1"] {
                for (from, to) in [("", ""), day] {
                    filters.push(AuditFilter::parse(event, member, address, from, to));
                }
            }
        }
    }
    for filter in filters {
        for before in [None, later(&app)] {
            let plans = Plans::of(&app, async |app| audit::page(&app, &ada, &filter, before).await.unwrap()).await;
            plans.keep_to_indexes_of(&["audit_events"]);
            let indexes: &[_] = match &filter {
                filter if !filter.member.is_empty() => &["audit_events_about_idx", "audit_events_by_idx"],
                filter if !filter.address.is_empty() => &["audit_events_address_idx"],
                filter if filter.event.is_some() => &["audit_events_event_idx"],
                _ => &["audit_events_time_idx"],
            };
            if filter != AuditFilter::default() || before.is_some() {
                plans.begin_at_a_place_of(&["audit_events"], indexes);
            }
        }
    }
    Plans::of(&app, async |app| audit::latest_about(&app, &ada, ada.id).await.unwrap())
        .await
        .keep_to_indexes_of(&["audit_events"]);
}

#[tokio::test]
async fn the_record_is_checked_by_an_index() {
    let Some((app, _)) = set_up().await else { return };
    Plans::of(&app, async |app| audit::verify(&app, None).await.unwrap()).await.keep_to_indexes_of(&["audit_events"]);
}

/// A member has few sessions, which are sorted.
#[tokio::test]
async fn the_sessions_of_a_member_are_found_by_an_index() {
    let Some((app, ada)) = set_up().await else { return };
    let visit = app.visit_of(&ada).await;
    Plans::of(&app, async |app| sessions::list(&app, &visit, &ada).await.unwrap())
        .await
        .never_read_all_of(&["sessions"]);
}

#[tokio::test]
async fn what_is_to_be_sent_is_found_by_an_index() {
    let Some((app, _)) = set_up().await else { return };
    mail::send(app.db.write(), &app, &Letter::new("ada@example.org", "Hello")).await.unwrap();
    Plans::of(&app, async |app| outbox::deliver_due(&app).await.unwrap()).await.keep_to_indexes_of(&["outbox"]);
    Plans::of(&app, async |app| outbox::health(&app).await.unwrap()).await.never_read_all_of(&["outbox"]);
}
