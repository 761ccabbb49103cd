use domain::{Problem, accounts::EmailAddress, audit::Event};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    accounts,
    entities::{member, refresh_token, token_family},
    tokens::{end_all, issue},
};

use super::{by_password, me, part, refresh, sign_in};
use crate::factors::owner::{Owner, code_of};
use crate::test_app::{PASSWORD, TestApp, email, field_code, problem};

const DAY: i64 = 24 * 60 * 60;

async fn told_of_reuse(app: &TestApp) -> bool {
    app.letters_to("Ada").await.iter().any(|letter| letter.subject.contains("signed out"))
}

#[tokio::test]
async fn a_program_that_was_not_used_before_is_told_of() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    sign_in(&app, "Ada").await;
    sign_in(&app, "Ada").await;
    let mut other = by_password("Ada");
    other.client_id = "Another app".into();
    issue(&app, &app.visit(), other).await.unwrap();
    let letters = app.letters_to("Ada").await;
    assert_eq!(letters.len(), 2, "{letters:?}");
    let told = format!("{letters:?}");
    assert!(told.contains("Example app") && told.contains("Another app"), "{told}");
}

#[tokio::test]
async fn a_second_factor_comes_along_with_the_password() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let mut request = by_password("Ada");
    assert_eq!(problem(issue(&app, &app.visit(), request.clone()).await), Problem::SecondFactorNeeded);
    for (code, told) in [("nonsense", "format"), ("000000", "wrong")] {
        request.code = code.into();
        assert_eq!(field_code(issue(&app, &app.visit(), request.clone()).await, "code"), told);
    }
    request.code = code_of(&app, &ada.app);
    issue(&app, &app.visit(), request.clone()).await.unwrap();
    assert_eq!(field_code(issue(&app, &app.visit(), request.clone()).await, "code"), "wrong", "each code once");
    request.code = ada.recovery_codes[0].clone();
    issue(&app, &app.visit(), request.clone()).await.unwrap();

    (request.code, request.password) = (String::new(), "wrong password".into());
    let wrong = problem(issue(&app, &app.visit(), request).await);
    assert_eq!(wrong, Problem::WrongCredentials, "whether there is a second factor is for those who know the password");
}

#[tokio::test]
async fn a_program_signs_in_and_stays_signed_in() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    assert_eq!((first.token_type, first.expires_in), ("Bearer", 600));
    app.clock.advance_seconds(600);
    let second = refresh(&app, &first.refresh_token).await.unwrap();
    assert_ne!(first.refresh_token, second.refresh_token);
    assert_ne!(first.access_token, second.access_token);
    assert_eq!((second.expires_in, &second.scope), (600, &first.scope));
    assert_eq!(me(&app, &second.access_token).await.status(), 200);
    assert_eq!(app.audited().await, ["signed_in"]);
}

#[tokio::test]
async fn a_sign_in_is_asked_for_the_same_as_in_a_browser() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_account.attempts = 2).await;
    app.reader("Ada").await;
    let wrong = || async {
        let mut request = by_password("Ada");
        request.password = "wrong password".into();
        problem(issue(&app, &app.visit(), request).await)
    };
    assert_eq!(wrong().await, Problem::WrongCredentials);
    let mut unknown = by_password("Ada");
    unknown.username = "nobody@example.org".into();
    assert_eq!(problem(issue(&app, &app.visit(), unknown).await), Problem::WrongCredentials);
    assert_eq!(wrong().await, Problem::WrongCredentials);
    // The count is that of the account, so that nobody guesses twice as often by coming through both doors.
    let form = domain::accounts::SignInForm::parse(&email("Ada"), PASSWORD);
    let browser = accounts::sign_in(&app, &app.visit(), form.unwrap()).await;
    assert!(matches!(problem(browser), Problem::TooManyAttempts { .. }));
    assert!(matches!(problem(issue(&app, &app.visit(), by_password("Ada")).await), Problem::TooManyAttempts { .. }));
}

#[tokio::test]
async fn all_mistakes_of_a_request_are_told() {
    let app = TestApp::new().await;
    let mut request = by_password("Ada");
    (request.username, request.password) = ("ada".into(), String::new());
    (request.scope, request.client_id) = ("everything".into(), "x".repeat(101));
    let Problem::Invalid { fields } = problem(issue(&app, &app.visit(), request).await) else { panic!("accepted") };
    let named: Vec<_> = fields.iter().map(|(field, _)| field).collect();
    assert_eq!(named, ["client_id", "password", "scope", "username"]);
    for grant_type in ["", "client_credentials"] {
        let request = server::tokens::TokenRequest { grant_type: grant_type.into(), ..by_password("Ada") };
        let told = field_code(issue(&app, &app.visit(), request).await, "grant_type");
        assert_eq!(told, if grant_type.is_empty() { "required" } else { "unsupported" });
    }
}

