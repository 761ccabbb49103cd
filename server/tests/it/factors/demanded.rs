use domain::{
    accounts::{Actor, Permissions, Role},
    factors::TotpCode,
    roles::RoleForm,
};
use server::{
    accounts::{Admitted, actor},
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
