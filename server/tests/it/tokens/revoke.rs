use domain::{Problem, accounts::Viewer, audit::Event, members::SuspensionForm, tokens::TokenForm};
use server::{
    members,
    tokens::{end_program, list_programs, personal, revoke},
};

use super::{me, refresh, sign_in};
use crate::test_app::{TestApp, problem};

#[tokio::test]
async fn a_program_signs_itself_out_with_either_token() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    for with_access_token in [false, true] {
        let grant = sign_in(&app, "Ada").await;
        let other = sign_in(&app, "Ada").await;
        let token = if with_access_token { &grant.access_token } else { &grant.refresh_token };
        revoke(&app, &app.visit(), token).await.unwrap();
        assert_eq!(problem(refresh(&app, &grant.refresh_token).await), Problem::InvalidToken);
        assert_eq!(me(&app, &grant.access_token).await.status(), 401);
        assert_eq!(me(&app, &other.access_token).await.status(), 200);
        assert!(app.audited().await.contains(&Event::TokenRevoked.as_str().to_owned()));
        revoke(&app, &app.visit(), token).await.unwrap();
    }
    let letters = app.letters_to("Ada").await;
    assert!(
        letters.iter().all(|letter| !letter.subject.contains("signed out")),
        "a program that signs out is no thief"
    );
}

#[tokio::test]
async fn a_rotated_token_still_signs_its_program_out() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    let second = refresh(&app, &first.refresh_token).await.unwrap();
    revoke(&app, &app.visit(), &first.refresh_token).await.unwrap();
    assert_eq!(problem(refresh(&app, &second.refresh_token).await), Problem::InvalidToken);
}

#[tokio::test]
async fn unknown_tokens_are_as_revoked_as_can_be_but_not_without_end() {
    let app = TestApp::new().await;
    for _ in 0..100 {
        revoke(&app, &app.visit(), "nonsense").await.unwrap();
    }
    assert!(matches!(problem(revoke(&app, &app.visit(), "nonsense").await), Problem::TooManyAttempts { .. }));
    revoke(&app, &app.visit_from("198.51.100.7"), "nonsense").await.unwrap();
}

#[tokio::test]
async fn the_owner_sees_programs_and_signs_them_out() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.reader("Ada").await, app.reader("Bob").await);
    let grant = sign_in(&app, "Ada").await;
    app.clock.advance_seconds(60);
    let programs = list_programs(&app, &ada).await.unwrap();
    assert_eq!(programs.len(), 1);
    assert_eq!((programs[0].client_id.as_str(), programs[0].address.as_str()), ("Example app", "192.0.2.1"));
    assert!(list_programs(&app, &bob).await.unwrap().is_empty());

    let foreign = end_program(&app, &app.visit(), &bob, programs[0].id).await;
    assert_eq!(problem(foreign), Problem::NotFound);
    end_program(&app, &app.visit(), &ada, programs[0].id).await.unwrap();
    assert_eq!(me(&app, &grant.access_token).await.status(), 401);
    assert_eq!(problem(end_program(&app, &app.visit(), &ada, programs[0].id).await), Problem::NotFound);
}

#[tokio::test]
async fn a_suspension_refuses_browsers_and_programs_at_once() {
    let app = TestApp::new().await;
    let (alma, bob) = (app.admin("Alma").await, app.author("Bob").await);
    let cookies = [app.cookie_of("Bob").await, app.cookie_of("Bob").await];
    let grant = sign_in(&app, "Bob").await;
    let (visit, form) =
        (app.visit_of(&bob).await, TokenForm::parse("Backup", ["account:read"].into_iter(), "30").unwrap());
    let personal = personal::make(&app, &visit, visit.viewer.actor().unwrap(), form).await.unwrap();
    for cookie in cookies {
        assert!(app.visit_signed_in(cookie).await.viewer.is(bob.id));
    }
    for token in [&grant.access_token, &personal.token] {
        assert_eq!(me(&app, token).await.status(), 200);
    }
    let reason = SuspensionForm::parse("Sold links in comments").unwrap();
    members::suspend(&app, &app.visit_of(&alma).await, bob.id, reason).await.unwrap();
    for cookie in cookies {
        assert_eq!(app.visit_signed_in(cookie).await.viewer, Viewer::Stranger);
    }
    for token in [&grant.access_token, &personal.token] {
        assert_eq!(me(&app, token).await.status(), 401);
    }
    assert_eq!(problem(refresh(&app, &grant.refresh_token).await), Problem::InvalidToken);
}
