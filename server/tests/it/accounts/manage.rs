use domain::{
    Problem,
    accounts::{EmailAddress, Password, Permission, Role, SignInForm, SignUpForm, Viewer},
};
use server::{
    accounts::{
        Given, account, actor, ask_for_reset, create_member, list_members, reset_password, set_password, set_role,
        sign_in, sign_up,
    },
    sessions::viewer,
};

use super::letters::token_in;
use crate::test_app::{PASSWORD, TestApp, came_in, email, field_code, problem};

#[tokio::test]
async fn a_changed_role_holds_from_the_next_request_on() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    assert!(!viewer(&app.visit_again(cookie).session).await.unwrap().may(Permission::WritePosts));
    set_role(&app, "ADA@example.org", Role::Editor).await.unwrap();
    let Viewer::Member(ada) = viewer(&app.visit_again(cookie).session).await.unwrap() else { panic!("signed out") };
    assert_eq!(ada.role, Role::Editor);
    assert!(ada.may(Permission::ModerateComments));
}

#[tokio::test]
async fn a_new_password_replaces_the_old_one_and_ends_every_session() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookies = [app.cookie_of("Ada").await, app.cookie_of("Ada").await];
    set_password(&app, &email("Ada"), Password::given("quite another one").unwrap()).await.unwrap();
    for cookie in cookies {
        assert_eq!(viewer(&app.visit_again(cookie).session).await.unwrap(), Viewer::Stranger);
    }
    let try_with = |password| SignInForm::parse(&email("Ada"), password).unwrap();
    assert_eq!(problem(sign_in(&app, &app.visit(), try_with(PASSWORD)).await), Problem::WrongCredentials);
    sign_in(&app, &app.visit(), try_with("quite another one")).await.unwrap();
}

#[tokio::test]
async fn a_new_password_from_the_command_line_is_told_is_on_record_and_voids_letters() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let ada = EmailAddress::parse(&email("Ada")).unwrap();
    ask_for_reset(&app, &app.visit(), &ada).await.unwrap();
    let link = app.letters_to("Ada").await.iter().find_map(token_in).expect("a letter with a link");
    app.clock.advance_seconds(1);
    set_password(&app, &email("Ada"), Password::given("quite another one").unwrap()).await.unwrap();
    let late = reset_password(&app, &app.visit(), Given::Link(link), "violet harbour engine").await;
    assert_eq!(problem(late), Problem::LinkExpired);
    assert!(app.letters_to("Ada").await.last().unwrap().subject.contains("was changed"));
    assert!(app.audited().await.contains(&"password_changed".into()));
}

#[tokio::test]
async fn an_admin_from_the_command_line_is_the_owner() {
    let app = TestApp::new().await;
    let form = |name: &str| SignUpForm::parse(name, &email(name), PASSWORD).unwrap();
    create_member(&app, form("Ada"), Role::Admin).await.unwrap();
    let bob = came_in(sign_up(&app, &app.visit(), form("Bob")).await);
    assert_eq!(bob.role, Role::Reader);
}

#[tokio::test]
async fn authors_from_the_command_line_do_not_take_the_owners_place() {
    let app = TestApp::new().await;
    app.author("Ada").await;
    let form = SignUpForm::parse("Bob", "bob@example.org", PASSWORD).unwrap();
    assert_eq!(came_in(sign_up(&app, &app.visit(), form).await).role, Role::Admin);
}

#[tokio::test]
async fn members_are_listed_oldest_first_and_know_their_account() {
    let app = TestApp::new().await;
    let bob = app.reader("Bob").await;
    app.clock.advance_seconds(60);
    let ada = app.author("Ada").await;
    let listed: Vec<_> = list_members(&app).await.unwrap().into_iter().map(|member| member.id).collect();
    assert_eq!(listed, [bob.id, ada.id]);
    let own = account(&app, &ada).await.unwrap();
    assert_eq!((own.name.as_str(), own.email.as_str(), own.role), ("Ada", "ada@example.org", Role::Author));
    assert_eq!(own.joined_at, app.clock.now());
}

#[tokio::test]
async fn every_role_may_what_the_domain_says() {
    let app = TestApp::new().await;
    for role in Role::BUILT_IN {
        let form = SignUpForm::parse(role.as_str(), &email(role.as_str()), PASSWORD).unwrap();
        let member = create_member(&app, form, role).await.unwrap();
        let actor = actor(&app, member.id).await.unwrap();
        assert_eq!(actor.permissions, role.grants().iter().copied().collect(), "{role:?}");
    }
}

#[tokio::test]
async fn mistakes_on_the_command_line_are_told() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let twice = SignUpForm::parse("Ada", "ada@EXAMPLE.org", PASSWORD).unwrap();
    assert_eq!(field_code(create_member(&app, twice, Role::Reader).await, "email"), "taken");
    assert_eq!(problem(set_role(&app, "nobody@example.org", Role::Admin).await), Problem::NotFound);
    assert_eq!(field_code(set_role(&app, "no address", Role::Admin).await, "email"), "email");
}
