use domain::accounts::{SignInForm, Viewer};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    accounts::{Admitted, sign_in},
    entities::totp_seed,
    factors::is_pending,
    http::Visit,
    sessions::viewer,
};

use crate::test_app::{PASSWORD, TestApp};

async fn with_a_factor(app: &TestApp, name: &str) {
    let ada = app.reader(name).await;
    let row = totp_seed::ActiveModel {
        member_id: Set(ada.id.0),
        sealed_seed: Set(vec![0; 60]),
        begun_at: Set(0),
        confirmed_at: Set(Some(0)),
        last_step: Set(0),
    };
    totp_seed::Entity::insert(row).exec_without_returning(app.db.write()).await.unwrap();
}

async fn first_step(app: &TestApp, visit: &Visit, email: &str) -> Admitted {
    sign_in(app, visit, SignInForm::parse(email, PASSWORD).unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_password_alone_does_not_sign_in_a_member_with_a_second_factor() {
    let app = TestApp::new().await;
    with_a_factor(&app, "Ada").await;
    let visit = app.visit();
    assert!(matches!(first_step(&app, &visit, "ada@example.org").await, Admitted::SecondFactor));
    visit.session.save().await.unwrap();
    let again = app.visit_again(visit.session.id().unwrap());
    assert_eq!(viewer(&again.session).await.unwrap(), Viewer::Stranger);
    assert!(is_pending(&app, &again).await.unwrap());
    assert!(!app.audited().await.contains(&"signed_in".to_owned()));
}

#[tokio::test]
async fn whoever_waits_does_so_for_ten_minutes() {
    let app = TestApp::new().await;
    with_a_factor(&app, "Ada").await;
    let visit = app.visit();
    first_step(&app, &visit, "ada@example.org").await;
    app.clock.advance_seconds(10 * 60 - 1);
    assert!(is_pending(&app, &visit).await.unwrap());
    app.clock.advance_seconds(1);
    assert!(!is_pending(&app, &visit).await.unwrap());
}

#[tokio::test]
async fn the_session_gets_a_new_id_and_whoever_was_signed_in_with_it_is_signed_out() {
    let app = TestApp::new().await;
    with_a_factor(&app, "Ada").await;
    app.reader("Bob").await;
    let bobs = app.cookie_of("Bob").await;
    let visit = app.visit_again(bobs);
    assert!(viewer(&visit.session).await.unwrap().actor().is_ok());
    first_step(&app, &visit, "ada@example.org").await;
    visit.session.save().await.unwrap();
    let now = visit.session.id().unwrap();
    assert_ne!(now, bobs);
    for id in [now, bobs] {
        assert_eq!(viewer(&app.visit_again(id).session).await.unwrap(), Viewer::Stranger);
    }
}
