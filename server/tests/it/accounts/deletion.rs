//! The end of an account: announced, taken back, carried out.

use domain::{
    Problem,
    accounts::{Actor, Role, Standing, Viewer},
    comments::CommentState,
    id::MemberId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Statement,
};
use server::{
    accounts::{self, Indispensable},
    comments,
    entities::{author, comment, installation, member, post, post_author, session},
    posts,
};

use crate::test_app::{TestApp, email, field_code, problem};

const GRACE_SECONDS: i64 = 14 * 24 * 60 * 60;

/// The member, having just proved who they are.
fn proved(app: &TestApp, actor: &Actor) -> Actor {
    let standing = Standing { proved_at: Some(app.clock.now()), ..actor.standing };
    Actor { standing, ..actor.clone() }
}

async fn ask(app: &TestApp, actor: &Actor) {
    let actor = proved(app, actor);
    accounts::ask_deletion(app, &app.visit(), &actor, &email(&actor.name)).await.unwrap();
}

async fn is_there(app: &TestApp, member: MemberId) -> bool {
    member::Entity::find_by_id(member.0).one(app.db.read()).await.unwrap().is_some()
}

#[tokio::test]
async fn an_account_goes_after_its_grace_and_its_member_is_told_both_times() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let ada = app.author("Ada").await;
    app.cookie_of("Ada").await;
    ask(&app, &ada).await;
    let letters = app.letters_to("Ada").await;
    assert_eq!(letters.last().unwrap().subject, "Your account at The Example will be deleted");
    assert!(format!("{letters:?}").contains("4 December 2026"));
    app.clock.advance_seconds(GRACE_SECONDS - 1);
    assert_eq!(accounts::delete_due(&app).await.unwrap(), 0);
    app.cookie_of("Ada").await;
    app.clock.advance_seconds(1);
    assert_eq!(accounts::delete_due(&app).await.unwrap(), 1);
    assert!(!is_there(&app, ada.id).await);
    let sessions = session::Entity::find().filter(session::Column::MemberId.eq(ada.id.0));
    assert_eq!(sessions.count(app.db.read()).await.unwrap(), 0);
    let letters = app.letters_to("Ada").await;
    assert_eq!(letters.last().unwrap().subject, "Your account at The Example is deleted");
    let audited = app.audited().await;
    assert!(audited.contains(&"deletion_asked".to_owned()) && audited.contains(&"deleted".to_owned()), "{audited:?}");
}

#[tokio::test]
async fn a_member_who_changes_their_mind_keeps_everything() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let ada = app.reader("Ada").await;
    ask(&app, &ada).await;
    app.clock.advance_seconds(60);
    accounts::keep_account(&app, &app.visit(), &ada).await.unwrap();
    app.clock.advance_seconds(2 * GRACE_SECONDS);
    assert_eq!(accounts::delete_due(&app).await.unwrap(), 0);
    assert!(is_there(&app, ada.id).await);
    let letters = app.letters_to("Ada").await;
    assert_eq!(letters.last().unwrap().subject, "Your account at The Example stays");
    let told = letters.len();
    accounts::keep_account(&app, &app.visit(), &ada).await.unwrap();
    assert_eq!(app.letters_to("Ada").await.len(), told, "nothing happened, nothing is told");
}

#[tokio::test]
async fn asked_twice_the_first_moment_counts() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let ada = app.reader("Ada").await;
    ask(&app, &ada).await;
    let told = app.letters_to("Ada").await.len();
    app.clock.advance_seconds(GRACE_SECONDS - 60);
    ask(&app, &ada).await;
    assert_eq!(app.letters_to("Ada").await.len(), told);
    app.clock.advance_seconds(60);
    assert_eq!(accounts::delete_due(&app).await.unwrap(), 1);
}

