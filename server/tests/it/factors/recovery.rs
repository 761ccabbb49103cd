use std::collections::HashSet;

use domain::{Problem, accounts::Standing, factors::FactorCode};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    entities::recovery_code,
    factors::{factors, make_codes, prove_by_code, take_fresh_codes},
};

use super::owner::{Owner, proved};
use crate::test_app::{TestApp, field_code, problem};

#[tokio::test]
async fn ten_codes_are_shown_once_and_kept_as_digests() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    assert_eq!(ada.recovery_codes.iter().collect::<HashSet<_>>().len(), 10);
    let visit = app.visit();
    make_codes(&app, &visit, &proved(&app, ada.actor.clone())).await.unwrap();
    let prefetch = server::http::Visit { prefetch: true, ..visit.clone() };
    assert!(take_fresh_codes(&app, &prefetch, &ada.actor).await.unwrap().is_empty());
    let kept = visit.session.get::<String>("fresh recovery codes").await.unwrap().unwrap();
    let shown = take_fresh_codes(&app, &visit, &ada.actor).await.unwrap();
    assert_eq!(shown.len(), 10);
    assert!(shown.iter().all(|code| code.replace('-', "").len() == 24), "120 random bits each: {shown:?}");
    assert!(take_fresh_codes(&app, &visit, &ada.actor).await.unwrap().is_empty(), "once");
    let rows = format!("{:?} {kept}", recovery_code::Entity::find().all(app.db.read()).await.unwrap());
    for code in shown {
        assert!(!rows.contains(&code) && !rows.contains(&code.replace('-', "")), "{code} in {rows}");
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_its_owner_is_told() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let visit = app.visit();
    prove_by_code(&app, &visit, &ada.actor, &ada.recovery_code(3)).await.unwrap();
    let again = prove_by_code(&app, &visit, &ada.actor, &ada.recovery_code(3)).await;
    assert_eq!(field_code(again, "code"), "wrong");
    app.clock.advance_seconds(1);
    prove_by_code(&app, &visit, &ada.actor, &ada.recovery_code(4)).await.unwrap();
    assert_eq!(factors(&app, &ada.actor).await.unwrap().recovery_codes_left, 8);
    // Letters of the same moment have no order.
    let letters = app.letters_to("Ada").await;
    assert!(letters.iter().any(|letter| format!("{letter:?}").contains("8 are left")), "{letters:?}");
    assert!(app.audited().await.contains(&"recovery_code_used".to_owned()));
}

#[tokio::test]
async fn a_copy_of_the_database_without_the_key_tells_right_codes_from_wrong_ones_to_nobody() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let mut copy = server::AppState::clone(&app);
    copy.vault = server::vault::Vault::new(&[8; 32]);
    let right = prove_by_code(&copy, &app.visit(), &ada.actor, &ada.recovery_code(0)).await;
    assert_eq!(field_code(right, "code"), "wrong");
    prove_by_code(&app, &app.visit(), &ada.actor, &ada.recovery_code(0)).await.unwrap();
}

/// Codes of former versions had eighty random bits; members keep them in drawers for years.
#[tokio::test]
async fn a_shorter_code_that_was_made_by_a_former_version_works_once() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let row = recovery_code::ActiveModel {
        id: Set(app.ids.uuid()),
        member_id: Set(ada.actor.id.0),
        code_hash: Set(app.vault.digest(&format!("recovery:{}", ada.actor.id), "1A2B3C4D5E6F7G8H")),
        made_at: Set(app.clock.now().millis()),
        used_at: Set(None),
    };
    recovery_code::Entity::insert(row).exec_without_returning(app.db.write()).await.unwrap();
    let typed = FactorCode::parse("1a2b 3c4d-5e6f-7g8h").unwrap();
    prove_by_code(&app, &app.visit(), &ada.actor, &typed).await.unwrap();
    assert_eq!(field_code(prove_by_code(&app, &app.visit(), &ada.actor, &typed).await, "code"), "wrong");
}

#[tokio::test]
async fn of_two_who_bring_one_recovery_code_at_the_same_moment_one_is_let_in() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let code = ada.recovery_code(0);
    let (one, other) = (app.visit(), app.visit_from("192.0.2.2"));
    let (one, other) =
        tokio::join!(prove_by_code(&app, &one, &ada.actor, &code), prove_by_code(&app, &other, &ada.actor, &code),);
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
}

#[tokio::test]
async fn new_codes_take_the_place_of_the_old_ones() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let visit = app.visit();
    let stale = domain::accounts::Actor { standing: Standing::default(), ..ada.actor.clone() };
    assert_eq!(problem(make_codes(&app, &visit, &stale).await), Problem::ProofNeeded);
    make_codes(&app, &visit, &proved(&app, ada.actor.clone())).await.unwrap();
    let old = prove_by_code(&app, &visit, &ada.actor, &ada.recovery_code(0)).await;
    assert_eq!(field_code(old, "code"), "wrong");
    let new = take_fresh_codes(&app, &visit, &ada.actor).await.unwrap();
    prove_by_code(&app, &visit, &ada.actor, &FactorCode::parse(&new[0].to_lowercase()).unwrap()).await.unwrap();
}

#[tokio::test]
async fn the_codes_of_one_member_are_no_use_to_another() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let bob = Owner::new(&app, "Bob").await;
    let foreign = prove_by_code(&app, &app.visit(), &bob.actor, &ada.recovery_code(0)).await;
    assert_eq!(field_code(foreign, "code"), "wrong");
}

#[tokio::test]
async fn without_a_second_factor_there_are_no_codes() {
    let app = TestApp::new().await;
    let ada = proved(&app, app.reader("Ada").await);
    assert_eq!(problem(make_codes(&app, &app.visit(), &ada).await), Problem::IllegalMove);
}
