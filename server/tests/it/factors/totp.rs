use domain::{Problem, accounts::Standing, factors::TotpCode};
use sea_orm::EntityTrait;
use server::{
    entities::totp_seed,
    factors::{Codes, begin_totp, confirm_totp, factors, prove_by_code, set_up, turn_off_totp},
};

use super::owner::{Owner, code_of, generator, proved};
use crate::test_app::{TestApp, field_code, problem};

#[tokio::test]
async fn an_app_counts_only_after_its_first_code() {
    let app = TestApp::new().await;
    let ada = proved(&app, app.reader("Ada").await);
    begin_totp(&app, &ada).await.unwrap();
    assert_eq!(factors(&app, &ada).await.unwrap().totp_since, None);
    let totp = generator(&set_up(&app, &ada).await.unwrap().secret);
    let confirm = async |code: &str| {
        let code = TotpCode::parse(code).unwrap();
        confirm_totp(&app, &app.visit(), &ada, &code).await
    };
    let wrong = if code_of(&app, &totp) == "000000" { "000001" } else { "000000" };
    assert_eq!(field_code(confirm(wrong).await, "code"), "wrong");
    assert_eq!(confirm(&code_of(&app, &totp)).await.unwrap(), Codes::Fresh);
    assert_eq!(factors(&app, &ada).await.unwrap().totp_since, Some(app.clock.now()));
    let mut audited = app.audited().await;
    audited.sort_unstable();
    assert_eq!(audited, ["recovery_codes_made", "totp_enabled"]);
    assert_eq!(app.letters_to("Ada").await.len(), 1);
}

#[tokio::test]
async fn the_seed_is_sealed_and_shown_only_while_it_is_set_up() {
    let app = TestApp::new().await;
    let ada = proved(&app, app.reader("Ada").await);
    begin_totp(&app, &ada).await.unwrap();
    let told = set_up(&app, &ada).await.unwrap();
    let totp = generator(&told.secret);
    assert!(told.url.contains(&told.secret.replace(' ', "")) && told.picture.path.starts_with('M'));
    let row = totp_seed::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    let seed = totp.secret().as_ref();
    assert!(!row.sealed_seed.windows(seed.len()).any(|bytes| bytes == seed));
    assert!(!format!("{told:?}").contains(&told.url));
    let code = TotpCode::parse(&code_of(&app, &totp)).unwrap();
    confirm_totp(&app, &app.visit(), &ada, &code).await.unwrap();
    assert_eq!(problem(set_up(&app, &ada).await), Problem::NotFound);
    assert_eq!(problem(begin_totp(&app, &ada).await), Problem::IllegalMove);
}

#[tokio::test]
async fn turning_it_on_or_off_takes_a_fresh_proof() {
    let app = TestApp::new().await;
    let mut ada = Owner::new(&app, "Ada").await.actor;
    ada.standing = Standing::default();
    assert_eq!(problem(begin_totp(&app, &ada).await), Problem::ProofNeeded);
    assert_eq!(problem(set_up(&app, &ada).await), Problem::ProofNeeded);
    assert_eq!(problem(turn_off_totp(&app, &app.visit(), &ada).await), Problem::ProofNeeded);
    turn_off_totp(&app, &app.visit(), &proved(&app, ada.clone())).await.unwrap();
    let left = factors(&app, &ada).await.unwrap();
    assert_eq!((left.totp_since, left.recovery_codes_left), (None, 0));
    assert!(app.audited().await.contains(&"totp_disabled".to_owned()));
    assert_eq!(app.letters_to("Ada").await.len(), 2);
}

#[tokio::test]
async fn a_code_is_good_once_and_none_before_it_afterwards() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let earlier = ada.code(&app);
    app.clock.advance_seconds(30);
    let now = ada.code(&app);
    let visit = app.visit();
    prove_by_code(&app, &visit, &ada.actor, &now).await.unwrap();
    assert_eq!(field_code(prove_by_code(&app, &visit, &ada.actor, &now).await, "code"), "wrong");
    assert_eq!(field_code(prove_by_code(&app, &visit, &ada.actor, &earlier).await, "code"), "wrong");
    app.clock.advance_seconds(30);
    prove_by_code(&app, &visit, &ada.actor, &ada.code(&app)).await.unwrap();
}

#[tokio::test]
async fn the_code_that_confirmed_the_app_is_used_up() {
    let app = TestApp::new().await;
    let ada = proved(&app, app.reader("Ada").await);
    begin_totp(&app, &ada).await.unwrap();
    let totp = generator(&set_up(&app, &ada).await.unwrap().secret);
    let code = code_of(&app, &totp);
    confirm_totp(&app, &app.visit(), &ada, &TotpCode::parse(&code).unwrap()).await.unwrap();
    let again = domain::factors::FactorCode::parse(&code).unwrap();
    assert_eq!(field_code(prove_by_code(&app, &app.visit(), &ada, &again).await, "code"), "wrong");
}

#[tokio::test]
async fn of_two_who_bring_one_code_at_the_same_moment_one_is_let_in() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await;
    let code = ada.code(&app);
    let (one, other) = (app.visit(), app.visit_from("192.0.2.2"));
    let (one, other) =
        tokio::join!(prove_by_code(&app, &one, &ada.actor, &code), prove_by_code(&app, &other, &ada.actor, &code),);
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
}