#[tokio::test]
async fn it_takes_a_fresh_proof_ones_own_hands_and_ones_own_address() {
    let app = TestApp::new().await;
    let olga = app.admin("Olga").await;
    let ada = app.reader("Ada").await;
    let visit = app.visit();
    let asked = accounts::ask_deletion(&app, &visit, &ada, &email("Ada")).await;
    assert_eq!(problem(asked), Problem::ProofNeeded);
    let mut acting = proved(&app, &ada);
    acting.standing.acting = Some(olga.id);
    let asked = accounts::ask_deletion(&app, &visit, &acting, &email("Ada")).await;
    assert_eq!(problem(asked), Problem::NotWhileActing);
    let ada = proved(&app, &ada);
    let typed = async |words: &str| field_code(accounts::ask_deletion(&app, &visit, &ada, words).await, "confirmation");
    assert_eq!(typed("").await, "required");
    assert_eq!(typed("olga@example.org").await, "mismatch");
    assert_eq!(typed("yes").await, "mismatch");
    accounts::ask_deletion(&app, &visit, &ada, " ADA@example.org ").await.unwrap();
}

#[tokio::test]
async fn neither_the_owner_nor_the_last_admin_can_go() {
    let app = TestApp::new().await;
    let olga = app.admin("Olga").await;
    let bo = app.admin("Bo").await;
    let asked = async |actor: &Actor| {
        let actor = proved(&app, actor);
        accounts::ask_deletion(&app, &app.visit(), &actor, &email(&actor.name)).await
    };
    assert_eq!(field_code(asked(&olga).await, "confirmation"), "indispensable");
    assert_eq!(accounts::indispensable(&app, &olga).await.unwrap(), Some(Indispensable::Owner));
    // The owner is an admin no more; then Bo is the last one.
    accounts::set_role(&app, &email("Olga"), Role::Reader).await.unwrap();
    assert_eq!(accounts::indispensable(&app, &bo).await.unwrap(), Some(Indispensable::LastAdmin));
    assert_eq!(field_code(asked(&bo).await, "confirmation"), "indispensable");
    app.admin("Cy").await;
    assert_eq!(accounts::indispensable(&app, &bo).await.unwrap(), None);
    asked(&bo).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_admins_who_go_at_once_one_stays() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let (bo, cy) = (app.admin("Bo").await, app.admin("Cy").await);
    accounts::set_role(&app, &email("Olga"), Role::Reader).await.unwrap();
    let (bo, cy) = (proved(&app, &bo), proved(&app, &cy));
    let (visit, bos, cys) = (app.visit(), email("Bo"), email("Cy"));
    let (one, other) =
        tokio::join!(accounts::ask_deletion(&app, &visit, &bo, &bos), accounts::ask_deletion(&app, &visit, &cy, &cys),);
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn whoever_became_indispensable_meanwhile_stays() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let bo = app.admin("Bo").await;
    ask(&app, &bo).await;
    let owner = installation::ActiveModel { owner_id: sea_orm::ActiveValue::Set(bo.id.0), ..Default::default() };
    installation::Entity::update_many().set(owner).exec(app.db.write()).await.unwrap();
    app.clock.advance_seconds(GRACE_SECONDS);
    assert_eq!(accounts::delete_due(&app).await.unwrap(), 0);
    assert!(is_there(&app, bo.id).await);
    assert_eq!(app.letters_to("Bo").await.last().unwrap().subject, "Your account at The Example stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_processes_delete_an_account_once() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    for name in ["Ada", "Bo", "Cy"] {
        let member = app.reader(name).await;
        ask(&app, &member).await;
    }
    app.clock.advance_seconds(GRACE_SECONDS);
    let (one, two, three) =
        tokio::join!(accounts::delete_due(&app), accounts::delete_due(&app), accounts::delete_due(&app));
    assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 3);
    assert_eq!(app.letters_to("Ada").await.len(), 2);
}

