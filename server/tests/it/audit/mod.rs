mod chain;

use domain::accounts::{SignInForm, SignUpForm};
use server::accounts::{sign_in, sign_up};

use crate::test_app::{PASSWORD, TestApp, came_in};

#[tokio::test]
async fn a_sign_in_is_on_record() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let form = SignInForm::parse("ada@example.org", PASSWORD).unwrap();
    came_in(sign_in(&app, &app.visit(), form).await);
    assert_eq!(app.audited().await, ["signed_in"]);
}

#[tokio::test]
async fn who_joins_is_on_record() {
    let app = TestApp::new().await;
    let form = SignUpForm::parse("Ada", "ada@example.org", PASSWORD).unwrap();
    came_in(sign_up(&app, &app.visit(), form).await);
    assert_eq!(app.audited().await, ["joined", "signed_in"]);
}
