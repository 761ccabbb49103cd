use domain::{
    Problem,
    accounts::{Actor, EmailAddress, Password, SignInForm, SignUpForm, Standing, Viewer},
    audit::Event,
    factors::TotpCode,
};
use server::{
    accounts::{
        self, Admitted, Confirmed, Given, account, actor, ask_deletion, ask_for_email_change, ask_for_reset,
        cancel_email_change, change_password, confirm_address, confirm_by_code, reset_password, set_password, sign_in,
        sign_up, undo_email_change, wished_for_email,
    },
    factors::{begin_totp, confirm_totp, options_to_finish, set_up},
    sessions::sign_out_others,
};

use super::letters::{code, token, token_in};
use crate::factors::owner::{Owner, code_of, generator};
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

/// The same member, with a fresh proof.
pub(super) fn proved(app: &TestApp, actor: &Actor) -> Actor {
    let standing = Standing { proved_at: Some(app.clock.now()), ..actor.standing };
    Actor { standing, ..actor.clone() }
}

async fn wish(app: &TestApp, actor: &Actor, email: &str) -> server::Result<()> {
    // Letters of the same moment have no order.
    app.clock.advance_seconds(1);
    ask_for_email_change(app, &app.visit(), &proved(app, actor), &EmailAddress::parse(email).unwrap()).await
}

async fn answer(app: &TestApp, token: &str) -> server::Result<Confirmed> {
    app.clock.advance_seconds(1);
    confirm_address(app, &app.visit(), Given::Link(token.to_owned())).await
}

async fn address(app: &TestApp, actor: &Actor) -> String {
    account(app, actor).await.unwrap().email
}

/// The secret in the newest letter to somebody.
async fn newest(app: &TestApp, name: &str) -> String {
    app.letters_to(name).await.iter().rev().find_map(token_in).expect("a letter with a link")
}

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
    assert_eq!(answer(&app, &token(&letter)).await.unwrap(), Confirmed::Changed);
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
    let sent = domain::accounts::TypedCode::parse(&code(&app.letters_to("Lovelace").await[0])).unwrap();
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
    assert_eq!(problem(answer(&app, &older).await), Problem::LinkExpired);
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
        let (answered, wished) = tokio::join!(answer(&app, &older), wish(&app, &ada, "yours@example.org"));
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
    let (one, two) = (answer(&app, &one).await, answer(&app, &two).await);
    assert_ne!(one.is_ok(), two.is_ok());
}

#[tokio::test]
async fn a_wish_can_be_taken_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "lovelace@example.org").await.unwrap();
    cancel_email_change(&app, &app.visit(), &ada).await.unwrap();
    let sent = newest(&app, "Lovelace").await;
    assert_eq!(problem(answer(&app, &sent).await), Problem::LinkExpired);
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
    assert_eq!(field_code(answer(&app, &sent).await, "email"), "taken");
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
    let (one, other) = tokio::join!(answer(&app, &one), answer(&app, &other));
    assert_ne!(one.is_ok(), other.is_ok());
    let lost = if one.is_ok() { other } else { one };
    assert_eq!(field_code(lost, "email"), "taken");
}

#[tokio::test]
async fn the_old_mailbox_takes_everything_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let thief = app.cookie_of("Ada").await;
    wish(&app, &ada, "thief@example.org").await.unwrap();
    answer(&app, &newest(&app, "Thief").await).await.unwrap();

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
    answer(&app, &newest(&app, "Thief").await).await.unwrap();
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
    answer(&app, &newest(&app, "Thief").await).await.unwrap();
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
    answer(&app, &newest(&app, "New").await).await.unwrap();
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
    answer(&app, &newest(&app, "Thief").await).await.unwrap();

    let form = SignUpForm::parse("Mallory", &email("Ada"), PASSWORD).unwrap();
    assert_eq!(field_code(sign_up(&app, &app.visit(), form.clone()).await, "email"), "taken");
    let bob = app.reader("Bob").await;
    wish(&app, &bob, "ada@example.org").await.unwrap();
    let bobs = newest(&app, "Ada").await;
    assert_eq!(field_code(answer(&app, &bobs).await, "email"), "taken");

    app.clock.advance_seconds(7 * 24 * 60 * 60);
    came_in(sign_up(&app, &app.visit(), form).await);
}

#[tokio::test]
async fn an_address_that_was_never_proved_gets_no_way_back_into_the_account() {
    let app = TestApp::new().await;
    let ada = app.unproved("Typo").await;
    wish(&app, &ada, "ada@example.org").await.unwrap();
    answer(&app, &newest(&app, "Ada").await).await.unwrap();
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
    answer(&app, &newest(&app, "Thief").await).await.unwrap();
    let owners = newest(&app, "Ada").await;
    app.clock.advance_seconds(60);
    wish(&app, &ada, "second@example.org").await.unwrap();
    answer(&app, &newest(&app, "Second").await).await.unwrap();
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
    answer(&app, &newest(&app, "Thief").await).await.unwrap();
    let owners = newest(&app, "Ada").await;
    app.clock.advance_seconds(60);
    wish(&app, &ada, "second@example.org").await.unwrap();
    answer(&app, &newest(&app, "Second").await).await.unwrap();
    undo_email_change(&app, &app.visit(), &owners).await.unwrap();
    let thiefs = newest(&app, "Thief").await;
    assert_eq!(problem(undo_email_change(&app, &app.visit(), &thiefs).await), Problem::LinkExpired);
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
    assert_eq!(problem(answer(&app, &thiefs).await), Problem::LinkExpired);
}

#[tokio::test]
async fn whatever_signs_a_thief_out_takes_their_wish_back() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let own = app.cookie_of("Ada").await;

    wish(&app, &ada, "one@example.org").await.unwrap();
    sign_out_others(&app, &app.visit_of_member(own).await).await.unwrap();
    assert_eq!(problem(answer(&app, &newest(&app, "One").await).await), Problem::LinkExpired);

    wish(&app, &ada, "two@example.org").await.unwrap();
    change_password(&app, &app.visit(), &ada, PASSWORD, "violet harbour engine").await.unwrap();
    assert_eq!(problem(answer(&app, &newest(&app, "Two").await).await), Problem::LinkExpired);

    wish(&app, &ada, "three@example.org").await.unwrap();
    set_password(&app, &email("Ada"), Password::given("another fine lantern").unwrap()).await.unwrap();
    assert_eq!(problem(answer(&app, &newest(&app, "Three").await).await), Problem::LinkExpired);
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

#[tokio::test]
async fn a_new_name_stands_below_posts_and_comments() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let saved = app.draft_by(&ada).published().await;
    accounts::rename(&app, &ada, &domain::accounts::DisplayName::parse("Countess Ada").unwrap()).await.unwrap();
    assert_eq!(actor(&app, ada.id).await.unwrap().name, "Countess Ada");
    let row = <server::entities::author::Entity as sea_orm::EntityTrait>::find();
    let authors = sea_orm::QuerySelect::limit(row, 5).all(app.db.read()).await.unwrap();
    assert_eq!(authors[0].name, "Countess Ada");
    drop(saved);
}
