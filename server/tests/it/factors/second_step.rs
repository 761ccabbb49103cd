use domain::{Problem, factors::FactorCode};
use server::{
    accounts::Admitted,
    factors::{finish_by_code, is_pending},
    http::Visit,
    sessions::viewer,
};

use super::owner::{Owner, first_step};
use crate::test_app::{TestApp, came_in, field_code, problem};

#[tokio::test]
async fn the_right_code_signs_in_with_a_new_session_id_and_a_fresh_proof() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let visit = app.visit();
    first_step(&app, &visit, "Ada").await;
    visit.session.save().await.unwrap();
    let waiting = visit.session.id().unwrap();
    assert_eq!(came_in(finish_by_code(&app, &visit, &ada.code(&app), false).await).id, ada.actor.id);
    visit.session.save().await.unwrap();
    let signed_in = visit.session.id().unwrap();
    assert_ne!(waiting, signed_in);
    let seen = viewer(&app.visit_again(signed_in).session).await.unwrap();
    assert_eq!(seen.actor().unwrap().standing.proved_at, Some(app.clock.now()));
    assert!(!is_pending(&app, &visit).await.unwrap());
    assert!(!is_pending(&app, &app.visit_again(waiting)).await.unwrap());
}

#[tokio::test]
async fn nobody_finishes_what_was_not_begun() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let finished = finish_by_code(&app, &app.visit(), &ada.code(&app), false).await;
    assert_eq!(problem(finished), Problem::SignInNeeded);
}

#[tokio::test]
async fn the_second_factor_of_somebody_else_does_not_do() {
    let app = TestApp::new().await;
    Owner::new(&app, "Ada").await;
    let bob = Owner::new(&app, "Bob").await;
    let visit = app.visit();
    first_step(&app, &visit, "Ada").await;
    for code in [bob.code(&app), bob.recovery_code(0)] {
        assert_eq!(field_code(finish_by_code(&app, &visit, &code, false).await, "code"), "wrong");
    }
}

#[tokio::test]
async fn guesses_at_codes_are_limited_but_leave_tries_to_others_and_to_recovery_codes() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let wrong = FactorCode::parse(if matches!(ada.code(&app), FactorCode::Totp(code) if code.expose() == "000000") {
        "000001"
    } else {
        "000000"
    });
    let wrong = wrong.unwrap();
    let attacker = app.visit_from("198.51.100.1");
    first_step(&app, &attacker, "Ada").await;
    for _ in 0..5 {
        assert_eq!(field_code(finish_by_code(&app, &attacker, &wrong, false).await, "code"), "wrong");
    }
    let limited = problem(finish_by_code(&app, &attacker, &ada.code(&app), false).await);
    assert!(matches!(limited, Problem::TooManyAttempts { retry_after: 1..=900 }), "{limited:?}");
    let owner = app.visit();
    first_step(&app, &owner, "Ada").await;
    assert!(matches!(finish_by_code(&app, &owner, &ada.code(&app), false).await, Ok(Admitted::In(_))));
}

#[tokio::test]
async fn an_attacker_with_many_addresses_cannot_keep_the_owner_out_for_ever() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    for n in 1..=4 {
        let attacker = app.visit_from(&format!("198.51.100.{n}"));
        first_step(&app, &attacker, "Ada").await;
        for _ in 0..4 {
            let wrong = FactorCode::parse("000000").unwrap();
            finish_by_code(&app, &attacker, &wrong, false).await.unwrap_err();
        }
    }
    let owner = app.visit();
    first_step(&app, &owner, "Ada").await;
    let limited = problem(finish_by_code(&app, &owner, &ada.code(&app), false).await);
    assert!(matches!(limited, Problem::TooManyAttempts { .. }), "{limited:?}");
    came_in(finish_by_code(&app, &owner, &ada.recovery_code(0), false).await);
    app.clock.advance_seconds(15 * 60);
    let later = app.visit();
    first_step(&app, &later, "Ada").await;
    came_in(finish_by_code(&app, &later, &ada.code(&app), false).await);
}

/// Somebody knows the password and guesses from everywhere.
#[tokio::test]
async fn nobody_uses_up_the_tries_that_the_owner_has_in_their_own_browser() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let own = app.visit();
    first_step(&app, &own, "Ada").await;
    came_in(finish_by_code(&app, &own, &ada.code(&app), false).await);
    app.clock.advance_seconds(60);
    let wrong = FactorCode::parse("000000").unwrap();
    for n in 1..=5 {
        let attacker = app.visit_from(&format!("198.51.100.{n}"));
        first_step(&app, &attacker, "Ada").await;
        for _ in 0..5 {
            finish_by_code(&app, &attacker, &wrong, false).await.unwrap_err();
        }
    }
    let stranger = app.visit();
    first_step(&app, &stranger, "Ada").await;
    let limited = problem(finish_by_code(&app, &stranger, &ada.code(&app), false).await);
    assert!(matches!(limited, Problem::TooManyAttempts { .. }), "{limited:?}");
    let again = app.visit_with_device_of(&own);
    first_step(&app, &again, "Ada").await;
    came_in(finish_by_code(&app, &again, &ada.code(&app), false).await);
}

/// Somebody has the browser and the password.
#[tokio::test]
async fn a_known_browser_has_no_more_tries_than_others() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let own = app.visit();
    first_step(&app, &own, "Ada").await;
    came_in(finish_by_code(&app, &own, &ada.code(&app), false).await);
    app.clock.advance_seconds(60);
    let device = app.visit_with_device_of(&own).device;
    let wrong = FactorCode::parse("000000").unwrap();
    let from = |n: u8| Visit { device: device.clone(), ..app.visit_from(&format!("198.51.100.{n}")) };
    for n in 1..=5 {
        let visit = from(n);
        first_step(&app, &visit, "Ada").await;
        assert_eq!(field_code(finish_by_code(&app, &visit, &wrong, false).await, "code"), "wrong");
    }
    let visit = from(6);
    first_step(&app, &visit, "Ada").await;
    let limited = problem(finish_by_code(&app, &visit, &ada.code(&app), false).await);
    assert!(matches!(limited, Problem::TooManyAttempts { .. }), "{limited:?}");
}

#[tokio::test]
async fn wrong_codes_are_on_record() {
    let app = TestApp::new().await;
    Owner::new(&app, "Ada").await;
    let visit = app.visit();
    first_step(&app, &visit, "Ada").await;
    let wrong = FactorCode::parse("0000-0000-0000-0000").unwrap();
    finish_by_code(&app, &visit, &wrong, false).await.unwrap_err();
    assert_eq!(app.audited().await.last().map(String::as_str), Some("sign_in_failed"));
}
