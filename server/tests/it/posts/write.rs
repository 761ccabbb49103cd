use domain::{
    Problem,
    accounts::Role,
    id::PostId,
    posts::{PostInput, Status},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::{accounts, entities, posts};

use crate::test_app::{TestApp, email, field_code, problem};

#[tokio::test]
async fn a_draft_comes_back_as_it_was_typed() {
    let app = TestApp::new().await;
    let ada = app.author("Ada Example").await;
    let input = PostInput {
        title: "On 'quotes', \"more\" \\ and %_".into(),
        standfirst: "'); DROP TABLE posts;--".into(),
        body: "Line one\n\n    indented <script>alert(1)</script> ' \" \\ %_ 🦀".into(),
        tags: "Web Assembly, O'Reilly \"x\" %_".into(),
        cover: "https://example.org/a.png?x=1&y=%27".into(),
        slug: String::new(),
    };
    let id = PostId(app.ids.uuid());
    let saved = posts::create(&app, &ada, id, &input).await.unwrap();
    assert_eq!((saved.id, saved.version), (id, 1));
    assert_eq!(saved.status, Status::Draft { first_published_at: None });
    let manuscript = posts::manuscript(&app, &ada, id).await.unwrap();
    assert_eq!(manuscript.input, input);
    assert_eq!(manuscript.slug, saved.slug);
    assert_eq!(manuscript.updated_at, app.clock.now());
    assert_eq!(manuscript.authors[0].name, "Ada Example");
    assert_eq!(manuscript.authors[0].slug.as_str(), "ada-example");
}

#[tokio::test]
async fn a_very_long_post_fits() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let body = "🦀 words ".repeat(20_000);
    let draft = app.draft_by(&ada).body(&body).create().await;
    let kept = posts::manuscript(&app, &ada, draft.id).await.unwrap().input.body;
    assert_eq!(kept, body.trim_end());
}

#[tokio::test]
async fn every_mistake_is_told_at_its_field() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let input = PostInput { cover: "javascript:alert(1)".into(), slug: "Not A Slug".into(), ..PostInput::default() };
    let Problem::Invalid { fields } = problem(posts::create(&app, &ada, PostId(app.ids.uuid()), &input).await) else {
        panic!("accepted")
    };
    assert_eq!(fields.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["cover", "slug", "title"]);
}

#[tokio::test]
async fn readers_do_not_write() {
    let app = TestApp::new().await;
    let eve = app.reader("Eve").await;
    let input = app.draft_by(&eve).input();
    assert_eq!(problem(posts::create(&app, &eve, PostId(app.ids.uuid()), &input).await), Problem::Forbidden);
    assert_eq!(problem(posts::desk(&app, &eve, None).await), Problem::NotFound);
}

#[tokio::test]
async fn the_form_sent_twice_makes_one_post() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    for slug in ["", "typed"] {
        let input = app.draft_by(&ada).slug(slug).input();
        let id = PostId(app.ids.uuid());
        let first = posts::create(&app, &ada, id, &input).await.unwrap();
        let second = posts::create(&app, &ada, id, &input).await.unwrap();
        assert_eq!(first, second);
    }
    assert_eq!(entities::post::Entity::find().count(app.db.read()).await.unwrap(), 2);
}

#[tokio::test]
async fn the_form_sent_twice_at_the_same_moment_makes_one_post() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let id = PostId(app.ids.uuid());
    let input = app.draft_by(&ada).slug("typed").tags("a, b").input();
    let (one, two) = tokio::join!(posts::create(&app, &ada, id, &input), posts::create(&app, &ada, id, &input));
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(entities::post::Entity::find().count(app.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn somebody_elses_id_opens_nothing() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.author("Bob").await);
    let draft = app.draft_by(&ada).title("Secret").create().await;
    let input = app.draft_by(&bob).title("Mine").input();
    assert_eq!(problem(posts::create(&app, &bob, draft.id, &input).await), Problem::NotFound);
    assert_eq!(posts::manuscript(&app, &ada, draft.id).await.unwrap().input.title, "Secret");
}

#[tokio::test]
async fn namesakes_get_bylines_of_their_own_and_keep_them() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let other = accounts::create_member(
        &app,
        domain::accounts::SignUpForm::parse("Ada", &email("Other"), "another password").unwrap(),
        Role::Author,
    );
    let other = accounts::actor(&app, other.await.unwrap().id).await.unwrap();
    for (actor, slug) in [(&ada, "ada"), (&other, "ada-2"), (&ada, "ada"), (&other, "ada-2")] {
        let draft = app.draft_by(actor).create().await;
        let authors = posts::manuscript(&app, actor, draft.id).await.unwrap().authors;
        assert_eq!(authors.iter().map(|author| author.slug.as_str()).collect::<Vec<_>>(), [slug]);
    }
}

#[tokio::test]
async fn simultaneous_first_posts_of_namesakes_and_of_one_member_all_arrive() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let other = accounts::create_member(
        &app,
        domain::accounts::SignUpForm::parse("Ada", &email("Other"), "another password").unwrap(),
        Role::Author,
    );
    let other = accounts::actor(&app, other.await.unwrap().id).await.unwrap();
    tokio::join!(
        app.draft_by(&ada).tags("x, y, z").create(),
        app.draft_by(&other).tags("z, y, x").create(),
        app.draft_by(&ada).tags("y, x").create(),
        app.draft_by(&other).tags("w, z").create(),
    );
    assert_eq!(entities::author::Entity::find().count(app.db.read()).await.unwrap(), 2);
    assert_eq!(entities::tag::Entity::find().count(app.db.read()).await.unwrap(), 4);
    assert_eq!(entities::post_tag::Entity::find().count(app.db.read()).await.unwrap(), 10);
}

#[tokio::test]
async fn a_name_without_letters_still_gets_a_byline() {
    let app = TestApp::new().await;
    let form = domain::accounts::SignUpForm::parse("★ ★", "star@example.org", "another password").unwrap();
    let star = accounts::create_member(&app, form, Role::Author).await.unwrap();
    let star = accounts::actor(&app, star.id).await.unwrap();
    let draft = app.draft_by(&star).title("…").create().await;
    assert_eq!(
        field_code(posts::create(&app, &star, PostId(app.ids.uuid()), &PostInput::default()).await, "title"),
        "required"
    );
    assert_eq!(posts::manuscript(&app, &star, draft.id).await.unwrap().authors[0].name, "★ ★");
}
