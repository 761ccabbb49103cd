use domain::{
    Problem,
    accounts::{Actor, EmailAddress, Role, Standing},
    audit::Event,
    id::TokenId,
    roles::RoleForm,
    tokens::TokenForm,
};
use sea_orm::EntityTrait;
use server::{
    accounts::{Given, ask_for_reset, change_password, reset_password},
    entities::personal_token,
    roles,
    tokens::{personal, revoke_all},
};

use super::{json, me};
use crate::accounts::letters::token_in;
use crate::test_app::{PASSWORD, TestApp, email, field_code, problem};

const DAY: i64 = 24 * 60 * 60;

fn form(scopes: &str, days: &str) -> TokenForm {
    TokenForm::parse("Nightly backup", scopes.split(' '), days).unwrap()
}

/// As they are just after they proved who they are.
fn proved(app: &TestApp, actor: &Actor) -> Actor {
    let standing = Standing { proved_at: Some(app.clock.now()), ..actor.standing };
    Actor { standing, ..actor.clone() }
}

async fn make(app: &TestApp, actor: &Actor, scopes: &str, days: &str) -> personal::MadeToken {
    personal::make(app, &app.visit(), &proved(app, actor), form(scopes, days)).await.unwrap()
}

#[tokio::test]
async fn a_token_opens_what_it_is_good_for() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let made = make(&app, &ada, "account:read comments:write", "30").await;
    let answer = me(&app, &made.token).await;
    assert_eq!(answer.status(), 200);
    let told = json(answer).await;
    assert_eq!((&told["name"], &told["role"]), (&"Ada".into(), &"author".into()));
    assert_eq!(told["scopes"], serde_json::json!(["account:read", "comments:write"]));
    assert_eq!(told["permissions"], serde_json::json!(["comment"]), "an author writes posts, this token does not");
}

#[tokio::test]
async fn a_token_is_no_way_around_the_second_factor_that_a_role_demands() {
    let app = TestApp::configured(|config| config.accounts.second_factor_roles = vec![Role::Author]).await;
    let ada = app.author("Ada").await;
    let made = make(&app, &ada, "account:read comments:write", "30").await;
    assert_eq!(json(me(&app, &made.token).await).await["permissions"], serde_json::json!([]));
}

#[tokio::test]
async fn nor_around_one_that_an_admin_ticks_for_a_role() {
    let app = TestApp::new().await;
    let (ada, alma) = (app.author("Ada").await, app.admin("Alma").await);
    let made = make(&app, &ada, "account:read comments:write", "30").await;
    assert_eq!(json(me(&app, &made.token).await).await["permissions"], serde_json::json!(["comment"]));
    let granted = Role::Author.grants().iter().map(|permission| permission.as_str());
    let ticked = RoleForm::parse("Authors", granted, true).unwrap();
    roles::save(&app, &app.visit_of(&alma).await, Role::Author, ticked).await.unwrap();
    assert_eq!(json(me(&app, &made.token).await).await["permissions"], serde_json::json!([]));
}

#[tokio::test]
async fn a_token_that_lacks_the_scope_is_told_which() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let made = make(&app, &ada, "posts:write", "30").await;
    let answer = me(&app, &made.token).await;
    assert_eq!(answer.status(), 403);
    assert_eq!(
        super::header(&answer, "www-authenticate"),
        "Bearer error=\"insufficient_scope\", scope=\"account:read\""
    );
    assert_eq!(json(answer).await["code"], "scope_needed");
}

