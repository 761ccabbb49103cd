use domain::{
    Problem,
    accounts::{EmailAddress, Password, TypedCode},
    audit::Event,
};
use server::{
    accounts::{
        Confirmed, Given, ask_for_email_change, ask_for_reset, cancel_email_change, change_password, confirm_by_code,
        reset_password, set_password, wished_for_email,
    },
    sessions::sign_out_others,
};

use super::{
    super::letters::{code, token},
    address, answer, newest, proved, wish,
};
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

#[tokio::test]
async fn the_old_address_stays_until_the_new_one_is_proved_and_both_are_told() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "Lovelace@example.org").await.unwrap();
    assert_eq!(address(&app, &ada).await, "ada@example.org");
    assert_eq!(wished_for_email(&app, &ada).await.unwrap().as_deref(), Some("Lovelace@example.org"));
    app.cookie_of("Ada").await;
    assert!(app.letters_to("Ada").await[0].subject.contains("about to change"));

    let letter = app.letters_sent_to("Lovelace@example.org").await.remove(0);
    assert_eq!(answer(&app, &ada, &token(&letter)).await.unwrap(), Confirmed::Changed);
    assert_eq!(address(&app, &ada).await, "Lovelace@example.org");
    assert_eq!(wished_for_email(&app, &ada).await.unwrap(), None);
    assert!(app.letters_to("Ada").await[1].subject.contains("was changed"));
    let audited = app.audited().await;
    assert!(audited.contains(&"email_change_asked".into()) && audited.contains(&"email_changed".into()));
}

#[tokio::test]
async fn the_code_works_for_whoever_wished_and_for_nobody_else() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.reader("Ada").await, app.reader("Bob").await);
    wish(&app, &ada, "lovelace@example.org").await.unwrap();
    let sent = TypedCode::parse(&code(&app.letters_to("Lovelace").await[0])).unwrap();
    assert_eq!(field_code(confirm_by_code(&app, &app.visit(), &bob, sent.clone()).await, "code"), "wrong");
    assert_eq!(confirm_by_code(&app, &app.visit(), &ada, sent).await.unwrap(), Confirmed::Changed);
}

#[tokio::test]
async fn it_asks_for_a_fresh_proof() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let new = EmailAddress::parse("lovelace@example.org").unwrap();
    assert_eq!(problem(ask_for_email_change(&app, &app.visit(), &ada, &new).await), Problem::ProofNeeded);
    let mut acting = proved(&app, &ada);
    acting.standing.acting = Some(ada.id);
    assert_eq!(problem(ask_for_email_change(&app, &app.visit(), &acting, &new).await), Problem::NotWhileActing);
    assert_eq!(field_code(wish(&app, &ada, "ADA@example.org").await, "email"), "same");
}

#[tokio::test]
async fn the_answer_to_an_older_wish_confirms_no_newer_one() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "one@example.org").await.unwrap();
    let older = newest(&app, "One").await;
    wish(&app, &ada, "two@example.org").await.unwrap();
    assert_eq!(problem(answer(&app, &ada, &older).await), Problem::LinkExpired);
    assert_eq!(address(&app, &ada).await, "ada@example.org");
    assert_eq!(wished_for_email(&app, &ada).await.unwrap().as_deref(), Some("two@example.org"));
}

#[tokio::test]
async fn an_answer_during_a_newer_wish_gives_the_address_it_was_sent_to_or_none() {
    for _ in 0..4 {
        let app = TestApp::new().await;
        let ada = app.reader("Ada").await;
        wish(&app, &ada, "mine@example.org").await.unwrap();
        let older = newest(&app, "Mine").await;
        let (answered, wished) = tokio::join!(answer(&app, &ada, &older), wish(&app, &ada, "yours@example.org"));
        wished.unwrap();
        let expected = if answered.is_ok() { "mine@example.org" } else { "ada@example.org" };
        assert_eq!(address(&app, &ada).await, expected);
    }
}

#[tokio::test]
async fn of_two_wishes_at_once_one_can_be_answered() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let (one, two) = tokio::join!(wish(&app, &ada, "one@example.org"), wish(&app, &ada, "two@example.org"));
    one.unwrap();
    two.unwrap();
    let (one, two) = (newest(&app, "One").await, newest(&app, "Two").await);
    let (one, two) = (answer(&app, &ada, &one).await, answer(&app, &ada, &two).await);
    assert_ne!(one.is_ok(), two.is_ok());
}

