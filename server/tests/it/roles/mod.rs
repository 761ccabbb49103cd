use domain::{
    Problem,
    accounts::{Actor, Permission, Permissions, Role},
    roles::RoleForm,
};
use server::{accounts, members, roles};

use crate::test_app::{TestApp, email, field_code, problem};

fn form(label: &str, permissions: &[Permission]) -> RoleForm {
    RoleForm::parse(label, permissions.iter().map(|permission| permission.as_str()), false).unwrap()
}

async fn made(app: &TestApp, admin: &Actor, label: &str, permissions: &[Permission]) -> Role {
    roles::create(app, &app.visit_of(admin).await, form(label, permissions)).await.unwrap()
}

async fn permissions_of(app: &TestApp, member: &Actor) -> Permissions {
    accounts::actor(app, member.id).await.unwrap().permissions
}

#[tokio::test]
async fn a_role_of_ones_own_may_what_was_ticked() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let role = made(&app, &ada, "Guest writers", &[Permission::Comment, Permission::WritePosts]).await;
    assert_eq!(role.as_str(), "guest-writers");
    let gus = app.member("Gus", role).await;
    assert_eq!(gus.permissions, [Permission::Comment, Permission::WritePosts].into_iter().collect());
    let list = roles::list(&app, &app.visit_of(&ada).await.viewer.actor().unwrap().clone()).await.unwrap();
    let names: Vec<_> = list.iter().map(|role| (role.role.to_string(), role.members)).collect();
    let expected = [("reader", 0), ("author", 0), ("editor", 0), ("admin", 1), ("guest-writers", 1)];
    assert_eq!(names, expected.map(|(name, members)| (name.to_owned(), members)));
    assert_eq!(app.audited().await, ["role_changed"]);
}

#[tokio::test]
async fn what_a_role_may_changes_with_the_next_request() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let role = made(&app, &ada, "Guests", &[Permission::Comment]).await;
    let gus = app.member("Gus", role).await;
    let cookie = app.cookie_of("Gus").await;
    let changed = form("Visitors", &[Permission::WritePosts]);
    roles::save(&app, &app.visit_of(&ada).await, role, changed).await.unwrap();
    let visit = app.visit_signed_in(cookie).await;
    assert_eq!(visit.viewer.actor().unwrap().permissions, [Permission::WritePosts].into_iter().collect());
    let view = roles::list(&app, &ada).await.unwrap().into_iter().find(|view| view.role == role).unwrap();
    assert_eq!((&*view.label, view.needs_second_factor, view.members), ("Visitors", false, 1));
    assert_eq!(permissions_of(&app, &gus).await, view.permissions);
}

#[tokio::test]
async fn admins_always_keep_what_lets_them_manage() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    roles::save(&app, &app.visit_of(&ada).await, Role::Admin, form("Boss", &[])).await.unwrap();
    let kept = permissions_of(&app, &ada).await;
    assert_eq!(kept, [Permission::ManageMembers, Permission::ManageRoles].into_iter().collect());
    assert_eq!(problem(roles::delete(&app, &app.visit_of(&ada).await, Role::Admin, None).await), Problem::Forbidden);
}

#[tokio::test]
async fn nobody_gives_or_takes_what_they_do_not_have() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let clerk = made(&app, &ada, "Clerks", &[Permission::Comment, Permission::ManageRoles]).await;
    let carl = app.member("Carl", clerk).await;
    let visit = app.visit_of(&carl).await;
    let more = form("More", &[Permission::ManageMembers]);
    assert_eq!(problem(roles::create(&app, &visit, more.clone()).await), Problem::Forbidden);
    assert_eq!(problem(roles::save(&app, &visit, clerk, more).await), Problem::Forbidden);
    let less = form("Author", &[Permission::Comment]);
    assert_eq!(problem(roles::save(&app, &visit, Role::Author, less).await), Problem::Forbidden, "takes writing");
    roles::create(&app, &visit, form("Talkers", &[Permission::Comment])).await.unwrap();
}

