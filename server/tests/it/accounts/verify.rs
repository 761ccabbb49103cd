use domain::{
    Problem,
    accounts::{Actor, EmailAddress, SignUpForm, TypedCode, Viewer},
    tokens::TokenForm,
};
use server::{
    accounts::{
        self, Confirmed, actor, address_letter, ask_for_verification, confirm_by_code, confirm_by_link, sign_up,
    },
    factors::{begin_totp, set_up},
    tokens::personal,
};

use super::{
    email_change::proved,
    letters::{code, other_than, token},
};
use crate::test_app::{PASSWORD, TestApp, came_in, field_code, problem};

/// Somebody who joined by the form, as they are at this moment.
pub(super) async fn newcomer(app: &TestApp, name: &str) -> Actor {
    let form = SignUpForm::parse(name, &crate::test_app::email(name), PASSWORD).unwrap();
    let member = came_in(sign_up(app, &app.visit(), form).await);
    actor(app, member.id).await.unwrap()
}

pub(super) async fn is_verified(app: &TestApp, member: &Actor) -> bool {
    actor(app, member.id).await.unwrap().standing.is_verified
}

/// Presses the button of a letter, in a session of the member.
async fn press(app: &TestApp, member: &Actor, token: String) -> server::Result<Confirmed> {
    confirm_by_link(app, &app.visit(), member, token).await
}

#[tokio::test]
async fn whoever_joins_is_asked_whether_the_address_is_theirs() {
    let app = TestApp::new().await;
    let ada = newcomer(&app, "Ada").await;
    assert!(!is_verified(&app, &ada).await);
    let letters = app.letters_to("Ada").await;
    assert_eq!(letters.len(), 1);
    let confirmed = press(&app, &ada, token(&letters[0])).await.unwrap();
    assert_eq!(confirmed, Confirmed::Verified);
    assert!(is_verified(&app, &ada).await);
    assert!(app.audited().await.contains(&"email_verified".to_owned()));
    let again = press(&app, &ada, token(&letters[0])).await;
    assert_eq!(problem(again), Problem::LinkExpired);
}

#[tokio::test]
async fn the_code_works_for_the_member_whose_letter_it_is() {
    let app = TestApp::new().await;
    let (ada, bob) = (newcomer(&app, "Ada").await, newcomer(&app, "Bob").await);
    let sent = code(&app.letters_to("Ada").await[0]);
    let wrong = TypedCode::parse(other_than(&sent)).unwrap();
    assert_eq!(field_code(confirm_by_code(&app, &app.visit(), &ada, wrong).await, "code"), "wrong");
    let of_another = TypedCode::parse(&sent).unwrap();
    assert_eq!(field_code(confirm_by_code(&app, &app.visit(), &bob, of_another.clone()).await, "code"), "wrong");
    confirm_by_code(&app, &app.visit(), &ada, of_another).await.unwrap();
    assert!(is_verified(&app, &ada).await && !is_verified(&app, &bob).await);
}

#[tokio::test]
async fn nobody_confirms_it_who_acts_as_the_member() {
    let app = TestApp::new().await;
    let mut ada = newcomer(&app, "Ada").await;
    ada.standing.acting = Some(ada.id);
    let sent = TypedCode::parse(&code(&app.letters_to("Ada").await[0])).unwrap();
    assert_eq!(problem(confirm_by_code(&app, &app.visit(), &ada, sent).await), Problem::NotWhileActing);
    let link = token(&app.letters_to("Ada").await[0]);
    assert_eq!(problem(press(&app, &ada, link).await), Problem::NotWhileActing);
    assert!(!is_verified(&app, &ada).await);
}

#[tokio::test]
async fn members_made_by_the_command_line_are_not_asked() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    assert!(ada.standing.is_verified);
    assert_eq!(app.letters_to("Ada").await, []);
    ask_for_verification(&app, &app.visit(), &ada).await.unwrap();
    assert_eq!(app.letters_to("Ada").await, [], "there is nothing to ask");
}

#[tokio::test]
async fn a_letter_sent_again_takes_the_place_of_the_first() {
    let app = TestApp::new().await;
    let ada = newcomer(&app, "Ada").await;
    app.clock.advance_seconds(1);
    ask_for_verification(&app, &app.visit(), &ada).await.unwrap();
    let letters = app.letters_to("Ada").await;
    let first = press(&app, &ada, token(&letters[0])).await;
    assert_eq!(problem(first), Problem::LinkExpired);
    press(&app, &ada, token(&letters[1])).await.unwrap();
}

#[tokio::test]
async fn a_letter_works_for_a_day() {
    let app = TestApp::new().await;
    let ada = newcomer(&app, "Ada").await;
    let sent = app.letters_to("Ada").await.remove(0);
    app.clock.advance_seconds(24 * 60 * 60);
    assert_eq!(problem(press(&app, &ada, token(&sent)).await), Problem::LinkExpired);
    let late = confirm_by_code(&app, &app.visit(), &ada, TypedCode::parse(&code(&sent)).unwrap()).await;
    assert_eq!(field_code(late, "code"), "wrong");
}