#[tokio::test]
async fn asked_again_within_ten_seconds_the_answer_is_the_same() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    let second = refresh(&app, &first.refresh_token).await.unwrap();
    app.clock.advance_seconds(10);
    let again = refresh(&app, &first.refresh_token).await.unwrap();
    assert_eq!(again.refresh_token, second.refresh_token);
    assert_eq!(again.access_token, second.access_token);
    assert_eq!(again.expires_in, 590, "seconds that are left, not seconds that there were");
    refresh(&app, &second.refresh_token).await.unwrap();
    let again = refresh(&app, &first.refresh_token).await.unwrap();
    assert_eq!(again.refresh_token, second.refresh_token, "whatever became of the successor");
    assert!(!told_of_reuse(&app).await);
}

#[tokio::test]
async fn asked_again_later_the_family_ends_and_the_owner_is_told() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    let other = sign_in(&app, "Ada").await;
    let second = refresh(&app, &first.refresh_token).await.unwrap();
    app.clock.advance_seconds(11);
    assert_eq!(problem(refresh(&app, &first.refresh_token).await), Problem::InvalidToken);

    assert_eq!(problem(refresh(&app, &second.refresh_token).await), Problem::InvalidToken, "thief or owner, out");
    assert_eq!(me(&app, &second.access_token).await.status(), 401, "with the access token");
    refresh(&app, &other.refresh_token).await.unwrap();
    assert_eq!(app.audited().await.iter().filter(|event| *event == Event::TokenReused.as_str()).count(), 1);
    let letters = app.letters_to("Ada").await;
    assert_eq!(letters.len(), 2, "the first sign-in, and this: {letters:?}");
    let told = format!("{:?}", letters[1]);
    assert!(told.contains("signed out") && told.contains("Example app") && told.contains("192.0.2."), "{told}");
    assert!(!told.contains("mhr_"), "{told}");
}

#[tokio::test]
async fn a_token_from_long_before_gives_the_thief_away_too() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    let mut latest = first.clone();
    for _ in 0..5 {
        app.clock.advance_seconds(600);
        latest = refresh(&app, &latest.refresh_token).await.unwrap();
    }
    assert_eq!(problem(refresh(&app, &first.refresh_token).await), Problem::InvalidToken);
    assert_eq!(problem(refresh(&app, &latest.refresh_token).await), Problem::InvalidToken);
}

#[tokio::test]
async fn a_program_that_stays_away_is_signed_out() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    app.clock.advance_seconds(30 * DAY - 1);
    let second = refresh(&app, &first.refresh_token).await.unwrap();
    app.clock.advance_seconds(30 * DAY);
    assert_eq!(problem(refresh(&app, &second.refresh_token).await), Problem::InvalidToken);
    assert!(!told_of_reuse(&app).await, "nothing was stolen");
}

#[tokio::test]
async fn a_program_is_signed_out_in_the_end() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let mut latest = sign_in(&app, "Ada").await;
    for _ in 0..8 {
        app.clock.advance_seconds(10 * DAY);
        latest = refresh(&app, &latest.refresh_token).await.unwrap();
    }
    app.clock.advance_seconds(10 * DAY);
    assert_eq!(problem(refresh(&app, &latest.refresh_token).await), Problem::InvalidToken);
}

#[tokio::test]
async fn nothing_but_digests_is_kept() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    let second = refresh(&app, &first.refresh_token).await.unwrap();
    let rows = refresh_token::Entity::find().all(app.db.read()).await.unwrap();
    assert_eq!(rows.len(), 2);
    let kept = format!("{rows:?}");
    for token in [&first.refresh_token, &second.refresh_token] {
        assert!(token.starts_with("mhr_") && !kept.contains(&**token), "{kept}");
    }
    assert_eq!(rows.iter().filter(|row| row.successor.is_some()).count(), 1, "sealed, for those who ask again at once");

    app.clock.advance_seconds(600);
    refresh(&app, &second.refresh_token).await.unwrap();
    let rows = refresh_token::Entity::find().all(app.db.read()).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.successor.is_some()).count(), 1, "and blanked after that");
}

