use domain::{Slug, id::PostId};
use server::posts::{self, Found};

use crate::test_app::{TestApp, field_code};

fn slug(raw: &str) -> Slug {
    Slug::parse(raw).unwrap()
}

async fn leads_to(app: &TestApp, address: &str) -> String {
    match posts::published(app, &slug(address)).await.unwrap() {
        Found::Post(post) => post.slug.to_string(),
        Found::Moved(to) => format!("-> {to}"),
    }
}

#[tokio::test]
async fn every_address_that_a_post_had_leads_to_it_for_ever() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).slug("one").published().await;
    for (version, address) in [(1, "two"), (2, "three")] {
        let input = app.draft_by(&ada).slug(address).input();
        posts::save(&app, &ada, post.id, version, &input).await.unwrap();
    }
    assert_eq!(leads_to(&app, "one").await, "-> three");
    assert_eq!(leads_to(&app, "two").await, "-> three");
    assert_eq!(leads_to(&app, "three").await, "three");
    let back = app.draft_by(&ada).slug("one").input();
    posts::save(&app, &ada, post.id, 3, &back).await.unwrap();
    assert_eq!(leads_to(&app, "one").await, "one");
    assert_eq!(leads_to(&app, "three").await, "-> one");
}

#[tokio::test]
async fn nobody_else_can_take_an_address_that_a_post_has_or_had() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.author("Bob").await);
    let post = app.draft_by(&ada).slug("one").published().await;
    let moved = app.draft_by(&ada).slug("two").input();
    posts::save(&app, &ada, post.id, 1, &moved).await.unwrap();
    let own = app.draft_by(&bob).create().await;
    for taken in ["one", "two"] {
        let input = app.draft_by(&bob).slug(taken).input();
        assert_eq!(field_code(posts::create(&app, &bob, PostId(app.ids.uuid()), &input).await, "slug"), "taken");
        assert_eq!(field_code(posts::save(&app, &bob, own.id, 1, &input).await, "slug"), "taken");
    }
    let titled = app.draft_by(&bob).title("One").create().await;
    assert_eq!(titled.slug.as_str(), "one-2");
}

#[tokio::test]
async fn a_title_used_again_gets_a_number() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    for n in 1..=12 {
        let draft = app.draft_by(&ada).title("Hello World").create().await;
        let expected = if n == 1 { "hello-world".to_owned() } else { format!("hello-world-{n}") };
        assert_eq!(draft.slug.as_str(), expected);
    }
}

#[tokio::test]
async fn the_same_title_at_the_same_moment_gets_different_addresses() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.author("Bob").await);
    let draft = |actor| app.draft_by(actor).title("Hello").create();
    let (a, b, c, d) = tokio::join!(draft(&ada), draft(&bob), draft(&ada), draft(&bob));
    let mut slugs = [a, b, c, d].map(|saved| saved.slug.to_string());
    slugs.sort();
    assert_eq!(slugs, ["hello", "hello-2", "hello-3", "hello-4"]);
}

#[tokio::test]
async fn a_typed_address_at_the_same_moment_goes_to_one() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.author("Ada").await, app.author("Bob").await);
    let (hers, his) = (app.draft_by(&ada).slug("typed").input(), app.draft_by(&bob).slug("typed").input());
    let (one, two) = tokio::join!(
        posts::create(&app, &ada, PostId(app.ids.uuid()), &hers),
        posts::create(&app, &bob, PostId(app.ids.uuid()), &his),
    );
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(won.unwrap().slug.as_str(), "typed");
    assert_eq!(field_code(lost, "slug"), "taken");
}

#[tokio::test]
async fn the_address_of_a_draft_follows_its_title_until_readers_have_seen_it() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let draft = app.draft_by(&ada).title("Untitled").create().await;
    let manuscript = posts::manuscript(&app, &ada, draft.id).await.unwrap();
    assert_eq!((manuscript.slug.as_str(), manuscript.input.slug.as_str()), ("untitled", ""));
    let titled = app.draft_by(&ada).title("A real title").input();
    assert_eq!(posts::save(&app, &ada, draft.id, 1, &titled).await.unwrap().slug.as_str(), "a-real-title");
    // The address nobody ever saw is free again.
    assert_eq!(app.draft_by(&ada).title("Untitled").create().await.slug.as_str(), "untitled");
    posts::publish(&app, &ada, draft.id).await.unwrap();
    let renamed = app.draft_by(&ada).title("A better title").input();
    assert_eq!(posts::save(&app, &ada, draft.id, 2, &renamed).await.unwrap().slug.as_str(), "a-real-title");
    assert_eq!(posts::manuscript(&app, &ada, draft.id).await.unwrap().input.slug, "a-real-title");
}

#[tokio::test]
async fn a_typed_address_of_a_draft_stays_and_leads_on_when_it_changes() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let draft = app.draft_by(&ada).title("Something").slug("promised").create().await;
    let changed = app.draft_by(&ada).title("Something").slug("different").input();
    posts::save(&app, &ada, draft.id, 1, &changed).await.unwrap();
    posts::publish(&app, &ada, draft.id).await.unwrap();
    assert_eq!(leads_to(&app, "promised").await, "-> different");
}

#[tokio::test]
async fn addresses_of_an_imported_blog_lead_to_their_posts() {
    use sea_orm::{ActiveValue::Set, EntityTrait};
    use server::entities::redirect;

    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let (public, draft) = (app.draft_by(&ada).published().await, app.draft_by(&ada).create().await);
    for (path, post) in [("/2016/08/18/one.html", public.id), ("/old/", public.id), ("/secret.html", draft.id)] {
        let row = redirect::ActiveModel { path: Set(path.into()), post_id: Set(post.0) };
        redirect::Entity::insert(row).exec_without_returning(app.db.write()).await.unwrap();
    }
    let lead = async |path: &str| posts::moved_from(&app, path).await.unwrap();
    assert_eq!(lead("/2016/08/18/one.html").await, Some(public.slug.clone()));
    assert_eq!(lead("/old").await, Some(public.slug.clone()));
    assert_eq!(lead("/old/").await, Some(public.slug.clone()));
    for nothing in ["/secret.html", "/OLD", "/%", "/ol_", "/", "", "/old' OR '1'='1", "/old\0", &"/x".repeat(5000)] {
        assert_eq!(lead(nothing).await, None, "{nothing:?}");
    }
}
