use domain::{
    Problem,
    accounts::{Role, SignUpForm},
};
use server::accounts::{list_members, sign_up};

use crate::test_app::{PASSWORD, TestApp, came_in, field_code, problem};

fn form(name: &str, email: &str) -> SignUpForm {
    SignUpForm::parse(name, email, PASSWORD).unwrap()
}

#[tokio::test]
async fn the_first_account_is_the_owner_and_all_others_are_readers() {
    let app = TestApp::new().await;
    let ada = came_in(sign_up(&app, &app.visit(), form("Ada", "ada@example.org")).await);
    let bob = came_in(sign_up(&app, &app.visit(), form("Bob", "bob@example.org")).await);
    assert_eq!((ada.role, bob.role), (Role::Admin, Role::Reader));
}

#[tokio::test]
async fn people_who_join_at_the_same_moment_make_one_owner() {
    let app = TestApp::new().await;
    let visits = [app.visit(), app.visit(), app.visit()];
    let (ada, bob, cyd) = tokio::join!(
        sign_up(&app, &visits[0], form("Ada", "ada@example.org")),
        sign_up(&app, &visits[1], form("Bob", "bob@example.org")),
        sign_up(&app, &visits[2], form("Cyd", "cyd@example.org")),
    );
    let roles = [ada, bob, cyd].map(|joined| came_in(joined).role);
    assert_eq!(roles.iter().filter(|role| **role == Role::Admin).count(), 1, "{roles:?}");
}

#[tokio::test]
async fn the_same_address_twice_at_the_same_moment_makes_one_account() {
    let app = TestApp::new().await;
    let visits = [app.visit(), app.visit()];
    let (one, two) = tokio::join!(
        sign_up(&app, &visits[0], form("Ada", "ada@example.org")),
        sign_up(&app, &visits[1], form("Ada", "ADA@example.org")),
    );
    // The same person with the same password: both requests end up signed in to the one account.
    assert_eq!(came_in(one).id, came_in(two).id);
    assert_eq!(list_members(&app).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_taken_address_is_told_at_its_field() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let other = SignUpForm::parse("Eve", "Ada@Example.org", "another password").unwrap();
    assert_eq!(field_code(sign_up(&app, &app.visit(), other).await, "email"), "taken");
}

#[tokio::test]
async fn the_form_sent_twice_signs_in() {
    let app = TestApp::new().await;
    let first = came_in(sign_up(&app, &app.visit(), form("Ada", "ada@example.org")).await);
    let visit = app.visit();
    let second = came_in(sign_up(&app, &visit, form("Ada", "ada@example.org")).await);
    assert_eq!(first, second);
    visit.session.save().await.unwrap();
    let again = app.visit_again(visit.session.id().unwrap());
    assert!(server::sessions::viewer(&again.session).await.unwrap().is(first.id));
}

#[tokio::test]
async fn joining_is_limited_per_address_until_the_window_ends() {
    let app = TestApp::configured(|config| config.accounts.sign_up_per_address.attempts = 2).await;
    for name in ["ada", "bob"] {
        sign_up(&app, &app.visit(), form(name, &format!("{name}@example.org"))).await.unwrap();
    }
    let third = || form("Cyd", "cyd@example.org");
    let Problem::TooManyAttempts { retry_after } = problem(sign_up(&app, &app.visit(), third()).await) else {
        panic!("not limited")
    };
    sign_up(&app, &app.visit_from("192.0.2.2"), form("Dee", "dee@example.org")).await.unwrap();
    app.clock.advance_seconds(i64::try_from(retry_after).unwrap());
    sign_up(&app, &app.visit(), third()).await.unwrap();
}

#[tokio::test]
async fn sql_in_a_form_is_only_text() {
    let app = TestApp::new().await;
    let hostile = form("Robert'); DROP TABLE members;-- \" \\ %_", "o'drop--x%_@example.org");
    let member = came_in(sign_up(&app, &app.visit(), hostile).await);
    assert_eq!(member.name, "Robert'); DROP TABLE members;-- \" \\ %_");
    assert_eq!(list_members(&app).await.unwrap(), [member]);
}

#[tokio::test]
async fn addresses_that_differ_by_an_accent_are_two_accounts() {
    let app = TestApp::new().await;
    sign_up(&app, &app.visit(), form("Jose", "jose@example.org")).await.unwrap();
    sign_up(&app, &app.visit(), form("José", "josé@example.org")).await.unwrap();
    assert_eq!(list_members(&app).await.unwrap().len(), 2);
}
