use domain::{
    Problem,
    accounts::{Actor, Role},
    members::{MemberFilter, SuspensionForm},
    pagination::Cursor,
};
use server::members;

use crate::test_app::{TestApp, problem};

async fn names(app: &TestApp, admin: &Actor, search: &str, role: &str, state: &str) -> Vec<String> {
    let filter = MemberFilter::parse(search, role, state);
    let page = members::list(app, admin, &filter, None).await.unwrap();
    page.items.into_iter().map(|member| member.name).collect()
}

#[tokio::test]
async fn members_are_found_by_how_their_name_or_address_begins() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada Example").await;
    for name in ["Bob Example", "Bobby", "Carol_%"] {
        app.clock.advance_seconds(1);
        app.reader(name).await;
    }
    for (search, found) in [
        ("bob", vec!["Bobby", "Bob Example"]),
        ("BOB E", vec!["Bob Example"]),
        ("bobby@", vec!["Bobby"]),
        ("carol_%", vec!["Carol_%"]),
        ("example", vec![]),
        ("%", vec![]),
        ("b_b", vec![]),
        ("", vec!["Carol_%", "Bobby", "Bob Example", "Ada Example"]),
    ] {
        assert_eq!(names(&app, &ada, search, "", "").await, found, "{search:?}");
    }
}

#[tokio::test]
async fn members_are_filtered_by_role_and_state() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bob = app.author("Bob").await;
    app.clock.advance_seconds(1);
    app.author("Carol").await;
    let form = SuspensionForm { reason: "A test".into() };
    members::suspend(&app, &app.visit_of(&ada).await, bob.id, form).await.unwrap();
    assert_eq!(names(&app, &ada, "", "author", "").await, ["Carol", "Bob"]);
    assert_eq!(names(&app, &ada, "", "author", "active").await, ["Carol"]);
    assert_eq!(names(&app, &ada, "", "", "suspended").await, ["Bob"]);
    assert_eq!(names(&app, &ada, "bo", "reader", "").await, [""; 0]);
}

#[tokio::test]
async fn every_member_is_on_one_page_and_on_one_only() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for number in 0..44 {
        // Three at each moment: the cursor has to tell them apart.
        if number % 3 == 0 {
            app.clock.advance_seconds(1);
        }
        app.reader(&format!("Member {number}")).await;
    }
    let mut seen = Vec::new();
    let mut before: Option<Cursor> = None;
    loop {
        let page = members::list(&app, &ada, &MemberFilter::default(), before).await.unwrap();
        seen.extend(page.items.iter().map(|member| member.id));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((all, seen.len()), (45, 45));
}

#[tokio::test]
async fn a_page_costs_two_statements() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for number in 0..5 {
        app.reader(&format!("Member {number}")).await;
    }
    let filter = MemberFilter::default();
    let (statements, page) = app.statements_of(members::list(&app, &ada, &filter, None)).await;
    assert_eq!((statements, page.unwrap().items.len()), (2, 6));
}

#[tokio::test]
async fn nobody_looks_at_members_without_the_permission() {
    let app = TestApp::new().await;
    for role in [Role::Reader, Role::Author, Role::Editor] {
        let member = app.member(role.as_str(), role).await;
        let list = members::list(&app, &member, &MemberFilter::default(), None).await;
        assert_eq!(problem(list), Problem::Forbidden);
        assert_eq!(problem(members::details(&app, &member, member.id).await), Problem::Forbidden);
    }
}