#[tokio::test]
async fn making_one_takes_a_fresh_proof_and_is_told() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let without = personal::make(&app, &app.visit(), &ada, form("account:read", "7")).await;
    assert_eq!(problem(without), Problem::ProofNeeded);
    let acting = Standing { acting: Some(ada.id), proved_at: Some(app.clock.now()), ..ada.standing };
    let acting = Actor { standing: acting, ..ada.clone() };
    let by_admin = personal::make(&app, &app.visit(), &acting, form("account:read", "7")).await;
    assert_eq!(problem(by_admin), Problem::NotWhileActing);
    assert!(app.letters_to("Ada").await.is_empty());

    let made = make(&app, &ada, "account:read", "7").await;
    let told = format!("{:?}", app.letters_to("Ada").await);
    assert!(told.contains("Nightly backup") && !told.contains(&made.token), "{told}");
    assert_eq!(app.audited().await, [Event::TokenMade.as_str()]);
}

#[tokio::test]
async fn only_a_digest_is_kept() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let made = make(&app, &ada, "account:read", "7").await;
    let rows = format!("{:?}", personal_token::Entity::find().all(app.db.read()).await.unwrap());
    assert!(made.token.starts_with("mhp_") && !rows.contains(&made.token), "{rows}");
    assert!(!format!("{made:?}").contains(&made.token));
}

#[tokio::test]
async fn a_token_ends_when_it_was_to_and_shows_for_a_month_more() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let made = make(&app, &ada, "account:read", "7").await;
    app.clock.advance_seconds(7 * DAY - 1);
    assert_eq!(me(&app, &made.token).await.status(), 200);
    app.clock.advance_seconds(1);
    assert_eq!(me(&app, &made.token).await.status(), 401);
    assert!(personal::list(&app, &ada).await.unwrap()[0].is_expired);
    app.clock.advance_seconds(30 * DAY);
    let next = make(&app, &ada, "account:read", "7").await;
    let left: Vec<_> = personal::list(&app, &ada).await.unwrap().iter().map(|token| token.id).collect();
    assert_eq!(left, [next.id]);
}

#[tokio::test]
async fn use_is_noted_to_within_ten_minutes() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let made = make(&app, &ada, "account:read", "7").await;
    assert_eq!(personal::list(&app, &ada).await.unwrap()[0].used_at, None);
    let first = app.clock.now();
    me(&app, &made.token).await;
    app.clock.advance_seconds(599);
    let (statements, _) = app.statements_of(me(&app, &made.token)).await;
    assert_eq!(statements, 2, "one for the token, one for the answer, none for the note");
    assert_eq!(personal::list(&app, &ada).await.unwrap()[0].used_at, Some(first));
    app.clock.advance_seconds(1);
    me(&app, &made.token).await;
    assert_eq!(personal::list(&app, &ada).await.unwrap()[0].used_at, Some(app.clock.now()));
}

#[tokio::test]
async fn a_typo_asks_the_database_nothing() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let made = make(&app, &ada, "account:read", "7").await;
    let mut typo = made.token.clone().into_bytes();
    typo[10] = if typo[10] == b'a' { b'b' } else { b'a' };
    let (statements, answer) = app.statements_of(me(&app, std::str::from_utf8(&typo).unwrap())).await;
    assert_eq!((statements, answer.status().as_u16()), (0, 401));
}

