use domain::{Problem, accounts::Viewer};
use server::{
    accounts::{Admitted, set_password},
    factors::{finish_by_code, is_pending},
    sessions::viewer,
};

use super::owner::{Owner, first_step};
use crate::test_app::{TestApp, email, problem};

#[tokio::test]
async fn a_password_alone_does_not_sign_in_a_member_with_a_second_factor() {
    let app = TestApp::new().await;
    Owner::new(&app, "Ada").await;
    let visit = app.visit();
    assert!(matches!(first_step(&app, &visit, "Ada").await, Admitted::SecondFactor));
    visit.session.save().await.unwrap();
    let again = app.visit_again(visit.session.id().unwrap());
    assert_eq!(viewer(&again.session).await.unwrap(), Viewer::Stranger);
    assert!(is_pending(&app, &again).await.unwrap());
    assert!(!app.audited().await.contains(&"signed_in".to_owned()));
}

#[tokio::test]
async fn whoever_waits_does_so_for_ten_minutes() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let visit = app.visit();
    first_step(&app, &visit, "Ada").await;
    app.clock.advance_seconds(10 * 60 - 1);
    assert!(is_pending(&app, &visit).await.unwrap());
    app.clock.advance_seconds(1);
    assert!(!is_pending(&app, &visit).await.unwrap());
    let late = finish_by_code(&app, &visit, &ada.code(&app), false).await;
    assert_eq!(problem(late), Problem::SignInNeeded);
}

#[tokio::test]
async fn the_session_gets_a_new_id_and_whoever_was_signed_in_with_it_is_signed_out() {
    let app = TestApp::new().await;
    Owner::new(&app, "Ada").await;
    app.reader("Bob").await;
    let bobs = app.cookie_of("Bob").await;
    let visit = app.visit_again(bobs);
    assert!(viewer(&visit.session).await.unwrap().actor().is_ok());
    first_step(&app, &visit, "Ada").await;
    visit.session.save().await.unwrap();
    let now = visit.session.id().unwrap();
    assert_ne!(now, bobs);
    for id in [now, bobs] {
        assert_eq!(viewer(&app.visit_again(id).session).await.unwrap(), Viewer::Stranger);
    }
}

#[tokio::test]
async fn a_new_password_sends_whoever_waits_back_to_the_first_step() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let visit = app.visit();
    first_step(&app, &visit, "Ada").await;
    app.clock.advance_seconds(1);
    let password = domain::accounts::Password::choose("another quiet lighthouse").unwrap();
    set_password(&app, &email("Ada"), password).await.unwrap();
    let finished = finish_by_code(&app, &visit, &ada.code(&app), false).await;
    assert_eq!(problem(finished), Problem::SignInNeeded);
}
