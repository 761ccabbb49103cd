mod ending;
mod expiry;
mod list;
mod races;

use domain::accounts::{Actor, Standing, Viewer};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    entities::session,
    sessions::{self, viewer},
};

use crate::test_app::TestApp;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

#[tokio::test]
async fn a_stranger_costs_no_statement_and_leaves_no_row() {
    let app = TestApp::new().await;
    let visit = app.visit();
    let (statements, seen) = app.statements_of(viewer(&visit.session)).await;
    assert_eq!((statements, seen.unwrap()), (0, Viewer::Stranger));
    assert_eq!(session::Entity::find().count(app.db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_member_with_everything_they_may_is_one_statement() {
    let app = TestApp::new().await;
    let ada = app.editor("Ada").await;
    let visit = app.visit_again(app.cookie_of("Ada").await);
    let (statements, seen) = app.statements_of(viewer(&visit.session)).await;
    let standing = Standing { proved_at: Some(app.clock.now()), ..ada.standing };
    assert_eq!((statements, seen.unwrap()), (1, Viewer::Member(Actor { standing, ..ada })));
}

#[tokio::test]
async fn the_row_says_who_where_and_with_what_but_not_the_cookie() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let row = session::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.member_id, Some(ada.id.0));
    assert_eq!((&*row.address, &*row.agent, &*row.level), ("192.0.2.1", "Example/1.0", "password"));
    assert_eq!(row.created_at, app.clock.now().millis());
    assert_eq!(row.expires_at, app.clock.now().plus_seconds(30 * DAY).millis());
    let everything = format!("{row:?}");
    for secret in [cookie.to_string(), cookie.0.to_string(), format!("{:x}", cookie.0)] {
        assert!(!everything.contains(&secret), "{secret} in {everything}");
    }
}

#[tokio::test]
async fn what_a_stranger_typed_is_kept_for_a_day() {
    let app = TestApp::new().await;
    let visit = app.visit();
    visit.session.insert("flash", "typed '\"\\ %_ text").await.unwrap();
    visit.session.save().await.unwrap();
    let cookie = visit.session.id().unwrap();
    let kept = app.visit_again(cookie).session.get::<String>("flash").await.unwrap();
    assert_eq!(kept.as_deref(), Some("typed '\"\\ %_ text"));
    app.clock.advance_seconds(DAY);
    assert_eq!(app.visit_again(cookie).session.get::<String>("flash").await.unwrap(), None);
}

#[tokio::test]
async fn a_request_that_ends_late_does_not_revive_a_session_that_was_signed_out() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let slow = app.visit_again(cookie);
    slow.session.insert("flash", "late").await.unwrap();
    sessions::end(&app.visit_again(cookie).session).await.unwrap();
    slow.session.save().await.unwrap();
    assert_eq!(viewer(&app.visit_again(cookie).session).await.unwrap(), Viewer::Stranger);
    assert_eq!(session::Entity::find().count(app.db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn nothing_in_a_session_makes_a_member_of_a_stranger() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let visit = app.visit();
    let forged = serde_json::json!({ "id": ada.id, "name": "Ada", "role": "admin", "permissions": ["manage_members"] });
    visit.session.insert("actor", forged).await.unwrap();
    visit.session.insert("flash", "so that there is something to keep").await.unwrap();
    visit.session.save().await.unwrap();
    let again = app.visit_again(visit.session.id().unwrap());
    assert_eq!(viewer(&again.session).await.unwrap(), Viewer::Stranger);
    let row = session::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    assert!(!row.data.contains("manage_members"), "{}", row.data);
}

#[tokio::test]
async fn an_invented_cookie_is_a_stranger_and_makes_no_row() {
    let app = TestApp::new().await;
    let visit = app.visit_again(tower_sessions::session::Id(42));
    assert_eq!(viewer(&visit.session).await.unwrap(), Viewer::Stranger);
    assert_eq!(visit.session.id(), None);
    assert_eq!(session::Entity::find().count(app.db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn being_seen_is_written_down_every_ten_minutes_at_most() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let began = app.clock.now().millis();
    for (minutes, seen) in [(9, 0), (1, 10), (5, 10), (5, 20)] {
        app.clock.advance_seconds(minutes * 60);
        viewer(&app.visit_again(cookie).session).await.unwrap();
        let row = session::Entity::find().one(app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.seen_at - began, seen * 60_000);
    }
}

#[tokio::test]
async fn a_program_that_signs_in_over_and_over_ends_nobody_elses_session() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    let ada = app.cookie_of("Ada").await;
    for _ in 0..3 {
        app.cookie_of("Bob").await;
    }
    assert!(viewer(&app.visit_again(ada).session).await.unwrap().actor().is_ok());
}
