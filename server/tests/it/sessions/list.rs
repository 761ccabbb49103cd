use server::sessions::{self, list};

use crate::test_app::TestApp;

#[tokio::test]
async fn every_session_is_listed_in_one_statement_and_the_present_one_is_marked() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    let first = app.cookie_of("Ada").await;
    app.clock.advance_seconds(60);
    let second = app.cookie_of("Ada").await;
    app.cookie_of("Bob").await;
    let visit = app.visit_of_member(first).await;
    let (statements, listed) = app.statements_of(list(&app, &visit, visit.viewer.actor().unwrap())).await;
    let listed = listed.unwrap();
    assert_eq!((statements, listed.sessions.len(), listed.is_cut), (1, 2, false));
    assert!(listed.sessions[0].is_present && !listed.sessions[1].is_present);
    let there = &listed.sessions[1];
    assert_eq!((&*there.device, &*there.place, &*there.way), ("An unknown browser", "192.0.2.0/24", "password"));
    assert_eq!(there.began_at, app.clock.now());
    let everything = format!("{listed:?}");
    for cookie in [first, second] {
        assert!(!everything.contains(&cookie.to_string()), "no cookie can be made from the list");
    }
}

#[tokio::test]
async fn a_handle_survives_everything_that_changes_the_id() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let visit = app.visit_of_member(cookie).await;
    let before = list(&app, &visit, visit.viewer.actor().unwrap()).await.unwrap();
    app.clock.advance_seconds(3600);
    let visit = app.visit_of_member(cookie).await;
    sessions::proved(&app, &visit).await.unwrap();
    let rotated = app.answered(&visit).await.unwrap();
    assert_ne!(rotated, cookie);
    let visit = app.visit_of_member(rotated).await;
    let after = list(&app, &visit, visit.viewer.actor().unwrap()).await.unwrap();
    assert_eq!(after.sessions.len(), 1);
    assert!(after.sessions[0].is_present && after.sessions[0].is_remembered);
    assert_eq!(after.sessions[0].handle, before.sessions[0].handle);
    assert_eq!(after.sessions[0].began_at, before.sessions[0].began_at);
}

#[tokio::test]
async fn a_program_that_signs_in_a_hundred_times_does_not_make_the_page_endless() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_address.attempts = 1000).await;
    app.reader("Ada").await;
    let first = app.cookie_of("Ada").await;
    app.clock.advance_seconds(1);
    for _ in 0..100 {
        app.cookie_of("Ada").await;
    }
    let visit = app.visit_of_member(first).await;
    let listed = list(&app, &visit, visit.viewer.actor().unwrap()).await.unwrap();
    assert_eq!((listed.sessions.len(), listed.is_cut), (100, true));
}
