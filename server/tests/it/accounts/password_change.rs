use domain::{
    Problem,
    accounts::{Actor, SignInForm, Viewer},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    accounts::{change_password, has_password, sign_in},
    entities::member,
    sessions,
};

use super::email_change::proved;
use crate::test_app::{PASSWORD, TestApp, field_code, problem};

const NEW: &str = "violet harbour engine";

async fn change(app: &TestApp, actor: &Actor, current: &str, new: &str) -> server::Result<()> {
    change_password(app, &app.visit(), actor, current, new).await
}

async fn enters(app: &TestApp, password: &str) -> bool {
    sign_in(app, &app.visit(), SignInForm::parse("ada@example.org", password).unwrap()).await.is_ok()
}

/// How many letters tell Ada that her password changed.
pub(super) async fn told_of_a_change(app: &TestApp) -> usize {
    app.letters_to("Ada").await.iter().filter(|letter| letter.subject.contains("was changed")).count()
}

#[tokio::test]
async fn who_knows_the_present_password_sets_another_and_is_alone_afterwards() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let (own, other) = (app.cookie_of("Ada").await, app.cookie_of("Ada").await);
    let visit = app.visit_again(own);
    change_password(&app, &visit, &ada, PASSWORD, NEW).await.unwrap();
    visit.session.save().await.unwrap();
    assert!(enters(&app, NEW).await && !enters(&app, PASSWORD).await);
    assert_eq!(sessions::viewer(&app.visit_again(other).session).await.unwrap(), Viewer::Stranger);
    assert!(sessions::viewer(&visit.session).await.unwrap().is(ada.id));
    assert_eq!(told_of_a_change(&app).await, 1);
    assert!(app.audited().await.contains(&"password_changed".into()));
}

#[tokio::test]
async fn a_wrong_present_password_and_a_weak_new_one_are_refused() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    assert_eq!(field_code(change(&app, &ada, "not this one", NEW).await, "current_password"), "wrong");
    assert_eq!(field_code(change(&app, &ada, "", NEW).await, "current_password"), "required");
    assert_eq!(field_code(change(&app, &ada, PASSWORD, "password123").await, "password"), "too_weak");
    assert_eq!(field_code(change(&app, &ada, PASSWORD, "the example ada").await, "password"), "too_weak");
    assert!(enters(&app, PASSWORD).await);
}

#[tokio::test]
async fn guesses_count_as_sign_ins_do() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    for _ in 0..10 {
        assert_eq!(field_code(change(&app, &ada, "not this one", NEW).await, "current_password"), "wrong");
    }
    assert!(matches!(problem(change(&app, &ada, PASSWORD, NEW).await), Problem::TooManyAttempts { .. }));
}

#[tokio::test]
async fn of_two_changes_at_once_one_wins() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let (one, other) =
        tokio::join!(change(&app, &ada, PASSWORD, NEW), change(&app, &ada, PASSWORD, "another fine lantern"));
    assert_ne!(one.is_ok(), other.is_ok());
    assert_eq!(told_of_a_change(&app).await, 1);
}

#[tokio::test]
async fn who_has_no_password_sets_the_first_one_with_a_fresh_proof() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let row = member::ActiveModel { id: Set(ada.id.0), password_hash: Set(None), ..Default::default() };
    member::Entity::update(row).exec(app.db.write()).await.unwrap();
    assert!(!has_password(&app, &ada).await.unwrap());
    assert_eq!(problem(change(&app, &ada, "", NEW).await), Problem::ProofNeeded);
    change(&app, &proved(&app, &ada), "", NEW).await.unwrap();
    assert!(enters(&app, NEW).await);
}

#[tokio::test]
async fn nobody_changes_it_while_acting_as_somebody_else() {
    let app = TestApp::new().await;
    let mut ada = app.reader("Ada").await;
    ada.standing.acting = Some(ada.id);
    assert_eq!(problem(change(&app, &ada, PASSWORD, NEW).await), Problem::NotWhileActing);
}
