use domain::{
    Problem,
    accounts::{EmailAddress, SignInForm, SignUpForm, TypedCode},
};
use sea_orm::{ActiveValue::Set, ActiveValue::Unchanged, EntityTrait};
use server::{
    accounts::{
        Arrival, actor, ask_for_email_change, ask_for_sign_in, asked_for_sign_in, confirm_by_link,
        proofs::{self, Purpose, mailbox_of},
        sign_in, sign_in_by_code, sign_in_by_link, sign_up,
    },
    entities::member,
    http::Visit,
    sessions,
};

use super::letters::{code, other_than, token};
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

async fn ask(app: &TestApp, visit: &Visit, email: &str) -> server::Result<()> {
    // Letters of the same moment have no order.
    app.clock.advance_seconds(1);
    ask_for_sign_in(app, visit, &EmailAddress::parse(email).unwrap()).await
}

async fn by_code(app: &TestApp, visit: &Visit, code: &str) -> server::Result<Arrival> {
    sign_in_by_code(app, visit, &TypedCode::parse(code).unwrap(), false).await
}

#[tokio::test]
async fn the_code_signs_in_where_it_was_asked_for_and_nowhere_else() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let (here, elsewhere) = (app.visit(), app.visit());
    ask(&app, &here, "Ada@example.org").await.unwrap();
    assert_eq!(asked_for_sign_in(&here).await.unwrap().as_deref(), Some("Ada@example.org"));
    let sent = code(&app.letters_to("Ada").await[0]);
    assert_eq!(field_code(by_code(&app, &elsewhere, &sent).await, "code"), "wrong");
    assert_eq!(field_code(by_code(&app, &here, other_than(&sent)).await, "code"), "wrong");
    let arrival = by_code(&app, &here, &sent).await.unwrap();
    assert!(!arrival.reclaimed);
    assert_eq!(came_in(Ok(arrival.admitted)).id, ada.id);
    assert_eq!(field_code(by_code(&app, &here, &sent).await, "code"), "wrong", "works once");
}

#[tokio::test]
async fn a_code_that_another_browser_asked_for_does_not_work_here() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let (here, elsewhere) = (app.visit(), app.visit());
    ask(&app, &here, "ada@example.org").await.unwrap();
    ask(&app, &elsewhere, "ada@example.org").await.unwrap();
    let newest = code(app.letters_to("Ada").await.last().unwrap());
    assert_eq!(field_code(by_code(&app, &here, &newest).await, "code"), "wrong");
    assert_eq!(app.audited().await, ["code_refused"]);
    by_code(&app, &elsewhere, &newest).await.unwrap();
}

#[tokio::test]
async fn the_link_signs_in_wherever_it_is_opened() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    ask(&app, &app.visit(), "ada@example.org").await.unwrap();
    let token = token(&app.letters_to("Ada").await[0]);
    assert_eq!(mailbox_of(&app, &[Purpose::SignIn], &token).await.unwrap().as_str(), "ada@example.org");
    let phone = app.visit();
    came_in(Ok(sign_in_by_link(&app, &phone, &token, true).await.unwrap().admitted));
    phone.session.save().await.unwrap();
    let session = app.visit_again(phone.session.id().unwrap()).session;
    assert!(sessions::viewer(&session).await.unwrap().is(ada.id));
    assert_eq!(problem(sign_in_by_link(&app, &app.visit(), &token, true).await), Problem::LinkExpired);
}

#[tokio::test]
async fn of_two_who_redeem_one_letter_at_once_one_comes_in() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let here = app.visit();
    ask(&app, &here, "ada@example.org").await.unwrap();
    let letter = app.letters_to("Ada").await.remove(0);
    let (phone, link, typed) = (app.visit(), token(&letter), code(&letter));
    let (one, other) = tokio::join!(sign_in_by_link(&app, &phone, &link, false), by_code(&app, &here, &typed));
    assert_ne!(one.is_ok(), other.is_ok());
}

#[tokio::test]
async fn a_letter_works_for_ten_minutes() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let here = app.visit();
    ask(&app, &here, "ada@example.org").await.unwrap();
    let letter = app.letters_to("Ada").await.remove(0);
    assert!(format!("{letter:?}").contains("within ten minutes"), "{letter:?}");
    app.clock.advance_seconds(10 * 60 - 1);
    mailbox_of(&app, &[Purpose::SignIn], &token(&letter)).await.unwrap();
    app.clock.advance_seconds(1);
    assert_eq!(field_code(by_code(&app, &here, &code(&letter)).await, "code"), "wrong");
    assert_eq!(problem(sign_in_by_link(&app, &here, &token(&letter), false).await), Problem::LinkExpired);
}

#[tokio::test]
async fn whether_an_address_is_known_shows_neither_in_the_answer_nor_in_the_work() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    ask(&app, &app.visit(), "warm.up@example.org").await.unwrap();
    let (known, unknown) = (app.visit(), app.visit());
    let (of_known, asked) = app.statements_of(ask(&app, &known, "ada@example.org")).await;
    asked.unwrap();
    let (of_unknown, asked) = app.statements_of(ask(&app, &unknown, "nobody@example.org")).await;
    asked.unwrap();
    assert_eq!(of_known, of_unknown);
    for visit in [&known, &unknown] {
        for _ in 0..7 {
            assert_eq!(field_code(by_code(&app, visit, "BBBB-BBBB").await, "code"), "wrong");
        }
    }
    for address in ["ada@example.org", "nobody@example.org"] {
        for _ in 0..4 {
            ask(&app, &app.visit(), address).await.unwrap();
        }
        let late = problem(ask(&app, &app.visit(), address).await);
        assert!(matches!(late, Problem::TooManyAttempts { .. }), "{address}");
    }
}

