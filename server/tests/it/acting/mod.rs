use domain::{
    Problem,
    accounts::{Actor, Permission, Role, Viewer},
    members::SuspensionForm,
    roles::RoleForm,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::{
    accounts,
    acting::{self, MINUTES},
    audit,
    entities::{audit_event, session},
    members, roles, sessions,
};
use tower_sessions::session::Id;

use crate::test_app::{TestApp, problem};

/// Who the program sees behind a cookie.
async fn seen(app: &TestApp, cookie: Id) -> Actor {
    match app.visit_signed_in(cookie).await.viewer {
        Viewer::Member(actor) => actor,
        Viewer::Stranger => panic!("signed out"),
    }
}

/// Ada, an admin with this cookie, acts as a member.
async fn acting_as(app: &TestApp, member: &Actor) -> Id {
    let cookie = app.cookie_of("Ada").await;
    acting::begin(app, &app.visit_signed_in(cookie).await, member.id).await.unwrap();
    cookie
}

#[tokio::test]
async fn an_admin_is_the_member_for_half_an_hour_in_one_statement() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    let (statements, actor) = app.statements_of(seen(&app, cookie)).await;
    assert_eq!(statements, 1);
    assert_eq!((actor.id, &*actor.name, actor.role), (bob.id, "Bob", Role::Author));
    assert_eq!(actor.permissions, bob.permissions, "no more than the member may");
    assert_eq!((actor.standing.acting, actor.hands()), (Some(ada.id), ada.id));
    assert_eq!(actor.standing.acting_until, Some(app.clock.now().plus_seconds(MINUTES * 60)));
    app.clock.advance_seconds(MINUTES * 60 - 1);
    assert_eq!(seen(&app, cookie).await.id, bob.id);
    app.clock.advance_seconds(1);
    let again = seen(&app, cookie).await;
    assert_eq!((again.id, again.standing.acting), (ada.id, None));
}

#[tokio::test]
async fn nothing_sensitive_is_done_while_acting() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    let actor = seen(&app, cookie).await;
    assert_eq!(actor.require_own_hands(), Err(Problem::NotWhileActing));
    assert_eq!(actor.require_proof(app.clock.now()), Err(Problem::NotWhileActing));
    let eve = app.reader("Eve").await;
    let visit = app.visit_signed_in(cookie).await;
    assert_eq!(problem(acting::begin(&app, &visit, eve.id).await), Problem::NotWhileActing);
}

#[tokio::test]
async fn what_is_done_meanwhile_is_on_record_as_done_by_the_admin() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    let actor = seen(&app, cookie).await;
    audit::record_alone(&app, audit::Entry::of(domain::audit::Event::DataExported, &actor)).await.unwrap();
    acting::stop(&app, &app.visit_signed_in(cookie).await).await.unwrap();
    assert_eq!(app.audited().await[1..], ["acting_began", "data_exported", "acting_ended"]);
    let about_bob = audit_event::Entity::find()
        .filter(audit_event::Column::SubjectId.eq(bob.id.0))
        .filter(audit_event::Column::Event.ne("joined"));
    for row in about_bob.all(app.db.read()).await.unwrap() {
        assert_eq!((row.actor_id, row.subject_id), (Some(ada.id.0), Some(bob.id.0)), "{}", row.event);
    }
    assert_eq!(seen(&app, cookie).await.id, ada.id);
}

#[tokio::test]
async fn signing_out_ends_it_on_record() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    accounts::sign_out(&app, &app.visit_signed_in(cookie).await).await.unwrap();
    assert_eq!(app.visit_signed_in(cookie).await.viewer, Viewer::Stranger);
    assert_eq!(app.audited().await[1..], ["acting_began", "acting_ended", "signed_out"]);
    let ended = audit_event::Entity::find().filter(audit_event::Column::Event.eq("acting_ended"));
    let ended = ended.one(app.db.read()).await.unwrap().unwrap();
    assert_eq!((ended.actor_id, ended.subject_id), (Some(ada.id.0), Some(bob.id.0)));
    let out = audit_event::Entity::find().filter(audit_event::Column::Event.eq("signed_out"));
    assert_eq!(out.one(app.db.read()).await.unwrap().unwrap().subject_id, Some(ada.id.0), "whose session it was");
}

#[tokio::test]
async fn stopping_twice_at_once_is_recorded_once() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    let (one, two) = (app.visit_signed_in(cookie).await, app.visit_signed_in(cookie).await);
    let (first, second) = tokio::join!(acting::stop(&app, &one), acting::stop(&app, &two));
    first.unwrap();
    second.unwrap();
    assert_eq!(app.audited().await.iter().filter(|event| *event == "acting_ended").count(), 1);
}

#[tokio::test]
async fn nobody_begins_twice_at_once() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    let (bob, eve) = (app.author("Bob").await, app.reader("Eve").await);
    let cookie = app.cookie_of("Ada").await;
    let (one, two) = (app.visit_signed_in(cookie).await, app.visit_signed_in(cookie).await);
    let (first, second) = tokio::join!(acting::begin(&app, &one, bob.id), acting::begin(&app, &two, eve.id));
    assert_eq!([first, second].iter().filter(|begun| begun.is_ok()).count(), 1);
    assert_eq!(app.audited().await.iter().filter(|event| *event == "acting_began").count(), 1);
}

