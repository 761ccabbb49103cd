use domain::{
    Problem,
    accounts::{Permission, Role, SignInForm, Viewer},
    members::SuspensionForm,
    roles::RoleForm,
};
use server::{
    accounts::{self, actor, sign_in},
    members, roles,
};

use crate::test_app::{PASSWORD, TestApp, email, field_code, problem};

fn reason() -> SuspensionForm {
    SuspensionForm::parse("Sold links in comments").unwrap()
}

#[tokio::test]
async fn a_suspended_member_is_out_at_once_and_told_why() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = app.cookie_of("Bob").await;
    members::suspend(&app, &app.visit_of(&ada).await, bob.id, reason()).await.unwrap();
    assert_eq!(app.visit_signed_in(cookie).await.viewer, Viewer::Stranger);
    let form = || SignInForm::parse(&email("Bob"), PASSWORD).unwrap();
    assert_eq!(problem(sign_in(&app, &app.visit(), form()).await), Problem::Suspended);
    let letters = app.letters_to("Bob").await;
    assert!(format!("{:?}", letters.last().unwrap()).contains("Sold links in comments"));
    let twice = members::suspend(&app, &app.visit_of(&ada).await, bob.id, reason()).await;
    assert_eq!(problem(twice), Problem::IllegalMove);
    members::restore(&app, &app.visit_of(&ada).await, bob.id).await.unwrap();
    sign_in(&app, &app.visit(), form()).await.unwrap();
    assert!(app.letters_to("Bob").await.iter().any(|letter| letter.subject.ends_with("is open again")));
    let twice = members::restore(&app, &app.visit_of(&ada).await, bob.id).await;
    assert_eq!(problem(twice), Problem::IllegalMove);
    let recorded = app.audited().await;
    for event in ["suspended", "restored"] {
        assert_eq!(recorded.iter().filter(|other| *other == event).count(), 1, "{recorded:?}");
    }
}

#[tokio::test]
async fn nobody_manages_themselves_or_who_may_more() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    app.admin("Zoe").await;
    let granted = [Permission::Comment, Permission::ManageMembers].map(Permission::as_str);
    let form = RoleForm::parse("Hosts", granted, false).unwrap();
    let hosts = roles::create(&app, &app.visit_of(&ada).await, form).await.unwrap();
    let hal = app.member("Hal", hosts).await;
    let (bob, eve) = (app.reader("Bob").await, app.editor("Eve").await);
    let visit = app.visit_of(&hal).await;
    for (member, name) in [(&ada, "an admin"), (&eve, "an editor"), (&hal, "oneself")] {
        assert_eq!(problem(members::suspend(&app, &visit, member.id, reason()).await), Problem::Forbidden, "{name}");
        assert_eq!(problem(members::restore(&app, &visit, member.id).await), Problem::Forbidden, "{name}");
        let changed = members::set_role(&app, &visit, member.id, Role::Reader).await;
        assert_eq!(problem(changed), Problem::Forbidden, "{name}");
    }
    assert_eq!(
        problem(members::set_role(&app, &visit, bob.id, Role::Author).await),
        Problem::Forbidden,
        "hands out more"
    );
    members::set_role(&app, &visit, bob.id, hosts).await.unwrap();
    let own = app.visit_of(&ada).await;
    assert_eq!(problem(members::suspend(&app, &own, ada.id, reason()).await), Problem::Forbidden);
}

#[tokio::test]
async fn members_without_the_permission_or_fresh_proof_change_nothing() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bob = app.reader("Bob").await;
    for role in [Role::Reader, Role::Author, Role::Editor] {
        let visit = app.visit_of(&app.member(role.as_str(), role).await).await;
        assert_eq!(problem(members::suspend(&app, &visit, bob.id, reason()).await), Problem::Forbidden);
        assert_eq!(problem(members::restore(&app, &visit, bob.id).await), Problem::Forbidden);
        assert_eq!(problem(members::set_role(&app, &visit, bob.id, Role::Reader).await), Problem::Forbidden);
    }
    let visit = app.visit_of(&ada).await;
    app.clock.advance_seconds(10 * 60);
    assert_eq!(problem(members::suspend(&app, &visit, bob.id, reason()).await), Problem::ProofNeeded);
    assert_eq!(problem(members::set_role(&app, &visit, bob.id, Role::Author).await), Problem::ProofNeeded);
    assert_eq!(actor(&app, bob.id).await.unwrap().role, Role::Reader);
}

#[tokio::test]
async fn the_command_line_cannot_lock_the_installation_out_either() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    let demoted = accounts::set_role(&app, &email("Ada"), Role::Reader).await;
    assert_eq!(field_code(demoted, "role"), "last_manager");
    let suspended = members::suspend_by_email(&app, &email("Ada"), reason()).await;
    assert_eq!(field_code(suspended, "reason"), "last_manager");
    app.admin("Bob").await;
    members::suspend_by_email(&app, &email("Ada"), reason()).await.unwrap();
    members::restore_by_email(&app, &email("Ada")).await.unwrap();
    assert_eq!(app.audited().await, ["suspended", "restored"]);
}

#[tokio::test]
async fn a_suspended_manager_does_not_count() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    app.admin("Bob").await;
    members::suspend_by_email(&app, &email("Bob"), reason()).await.unwrap();
    assert_eq!(field_code(accounts::set_role(&app, &email("Ada"), Role::Reader).await, "role"), "last_manager");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_admins_who_demote_each_other_leave_one() {
    for _ in 0..5 {
        let app = TestApp::new().await;
        let (ada, bob) = (app.admin("Ada").await, app.admin("Bob").await);
        let (of_ada, of_bob) = (app.visit_of(&ada).await, app.visit_of(&bob).await);
        let (first, second) = tokio::join!(
            members::set_role(&app, &of_ada, bob.id, Role::Reader),
            members::suspend(&app, &of_bob, ada.id, reason()),
        );
        assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|done| **done).count(), 1);
    }
}

#[tokio::test]
async fn the_page_of_a_member_says_what_is_to_be_known_and_done() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bob = app.author("Bob").await;
    app.cookie_of("Bob").await;
    let details = members::details(&app, &ada, bob.id).await.unwrap();
    assert_eq!((details.sessions, details.passkeys, details.has_totp, details.has_password), (1, 0, false, true));
    assert_eq!((details.may_manage, details.may_act_as), (true, true));
    assert_eq!(details.events.unwrap().len(), 2);
    let own = members::details(&app, &ada, ada.id).await.unwrap();
    assert_eq!((own.may_manage, own.may_act_as), (false, false));
}
