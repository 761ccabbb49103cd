use std::sync::Arc;

use domain::{accounts::Password, audit::Event};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::{
    entities::{refresh_token, token_family},
    tokens::{Grant, issue},
};
use tokio::sync::Barrier;

use super::{by_password, by_token, refresh, sign_in};
use crate::test_app::{TestApp, email};

/// So many programs come with the same token at the same moment.
async fn all_at_once(app: &TestApp, token: &str, count: usize) -> Vec<server::Result<Grant>> {
    let barrier = Arc::new(Barrier::new(count));
    let tries: Vec<_> = (0..count)
        .map(|_| {
            let (state, visit, request) = ((**app).clone(), app.visit(), by_token(token));
            let barrier = Arc::clone(&barrier);
            tokio::spawn(async move {
                barrier.wait().await;
                issue(&state, &visit, request).await
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for tried in tries {
        outcomes.push(tried.await.unwrap());
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_refreshes_at_once_leave_one_family_with_one_current_token() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    let answers = all_at_once(&app, &first.refresh_token, 100).await;
    let answers: Vec<Grant> = answers.into_iter().map(Result::unwrap).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "every answer is the same");

    assert_eq!(token_family::Entity::find().all(app.db.read()).await.unwrap().len(), 1);
    let current = refresh_token::Entity::find().filter(refresh_token::Column::IsCurrent.eq(1));
    assert_eq!(current.all(app.db.read()).await.unwrap().len(), 1);
    assert_eq!(refresh_token::Entity::find().all(app.db.read()).await.unwrap().len(), 2);
    refresh(&app, &answers[0].refresh_token).await.unwrap();
    assert_eq!(app.audited().await, ["signed_in"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stolen_token_used_often_at_once_is_told_once() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    refresh(&app, &first.refresh_token).await.unwrap();
    app.clock.advance_seconds(60);
    let answers = all_at_once(&app, &first.refresh_token, 20).await;
    assert!(answers.iter().all(Result::is_err));
    assert_eq!(app.letters_to("Ada").await.len(), 2, "of the first sign-in, and once of this");
    assert_eq!(app.audited().await.iter().filter(|event| *event == Event::TokenReused.as_str()).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_family_that_ends_while_it_is_refreshed_stays_ended() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    let state = (*app).clone();
    let ending = tokio::spawn(async move { server::tokens::end_all(state.db.write(), ada.id).await });
    let answers = all_at_once(&app, &first.refresh_token, 10).await;
    ending.await.unwrap().unwrap();
    for grant in answers.into_iter().flatten() {
        assert!(refresh(&app, &grant.refresh_token).await.is_err(), "a program came back from the dead");
    }
    assert!(token_family::Entity::find().all(app.db.read()).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_sign_in_by_the_old_password_does_not_outlive_the_new_one() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let sign_ins: Vec<_> = (0..8)
        .map(|_| {
            let (state, visit) = ((*app).clone(), app.visit());
            tokio::spawn(async move { issue(&state, &visit, by_password("Ada")).await })
        })
        .collect();
    let password = Password::choose("another horse battery").unwrap();
    // Later than the first one was chosen.
    app.clock.advance_seconds(1);
    server::accounts::set_password(&app, &email("Ada"), password).await.unwrap();
    for tried in sign_ins {
        if let Ok(grant) = tried.await.unwrap() {
            assert!(
                refresh(&app, &grant.refresh_token).await.is_err(),
                "signed in by a password that is none any more"
            );
        }
    }
    assert!(token_family::Entity::find().all(app.db.read()).await.unwrap().is_empty());
}