#[tokio::test]
async fn letters_are_limited_by_mailbox_and_by_client_and_the_answer_says_until_when() {
    let app = TestApp::configured(|config| config.recovery.letters_per_address.attempts = 7).await;
    let (ada, bob) = (newcomer(&app, "Ada").await, newcomer(&app, "Bob").await);
    for n in 0..5 {
        ask_for_verification(&app, &app.visit_from(&format!("192.0.2.{n}")), &ada).await.unwrap();
    }
    let late = problem(ask_for_verification(&app, &app.visit_from("192.0.2.99"), &ada).await);
    assert_eq!(late, Problem::TooManyAttempts { retry_after: 3600 });
    let sent = app.letters_to("Ada").await.len();

    for _ in 0..5 {
        ask_for_verification(&app, &app.visit_from("198.51.100.7"), &bob).await.unwrap();
    }
    let eve = newcomer(&app, "Eve").await;
    for _ in 0..2 {
        ask_for_verification(&app, &app.visit_from("198.51.100.7"), &eve).await.unwrap();
    }
    let late = problem(ask_for_verification(&app, &app.visit_from("198.51.100.7"), &eve).await);
    assert_eq!(late, Problem::TooManyAttempts { retry_after: 3600 });
    assert_eq!(app.letters_to("Ada").await.len(), sent);
    app.clock.advance_seconds(3600);
    ask_for_verification(&app, &app.visit_from("192.0.2.99"), &ada).await.unwrap();
}

#[tokio::test]
async fn tries_are_limited_by_client() {
    let app = TestApp::new().await;
    let ada = newcomer(&app, "Ada").await;
    for _ in 0..30 {
        assert_eq!(problem(press(&app, &ada, "BBBB".to_owned()).await), Problem::LinkExpired);
    }
    let sent = token(&app.letters_to("Ada").await[0]);
    let late = problem(press(&app, &ada, sent).await);
    assert_eq!(late, Problem::TooManyAttempts { retry_after: 15 * 60 });
}

#[tokio::test]
async fn a_letter_to_a_former_address_confirms_nothing() {
    let app = TestApp::new().await;
    let ada = newcomer(&app, "Ada").await;
    let first = app.letters_to("Ada").await.remove(0);
    let fresh = proved(&app, &ada);
    let wish = EmailAddress::parse("new@example.org").unwrap();
    accounts::ask_for_email_change(&app, &app.visit(), &fresh, &wish).await.unwrap();
    let (confirm, change) = (token(&first), token(&app.letters_to("New").await[0]));
    // At once, in either order: the account ends up with the proved new address, whatever the old letter did.
    let (visit, other) = (app.visit(), app.visit());
    let (_, changed) =
        tokio::join!(confirm_by_link(&app, &visit, &ada, confirm), confirm_by_link(&app, &other, &ada, change),);
    assert_eq!(changed.unwrap(), Confirmed::Changed);
    let account = accounts::account(&app, &ada).await.unwrap();
    assert_eq!(account.email, "new@example.org");
    assert!(is_verified(&app, &ada).await);
}

#[tokio::test]
async fn a_letter_is_answered_in_a_session_of_its_member_alone() {
    let app = TestApp::new().await;
    let (ada, bob) = (newcomer(&app, "Ada").await, newcomer(&app, "Bob").await);
    let sent = token(&app.letters_to("Ada").await[0]);
    assert_eq!(problem(press(&app, &bob, sent.clone()).await), Problem::SignInNeeded);
    assert!(!is_verified(&app, &ada).await && !is_verified(&app, &bob).await);

    let mut acting = ada.clone();
    acting.standing.acting = Some(bob.id);
    let own = async |viewer: Viewer| address_letter(&app, &viewer, &sent).await.unwrap().is_own;
    assert!(own(Viewer::Member(ada.clone())).await);
    for other in [Viewer::Stranger, Viewer::Member(bob), Viewer::Member(acting)] {
        assert!(!own(other).await);
    }
    press(&app, &ada, sent).await.unwrap();
}

/// Somebody joined with another person's address, and would like to come in again when that person uses it.
#[tokio::test]
async fn nothing_that_opens_an_account_is_attached_before_its_address_is_confirmed() {
    let app = TestApp::new().await;
    let squatter = newcomer(&app, "Ada").await;
    let attach = async |actor: &Actor| {
        let form = TokenForm::parse("Backup", ["account:read"].into_iter(), "30").unwrap();
        [
            begin_totp(&app, actor).await,
            set_up(&app, actor).await.map(|_| ()),
            personal::make(&app, &app.visit(), actor, form).await.map(|_| ()),
        ]
    };
    for refused in attach(&proved(&app, &squatter)).await {
        assert_eq!(problem(refused), Problem::AddressUnconfirmed);
    }
    press(&app, &squatter, token(&app.letters_to("Ada").await[0])).await.unwrap();
    for done in attach(&proved(&app, &actor(&app, squatter.id).await.unwrap())).await {
        done.unwrap();
    }
}
