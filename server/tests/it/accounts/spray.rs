//! What an attacker with many addresses and much time can do.

use domain::{Problem, accounts::SignInForm};
use server::{
    Error,
    accounts::{Admitted, sign_in},
    http::Visit,
};

use crate::test_app::{PASSWORD, TestApp, problem};

const MEMBERS: usize = 20;
const GUESSES: usize = 10_000;

fn form(email: &str, password: &str) -> SignInForm {
    SignInForm::parse(email, password).unwrap()
}

fn member(n: usize) -> String {
    format!("member{n}@example.org")
}

/// The browser with which the first member has signed in.
async fn own_browser(app: &TestApp) -> Visit {
    let first = app.visit();
    sign_in(app, &first, form(&member(0), PASSWORD)).await.unwrap();
    app.visit_with_device_of(&first)
}

#[derive(Debug, Default)]
struct Outcomes {
    opened: usize,
    wrong: usize,
    limited: usize,
}

impl Outcomes {
    fn count(&mut self, outcome: &server::Result<Admitted>) {
        match outcome {
            Ok(_) => self.opened += 1,
            Err(Error::Problem(Problem::WrongCredentials)) => self.wrong += 1,
            Err(Error::Problem(Problem::TooManyAttempts { .. })) => self.limited += 1,
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn ten_thousand_guesses_from_everywhere_open_no_account_and_lock_nobody_out_of_their_own_browser() {
    let app = TestApp::new().await;
    for n in 0..MEMBERS {
        app.reader(&format!("Member{n}")).await;
    }
    let own = own_browser(&app).await;
    let (hashed, mut outcomes) = (app.hasher.work(), Outcomes::default());
    for n in 0..GUESSES {
        // Every other guess is on the one account, all others go round; hardly an address comes twice.
        let target = if n % 2 == 0 { 0 } else { n / 2 % MEMBERS };
        let visit = app.visit_from(&format!("2001:db8:{:x}:{:x}::1", n % 97, n));
        outcomes.count(&sign_in(&app, &visit, form(&member(target), &format!("guess number {n}"))).await);
    }
    assert_eq!(outcomes.opened, 0, "{outcomes:?}");
    assert_eq!((outcomes.wrong, outcomes.limited), (MEMBERS * 10, GUESSES - MEMBERS * 10), "{outcomes:?}");
    assert_eq!(app.hasher.work() - hashed, outcomes.wrong as u64, "what is refused is not hashed");

    let elsewhere = sign_in(&app, &app.visit_from("198.51.100.1"), form(&member(0), PASSWORD)).await;
    assert!(matches!(problem(elsewhere), Problem::TooManyAttempts { .. }), "strangers' browsers wait");
    sign_in(&app, &own, form(&member(0), PASSWORD)).await.unwrap();
    let audited = app.audited().await;
    let of = |event: &str| audited.iter().filter(|audited| *audited == event).count();
    assert_eq!(
        (of("sign_in_failed"), of("sign_in_limited")),
        (MEMBERS * 10, MEMBERS),
        "the record does not grow with it"
    );
}

#[tokio::test]
async fn whoever_shares_an_address_with_an_attacker_signs_in_with_their_own_browser() {
    let app = TestApp::new().await;
    app.reader("Member0").await;
    let own = own_browser(&app).await;
    for n in 0..40 {
        let _ = sign_in(&app, &app.visit(), form(&format!("nobody{n}@example.org"), "a guess")).await;
    }
    let other = sign_in(&app, &app.visit(), form(&member(0), PASSWORD)).await;
    assert!(matches!(problem(other), Problem::TooManyAttempts { .. }));
    sign_in(&app, &own, form(&member(0), PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn a_stolen_browser_cookie_is_worth_one_budget_and_no_more() {
    let app = TestApp::new().await;
    app.reader("Member0").await;
    let own = own_browser(&app).await;
    for n in 0..10 {
        let stolen = Visit { device: own.device.clone(), ..app.visit_from(&format!("198.51.100.{n}")) };
        assert_eq!(problem(sign_in(&app, &stolen, form(&member(0), "a guess")).await), Problem::WrongCredentials);
    }
    let stolen = Visit { device: own.device.clone(), ..app.visit_from("198.51.100.99") };
    let late = sign_in(&app, &stolen, form(&member(0), PASSWORD)).await;
    assert!(matches!(problem(late), Problem::TooManyAttempts { retry_after: 1..=900 }));
    sign_in(&app, &app.visit(), form(&member(0), PASSWORD)).await.expect("other browsers do not suffer from it");
}

#[tokio::test]
async fn a_browser_is_known_for_the_accounts_that_signed_in_with_it_and_for_no_other() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_account.attempts = 1).await;
    app.reader("Member0").await;
    app.reader("Member1").await;
    let own = own_browser(&app).await;
    let guess = || sign_in(&app, &own, form("member1@example.org", "a guess"));
    assert_eq!(problem(guess().await), Problem::WrongCredentials);
    assert!(matches!(problem(guess().await), Problem::TooManyAttempts { .. }));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_are_the_same_work() {
    let app = TestApp::new().await;
    app.reader("Member0").await;
    let own = own_browser(&app).await;
    let stranger = Visit { device: own.device.clone(), ..app.visit_from("198.51.100.1") };
    let mut work = Vec::new();
    // A browser that is known elsewhere, and one without a cookie.
    for visit in [Visit { device: None, ..stranger.clone() }, stranger] {
        app.reader(&format!("Other{}", work.len())).await;
        // The first try from an address also clears old counts away.
        let _ = sign_in(&app, &visit, form("somebody@example.org", "a wrong guess")).await;
        for email in [format!("other{}@example.org", work.len()), format!("nobody{}@example.org", work.len())] {
            let hashed = app.hasher.work();
            let (statements, tried) = app.statements_of(sign_in(&app, &visit, form(&email, "a wrong guess"))).await;
            assert_eq!(problem(tried), Problem::WrongCredentials);
            work.push((statements, app.hasher.work() - hashed));
        }
        let (known, unknown) = (work[work.len() - 2], work[work.len() - 1]);
        assert_eq!(known.1, 1);
        assert_eq!(known, unknown);
    }
}

#[tokio::test]
async fn processes_share_what_they_count() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_account.attempts = 4).await;
    app.reader("Member0").await;
    let other = server::AppState {
        db: server::database::Database::connect(&app.config.database).await.unwrap(),
        ..(*app).clone()
    };
    for state in [&*app, &other, &*app, &other] {
        let guess = sign_in(state, &app.visit(), form(&member(0), "a guess")).await;
        assert_eq!(problem(guess), Problem::WrongCredentials);
    }
    for state in [&*app, &other] {
        let late = sign_in(state, &app.visit(), form(&member(0), PASSWORD)).await;
        assert!(matches!(problem(late), Problem::TooManyAttempts { .. }));
    }
}