#[tokio::test]
async fn what_others_built_upon_stays_and_what_only_the_member_knew_goes() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let (ada, bo) = (app.author("Ada").await, app.author("Bo").await);
    let published = app.draft_by(&ada).title("Public").published().await;
    let secret = app.draft_by(&ada).title("Secret").create().await;
    let shared = app.draft_by(&ada).title("Shared").create().await;
    let bos = app.draft_by(&bo).title("Of Bo").create().await;
    let bos_author = author_of(&app, bo.id).await;
    let beside = post_author::Model { post_id: shared.id.0, author_id: bos_author.id, position: 1 };
    post_author::Entity::insert(post_author::ActiveModel::from(beside))
        .exec_without_returning(app.db.write())
        .await
        .unwrap();
    let said = app.comment_by(&ada, published.id, "I said this.").await.comment;
    app.clock.advance_seconds(1);
    app.answer_by(&bo, published.id, said, "And I answered.").await;
    app.clock.advance_seconds(1);
    let regretted = app.comment_by(&ada, published.id, "I regret this.").await.comment;
    comments::delete(&app, &ada, regretted).await.unwrap();
    ask(&app, &ada).await;
    app.clock.advance_seconds(GRACE_SECONDS);
    accounts::delete_due(&app).await.unwrap();

    let left: Vec<_> = post::Entity::find().all(app.db.read()).await.unwrap().into_iter().map(|post| post.id).collect();
    assert!(left.contains(&published.id.0) && left.contains(&shared.id.0) && left.contains(&bos.id.0));
    assert!(!left.contains(&secret.id.0));
    let posts::Found::Post(page) = posts::published(&app, &published.slug).await.unwrap() else { panic!("it moved") };
    assert_eq!(page.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), ["Ada"]);

    let seen = comments::on_post(&app, &Viewer::Stranger, published.id).await.unwrap();
    let names: Vec<_> = seen.iter().map(|comment| comment.writer().to_owned()).collect();
    assert_eq!(names, ["A former member", "Bo", "A former member"]);
    assert!(matches!(&seen[0].state, CommentState::Shown { html } if html.as_str().contains("I said this.")));
    let emptied = comment::Entity::find_by_id(regretted.0).one(app.db.read()).await.unwrap().unwrap();
    assert_eq!((emptied.body.as_str(), emptied.html.as_str()), ("", ""));
}

#[tokio::test]
async fn a_byline_without_posts_goes_with_its_member() {
    let app = TestApp::new().await;
    app.admin("Olga").await;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).create().await;
    let byline = author_of(&app, ada.id).await;
    ask(&app, &ada).await;
    app.clock.advance_seconds(GRACE_SECONDS);
    accounts::delete_due(&app).await.unwrap();
    assert_eq!(author::Entity::find_by_id(byline.id).one(app.db.read()).await.unwrap(), None);
}

async fn author_of(app: &TestApp, member: MemberId) -> author::Model {
    let known = author::Entity::find().filter(author::Column::MemberId.eq(member.0));
    known.one(app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn comments_survive_the_migration_that_lets_them_outlive_their_writers() {
    let app = TestApp::new().await;
    let (ada, bo) = (app.author("Ada").await, app.reader("Bo").await);
    let published = app.draft_by(&ada).published().await;
    let said = app.comment_by(&bo, published.id, "I said this.").await.comment;
    app.clock.advance_seconds(1);
    app.answer_by(&ada, published.id, said, "And I answered.").await;
    let before = rows(&app).await;
    let all = app.db.migrations().await.unwrap();
    let since = all.iter().position(|migration| migration.name.contains("former_members")).unwrap();
    app.db.migrate_down(Some(u32::try_from(all.len() - since).unwrap())).await.unwrap();
    app.db.migrate_up(None).await.unwrap();
    assert_eq!(rows(&app).await, before);
}

async fn rows(app: &TestApp) -> Vec<comment::Model> {
    let rows = comment::Entity::find().order_by_asc(comment::Column::CreatedAt);
    rows.all(app.db.read()).await.unwrap()
}

/// Asked of the database itself, so that a table that is added later is asked, too.
#[tokio::test]
async fn nothing_that_refers_to_members_keeps_one_from_going() {
    let app = TestApp::new().await;
    if app.db.backend() != DbBackend::Sqlite {
        return;
    }
    let sql = "SELECT m.name || '.' || f.\"from\" AS place, f.on_delete AS rule FROM sqlite_master m, \
               pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = 'members' ORDER BY place";
    let rows = app.db.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    assert!(rows.len() >= 8);
    for row in rows {
        let (place, rule): (String, String) = (row.try_get("", "place").unwrap(), row.try_get("", "rule").unwrap());
        // The owner is the one member who cannot go.
        let expected: &[&str] =
            if place == "installation.owner_id" { &["NO ACTION"] } else { &["CASCADE", "SET NULL"] };
        assert!(expected.contains(&&*rule), "{place}: {rule}");
    }
}