#[tokio::test]
async fn a_new_password_signs_programs_out() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    let (ada, bob) = (sign_in(&app, "Ada").await, sign_in(&app, "Bob").await);
    let password = domain::accounts::Password::choose("another horse battery").unwrap();
    accounts::set_password(&app, &email("Ada"), password).await.unwrap();
    assert_eq!(problem(refresh(&app, &ada.refresh_token).await), Problem::InvalidToken);
    assert_eq!(me(&app, &ada.access_token).await.status(), 401);
    refresh(&app, &bob.refresh_token).await.unwrap();
}

#[tokio::test]
async fn changing_or_resetting_the_password_signs_programs_out() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let before = sign_in(&app, "Ada").await;
    accounts::change_password(&app, &app.visit(), &ada, PASSWORD, "violet harbour engine").await.unwrap();
    assert_eq!(me(&app, &before.access_token).await.status(), 401);
    assert_eq!(problem(refresh(&app, &before.refresh_token).await), Problem::InvalidToken);

    let mut request = by_password("Ada");
    request.password = "violet harbour engine".into();
    let before = issue(&app, &app.visit(), request).await.unwrap();
    // Letters of the same moment have no order.
    app.clock.advance_seconds(1);
    let address = EmailAddress::parse(&email("Ada")).unwrap();
    accounts::ask_for_reset(&app, &app.visit(), &address).await.unwrap();
    let letter = format!("{:?}", app.letters_to("Ada").await.pop().unwrap());
    let token = letter.split_once("token=").unwrap().1.split('"').next().unwrap().to_owned();
    let given = accounts::Given::Link(token);
    accounts::reset_password(&app, &app.visit(), given, "amber lantern bridge").await.unwrap();
    assert_eq!(me(&app, &before.access_token).await.status(), 401);
    assert_eq!(problem(refresh(&app, &before.refresh_token).await), Problem::InvalidToken);
}

#[tokio::test]
async fn whoever_is_ended_or_suspended_or_gone_is_out_at_once() {
    let app = TestApp::new().await;
    let (ada, bob, cleo) = (app.reader("Ada").await, app.reader("Bob").await, app.reader("Cleo").await);
    let grants = [sign_in(&app, "Ada").await, sign_in(&app, "Bob").await, sign_in(&app, "Cleo").await];
    end_all(app.db.write(), ada.id).await.unwrap();
    let suspended = member::ActiveModel {
        id: sea_orm::ActiveValue::Unchanged(bob.id.0),
        suspended_at: Set(Some(app.clock.now().millis())),
        ..Default::default()
    };
    member::Entity::update(suspended).exec(app.db.write()).await.unwrap();
    member::Entity::delete_by_id(cleo.id.0).exec(app.db.write()).await.unwrap();
    for grant in grants {
        assert_eq!(me(&app, &grant.access_token).await.status(), 401);
        assert_eq!(problem(refresh(&app, &grant.refresh_token).await), Problem::InvalidToken);
    }
    assert_eq!(problem(issue(&app, &app.visit(), by_password("Bob")).await), Problem::Suspended);
}

#[tokio::test]
async fn a_program_gets_the_scopes_that_it_asked_for() {
    let app = TestApp::new().await;
    app.author("Ada").await;
    let mut request = by_password("Ada");
    request.scope = "posts:write account:read".into();
    let first = issue(&app, &app.visit(), request).await.unwrap();
    assert_eq!(first.scope, "account:read posts:write");
    let second = refresh(&app, &first.refresh_token).await.unwrap();
    assert_eq!(part(&second.access_token, 1)["scope"], "account:read posts:write");
}

#[tokio::test]
async fn the_oldest_program_makes_room() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_address.attempts = 1000).await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    app.clock.advance_seconds(1);
    let second = sign_in(&app, "Ada").await;
    for _ in 0..49 {
        app.clock.advance_seconds(1);
        sign_in(&app, "Ada").await;
    }
    assert_eq!(token_family::Entity::find().all(app.db.read()).await.unwrap().len(), 50);
    assert_eq!(problem(refresh(&app, &first.refresh_token).await), Problem::InvalidToken);
    refresh(&app, &second.refresh_token).await.unwrap();
}

#[tokio::test]
async fn what_expired_is_deleted_when_others_sign_in() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let first = sign_in(&app, "Ada").await;
    refresh(&app, &first.refresh_token).await.unwrap();
    app.clock.advance_seconds(31 * DAY);
    sign_in(&app, "Ada").await;
    assert_eq!(token_family::Entity::find().all(app.db.read()).await.unwrap().len(), 1);
    assert_eq!(refresh_token::Entity::find().all(app.db.read()).await.unwrap().len(), 1);
}