#[tokio::test]
async fn only_who_may_acts_and_only_as_who_may_less() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    let bob = app.reader("Bob").await;
    let carol = app.admin("Carol").await;
    for name in ["Dan", "Eve"] {
        let role = if name == "Dan" { Role::Editor } else { Role::Reader };
        app.member(name, role).await;
        let visit = app.visit_signed_in(app.cookie_of(name).await).await;
        assert_eq!(problem(acting::begin(&app, &visit, bob.id).await), Problem::Forbidden, "{name}");
    }
    let visit = app.visit_signed_in(app.cookie_of("Ada").await).await;
    assert_eq!(problem(acting::begin(&app, &visit, carol.id).await), Problem::Forbidden, "another admin");
    let own = visit.viewer.actor().unwrap().id;
    assert_eq!(problem(acting::begin(&app, &visit, own).await), Problem::Forbidden, "oneself");
    assert_eq!(problem(acting::begin(&app, &app.visit(), bob.id).await), Problem::SignInNeeded);
    app.clock.advance_seconds(11 * 60);
    assert_eq!(problem(acting::begin(&app, &visit, bob.id).await), Problem::ProofNeeded);
}

#[tokio::test]
async fn it_ends_at_once_when_the_admin_may_no_more() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let carol = app.admin("Carol").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    let visit = app.visit_of(&carol).await;
    members::set_role(&app, &visit, ada.id, Role::Editor).await.unwrap();
    let actor = seen(&app, cookie).await;
    assert_eq!((actor.id, actor.role), (ada.id, Role::Editor));
    members::suspend(&app, &visit, ada.id, SuspensionForm { reason: "A test".into() }).await.unwrap();
    assert_eq!(app.visit_signed_in(cookie).await.viewer, Viewer::Stranger);
}

#[tokio::test]
async fn it_ends_at_once_when_the_member_is_suspended_or_rises() {
    for rise in [true, false] {
        let app = TestApp::new().await;
        let ada = app.admin("Ada").await;
        let bob = app.author("Bob").await;
        let cookie = acting_as(&app, &bob).await;
        let visit = app.visit_of(&ada).await;
        if rise {
            members::set_role(&app, &visit, bob.id, Role::Admin).await.unwrap();
        } else {
            members::suspend(&app, &visit, bob.id, SuspensionForm { reason: "A test".into() }).await.unwrap();
        }
        assert_eq!(seen(&app, cookie).await.id, ada.id, "rise: {rise}");
    }
}

#[tokio::test]
async fn nobody_gets_more_by_acting_than_they_have() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let label = "Helpers";
    let granted = [Permission::Comment, Permission::WritePosts, Permission::ActAsMember].map(Permission::as_str);
    let form = RoleForm::parse(label, granted, false).unwrap();
    let helpers = roles::create(&app, &app.visit_of(&ada).await, form).await.unwrap();
    app.member("Hal", helpers).await;
    let (bob, eve) = (app.author("Bob").await, app.editor("Eve").await);
    let cookie = app.cookie_of("Hal").await;
    let visit = app.visit_signed_in(cookie).await;
    assert_eq!(problem(acting::begin(&app, &visit, eve.id).await), Problem::Forbidden);
    acting::begin(&app, &visit, bob.id).await.unwrap();
    assert_eq!(seen(&app, cookie).await.id, bob.id);
    members::set_role(&app, &app.visit_of(&ada).await, bob.id, Role::Editor).await.unwrap();
    assert_eq!(seen(&app, cookie).await.name, "Hal", "Bob may now do what Hal may not");
}

#[tokio::test]
async fn the_end_of_the_time_is_on_record_with_the_next_request() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    app.clock.advance_seconds(MINUTES * 60);
    let router = server::http::layers(axum::Router::new().route("/", axum::routing::get(|| async { "" })), &app);
    for _ in 0..2 {
        let request = http::Request::get("/").header("cookie", format!("session={cookie}"));
        let request = request.extension(axum::extract::ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, 1], 1))));
        let request = request.body(axum::body::Body::empty()).unwrap();
        tower::ServiceExt::oneshot(router.clone(), request).await.unwrap();
    }
    assert_eq!(app.audited().await.iter().filter(|event| *event == "acting_ended").count(), 1);
    let row = session::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.acting_as, row.acting_until), (None, None));
}

#[tokio::test]
async fn saving_the_session_does_not_end_it() {
    let app = TestApp::new().await;
    app.admin("Ada").await;
    let bob = app.author("Bob").await;
    let cookie = acting_as(&app, &bob).await;
    let visit = app.visit_signed_in(cookie).await;
    visit.session.insert("flash", "typed").await.unwrap();
    visit.session.save().await.unwrap();
    assert_eq!(seen(&app, cookie).await.id, bob.id);
    sessions::end(&visit.session).await.unwrap();
    assert_eq!(app.visit_signed_in(cookie).await.viewer, Viewer::Stranger);
}
