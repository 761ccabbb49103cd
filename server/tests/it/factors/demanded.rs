use domain::{
    accounts::{Actor, EmailAddress, Permissions, Role},
    factors::TotpCode,
    roles::RoleForm,
};
use server::{
    accounts::{
        Admitted, account, actor,
        proofs::{self, Purpose},
        sign_in_by_link,
    },
    factors::{begin_totp, confirm_totp, finish_by_code, set_up, turn_off_totp},
    roles,
    sessions::viewer,
};

use super::owner::{Owner, code_of, first_step, generator, proved};
use crate::test_app::{TestApp, came_in};

async fn demanding(role: Role) -> TestApp {
    TestApp::configured(|config| config.accounts.second_factor_roles = vec![role]).await
}

async fn seen(app: &TestApp, visit: &server::http::Visit) -> Actor {
    visit.session.save().await.unwrap();
    let again = app.visit_again(visit.session.id().unwrap());
    let (statements, viewer) = app.statements_of(viewer(&again.session)).await;
    assert_eq!(statements, 1);
    viewer.unwrap().actor().unwrap().clone()
}

#[tokio::test]
async fn a_role_that_must_have_a_factor_grants_nothing_without_one() {
    let app = demanding(Role::Editor).await;
    let ada = app.editor("Ada").await;
    let visit = app.visit();
    assert!(matches!(first_step(&app, &visit, "Ada").await, Admitted::FactorNeeded(member) if member.id == ada.id));
    for actor in [seen(&app, &visit).await, actor(&app, ada.id).await.unwrap()] {
        assert!(actor.standing.lacks_factor);
        assert_eq!(actor.permissions, [].into_iter().collect());
    }
}

#[tokio::test]
async fn with_a_factor_it_grants_what_it_grants() {
    let app = demanding(Role::Reader).await;
    let ada = Owner::new(&app, "Ada").await;
    let visit = app.visit();
    assert!(matches!(first_step(&app, &visit, "Ada").await, Admitted::SecondFactor));
    came_in(finish_by_code(&app, &visit, &ada.code(&app), false).await);
    let there = seen(&app, &visit).await;
    assert!(!there.standing.lacks_factor);
    assert_eq!(there.permissions, Role::Reader.grants().iter().copied().collect());
    turn_off_totp(&app, &app.visit(), &proved(&app, ada.actor.clone())).await.unwrap();
    assert!(seen(&app, &visit).await.standing.lacks_factor, "from the next request on");
}

#[tokio::test]
async fn other_roles_go_without() {
    let app = demanding(Role::Admin).await;
    app.author("Ada").await;
    let visit = app.visit();
    assert!(matches!(first_step(&app, &visit, "Ada").await, Admitted::In(_)));
    let ada = seen(&app, &visit).await;
    assert!(!ada.standing.lacks_factor);
    assert_eq!(ada.permissions, Role::Author.grants().iter().copied().collect());
}

/// What is left by password or by letter alone is to set a second factor up; with one, both ask for it.
#[tokio::test]
async fn demanded_of_every_role_one_factor_alone_is_good_for_nothing_but_setting_up_a_second() {
    let app = TestApp::configured(|config| config.accounts.second_factor_roles = Role::BUILT_IN.to_vec()).await;
    for role in Role::BUILT_IN {
        let name = role.as_str();
        let member = app.member(name, role).await;
        let (by_password, by_letter) = (app.visit(), app.visit());
        let admitted = first_step(&app, &by_password, name).await;
        assert!(matches!(admitted, Admitted::FactorNeeded(_)), "{name}: {admitted:?}");
        let arrival = sign_in_by_link(&app, &by_letter, &letter(&app, &member).await, false).await.unwrap();
        assert!(matches!(arrival.admitted, Admitted::FactorNeeded(_)), "{name}: {arrival:?}");
        for visit in [&by_password, &by_letter] {
            let there = seen(&app, visit).await;
            assert!(there.standing.lacks_factor, "{name}");
            assert_eq!(there.permissions, Permissions::default(), "{name}");
        }
    }
    let owner = Owner::new(&app, "Ada").await;
    assert!(matches!(first_step(&app, &app.visit(), "Ada").await, Admitted::SecondFactor));
    let arrival = sign_in_by_link(&app, &app.visit(), &letter(&app, &owner.actor).await, false).await.unwrap();
    assert!(matches!(arrival.admitted, Admitted::SecondFactor), "{arrival:?}");
}

/// The secret of a letter that signs a member in.
async fn letter(app: &TestApp, member: &Actor) -> String {
    let mailbox = EmailAddress::parse(&account(app, member).await.unwrap().email).unwrap();
    proofs::issue(app.db.write(), app, Purpose::SignIn, Some(member.id), &mailbox).await.unwrap().token
}

/// As an admin does under Roles.
async fn tick(app: &TestApp, role: Role) {
    let admin = app.admin("Alma").await;
    let granted = role.grants().iter().map(|permission| permission.as_str());
    let form = RoleForm::parse("Authors", granted, true).unwrap();
    roles::save(app, &app.visit_of(&admin).await, role, form).await.unwrap();
}

#[tokio::test]
async fn a_role_for_which_an_admin_ticks_it_grants_nothing_until_there_is_a_factor() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let visit = app.visit();
    came_in(Ok(first_step(&app, &visit, "Ada").await));
    let granted: Permissions = Role::Author.grants().iter().copied().collect();
    assert_eq!(seen(&app, &visit).await.permissions, granted);
    tick(&app, Role::Author).await;
    for actor in [seen(&app, &visit).await, actor(&app, ada.id).await.unwrap()] {
        assert!(actor.standing.lacks_factor);
        assert_eq!(actor.permissions, Permissions::default());
    }
    assert!(
        matches!(first_step(&app, &app.visit(), "Ada").await, Admitted::FactorNeeded(member) if member.id == ada.id)
    );
    let ada = proved(&app, ada);
    begin_totp(&app, &ada).await.unwrap();
    let totp = generator(&set_up(&app, &ada).await.unwrap().secret);
    confirm_totp(&app, &visit, &ada, &TotpCode::parse(&code_of(&app, &totp)).unwrap()).await.unwrap();
    for actor in [seen(&app, &visit).await, actor(&app, ada.id).await.unwrap()] {
        assert!(!actor.standing.lacks_factor);
        assert_eq!(actor.permissions, granted);
    }
}
