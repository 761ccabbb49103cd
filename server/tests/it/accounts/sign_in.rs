use std::time::Duration;

use domain::{
    Problem,
    accounts::{Password, SignInForm},
};
use server::{
    AppState,
    accounts::{PasswordHasher, set_password, sign_in, sign_out},
    sessions::viewer,
};

use crate::test_app::{PASSWORD, TestApp, came_in, problem};

fn form(email: &str, password: &str) -> SignInForm {
    SignInForm::parse(email, password).unwrap()
}

#[tokio::test]
async fn an_unknown_account_and_a_wrong_password_get_the_same_answer() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let unknown = problem(sign_in(&app, &app.visit(), form("nobody@example.org", PASSWORD)).await);
    let wrong = problem(sign_in(&app, &app.visit(), form("ada@example.org", "wrong password")).await);
    assert_eq!((&unknown, &wrong), (&Problem::WrongCredentials, &Problem::WrongCredentials));
}

#[tokio::test]
async fn an_unknown_account_waits_for_the_hasher_like_a_known_one() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    // A hasher whose turns are all taken: whoever is hashed gives up, whoever is not would answer at once.
    let mut accounts = app.config.accounts.clone();
    accounts.hash_concurrency = 0;
    accounts.hash_wait = Duration::from_millis(1);
    let busy = AppState { hasher: PasswordHasher::new(&accounts).unwrap(), ..(*app).clone() };
    for email in ["ada@example.org", "nobody@example.org"] {
        assert_eq!(problem(sign_in(&busy, &app.visit(), form(email, PASSWORD)).await), Problem::Unavailable, "{email}");
    }
}

#[tokio::test]
async fn the_address_may_be_typed_in_any_case() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    assert_eq!(came_in(sign_in(&app, &app.visit(), form("ADA@Example.ORG", PASSWORD)).await).id, ada.id);
}

#[tokio::test]
async fn guesses_on_an_account_are_limited_wherever_they_come_from() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_account.attempts = 3).await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    for n in 1..=3 {
        let visit = app.visit_from(&format!("192.0.2.{n}"));
        let guess = sign_in(&app, &visit, form("ada@example.org", "wrong password")).await;
        assert_eq!(problem(guess), Problem::WrongCredentials);
    }
    let late = || async { sign_in(&app, &app.visit_from("192.0.2.9"), form("Ada@example.org", PASSWORD)).await };
    assert!(matches!(problem(late().await), Problem::TooManyAttempts { retry_after: 1..=900 }));
    sign_in(&app, &app.visit(), form("bob@example.org", PASSWORD)).await.unwrap();
    app.clock.advance_seconds(15 * 60);
    late().await.unwrap();
}

#[tokio::test]
async fn guesses_on_an_unknown_account_are_limited_just_the_same() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_account.attempts = 1).await;
    let guess = || async { sign_in(&app, &app.visit(), form("nobody@example.org", PASSWORD)).await };
    assert_eq!(problem(guess().await), Problem::WrongCredentials);
    assert!(matches!(problem(guess().await), Problem::TooManyAttempts { .. }));
}

#[tokio::test]
async fn guesses_from_one_address_are_limited_whatever_account_they_are_on() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_address.attempts = 3).await;
    app.reader("Ada").await;
    for n in 1..=3 {
        let guess = sign_in(&app, &app.visit(), form(&format!("nobody{n}@example.org"), PASSWORD)).await;
        assert_eq!(problem(guess), Problem::WrongCredentials);
    }
    let late = sign_in(&app, &app.visit(), form("ada@example.org", PASSWORD)).await;
    assert!(matches!(problem(late), Problem::TooManyAttempts { .. }));
    sign_in(&app, &app.visit_from("192.0.2.2"), form("ada@example.org", PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn signing_in_forgets_the_guesses_on_the_account() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_account.attempts = 3).await;
    app.reader("Ada").await;
    for _ in 0..3 {
        for _ in 0..2 {
            let guess = sign_in(&app, &app.visit(), form("ada@example.org", "wrong password")).await;
            assert_eq!(problem(guess), Problem::WrongCredentials);
        }
        sign_in(&app, &app.visit(), form("ada@example.org", PASSWORD)).await.unwrap();
    }
}

