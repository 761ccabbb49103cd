//! The letter to the new mailbox, opened where its member is not signed in.

use domain::{Problem, accounts::Password};
use server::accounts::{Admitted, Confirmed, Entered, Given, confirm_with_password};

use super::{address, answer, newest, wish};
use crate::factors::owner::Owner;
use crate::test_app::{PASSWORD, TestApp, came_in, field_code, problem};

async fn answer_outside(app: &TestApp, token: &str, password: &str) -> server::Result<Entered> {
    let given = Given::Link(token.to_owned());
    confirm_with_password(app, &app.visit(), &given, &Password::given(password).unwrap(), false).await
}

#[tokio::test]
async fn it_takes_the_password_of_the_account() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    wish(&app, &ada, "new@example.org").await.unwrap();
    let sent = newest(&app, "New").await;
    assert_eq!(field_code(answer_outside(&app, &sent, "not this one").await, "password"), "wrong");
    assert_eq!(address(&app, &ada).await, "ada@example.org");
    let entered = answer_outside(&app, &sent, PASSWORD).await.unwrap();
    assert_eq!(entered.confirmed, Some(Confirmed::Changed));
    assert_eq!(came_in(Ok(entered.admitted)).id, ada.id);
    assert_eq!(address(&app, &ada).await, "new@example.org");
}

/// Somebody would like their own account to have Bob's address, so that he fills it; he has the letter alone.
#[tokio::test]
async fn whoever_has_the_new_mailbox_alone_moves_no_account_to_it() {
    let app = TestApp::new().await;
    let (eve, bob) = (app.reader("Eve").await, app.reader("Bob").await);
    wish(&app, &eve, "bobs.other@example.org").await.unwrap();
    let sent = app.letters_sent_to("bobs.other@example.org").await;
    let sent = crate::accounts::letters::token_in(&sent[0]).unwrap();
    assert_eq!(problem(answer(&app, &bob, &sent).await), Problem::SignInNeeded);
    assert_eq!(field_code(answer_outside(&app, &sent, "what Bob would choose").await, "password"), "wrong");
    assert_eq!(address(&app, &eve).await, "eve@example.org");
}

#[tokio::test]
async fn the_second_factor_comes_before_the_change() {
    let app = TestApp::new().await;
    let ada = Owner::new(&app, "Ada").await.actor;
    wish(&app, &ada, "new@example.org").await.unwrap();
    let sent = newest(&app, "New").await;
    let entered = answer_outside(&app, &sent, PASSWORD).await.unwrap();
    assert!(matches!(entered.admitted, Admitted::SecondFactor), "{entered:?}");
    assert_eq!((entered.confirmed, &*address(&app, &ada).await), (None, "ada@example.org"));
    // In their session, which they have once it is shown, the letter is as good as before.
    assert_eq!(answer(&app, &ada, &sent).await.unwrap(), Confirmed::Changed);
}
