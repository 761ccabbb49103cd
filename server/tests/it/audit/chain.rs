//! Whoever tampers with the record is found out, whatever they do.

use std::path::Path;

use domain::{accounts::Role, audit::Event, id::MemberId};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use server::{
    audit::{Checkpoint, Entry, Fault, Verdict, record_alone, verify},
    entities::audit_event,
};
use uuid::Uuid;

use super::sources;
use crate::test_app::TestApp;

/// A record of so many events.
async fn recorded(events: u8) -> TestApp {
    let app = TestApp::new().await;
    for number in 0..events {
        app.clock.advance_seconds(1);
        let ada = MemberId(Uuid::from_u128(u128::from(number)));
        record_alone(&app, Entry::own(Event::SignedIn, ada).with("number", number)).await.unwrap();
    }
    app
}

async fn tamper(app: &TestApp, statements: &[&str]) {
    for statement in statements {
        app.db.write().execute_unprepared(statement).await.unwrap();
    }
}

fn whole(seq: i64, digest: &str) -> Verdict {
    Verdict::Whole { end: Some(Checkpoint { seq, digest: digest.to_owned() }) }
}

/// The end of a record that is whole.
async fn end(app: &TestApp) -> Checkpoint {
    match verify(app, None).await.unwrap() {
        Verdict::Whole { end: Some(end) } => end,
        other => panic!("expected a whole record with events, got {other:?}"),
    }
}

fn broken(seq: i64, fault: Fault) -> Verdict {
    Verdict::Broken { seq, fault }
}

#[tokio::test]
async fn a_record_that_nobody_touched_is_whole() {
    let app = recorded(3).await;
    let last = audit_event::Entity::find().order_by_desc(audit_event::Column::Seq).one(app.db.read()).await.unwrap();
    let digest = last.unwrap().digest.unwrap();
    assert_eq!(verify(&app, None).await.unwrap(), whole(3, &digest));
}

#[tokio::test]
async fn a_record_of_nothing_is_whole() {
    let app = TestApp::new().await;
    assert_eq!(verify(&app, None).await.unwrap(), Verdict::Whole { end: None });
}

#[tokio::test]
async fn a_long_record_is_read_to_its_end() {
    let app = recorded(5).await;
    // As if every batch were full: more rows come while somebody reads.
    for _ in 0..3 {
        record_alone(&app, Entry::new(Event::SignInLimited)).await.unwrap();
        assert!(matches!(verify(&app, None).await.unwrap(), Verdict::Whole { .. }));
    }
}

#[tokio::test]
async fn what_was_noted_earlier_is_found_again_while_the_record_grows() {
    let app = recorded(3).await;
    let noted = end(&app).await;
    record_alone(&app, Entry::new(Event::SignInLimited)).await.unwrap();
    let later = end(&app).await;
    assert_eq!(later.seq, 4);
    for noted in [&noted, &later] {
        assert_eq!(verify(&app, Some(noted)).await.unwrap(), whole(4, &later.digest));
    }
}

/// Every row tells its digest, so whoever can write to the database can set the head back to any of them.
#[tokio::test]
async fn a_record_that_was_cut_off_with_its_head_set_back_is_shorter_than_what_was_noted() {
    let app = recorded(3).await;
    let noted = end(&app).await;
    tamper(
        &app,
        &[
            "DELETE FROM audit_events WHERE seq = 3",
            "UPDATE audit_head SET seq = 2, digest = (SELECT digest FROM audit_events WHERE seq = 2)",
        ],
    )
    .await;
    assert_eq!(end(&app).await.seq, 2, "by itself it fits");
    assert_eq!(verify(&app, Some(&noted)).await.unwrap(), broken(3, Fault::Missing));
}

/// Whoever has the key of the installation, too, can write a record that fits. It has other digests.
#[tokio::test]
async fn a_record_that_was_written_anew_is_not_the_one_that_was_noted() {
    let app = recorded(3).await;
    let noted = end(&app).await;
    tamper(&app, &["DELETE FROM audit_events WHERE seq = 3"]).await;
    tamper(&app, &["UPDATE audit_head SET seq = 2, digest = (SELECT digest FROM audit_events WHERE seq = 2)"]).await;
    record_alone(&app, Entry::new(Event::SignedOut)).await.unwrap();
    assert_eq!(end(&app).await.seq, 3, "by itself it fits");
    assert_eq!(verify(&app, Some(&noted)).await.unwrap(), broken(3, Fault::Rewritten));
}

#[tokio::test]
async fn each_part_of_a_row_is_vouched_for() {
    for change in [
        "happened_at = happened_at + 1",
        "event = 'signed_out'",
        "actor_id = NULL",
        "subject_id = NULL",
        "address = '192.0.2.99'",
        "agent = 'Other/1.0'",
        "details = '{}'",
        "digest = '00'",
    ] {
        let app = recorded(3).await;
        tamper(&app, &[&format!("UPDATE audit_events SET {change} WHERE seq = 2")]).await;
        assert_eq!(verify(&app, None).await.unwrap(), broken(2, Fault::Changed), "{change}");
    }
}

#[tokio::test]
async fn a_row_that_was_taken_out_is_missed() {
    let app = recorded(3).await;
    tamper(&app, &["DELETE FROM audit_events WHERE seq = 2"]).await;
    assert_eq!(verify(&app, None).await.unwrap(), broken(2, Fault::Missing));
}

#[tokio::test]
async fn a_gap_that_was_closed_is_seen() {
    let app = recorded(3).await;
    tamper(&app, &["DELETE FROM audit_events WHERE seq = 2", "UPDATE audit_events SET seq = 2 WHERE seq = 3"]).await;
    assert_eq!(verify(&app, None).await.unwrap(), broken(2, Fault::Changed));
}

