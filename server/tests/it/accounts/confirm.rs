use domain::{
    Problem,
    accounts::{Password, TypedCode, Viewer},
};
use sea_orm::{ActiveValue::Set, ActiveValue::Unchanged, EntityTrait};
use server::{
    accounts::confirm::{by_code, by_password, send_code, ways},
    entities::{member, totp_seed},
    http::Visit,
    mail::Block,
};

use crate::test_app::{PASSWORD, TestApp, field_code, problem};

/// Ada, whose last proof is too old.
async fn ada(app: &TestApp) -> Visit {
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    app.clock.advance_seconds(10 * 60);
    let visit = app.visit_of_member(cookie).await;
    assert_eq!(visit.viewer.actor().unwrap().require_proof(app.clock.now()), Err(Problem::ProofNeeded));
    visit
}

async fn without_password(app: &TestApp) -> Visit {
    let visit = ada(app).await;
    let id = visit.viewer.actor().unwrap().id.0;
    let row = member::ActiveModel { id: Unchanged(id), password_hash: Set(None), ..Default::default() };
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
    visit
}

async fn is_proved(app: &TestApp, visit: &Visit) -> bool {
    let cookie = app.answered(visit).await.unwrap();
    app.visit_of_member(cookie).await.viewer.actor().unwrap().require_proof(app.clock.now()).is_ok()
}

async fn code(app: &TestApp) -> TypedCode {
    let letter = app.letters_to("Ada").await.pop().unwrap();
    let code = letter.blocks.iter().find_map(|block| match block {
        Block::Code { code } => Some(code.clone()),
        _ => None,
    });
    TypedCode::parse(&code.unwrap()).unwrap()
}

#[tokio::test]
async fn the_password_is_a_fresh_proof_and_goes_into_the_record() {
    let app = TestApp::new().await;
    let visit = ada(&app).await;
    let wrong = by_password(&app, &visit, &Password::given("not the words").unwrap()).await;
    assert_eq!(field_code(wrong, "password"), "wrong");
    assert!(!is_proved(&app, &visit).await);
    by_password(&app, &visit, &Password::given(PASSWORD).unwrap()).await.unwrap();
    assert!(is_proved(&app, &visit).await);
    let audited = app.audited().await;
    assert!(audited.contains(&"sign_in_failed".to_owned()) && audited.contains(&"proved".to_owned()), "{audited:?}");
}

#[tokio::test]
async fn a_member_without_a_password_proves_who_they_are_by_a_mailed_code_once() {
    let app = TestApp::new().await;
    let visit = without_password(&app).await;
    assert_eq!(ways(&app, &visit).await.unwrap().mailbox.as_deref(), Some("ada@example.org"));
    send_code(&app, &visit).await.unwrap();
    let code = code(&app).await;
    by_code(&app, &visit, &code).await.unwrap();
    assert!(is_proved(&app, &visit).await);
    assert_eq!(field_code(by_code(&app, &visit, &code).await, "code"), "wrong");
}

#[tokio::test]
async fn the_code_of_one_member_proves_nobody_else() {
    let app = TestApp::new().await;
    let visit = without_password(&app).await;
    send_code(&app, &visit).await.unwrap();
    let bob = app.reader("Bob").await;
    let row = member::ActiveModel { id: Unchanged(bob.id.0), password_hash: Set(None), ..Default::default() };
    let cookie = app.cookie_of("Bob").await;
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
    let theirs = app.visit_of_member(cookie).await;
    assert_eq!(field_code(by_code(&app, &theirs, &code(&app).await).await, "code"), "wrong");
}

#[tokio::test]
async fn codes_and_letters_are_limited() {
    let app = TestApp::configured(|config| config.recovery.letters_per_mailbox.attempts = 2).await;
    let visit = without_password(&app).await;
    let guess = TypedCode::parse("BCDF-GHJK").unwrap();
    for _ in 0..2 {
        send_code(&app, &visit).await.unwrap();
        for _ in 0..5 {
            assert_eq!(field_code(by_code(&app, &visit, &guess).await, "code"), "wrong");
        }
    }
    let right = code(&app).await;
    assert_eq!(field_code(by_code(&app, &visit, &right).await, "code"), "wrong", "five tries each");
    assert!(matches!(problem(send_code(&app, &visit).await), Problem::TooManyAttempts { .. }));
    assert!(!is_proved(&app, &visit).await);
}

#[tokio::test]
async fn whoever_has_a_password_gets_no_code_in_its_place() {
    let app = TestApp::new().await;
    let visit = ada(&app).await;
    assert_eq!(ways(&app, &visit).await.unwrap().mailbox, None);
    assert_eq!(problem(send_code(&app, &visit).await), Problem::IllegalMove);
}

/// Somebody sits at an open session and reads the mailbox. The member has a second factor, set up before or after the code
/// was sent.
#[tokio::test]
async fn a_mailbox_is_no_way_around_a_second_factor() {
    let app = TestApp::new().await;
    let visit = without_password(&app).await;
    send_code(&app, &visit).await.unwrap();
    let code = code(&app).await;
    let now = app.clock.now().millis();
    let seed = totp_seed::ActiveModel {
        member_id: Set(visit.viewer.actor().unwrap().id.0),
        sealed_seed: Set(b"not opened here".to_vec()),
        last_step: Set(0),
        begun_at: Set(now),
        confirmed_at: Set(Some(now)),
    };
    totp_seed::Entity::insert(seed).exec_without_returning(app.db.write()).await.unwrap();
    assert_eq!(ways(&app, &visit).await.unwrap().mailbox, None);
    assert_eq!(problem(send_code(&app, &visit).await), Problem::IllegalMove);
    assert_eq!(problem(by_code(&app, &visit, &code).await), Problem::IllegalMove);
    assert!(!is_proved(&app, &visit).await);
}

#[tokio::test]
async fn nobody_proves_anything_for_a_member_as_whom_they_act() {
    let app = TestApp::new().await;
    let visit = ada(&app).await;
    let mut acting = visit.viewer.actor().unwrap().clone();
    acting.standing.acting = Some(app.editor("Eve").await.id);
    let visit = Visit { viewer: Viewer::Member(acting), ..visit };
    let tried = by_password(&app, &visit, &Password::given(PASSWORD).unwrap()).await;
    assert_eq!(problem(tried), Problem::NotWhileActing);
    assert_eq!(problem(ways(&app, &visit).await), Problem::NotWhileActing);
}
