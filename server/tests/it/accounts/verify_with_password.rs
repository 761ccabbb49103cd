//! Letters about an address that are answered where their member is not signed in.

use domain::{
    Problem,
    accounts::{EmailAddress, Password, SignInForm, Viewer},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    accounts::{Confirmed, Entered, Given, ask_for_reset, confirm_with_password, reset_password, sign_in},
    entities::member,
    http::Visit,
};

use super::{
    letters::{code, other_than, token, token_in},
    verify::{is_verified, newcomer},
};
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

const NEW: &str = "violet harbour engine";

async fn answer(app: &TestApp, visit: &Visit, given: Given, password: &str) -> server::Result<Entered> {
    confirm_with_password(app, visit, &given, &Password::given(password).unwrap(), false).await
}

fn link(token: &str) -> Given {
    Given::Link(token.to_owned())
}

async fn enters(app: &TestApp, password: &str) -> bool {
    sign_in(app, &app.visit(), SignInForm::parse(&email("Ada"), password).unwrap()).await.is_ok()
}

#[tokio::test]
async fn the_mailbox_and_the_password_together_confirm_and_sign_in() {
    let app = TestApp::new().await;
    let (ada, bob) = (newcomer(&app, "Ada").await, newcomer(&app, "Bob").await);
    let phone = app.visit();
    let entered = answer(&app, &phone, link(&token(&app.letters_to("Ada").await[0])), PASSWORD).await.unwrap();
    assert_eq!(entered.confirmed, Some(Confirmed::Verified));
    assert_eq!(came_in(Ok(entered.admitted)).id, ada.id);
    let cookie = app.answered(&phone).await.unwrap();
    let actor = app.visit_signed_in(cookie).await.viewer.actor().unwrap().clone();
    assert!(actor.id == ada.id && actor.standing.is_verified);

    let typed = Given::parse(String::new(), "BOB@example.org", &code(&app.letters_to("Bob").await[0])).unwrap();
    came_in(answer(&app, &app.visit(), typed, PASSWORD).await.map(|entered| entered.admitted));
    assert!(is_verified(&app, &bob).await);
}

#[tokio::test]
async fn a_wrong_password_counts_as_a_guess_and_leaves_the_letter_as_it_was() {
    let app = TestApp::new().await;
    let ada = newcomer(&app, "Ada").await;
    let sent = token(&app.letters_to("Ada").await[0]);
    for n in 0..10 {
        let visit = app.visit_from(&format!("192.0.2.{n}"));
        assert_eq!(field_code(answer(&app, &visit, link(&sent), "not this one").await, "password"), "wrong");
    }
    let late = problem(answer(&app, &app.visit(), link(&sent), PASSWORD).await);
    assert!(matches!(late, Problem::TooManyAttempts { .. }), "{late:?}");
    assert!(!enters(&app, PASSWORD).await, "it is the budget of the sign-in form");
    assert!(!is_verified(&app, &ada).await);
    app.clock.advance_seconds(15 * 60);
    answer(&app, &app.visit(), link(&sent), PASSWORD).await.unwrap();
    assert!(is_verified(&app, &ada).await);
}

#[tokio::test]
async fn whoever_has_no_letter_learns_nothing_of_the_password() {
    let app = TestApp::new().await;
    newcomer(&app, "Ada").await;
    let sent = code(&app.letters_to("Ada").await[0]);
    let guess = async |password: &str| {
        let typed = Given::parse(String::new(), "ada@example.org", other_than(&sent)).unwrap();
        field_code(answer(&app, &app.visit(), typed, password).await, "code")
    };
    assert_eq!((guess(PASSWORD).await, guess("not this one").await), ("wrong".to_owned(), "wrong".to_owned()));
    for password in [PASSWORD, "not this one"] {
        assert_eq!(problem(answer(&app, &app.visit(), link("BBBB"), password).await), Problem::LinkExpired);
    }
    assert!(!app.audited().await.contains(&"sign_in_failed".to_owned()));
}

#[tokio::test]
async fn an_account_without_a_password_answers_as_to_a_wrong_one() {
    let app = TestApp::new().await;
    let (ada, _bob) = (newcomer(&app, "Ada").await, newcomer(&app, "Bob").await);
    let row = member::ActiveModel { id: Set(ada.id.0), password_hash: Set(None), ..Default::default() };
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
    let (of_ada, of_bob) = (token(&app.letters_to("Ada").await[0]), token(&app.letters_to("Bob").await[0]));
    for sent in [&of_ada, &of_bob] {
        answer(&app, &app.visit(), link(sent), "to warm up").await.unwrap_err();
    }
    let (visit, other) = (app.visit(), app.visit());
    let (without, ada) = app.statements_of(answer(&app, &visit, link(&of_ada), "not this one")).await;
    let (with, bob) = app.statements_of(answer(&app, &other, link(&of_bob), "not this one")).await;
    assert_eq!(problem(ada), problem(bob));
    assert_eq!(without, with);
}

#[tokio::test]
async fn a_suspended_member_and_whoever_acts_as_another_confirm_nothing() {
    let app = TestApp::new().await;
    let (ada, mut bob) = (newcomer(&app, "Ada").await, newcomer(&app, "Bob").await);
    let sent = token(&app.letters_to("Ada").await[0]);
    bob.standing.acting = Some(bob.id);
    let acting = Visit { viewer: Viewer::Member(bob), ..app.visit() };
    assert_eq!(problem(answer(&app, &acting, link(&sent), PASSWORD).await), Problem::NotWhileActing);
    let row = member::ActiveModel { id: Set(ada.id.0), suspended_at: Set(Some(1)), ..Default::default() };
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
    assert_eq!(problem(answer(&app, &app.visit(), link(&sent), PASSWORD).await), Problem::Suspended);
    assert!(!is_verified(&app, &ada).await);
}

/// Somebody joined with Ada's address. She gets the letter, and does with it what can be done without their password.
#[tokio::test]
async fn the_owner_of_a_mailbox_does_not_confirm_what_a_squatter_made() {
    let app = TestApp::new().await;
    let squatter = newcomer(&app, "Ada").await;
    let sent = token(&app.letters_to("Ada").await[0]);
    let session = app.cookie_of("Ada").await;
    let guess = answer(&app, &app.visit_from("198.51.100.7"), link(&sent), "what Ada would choose").await;
    assert_eq!(field_code(guess, "password"), "wrong");
    assert!(!is_verified(&app, &squatter).await);

    app.clock.advance_seconds(1);
    ask_for_reset(&app, &app.visit(), &EmailAddress::parse(&email("Ada")).unwrap()).await.unwrap();
    let reset = app.letters_to("Ada").await.iter().rev().find_map(token_in).unwrap();
    came_in(reset_password(&app, &app.visit(), Given::Link(reset), NEW).await);
    assert!(is_verified(&app, &squatter).await);
    assert!(enters(&app, NEW).await && !enters(&app, PASSWORD).await, "the squatter's password is gone");
    assert_eq!(app.visit_signed_in(session).await.viewer, Viewer::Stranger, "and so is their session");
    let late = answer(&app, &app.visit(), link(&sent), PASSWORD).await;
    assert_eq!(problem(late), Problem::LinkExpired, "nor is the letter good for anything");
}