#[tokio::test]
async fn only_the_owner_revokes_a_token() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.reader("Ada").await, app.reader("Bob").await);
    let made = make(&app, &ada, "account:read", "7").await;
    let foreign = personal::end(&app, &app.visit(), &bob, made.id).await;
    assert_eq!(problem(foreign), Problem::NotFound);
    let unknown = personal::end(&app, &app.visit(), &ada, TokenId(app.ids.uuid())).await;
    assert_eq!(problem(unknown), Problem::NotFound);
    assert_eq!(me(&app, &made.token).await.status(), 200);
    personal::end(&app, &app.visit(), &ada, made.id).await.unwrap();
    assert_eq!(me(&app, &made.token).await.status(), 401);
    assert!(app.audited().await.contains(&Event::TokenRevoked.as_str().to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_are_enough_however_fast_they_are_made() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    for _ in 0..45 {
        make(&app, &ada, "account:read", "7").await;
    }
    let tries: Vec<_> = (0..10)
        .map(|_| {
            let (state, visit, actor) = ((*app).clone(), app.visit(), proved(&app, &ada));
            tokio::spawn(async move { personal::make(&state, &visit, &actor, form("account:read", "7")).await })
        })
        .collect();
    let mut made = 0;
    for tried in tries {
        match tried.await.unwrap() {
            Ok(_) => made += 1,
            refused => assert_eq!(field_code(refused, "name"), "too_many"),
        }
    }
    assert_eq!(made, 5);
}

#[tokio::test]
async fn an_operator_revokes_all_tokens_of_a_member() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.reader("Ada").await, app.reader("Bob").await);
    let (first, second) = (make(&app, &ada, "account:read", "7").await, make(&app, &bob, "account:read", "7").await);
    let grant = super::sign_in(&app, "Ada").await;
    assert_eq!(revoke_all(&app, &email("Ada")).await.unwrap(), 1);
    assert_eq!(me(&app, &first.token).await.status(), 401);
    assert_eq!(me(&app, &grant.access_token).await.status(), 401);
    assert_eq!(me(&app, &second.token).await.status(), 200);
    assert_eq!(problem(revoke_all(&app, "nobody@example.org").await), Problem::NotFound);
}

#[tokio::test]
async fn a_token_from_before_a_suspension_stays_dead_after_it() {
    let app = TestApp::new().await;
    let (admin, ada) = (app.admin("Zoe").await, app.author("Ada").await);
    let made = make(&app, &ada, "account:read", "7").await;
    let reason = domain::members::SuspensionForm::parse("Somebody else was in").unwrap();
    server::members::suspend(&app, &app.visit_of(&admin).await, ada.id, reason).await.unwrap();
    server::members::restore(&app, &app.visit_of(&admin).await, ada.id).await.unwrap();
    assert_eq!(me(&app, &made.token).await.status(), 401);
}

#[tokio::test]
async fn a_new_token_is_shown_once_and_soon() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let made = make(&app, &ada, "account:read", "7").await;
    let visit = app.visit();
    personal::keep(&app, &visit, &made).await.unwrap();
    let kept = format!("{:?}", visit.session.get_value("made_token").await.unwrap());
    assert!(!kept.contains(&made.token), "sessions are stored: {kept}");
    let ahead = server::http::Visit { prefetch: true, ..visit.clone() };
    assert_eq!(personal::take(&app, &ahead).await.unwrap(), None, "nobody looks at a prefetch");
    assert_eq!(personal::take(&app, &visit).await.unwrap(), Some(made.clone()));
    assert_eq!(personal::take(&app, &visit).await.unwrap(), None);
    personal::keep(&app, &visit, &made).await.unwrap();
    app.clock.advance_seconds(601);
    assert_eq!(personal::take(&app, &visit).await.unwrap(), None);
}

#[tokio::test]
async fn a_new_password_by_letter_ends_tokens_and_one_by_the_old_password_does_not() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let made = make(&app, &ada, "account:read", "30").await;
    change_password(&app, &app.visit(), &ada, PASSWORD, "violet harbour engine").await.unwrap();
    assert_eq!(me(&app, &made.token).await.status(), 200);
    assert!(
        app.letters_to("Ada").await.iter().any(|letter| format!("{letter:?}").contains("still work")),
        "the letter says so"
    );

    app.clock.advance_seconds(1);
    ask_for_reset(&app, &app.visit(), &EmailAddress::parse(&email("Ada")).unwrap()).await.unwrap();
    let link = app.letters_to("Ada").await.iter().rev().find_map(token_in).expect("a letter with a link");
    reset_password(&app, &app.visit(), Given::Link(link), "another fine lantern").await.unwrap();
    assert_eq!(me(&app, &made.token).await.status(), 401);
    assert!(personal_token::Entity::find().all(app.db.read()).await.unwrap().is_empty());
    assert!(app.audited().await.contains(&Event::TokenRevoked.as_str().to_owned()));
}
