use domain::{
    accounts::{SignInForm, SignUpForm},
    members::SuspensionForm,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{
    accounts::{sign_in, sign_up},
    entities::known_device,
    http::Visit,
    mail::Block,
    members,
    sessions::sign_out_others,
};

use crate::test_app::{PASSWORD, TestApp};

async fn signed_in(app: &TestApp, visit: Visit) -> Visit {
    sign_in(app, &visit, SignInForm::parse("ada@example.org", PASSWORD).unwrap()).await.unwrap();
    visit
}

/// Subjects of the letters about new browsers.
async fn letters(app: &TestApp) -> usize {
    app.letters_to("Ada").await.iter().filter(|letter| letter.subject.starts_with("A new sign-in")).count()
}

#[tokio::test]
async fn a_sign_in_with_a_new_browser_is_told_with_when_where_and_what() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    signed_in(&app, app.visit()).await;
    assert_eq!(letters(&app).await, 0, "the first browser is nothing new");
    let mut elsewhere = app.visit_from("203.0.113.77");
    elsewhere.client.agent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".into();
    signed_in(&app, elsewhere).await;
    let letters = app.letters_to("Ada").await;
    let letter = letters.iter().find(|letter| letter.subject.starts_with("A new sign-in")).unwrap();
    let facts = letter.blocks.iter().find_map(|block| match block {
        Block::Facts { facts } => Some(facts.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>()),
        _ => None,
    });
    let told = ["20 November 2026, 12:00 UTC", "Firefox on Linux", "203.0.113.0/24", "with your password"];
    assert_eq!(facts.unwrap(), told);
    let buttons = letter
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Button { url, .. } if url.ends_with("/settings/sessions")));
    assert_eq!(buttons.count(), 1);
}

#[tokio::test]
async fn a_browser_that_was_used_before_is_not_told_of_again() {
    let app = TestApp::new().await;
    let joined = app.visit();
    let form = SignUpForm::parse("Ada", "ada@example.org", PASSWORD).unwrap();
    sign_up(&app, &joined, form).await.unwrap();
    let again = signed_in(&app, app.visit_with_device_of(&joined)).await;
    assert_eq!(letters(&app).await, 0);
    assert!(again.cookies.take().is_empty(), "it keeps its cookie");
    assert_eq!(known_device::Entity::find().count(app.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn a_browser_is_new_to_everybody_who_has_not_used_it() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    signed_in(&app, app.visit()).await;
    let bobs = app.visit();
    sign_in(&app, &bobs, SignInForm::parse("bob@example.org", PASSWORD).unwrap()).await.unwrap();
    signed_in(&app, app.visit_with_device_of(&bobs)).await;
    assert_eq!(letters(&app).await, 1);
}

#[tokio::test]
async fn browsers_that_were_signed_out_from_elsewhere_are_new_again() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let other = signed_in(&app, app.visit()).await;
    let other = app.visit_with_device_of(&other);
    let here = signed_in(&app, app.visit()).await;
    here.session.save().await.unwrap();
    let cookie = here.session.id().unwrap();
    let device = app.visit_with_device_of(&here).device;
    sign_out_others(&app, &Visit { device, ..app.visit_of_member(cookie).await }).await.unwrap();
    signed_in(&app, other).await;
    assert_eq!(letters(&app).await, 2);
}

#[tokio::test]
async fn the_first_sign_in_after_a_suspension_is_told_whatever_browser_it_is() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let own = signed_in(&app, app.visit()).await;
    members::suspend_by_email(&app, "ada@example.org", SuspensionForm::parse("A test").unwrap()).await.unwrap();
    members::restore_by_email(&app, "ada@example.org").await.unwrap();
    let own = app.visit_with_device_of(&own);
    let device = own.device.clone();
    signed_in(&app, own).await;
    assert_eq!(letters(&app).await, 1);
    signed_in(&app, Visit { device, ..app.visit() }).await;
    assert_eq!(letters(&app).await, 1, "it is known again");
}

#[tokio::test]
async fn a_program_that_keeps_no_cookie_fills_neither_mailbox_nor_table() {
    let app = TestApp::configured(|config| config.accounts.sign_in_per_address.attempts = 1000).await;
    app.reader("Ada").await;
    for _ in 0..60 {
        signed_in(&app, app.visit()).await;
    }
    assert_eq!(letters(&app).await, 4, "five new ones an hour, and the first was none to tell of");
    assert_eq!(known_device::Entity::find().count(app.db.read()).await.unwrap(), 50);
}

#[tokio::test]
async fn two_tabs_of_a_new_browser_are_one_browser() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    let bobs = app.visit();
    sign_in(&app, &bobs, SignInForm::parse("bob@example.org", PASSWORD).unwrap()).await.unwrap();
    let tab = app.visit_with_device_of(&bobs);
    let other = Visit { device: tab.device.clone(), ..app.visit() };
    signed_in(&app, app.visit()).await;
    tokio::join!(signed_in(&app, tab), signed_in(&app, other));
    assert_eq!(letters(&app).await, 1);
}