#[tokio::test]
async fn a_wish_can_be_taken_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "lovelace@example.org").await.unwrap();
    cancel_email_change(&app, &app.visit(), &ada).await.unwrap();
    let sent = newest(&app, "Lovelace").await;
    assert_eq!(problem(answer(&app, &ada, &sent).await), Problem::LinkExpired);
    // The second time there is nothing to cancel.
    cancel_email_change(&app, &app.visit(), &ada).await.unwrap();
    assert_eq!(app.audited_about(ada.id, Event::EmailChangeCancelled).await, ["{}"]);
}

#[tokio::test]
async fn an_address_that_is_taken_is_told_to_its_owner_only() {
    let app = TestApp::new().await;
    let (ada, _bob) = (app.reader("Ada").await, app.reader("Bob").await);
    wish(&app, &ada, "warm.up@example.org").await.unwrap();
    let (of_taken, taken) = app.statements_of(wish(&app, &ada, "bob@example.org")).await;
    let (of_free, free) = app.statements_of(wish(&app, &ada, "free@example.org")).await;
    taken.unwrap();
    free.unwrap();
    assert_eq!(of_taken, of_free);
    assert!(app.letters_to("Bob").await[0].subject.contains("already"));
}

#[tokio::test]
async fn an_address_that_was_taken_meanwhile_is_told_to_whoever_holds_its_mailbox() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "new@example.org").await.unwrap();
    let sent = newest(&app, "New").await;
    app.reader("New").await;
    assert_eq!(field_code(answer(&app, &ada, &sent).await, "email"), "taken");
    assert_eq!(address(&app, &ada).await, "ada@example.org");
}

#[tokio::test]
async fn of_two_members_who_wish_for_one_address_one_gets_it() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.reader("Ada").await, app.reader("Bob").await);
    wish(&app, &ada, "new@example.org").await.unwrap();
    wish(&app, &bob, "new@example.org").await.unwrap();
    let letters = app.letters_to("New").await;
    let (one, other) = (token(&letters[0]), token(&letters[1]));
    let (one, other) = tokio::join!(answer(&app, &ada, &one), answer(&app, &bob, &other));
    assert_ne!(one.is_ok(), other.is_ok());
    let lost = if one.is_ok() { other } else { one };
    assert_eq!(field_code(lost, "email"), "taken");
}

#[tokio::test]
async fn a_new_password_by_letter_takes_the_wish_of_a_thief_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "thief@example.org").await.unwrap();
    let thiefs = newest(&app, "Thief").await;
    ask_for_reset(&app, &app.visit(), &EmailAddress::parse("ada@example.org").unwrap()).await.unwrap();
    let reset = newest(&app, "Ada").await;
    came_in(reset_password(&app, &app.visit(), Given::Link(reset), "violet harbour engine").await);
    assert_eq!(problem(answer(&app, &ada, &thiefs).await), Problem::LinkExpired);
}

#[tokio::test]
async fn whatever_signs_a_thief_out_takes_their_wish_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let own = app.cookie_of("Ada").await;

    wish(&app, &ada, "one@example.org").await.unwrap();
    sign_out_others(&app, &app.visit_of_member(own).await).await.unwrap();
    assert_eq!(problem(answer(&app, &ada, &newest(&app, "One").await).await), Problem::LinkExpired);

    wish(&app, &ada, "two@example.org").await.unwrap();
    change_password(&app, &app.visit(), &ada, PASSWORD, "violet harbour engine").await.unwrap();
    assert_eq!(problem(answer(&app, &ada, &newest(&app, "Two").await).await), Problem::LinkExpired);

    wish(&app, &ada, "three@example.org").await.unwrap();
    set_password(&app, &email("Ada"), Password::given("another fine lantern").unwrap()).await.unwrap();
    assert_eq!(problem(answer(&app, &ada, &newest(&app, "Three").await).await), Problem::LinkExpired);
    assert_eq!(address(&app, &ada).await, "ada@example.org");
}

#[tokio::test]
async fn wishes_are_limited_by_member() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    for n in 0..5 {
        wish(&app, &ada, &format!("new{n}@example.org")).await.unwrap();
    }
    let late = problem(wish(&app, &ada, "new9@example.org").await);
    assert!(matches!(late, Problem::TooManyAttempts { .. }), "{late:?}");
}
