use domain::accounts::{Actor, Role};
use server::{
    accounts::{Admitted, actor},
    factors::{finish_by_code, turn_off_totp},
    sessions::viewer,
};

use super::owner::{Owner, first_step, proved};
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