#[tokio::test]
async fn who_registered_an_address_that_is_not_theirs_is_out_when_its_owner_arrives() {
    let app = TestApp::new().await;
    let squatter = app.visit();
    let form = SignUpForm::parse("Ada", &email("Ada"), PASSWORD).unwrap();
    let account = came_in(sign_up(&app, &squatter, form).await);
    squatter.session.save().await.unwrap();

    let owner = app.visit_from("198.51.100.7");
    ask(&app, &owner, "ada@example.org").await.unwrap();
    let sent = code(app.letters_to("Ada").await.last().unwrap());
    let arrival = by_code(&app, &owner, &sent).await.unwrap();
    assert!(arrival.reclaimed, "which the owner is told");
    assert_eq!(came_in(Ok(arrival.admitted)).id, account.id);
    assert!(actor(&app, account.id).await.unwrap().standing.is_verified);

    let form = SignInForm::parse("ada@example.org", PASSWORD).unwrap();
    assert_eq!(problem(sign_in(&app, &app.visit(), form).await), Problem::WrongCredentials);
    let left = app.visit_again(squatter.session.id().unwrap()).session;
    assert_eq!(sessions::viewer(&left).await.unwrap(), domain::accounts::Viewer::Stranger);
}

/// Who registered the address asked for a letter to a mailbox of their own, to answer it later.
#[tokio::test]
async fn a_change_of_address_that_a_squatter_asked_for_is_void_when_the_owner_arrives() {
    let app = TestApp::new().await;
    let form = SignUpForm::parse("Ada", &email("Ada"), PASSWORD).unwrap();
    let account = came_in(sign_up(&app, &app.visit(), form).await);
    let squatter = super::email_change::proved(&app, &actor(&app, account.id).await.unwrap());
    let elsewhere = EmailAddress::parse("mallory@example.org").unwrap();
    ask_for_email_change(&app, &app.visit(), &squatter, &elsewhere).await.unwrap();
    let waiting = token(&app.letters_sent_to("mallory@example.org").await[0]);

    let owner = app.visit_from("198.51.100.7");
    ask(&app, &owner, "ada@example.org").await.unwrap();
    let sent = code(app.letters_to("Ada").await.last().unwrap());
    by_code(&app, &owner, &sent).await.unwrap();
    let answered = confirm_by_link(&app, &app.visit(), &squatter, waiting).await;
    assert_eq!(problem(answered), Problem::LinkExpired);
    assert_eq!(server::accounts::account(&app, &squatter).await.unwrap().email, "ada@example.org");
}

#[tokio::test]
async fn a_proved_member_keeps_their_password_and_their_sessions() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let here = app.visit();
    ask(&app, &here, "ada@example.org").await.unwrap();
    by_code(&app, &here, &code(&app.letters_to("Ada").await[0])).await.unwrap();
    app.cookie_of("Ada").await;
    assert!(sessions::viewer(&app.visit_again(cookie).session).await.unwrap().is(ada.id));
}

/// Asked for by whoever has the old mailbox, at the very moment at which the account gets another address.
#[tokio::test]
async fn a_letter_to_a_former_address_opens_nothing() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    app.moves(&ada, "new@example.org").await;
    let former = EmailAddress::parse("ada@example.org").unwrap();
    let late = proofs::issue(app.db.write(), &app, Purpose::SignIn, Some(ada.id), &former).await.unwrap();
    assert_eq!(problem(sign_in_by_link(&app, &app.visit(), &late.token, false).await), Problem::LinkExpired);
}

#[tokio::test]
async fn an_installation_may_do_without() {
    let app = TestApp::configured(|config| config.recovery.mail_sign_in = false).await;
    app.reader("Ada").await;
    assert_eq!(problem(ask(&app, &app.visit(), "ada@example.org").await), Problem::NotFound);
    assert_eq!(problem(by_code(&app, &app.visit(), "BBBB-BBBB").await), Problem::NotFound);
    assert_eq!(problem(sign_in_by_link(&app, &app.visit(), "x", false).await), Problem::NotFound);
    assert_eq!(app.letters_to("Ada").await, []);
}

/// As where a fresh proof is asked for: a mailbox is one of whoever has neither a password nor a second factor.
#[tokio::test]
async fn a_letter_is_a_fresh_proof_only_of_whoever_has_nothing_better() {
    let app = TestApp::new().await;
    for (name, has_password) in [("Ada", true), ("Bob", false)] {
        let member = app.reader(name).await;
        if !has_password {
            let row =
                member::ActiveModel { id: Unchanged(member.id.0), password_hash: Set(None), ..Default::default() };
            member::Entity::update(row).exec(app.db.write()).await.unwrap();
        }
        ask(&app, &app.visit(), &email(name)).await.unwrap();
        let link = token(&app.letters_to(name).await[0]);
        let visit = app.visit();
        sign_in_by_link(&app, &visit, &link, false).await.unwrap();
        let cookie = app.answered(&visit).await.unwrap();
        let proved_at = app.visit_signed_in(cookie).await.viewer.actor().unwrap().standing.proved_at;
        assert_eq!(proved_at.is_some(), !has_password, "{name}");
    }
}
