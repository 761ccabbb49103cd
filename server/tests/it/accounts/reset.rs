use domain::{
    Problem,
    accounts::{EmailAddress, SignInForm, SignUpForm},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    accounts::{Admitted, Given, actor, ask_for_reset, reset_password, sign_in, sign_up},
    entities::{member, totp_seed},
};

use super::{
    letters::{code, other_than, token},
    password_change::told_of_a_change,
};
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

const NEW: &str = "violet harbour engine";

async fn ask(app: &TestApp, email: &str) -> server::Result<()> {
    // Letters of the same moment have no order.
    app.clock.advance_seconds(1);
    ask_for_reset(app, &app.visit(), &EmailAddress::parse(email).unwrap()).await
}

async fn choose(app: &TestApp, token: &str, password: &str) -> server::Result<Admitted> {
    reset_password(app, &app.visit(), Given::Link(token.to_owned()), password).await
}

async fn enters(app: &TestApp, password: &str) -> bool {
    let form = SignInForm::parse("ada@example.org", password).unwrap();
    sign_in(app, &app.visit(), form).await.is_ok()
}

#[tokio::test]
async fn a_letter_lets_its_owner_choose_a_new_password_once() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    ask(&app, "ADA@example.org").await.unwrap();
    let letter = app.letters_to("Ada").await.remove(0);
    let visit = app.visit();
    let member = came_in(reset_password(&app, &visit, Given::Link(token(&letter)), NEW).await);
    assert_eq!(member.id, ada.id);
    visit.session.save().await.unwrap();

    assert!(enters(&app, NEW).await && !enters(&app, PASSWORD).await);
    let other = app.visit_again(cookie).session;
    assert_eq!(
        server::sessions::viewer(&other).await.unwrap(),
        domain::accounts::Viewer::Stranger,
        "other sessions end"
    );
    let own = app.visit_again(visit.session.id().unwrap()).session;
    assert!(server::sessions::viewer(&own).await.unwrap().is(ada.id), "whoever chose it is signed in");
    assert_eq!(problem(choose(&app, &token(&letter), "another fine lantern").await), Problem::LinkExpired);
    assert_eq!(told_of_a_change(&app).await, 1);
    let audited = app.audited().await;
    assert!(audited.contains(&"password_reset_asked".into()) && audited.contains(&"password_reset".into()));
}

#[tokio::test]
async fn the_code_works_as_well() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    ask(&app, "ada@example.org").await.unwrap();
    let sent = code(&app.letters_to("Ada").await[0]);
    let by = async |code: &str| {
        let given = Given::parse(String::new(), "Ada@example.org", code).unwrap();
        reset_password(&app, &app.visit(), given, NEW).await
    };
    assert_eq!(field_code(by(other_than(&sent)).await, "code"), "wrong");
    by(&sent).await.unwrap();
    assert!(enters(&app, NEW).await);
}

#[tokio::test]
async fn a_refused_password_does_not_use_the_letter_up() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    ask(&app, "ada@example.org").await.unwrap();
    let letter = app.letters_to("Ada").await.remove(0);
    for weak in ["short", "password123", "ada@example.org", "the example 2"] {
        let code = field_code(choose(&app, &token(&letter), weak).await, "password");
        assert!(["too_short", "too_weak"].contains(&code.as_str()), "{weak}: {code}");
    }
    choose(&app, &token(&letter), NEW).await.unwrap();
}

#[tokio::test]
async fn whether_an_address_is_known_shows_neither_in_the_answer_nor_in_the_work() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    ask(&app, "warm.up@example.org").await.unwrap();
    let (of_known, known) = app.statements_of(ask(&app, "ada@example.org")).await;
    let (of_unknown, unknown) = app.statements_of(ask(&app, "nobody@example.org")).await;
    known.unwrap();
    unknown.unwrap();
    assert_eq!(of_known, of_unknown);
    assert_eq!(app.letters_to("Nobody").await, []);
    for address in ["ada@example.org", "nobody@example.org"] {
        for _ in 0..4 {
            ask(&app, address).await.unwrap();
        }
        assert!(matches!(problem(ask(&app, address).await), Problem::TooManyAttempts { .. }), "{address}");
    }
}