#[tokio::test]
async fn rows_that_changed_places_are_seen() {
    let app = recorded(4).await;
    let swap = [
        "UPDATE audit_events SET seq = 9 WHERE seq = 2",
        "UPDATE audit_events SET seq = 2 WHERE seq = 3",
        "UPDATE audit_events SET seq = 3 WHERE seq = 9",
    ];
    tamper(&app, &swap).await;
    assert_eq!(verify(&app, None).await.unwrap(), broken(2, Fault::Changed));
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_missed() {
    let app = recorded(3).await;
    tamper(&app, &["DELETE FROM audit_events WHERE seq = 3"]).await;
    assert_eq!(verify(&app, None).await.unwrap(), broken(3, Fault::Missing));
    let all = recorded(3).await;
    tamper(&all, &["DELETE FROM audit_events"]).await;
    assert_eq!(verify(&all, None).await.unwrap(), broken(1, Fault::Missing));
}

#[tokio::test]
async fn a_head_that_was_set_back_does_not_hide_what_comes_behind() {
    let app = recorded(3).await;
    tamper(&app, &["UPDATE audit_head SET seq = 2"]).await;
    assert_eq!(verify(&app, None).await.unwrap(), broken(3, Fault::Head));
    let other = recorded(3).await;
    tamper(&other, &["UPDATE audit_head SET digest = '00'"]).await;
    assert_eq!(verify(&other, None).await.unwrap(), broken(3, Fault::Head));
}

#[tokio::test]
async fn a_row_that_was_put_in_is_seen() {
    let app = recorded(3).await;
    let forged = "INSERT INTO audit_events (id, happened_at, event, address, agent, details, seq, digest) \
                  SELECT actor_id, happened_at, event, address, agent, details";
    tamper(&app, &[&format!("{forged}, 4, digest FROM audit_events WHERE seq = 3")]).await;
    assert_eq!(verify(&app, None).await.unwrap(), broken(4, Fault::Changed));
    let outside = recorded(3).await;
    tamper(&outside, &[&format!("{forged}, NULL, NULL FROM audit_events WHERE seq = 3")]).await;
    assert_eq!(verify(&outside, None).await.unwrap(), broken(0, Fault::Unchained));
}

#[tokio::test]
async fn the_record_of_another_key_does_not_pass() {
    let app = recorded(2).await;
    let mut other = server::AppState::clone(&app);
    other.vault = server::vault::Vault::new(&[8; 32]);
    assert_eq!(verify(&other, None).await.unwrap(), broken(1, Fault::Changed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn events_of_the_same_moment_make_one_chain() {
    let app = TestApp::new().await;
    let writing: Vec<_> = (0..40_u8)
        .map(|number| {
            let app = server::AppState::clone(&app);
            tokio::spawn(async move { record_alone(&app, Entry::new(Event::SignedIn).with("number", number)).await })
        })
        .collect();
    for written in writing {
        written.await.unwrap().unwrap();
    }
    assert_eq!(end(&app).await.seq, 40);
}

/// Members who sign in, out and in again at the same moment, while an admin changes their roles.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_do_not_get_into_each_others_way() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let names: Vec<String> = (0..8).map(|number| format!("Member {number}")).collect();
    let mut members = Vec::new();
    for name in &names {
        members.push(app.reader(name).await);
    }
    let admin = app.visit_of(&ada).await;
    let signing_in = async {
        for name in &names {
            app.cookie_of(name).await;
        }
    };
    let again = async {
        for name in names.iter().rev() {
            app.cookie_of(name).await;
        }
    };
    let changing = async {
        for member in &members {
            server::members::set_role(&app, &admin, member.id, Role::Author).await.unwrap();
        }
    };
    tokio::join!(signing_in, again, changing);
    // Nine joined, eight signed in twice, eight got another role.
    assert_eq!(end(&app).await.seq, 33);
}

/// From its last entry to its end, a transaction does nothing else: it holds the end of the record, and whoever waits for
/// something else meanwhile may wait for one who waits for the record.
#[test]
fn a_transaction_ends_with_the_record() {
    let mut seen = 0;
    for (name, source) in sources() {
        for (place, _) in source.match_indices("audit::record(") {
            let rest = source[place..].split("\n}\n").next().unwrap_or_default();
            // Its own statement, and then what comes after it in the same function.
            let (_, after) = rest.split_once(".await").unwrap_or((rest, ""));
            for (place, _) in after.match_indices("txn") {
                let (before, behind) = after.split_at(place);
                let ends = behind.starts_with("txn.commit()") || behind.starts_with("txn.rollback()");
                let records = ["record(&", "record(", "record_if_fresh(&"].iter().any(|call| before.ends_with(call));
                let line = behind.lines().next().unwrap_or_default();
                assert!(ends || records, "{}: after the record comes {line}", name.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} places");
}

/// The program writes to the record in one place, and takes nothing out of it or changes it.
#[test]
fn nothing_but_the_chain_writes_to_the_record() {
    let mut seen = 0;
    for (name, source) in sources() {
        for verb in ["insert", "insert_many", "update", "update_many", "delete_many", "delete_by_id", "delete"] {
            let writes = source.contains(&format!("audit_event::Entity::{verb}("));
            let allowed = verb == "insert" && name == Path::new("audit/chain.rs");
            assert!(!writes || allowed, "{} says {verb}", name.display());
            seen += u32::from(writes);
        }
    }
    assert_eq!(seen, 1, "the one place");
}
