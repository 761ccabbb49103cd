use domain::{
    Problem,
    accounts::{SignInForm, SignUpForm, Viewer},
    factors::TotpCode,
};
use server::{
    accounts::{Admitted, Given, actor, ask_deletion, reset_password, sign_in, sign_up, undo_email_change},
    factors::{begin_totp, confirm_totp, options_to_finish, set_up},
};

use super::{address, answer, newest, proved, wish};
use crate::factors::owner::{Owner, code_of, generator};
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

#[tokio::test]
async fn the_old_mailbox_takes_everything_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let thief = app.cookie_of("Ada").await;
    wish(&app, &ada, "thief@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Thief").await).await.unwrap();

    app.clock.advance_seconds(6 * 24 * 60 * 60);
    let reset = undo_email_change(&app, &app.visit(), &newest(&app, "Ada").await).await.unwrap();
    assert_eq!(address(&app, &ada).await, "ada@example.org");
    let session = app.visit_again(thief).session;
    assert_eq!(server::sessions::viewer(&session).await.unwrap(), Viewer::Stranger, "every session ends");
    let form = SignInForm::parse("ada@example.org", PASSWORD).unwrap();
    assert_eq!(
        problem(sign_in(&app, &app.visit(), form).await),
        Problem::WrongCredentials,
        "the password may be known"
    );
    came_in(reset_password(&app, &app.visit(), Given::Link(reset), "violet harbour engine").await);
    assert!(app.audited().await.contains(&"email_change_undone".into()));
}

#[tokio::test]
async fn an_authenticator_app_that_a_thief_began_before_the_change_goes_with_it() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let thief = app.visit();
    begin_totp(&app, &proved(&app, &ada)).await.unwrap();
    wish(&app, &ada, "thief@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Thief").await).await.unwrap();
    app.clock.advance_seconds(60);
    let ada = proved(&app, &ada);
    let totp = generator(&set_up(&app, &ada).await.unwrap().secret);
    confirm_totp(&app, &thief, &ada, &TotpCode::parse(&code_of(&app, &totp)).unwrap()).await.unwrap();
    ask_deletion(&app, &thief, &ada, "thief@example.org").await.unwrap();
    let waits = app.visit();
    let form = SignInForm::parse("thief@example.org", PASSWORD).unwrap();
    assert!(matches!(sign_in(&app, &waits, form).await, Ok(Admitted::SecondFactor)));

    app.clock.advance_seconds(60);
    let reset = undo_email_change(&app, &app.visit(), &newest(&app, "Ada").await).await.unwrap();
    came_in(reset_password(&app, &app.visit(), Given::Link(reset), "violet harbour engine").await);
    assert_eq!(actor(&app, ada.id).await.unwrap().standing.deletes_at, None, "the thief's wish to delete it");
    assert_eq!(problem(options_to_finish(&app, &waits).await), Problem::SignInNeeded, "the thief's second step");
}

#[tokio::test]
async fn an_authenticator_app_from_before_the_change_stays() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await.actor;
    wish(&app, &ada, "thief@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Thief").await).await.unwrap();
    app.clock.advance_seconds(60);
    let reset = undo_email_change(&app, &app.visit(), &newest(&app, "Ada").await).await.unwrap();
    let chosen = reset_password(&app, &app.visit(), Given::Link(reset), "violet harbour engine").await;
    assert!(matches!(chosen, Ok(Admitted::SecondFactor)));
}

#[tokio::test]
async fn the_way_back_works_once_for_a_week() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "new@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "New").await).await.unwrap();
    let way_back = newest(&app, "Ada").await;
    app.clock.advance_seconds(7 * 24 * 60 * 60);
    assert_eq!(problem(undo_email_change(&app, &app.visit(), &way_back).await), Problem::LinkExpired);
    assert_eq!(address(&app, &ada).await, "new@example.org");
}

#[tokio::test]
async fn nobody_can_block_the_way_back_by_taking_the_old_address() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "thief@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Thief").await).await.unwrap();

    let form = SignUpForm::parse("Mallory", &email("Ada"), PASSWORD).unwrap();
    assert_eq!(field_code(sign_up(&app, &app.visit(), form.clone()).await, "email"), "taken");
    let bob = app.reader("Bob").await;
    wish(&app, &bob, "ada@example.org").await.unwrap();
    let bobs = newest(&app, "Ada").await;
    assert_eq!(field_code(answer(&app, &bob, &bobs).await, "email"), "taken");

    app.clock.advance_seconds(7 * 24 * 60 * 60);
    came_in(sign_up(&app, &app.visit(), form).await);
}

#[tokio::test]
async fn an_address_that_was_never_proved_gets_no_way_back_into_the_account() {
    let app = TestApp::new().await;
    let ada = app.unproved("Typo").await;
    wish(&app, &ada, "ada@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Ada").await).await.unwrap();
    let letters = app.letters_to("Typo").await;
    assert!(letters.last().unwrap().subject.contains("no longer used"), "{letters:?}");
    assert!(!format!("{letters:?}").contains("/undo-email"), "{letters:?}");
    app.unproved("Typo").await;
}

#[tokio::test]
async fn a_way_back_from_the_mailbox_of_a_thief_does_not_outlive_that_of_the_owner() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "thief@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Thief").await).await.unwrap();
    let owners = newest(&app, "Ada").await;
    app.clock.advance_seconds(60);
    wish(&app, &ada, "second@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Second").await).await.unwrap();
    let thiefs = newest(&app, "Thief").await;

    // The thief is first, and the owner still gets the account; the other way round the thief gets nothing.
    undo_email_change(&app, &app.visit(), &thiefs).await.unwrap();
    undo_email_change(&app, &app.visit(), &owners).await.unwrap();
    assert_eq!(address(&app, &ada).await, "ada@example.org");
    assert_eq!(problem(undo_email_change(&app, &app.visit(), &thiefs).await), Problem::LinkExpired);
}

#[tokio::test]
async fn the_owner_who_is_first_leaves_the_thief_no_way_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "thief@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Thief").await).await.unwrap();
    let owners = newest(&app, "Ada").await;
    app.clock.advance_seconds(60);
    wish(&app, &ada, "second@example.org").await.unwrap();
    answer(&app, &ada, &newest(&app, "Second").await).await.unwrap();
    undo_email_change(&app, &app.visit(), &owners).await.unwrap();
    let thiefs = newest(&app, "Thief").await;
    assert_eq!(problem(undo_email_change(&app, &app.visit(), &thiefs).await), Problem::LinkExpired);
}
