use domain::{
    Problem,
    accounts::{EmailAddress, Password, Viewer},
    audit::Event,
    members::SuspensionForm,
};
use server::{
    accounts::{
        Admitted, Given,
        proofs::{self, Purpose},
        reset_password, set_password,
    },
    factors::{end_all_trusted, end_trusted, factors, finish_by_code, turn_off_totp},
    http::Visit,
    members,
    sessions::sign_out_others,
};

use super::owner::{Owner, first_step, proved};
use crate::test_app::{TestApp, came_in, email, problem};

const DAY: i64 = 24 * 60 * 60;

/// Signs in fully and has the browser trusted; a browser of that name comes back with its cookie.
async fn trusted(app: &TestApp, owner: &Owner, name: &str) -> String {
    let visit = app.visit();
    first_step(app, &visit, name).await;
    came_in(finish_by_code(app, &visit, &owner.code(app), true).await);
    let cookies: Vec<_> = visit.cookies.take().iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect();
    let cookie = cookies.iter().find_map(|cookie| cookie.strip_prefix("trust=")).expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=2592000"), "{cookie}");
    app.clock.advance_seconds(30);
    cookie.split(';').next().unwrap().to_owned()
}

async fn is_asked(app: &TestApp, cookie: &str, name: &str) -> bool {
    let visit = Visit { trust: Some(cookie.to_owned()), ..app.visit() };
    matches!(first_step(app, &visit, name).await, Admitted::SecondFactor)
}

#[tokio::test]
async fn a_trusted_browser_is_not_asked_for_thirty_days() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let cookie = trusted(&app, &ada, "Ada").await;
    assert!(!is_asked(&app, &cookie, "Ada").await);
    assert!(is_asked(&app, "0000", "Ada").await);
    app.clock.advance_seconds(30 * DAY - 31);
    assert!(!is_asked(&app, &cookie, "Ada").await);
    app.clock.advance_seconds(1);
    assert!(is_asked(&app, &cookie, "Ada").await);
    assert!(app.audited().await.contains(&"device_trusted".to_owned()));
}

#[tokio::test]
async fn the_trust_of_one_member_is_not_that_of_another() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    Owner::new(&app, "Bob").await;
    let cookie = trusted(&app, &ada, "Ada").await;
    assert!(is_asked(&app, &cookie, "Bob").await);
}

#[tokio::test]
async fn a_new_password_ends_trust() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let cookie = trusted(&app, &ada, "Ada").await;
    let password = Password::choose(crate::test_app::PASSWORD).unwrap();
    set_password(&app, &email("Ada"), password).await.unwrap();
    assert!(is_asked(&app, &cookie, "Ada").await);
}

/// Whoever it was that got in and ticked the box has to show the factor when the member is restored.
#[tokio::test]
async fn a_suspension_ends_trust_for_the_day_on_which_it_is_over() {
    let app = TestApp::new().await;
    let (admin, ada) = (app.admin("Zoe").await, Owner::new(&app, "Ada").await);
    let cookie = trusted(&app, &ada, "Ada").await;
    let reason = SuspensionForm::parse("Somebody else was in").unwrap();
    members::suspend(&app, &app.visit_of(&admin).await, ada.actor.id, reason).await.unwrap();
    members::restore(&app, &app.visit_of(&admin).await, ada.actor.id).await.unwrap();
    assert!(is_asked(&app, &cookie, "Ada").await);
}

#[tokio::test]
async fn signing_out_everywhere_else_ends_trust() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let cookie = trusted(&app, &ada, "Ada").await;
    let mut visit = app.visit();
    visit.viewer = Viewer::Member(ada.actor.clone());
    sign_out_others(&app, &visit).await.unwrap();
    assert!(is_asked(&app, &cookie, "Ada").await);
}

/// Whoever has the mailbox and a browser that was trusted with the old password has one factor, not two.
#[tokio::test]
async fn a_password_that_is_chosen_by_letter_ends_trust_before_it_lets_in() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let cookie = trusted(&app, &ada, "Ada").await;
    let mailbox = EmailAddress::parse(&email("Ada")).unwrap();
    let reset =
        proofs::issue(app.db.write(), &app, Purpose::ResetPassword, Some(ada.actor.id), &mailbox).await.unwrap();
    let visit = Visit { trust: Some(cookie), ..app.visit() };
    let admitted = reset_password(&app, &visit, Given::Link(reset.token), "violet harbour engine").await.unwrap();
    assert!(matches!(admitted, Admitted::SecondFactor), "{admitted:?}");
    assert!(factors(&app, &ada.actor).await.unwrap().trusted_devices.is_empty());
}

#[tokio::test]
async fn a_change_of_factors_ends_trust() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    trusted(&app, &ada, "Ada").await;
    turn_off_totp(&app, &app.visit(), &proved(&app, ada.actor.clone())).await.unwrap();
    assert!(factors(&app, &ada.actor).await.unwrap().trusted_devices.is_empty());
}

#[tokio::test]
async fn a_member_sees_the_browsers_they_trust_and_ends_that() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let bob = Owner::new(&app, "Bob").await;
    let first = trusted(&app, &ada, "Ada").await;
    let second = trusted(&app, &ada, "Ada").await;
    let devices = factors(&app, &ada.actor).await.unwrap().trusted_devices;
    assert_eq!(devices.len(), 2);
    assert_eq!((&*devices[0].agent, &*devices[0].address), ("Example/1.0", "192.0.2.1"));
    assert_eq!(problem(end_trusted(&app, &app.visit(), &bob.actor, devices[0].id).await), Problem::NotFound);
    end_trusted(&app, &app.visit(), &ada.actor, devices[0].id).await.unwrap();
    assert!(is_asked(&app, &second, "Ada").await);
    assert!(!is_asked(&app, &first, "Ada").await);
    end_all_trusted(&app, &app.visit(), &ada.actor).await.unwrap();
    assert!(is_asked(&app, &first, "Ada").await);
    end_all_trusted(&app, &app.visit(), &ada.actor).await.unwrap();
    let ended = app.audited_about(ada.actor.id, Event::DeviceTrustEnded).await;
    assert_eq!(ended, ["{}", r#"{"count":1}"#], "each on record, and where there was nothing to end, nothing");
}