#[tokio::test]
async fn a_suspended_member_is_not_written_to() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let row = member::ActiveModel { id: Set(ada.id.0), suspended_at: Set(Some(1)), ..Default::default() };
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
    ask(&app, "ada@example.org").await.unwrap();
    assert_eq!(app.letters_to("Ada").await, []);
}

#[tokio::test]
async fn a_letter_works_for_an_hour() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    ask(&app, "ada@example.org").await.unwrap();
    let letter = app.letters_to("Ada").await.remove(0);
    app.clock.advance_seconds(60 * 60);
    assert_eq!(problem(choose(&app, &token(&letter), NEW).await), Problem::LinkExpired);
    assert!(enters(&app, PASSWORD).await);
}

#[tokio::test]
async fn of_two_resets_at_once_one_wins() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    ask(&app, "ada@example.org").await.unwrap();
    let token = token(&app.letters_to("Ada").await[0]);
    let (one, other) = (NEW, "another fine lantern");
    let (first, second) = tokio::join!(choose(&app, &token, one), choose(&app, &token, other));
    assert_ne!(first.is_ok(), second.is_ok());
    let (won, lost) = if first.is_ok() { (one, other) } else { (other, one) };
    assert!(enters(&app, won).await && !enters(&app, lost).await);
    assert_eq!(told_of_a_change(&app).await, 1);
}

#[tokio::test]
async fn two_letters_asked_for_at_once_leave_one_that_works() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let (one, other) = tokio::join!(ask(&app, "ada@example.org"), ask(&app, "Ada@example.org"));
    one.unwrap();
    other.unwrap();
    let letters = app.letters_to("Ada").await;
    let first = choose(&app, &token(&letters[0]), NEW).await;
    let second = choose(&app, &token(&letters[1]), NEW).await;
    assert_ne!(first.is_ok(), second.is_ok());
}

#[tokio::test]
async fn it_confirms_the_address_and_clears_what_a_squatter_left() {
    let app = TestApp::new().await;
    let form = SignUpForm::parse("Ada", &email("Ada"), PASSWORD).unwrap();
    let squatted = came_in(sign_up(&app, &app.visit(), form).await);
    let seed = totp_seed::ActiveModel {
        member_id: Set(squatted.id.0),
        sealed_seed: Set(vec![0]),
        begun_at: Set(1),
        confirmed_at: Set(Some(1)),
        last_step: Set(0),
    };
    totp_seed::Entity::insert(seed).exec_without_returning(app.db.write()).await.unwrap();
    ask(&app, "ada@example.org").await.unwrap();
    let letter = app.letters_to("Ada").await.pop().unwrap();
    came_in(choose(&app, &token(&letter), NEW).await);
    assert!(actor(&app, squatted.id).await.unwrap().standing.is_verified);
    assert!(!enters(&app, PASSWORD).await);
}

#[tokio::test]
async fn the_second_factor_is_asked_for_all_the_same() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let seed = totp_seed::ActiveModel {
        member_id: Set(ada.id.0),
        sealed_seed: Set(vec![0]),
        begun_at: Set(1),
        confirmed_at: Set(Some(1)),
        last_step: Set(0),
    };
    totp_seed::Entity::insert(seed).exec_without_returning(app.db.write()).await.unwrap();
    ask(&app, "ada@example.org").await.unwrap();
    let letter = app.letters_to("Ada").await.remove(0);
    assert!(matches!(choose(&app, &token(&letter), NEW).await, Ok(Admitted::SecondFactor)));
}

#[tokio::test]
async fn a_new_password_is_a_fresh_proof_and_its_browser_is_not_told_of_twice() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.cookie_of("Ada").await;
    ask(&app, "ada@example.org").await.unwrap();
    let link = token(&app.letters_to("Ada").await[0]);
    let visit = app.visit();
    came_in(reset_password(&app, &visit, Given::Link(link), NEW).await);
    let cookie = app.answered(&visit).await.unwrap();
    let there = app.visit_signed_in(cookie).await;
    assert_eq!(there.viewer.actor().unwrap().standing.proved_at, Some(app.clock.now()));
    let letters = app.letters_to("Ada").await;
    assert!(!letters.iter().any(|letter| letter.subject.starts_with("A new sign-in")), "{letters:?}");
    assert_eq!(told_of_a_change(&app).await, 1);
}