#[tokio::test]
async fn only_those_who_may_and_have_just_proved_it_change_roles() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for role in [Role::Reader, Role::Author, Role::Editor] {
        let member = app.member(role.as_str(), role).await;
        let visit = app.visit_of(&member).await;
        assert_eq!(problem(roles::create(&app, &visit, form("New", &[])).await), Problem::Forbidden);
        assert_eq!(problem(roles::save(&app, &visit, Role::Reader, form("New", &[])).await), Problem::Forbidden);
        assert_eq!(problem(roles::delete(&app, &visit, Role::Reader, None).await), Problem::Forbidden);
        assert_eq!(problem(roles::list(&app, &member).await), Problem::Forbidden);
    }
    let visit = app.visit_of(&ada).await;
    app.clock.advance_seconds(10 * 60);
    assert_eq!(problem(roles::create(&app, &visit, form("New", &[])).await), Problem::ProofNeeded);
    assert_eq!(problem(roles::create(&app, &app.visit(), form("New", &[])).await), Problem::SignInNeeded);
}

#[tokio::test]
async fn a_name_is_given_once() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let visit = app.visit_of(&ada).await;
    roles::create(&app, &visit, form("Guests", &[])).await.unwrap();
    for taken in ["guests", "GUESTS!", "Admin"] {
        assert_eq!(field_code(roles::create(&app, &visit, form(taken, &[])).await, "label"), "taken", "{taken}");
    }
    assert_eq!(
        problem(roles::save(&app, &visit, Role::parse("nobody").unwrap(), form("X", &[])).await),
        Problem::NotFound
    );
}

#[tokio::test]
async fn a_role_goes_when_its_members_have_another() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let role = made(&app, &ada, "Guests", &[Permission::Comment]).await;
    let gus = app.member("Gus", role).await;
    let visit = app.visit_of(&ada).await;
    assert_eq!(field_code(roles::delete(&app, &visit, role, None).await, "move_to"), "required");
    assert_eq!(field_code(roles::delete(&app, &visit, role, Some(role)).await, "move_to"), "required");
    roles::delete(&app, &visit, role, Some(Role::Author)).await.unwrap();
    assert_eq!(accounts::actor(&app, gus.id).await.unwrap().role, Role::Author);
    assert_eq!(problem(roles::delete(&app, &visit, role, None).await), Problem::NotFound);
}

#[tokio::test]
async fn the_last_who_can_manage_cannot_give_it_away_with_a_role() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let role = made(&app, &ada, "Owners", &Permission::ALL).await;
    let olga = app.member("Olga", role).await;
    let visit = app.visit_of(&olga).await;
    members::set_role(&app, &visit, ada.id, Role::Reader).await.unwrap();
    assert_eq!(field_code(roles::save(&app, &visit, role, form("Owners", &[])).await, "permissions"), "last_manager");
    let deleted = roles::delete(&app, &visit, role, Some(Role::Reader)).await;
    assert_eq!(field_code(deleted, "move_to"), "last_manager");
    assert_eq!(permissions_of(&app, &olga).await, Permission::ALL.into_iter().collect());
}

#[tokio::test]
async fn the_command_line_knows_the_roles_of_the_installation() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    app.reader("Bob").await;
    let role = made(&app, &ada, "Guests", &[Permission::Comment]).await;
    assert_eq!(roles::named(&app, "guests").await.unwrap(), role);
    assert_eq!(accounts::set_role(&app, &email("Bob"), role).await.unwrap().role, role);
    let Problem::Invalid { fields } = problem(roles::named(&app, "authors").await) else { panic!("no field error") };
    let told = &fields.get("role").unwrap().message;
    assert_eq!(told, "There is no role \"authors\". The roles are admin, author, editor, guests, reader.");
}
