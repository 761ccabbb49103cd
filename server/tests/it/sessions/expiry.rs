use std::time::Duration;

use domain::accounts::SignInForm;
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait, QueryFilter};
use server::{entities::session, sessions::viewer};
use tower_sessions::session::Id;

use super::{DAY, HOUR};
use crate::test_app::{PASSWORD, TestApp};

async fn cookie(app: &TestApp, remember: bool) -> Id {
    app.reader("Ada").await;
    app.cookie_of_form(SignInForm::parse("ada@example.org", PASSWORD).unwrap().remembered(remember)).await
}

async fn is_signed_in(app: &TestApp, cookie: Id) -> bool {
    viewer(&app.visit_again(cookie).session).await.unwrap().actor().is_ok()
}

#[tokio::test]
async fn a_remembered_session_ends_when_it_is_not_used_for_a_month() {
    let app = TestApp::new().await;
    let cookie = cookie(&app, true).await;
    for _ in 0..2 {
        app.clock.advance_seconds(30 * DAY - 1);
        assert!(is_signed_in(&app, cookie).await, "every use counts");
    }
    app.clock.advance_seconds(30 * DAY);
    assert!(!is_signed_in(&app, cookie).await);
}

#[tokio::test]
async fn a_remembered_session_ends_after_three_months_however_much_it_is_used() {
    let app = TestApp::new().await;
    let cookie = cookie(&app, true).await;
    for _ in 0..8 {
        app.clock.advance_seconds(10 * DAY);
        assert!(is_signed_in(&app, cookie).await);
    }
    app.clock.advance_seconds(10 * DAY);
    assert!(!is_signed_in(&app, cookie).await);
}

#[tokio::test]
async fn one_that_is_not_remembered_ends_after_half_a_day_unused_and_after_a_day_in_any_case() {
    let app = TestApp::new().await;
    let first = cookie(&app, false).await;
    app.clock.advance_seconds(12 * HOUR - 1);
    assert!(is_signed_in(&app, first).await);
    app.clock.advance_seconds(12 * HOUR - 1);
    assert!(is_signed_in(&app, first).await);
    app.clock.advance_seconds(2);
    assert!(!is_signed_in(&app, first).await, "a day after it began");

    let second = app.cookie_of_form(SignInForm::parse("ada@example.org", PASSWORD).unwrap().remembered(false)).await;
    app.clock.advance_seconds(12 * HOUR);
    assert!(!is_signed_in(&app, second).await, "half a day unused");
}

#[tokio::test]
async fn how_long_sessions_live_is_configurable_down_to_minutes() {
    let app = TestApp::configured(|config| {
        config.sessions.remembered.idle = Duration::from_secs(300);
        config.sessions.remembered.absolute = Duration::from_secs(1200);
    })
    .await;
    let cookie = cookie(&app, true).await;
    for _ in 0..4 {
        app.clock.advance_seconds(299);
        assert!(is_signed_in(&app, cookie).await, "a short life is moved on by every use");
    }
    app.clock.advance_seconds(4);
    assert!(!is_signed_in(&app, cookie).await);
}

#[tokio::test]
async fn rows_that_expired_are_cleaned_up() {
    let app = TestApp::new().await;
    cookie(&app, true).await;
    app.clock.advance_seconds(30 * DAY);
    app.cookie_of("Ada").await;
    assert_eq!(session::Entity::find().count(app.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn a_session_from_before_there_were_ends_and_handles_gets_both() {
    let app = TestApp::new().await;
    let cookie = cookie(&app, true).await;
    let old = session::ActiveModel { handle: Set(None), ends_at: Set(None), ..Default::default() };
    let rows = session::Entity::update_many().set(old).filter(sea_orm::Condition::all());
    rows.exec(app.db.write()).await.unwrap();
    app.clock.advance_seconds(DAY);
    assert!(is_signed_in(&app, cookie).await);
    let row = session::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    assert!(row.handle.is_some());
    assert_eq!(row.ends_at, Some(row.created_at + 90 * DAY * 1000));
}

#[tokio::test]
async fn a_proof_may_be_good_for_less_than_ten_minutes() {
    let app = TestApp::configured(|config| config.sessions.proof = Duration::from_secs(60)).await;
    let cookie = cookie(&app, true).await;
    let is_proved = async || {
        let visit = app.visit_of_member(cookie).await;
        visit.viewer.actor().unwrap().require_proof(app.clock.now()).is_ok()
    };
    app.clock.advance_seconds(59);
    assert!(is_proved().await);
    app.clock.advance_seconds(1);
    assert!(!is_proved().await);
}