#[tokio::test]
async fn simultaneous_guesses_are_all_counted() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_account.attempts = 3).await;
    app.reader("Ada").await;
    let visits: Vec<_> = (0..6).map(|_| app.visit()).collect();
    let guess = |n: usize| sign_in(&app, &visits[n], form("ada@example.org", "wrong password"));
    let (a, b, c, d, e, f) = tokio::join!(guess(0), guess(1), guess(2), guess(3), guess(4), guess(5));
    let tried = [a, b, c, d, e, f].map(problem);
    assert_eq!(tried.iter().filter(|problem| **problem == Problem::WrongCredentials).count(), 3, "{tried:?}");
}

#[tokio::test]
async fn signing_in_changes_the_session_id_and_the_old_one_is_dead() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let visit = app.visit();
    visit.session.insert("flash", "typed by a stranger").await.unwrap();
    visit.session.save().await.unwrap();
    let before = visit.session.id().unwrap();
    sign_in(&app, &visit, form("ada@example.org", PASSWORD)).await.unwrap();
    visit.session.save().await.unwrap();
    let after = visit.session.id().unwrap();
    assert_ne!(before, after);
    assert!(viewer(&app.visit_again(after).session).await.unwrap().is(ada.id));
    let old = app.visit_again(before);
    assert!(viewer(&old.session).await.unwrap().actor().is_err());
    assert_eq!(old.session.get::<String>("flash").await.unwrap(), None);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    sign_out(&app, &app.visit_again(cookie)).await.unwrap();
    assert!(viewer(&app.visit_again(cookie).session).await.unwrap().actor().is_err());
}

#[tokio::test]
async fn a_password_hashed_at_another_cost_still_works_and_is_hashed_anew() {
    use sea_orm::EntityTrait;
    use server::entities::member;

    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let mut accounts = app.config.accounts.clone();
    accounts.argon2.iterations = 2;
    let dearer = AppState { hasher: PasswordHasher::new(&accounts).unwrap(), ..(*app).clone() };
    sign_in(&dearer, &app.visit(), form("ada@example.org", PASSWORD)).await.unwrap();
    let row = member::Entity::find_by_id(ada.id.0).one(app.db.read()).await.unwrap().unwrap();
    let hash = row.password_hash.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{hash}");
    sign_in(&dearer, &app.visit(), form("ada@example.org", PASSWORD)).await.unwrap();
}

/// After a rise of the cost, before its member signs in again.
#[tokio::test]
async fn a_wrong_password_costs_the_same_for_an_old_hash_and_for_nobody() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let mut accounts = app.config.accounts.clone();
    (accounts.argon2.memory_kib, accounts.argon2.iterations) = (128, 2);
    let dearer = AppState { hasher: PasswordHasher::new(&accounts).unwrap(), ..(*app).clone() };
    let mut costs = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let before = dearer.hasher.cost();
        let tried = sign_in(&dearer, &app.visit(), form(email, "a wrong guess")).await;
        assert_eq!(problem(tried), Problem::WrongCredentials);
        costs.push(dearer.hasher.cost() - before);
    }
    assert_eq!(costs, [2 * 128, 2 * 128]);
}

#[tokio::test]
async fn a_password_that_changes_while_the_old_one_is_hashed_anew_stays_changed() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let mut accounts = app.config.accounts.clone();
    accounts.argon2.iterations = 5000;
    let slow = AppState { hasher: PasswordHasher::new(&accounts).unwrap(), ..(*app).clone() };
    let visit = app.visit();
    let (tried, ()) = tokio::join!(sign_in(&slow, &visit, form("ada@example.org", PASSWORD)), async {
        // The old one was right, and is being hashed now.
        while slow.hasher.work() < 2 {
            tokio::task::yield_now().await;
        }
        let new = Password::given("violet harbour engine").unwrap();
        set_password(&app, "ada@example.org", new).await.unwrap();
    });
    assert_eq!(problem(tried), Problem::WrongCredentials);
    let old = sign_in(&app, &app.visit(), form("ada@example.org", PASSWORD)).await;
    assert_eq!(problem(old), Problem::WrongCredentials);
    sign_in(&app, &app.visit(), form("ada@example.org", "violet harbour engine")).await.unwrap();
}

#[tokio::test]
async fn no_password_fits_a_member_who_has_none() {
    use sea_orm::{ActiveValue::Set, ActiveValue::Unchanged, EntityTrait};
    use server::entities::member;

    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let without = member::ActiveModel { id: Unchanged(ada.id.0), password_hash: Set(None), ..Default::default() };
    member::Entity::update(without).exec(app.db.write()).await.unwrap();
    for password in [PASSWORD, "decoy"] {
        let tried = sign_in(&app, &app.visit(), form("ada@example.org", password)).await;
        assert_eq!(problem(tried), Problem::WrongCredentials);
    }
}
