use domain::{
    Problem,
    accounts::{Password, SignInForm, Viewer},
    id::SessionHandle,
};
use server::{
    accounts::{change_password, set_password, sign_in},
    http::Visit,
    sessions::{self, end_one, list, sign_out_others},
};
use tower_sessions::session::Id;

use crate::test_app::{PASSWORD, TestApp, email, problem};

async fn is_signed_in(app: &TestApp, cookie: Id) -> bool {
    app.visit_of_member(cookie).await.viewer.actor().is_ok()
}

async fn handle_of(app: &TestApp, cookie: Id) -> SessionHandle {
    let visit = app.visit_of_member(cookie).await;
    list(app, &visit, visit.viewer.actor().unwrap()).await.unwrap().sessions[0].handle.unwrap()
}

#[tokio::test]
async fn one_session_is_ended_by_its_handle() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let (here, there) = (app.cookie_of("Ada").await, app.cookie_of("Ada").await);
    let visit = app.visit_of_member(here).await;
    end_one(&app, &visit, handle_of(&app, there).await).await.unwrap();
    assert!(is_signed_in(&app, here).await && !is_signed_in(&app, there).await);
    assert!(app.audited().await.contains(&"session_ended".to_owned()));
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    let (ada, bob) = (app.cookie_of("Ada").await, app.cookie_of("Bob").await);
    let handle = handle_of(&app, ada).await;
    assert_eq!(problem(end_one(&app, &app.visit_of_member(bob).await, handle).await), Problem::NotFound);
    assert_eq!(problem(end_one(&app, &app.visit(), handle).await), Problem::SignInNeeded);
    assert!(is_signed_in(&app, ada).await);
}

#[tokio::test]
async fn ending_the_others_keeps_this_one_under_a_new_id() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    let (here, there, bob) = (app.cookie_of("Ada").await, app.cookie_of("Ada").await, app.cookie_of("Bob").await);
    let visit = app.visit_of_member(here).await;
    sign_out_others(&app, &visit).await.unwrap();
    let rotated = app.answered(&visit).await.unwrap();
    assert_ne!(rotated, here);
    assert!(is_signed_in(&app, rotated).await && is_signed_in(&app, bob).await);
    assert!(!is_signed_in(&app, here).await && !is_signed_in(&app, there).await);
}

#[tokio::test]
async fn an_admin_who_acts_as_a_member_ends_none_of_their_sessions() {
    let app = TestApp::new().await;
    let admin = app.editor("Eve").await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let handle = handle_of(&app, cookie).await;
    let visit = app.visit_of_member(cookie).await;
    let mut acting = visit.viewer.actor().unwrap().clone();
    acting.standing.acting = Some(admin.id);
    let visit = Visit { viewer: Viewer::Member(acting), ..visit };
    assert_eq!(problem(end_one(&app, &visit, handle).await), Problem::NotWhileActing);
    assert_eq!(problem(sign_out_others(&app, &visit).await), Problem::NotWhileActing);
    assert!(is_signed_in(&app, cookie).await);
}

#[tokio::test]
async fn whoever_proves_themselves_in_a_session_that_was_ended_meanwhile_is_signed_out() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let (here, there) = (app.cookie_of("Ada").await, app.cookie_of("Ada").await);
    let slow = app.visit_of_member(there).await;
    sessions::proved(&app, &slow).await.unwrap();
    sign_out_others(&app, &app.visit_of_member(here).await).await.unwrap();
    let left = app.answered(&slow).await;
    assert!(left.is_none(), "its cookie is taken back");
    assert!(!is_signed_in(&app, there).await);
}

#[tokio::test]
async fn the_id_that_was_given_up_is_a_strangers() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let visit = app.visit_of_member(cookie).await;
    sessions::proved(&app, &visit).await.unwrap();
    app.answered(&visit).await.unwrap();
    assert!(!is_signed_in(&app, cookie).await);
}

/// Signs in with the password that Ada has, and answers with the cookie once her password was changed by `change`: a
/// session is stored with the answer, which comes when it comes.
async fn overtaken_by<T>(app: &TestApp, change: impl Future<Output = T>) -> Id {
    let visit = app.visit();
    sign_in(app, &visit, SignInForm::parse(&email("Ada"), PASSWORD).unwrap()).await.unwrap();
    app.clock.advance_seconds(1);
    change.await;
    app.answered(&visit).await.unwrap()
}

#[tokio::test]
async fn a_sign_in_by_the_old_password_does_not_outlive_its_change() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let new = || Password::given("violet harbour engine").unwrap();
    let late = overtaken_by(&app, async { set_password(&app, &email("Ada"), new()).await.unwrap() }).await;
    assert!(!is_signed_in(&app, late).await);

    set_password(&app, &email("Ada"), Password::given(PASSWORD).unwrap()).await.unwrap();
    let own = app.visit_of_member(app.cookie_of("Ada").await).await;
    let change = async { change_password(&app, &own, &ada, PASSWORD, "violet harbour engine").await.unwrap() };
    let late = overtaken_by(&app, change).await;
    assert!(!is_signed_in(&app, late).await);
    let own = app.answered(&own).await.unwrap();
    assert!(is_signed_in(&app, own).await, "whoever changed it stays");
}
