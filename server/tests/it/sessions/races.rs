use sea_orm::{EntityTrait, PaginatorTrait};
use server::{entities::session, sessions};

use crate::test_app::TestApp;

#[tokio::test]
async fn of_two_requests_at_once_neither_undoes_what_the_other_kept() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let (one, other) = (app.visit_of_member(cookie).await, app.visit_of_member(cookie).await);
    one.session.insert("flash one", "a long text").await.unwrap();
    other.session.insert("flash other", "a notice").await.unwrap();
    let (a, b) = tokio::join!(one.session.save(), other.session.save());
    a.and(b).unwrap();
    let after = app.visit_again(cookie).session;
    assert_eq!(after.get::<String>("flash one").await.unwrap().as_deref(), Some("a long text"));
    assert_eq!(after.get::<String>("flash other").await.unwrap().as_deref(), Some("a notice"));
}

#[tokio::test]
async fn six_requests_at_once_all_leave_their_mark() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let mut saves = tokio::task::JoinSet::new();
    for n in 0..6 {
        let visit = app.visit_of_member(cookie).await;
        visit.session.insert(&format!("mark {n}"), n).await.unwrap();
        saves.spawn(async move { visit.session.save().await });
    }
    for saved in saves.join_all().await {
        saved.unwrap();
    }
    let after = app.visit_again(cookie).session;
    for n in 0..6 {
        assert_eq!(after.get::<i32>(&format!("mark {n}")).await.unwrap(), Some(n));
    }
}

#[tokio::test]
async fn a_proof_does_not_get_lost_to_a_page_that_was_loading() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    app.clock.advance_seconds(3600);
    let (page, proof) = (app.visit_of_member(cookie).await, app.visit_of_member(cookie).await);
    sessions::proved(&app, &proof).await.unwrap();
    let rotated = app.answered(&proof).await.unwrap();
    page.session.insert("notice", "late").await.unwrap();
    page.session.save().await.unwrap();
    let actor = app.visit_of_member(rotated).await.viewer.actor().unwrap().clone();
    assert!(actor.require_proof(app.clock.now()).is_ok());
    assert_eq!(session::Entity::find().count(app.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn signing_out_while_another_request_is_saved_leaves_nobody_signed_in() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    for _ in 0..10 {
        let cookie = app.cookie_of("Ada").await;
        let (slow, out) = (app.visit_of_member(cookie).await, app.visit_of_member(cookie).await);
        slow.session.insert("flash", "late").await.unwrap();
        let (saved, ended) = tokio::join!(slow.session.save(), sessions::end(&out.session));
        saved.unwrap();
        ended.unwrap();
        assert_eq!(session::Entity::find().count(app.db.read()).await.unwrap(), 0);
    }
}
