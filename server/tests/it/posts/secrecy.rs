//! A draft is seen by nobody but its writers, whichever way one looks.

use domain::{Problem, Slug, accounts::Viewer};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::{
    comments,
    entities::redirect,
    posts::{self, Found, Saved},
};

use crate::test_app::{TestApp, problem};

async fn assert_hidden(app: &TestApp, secret: &Saved) {
    let hidden = |outcome: server::Result<()>| assert_eq!(problem(outcome), Problem::NotFound);
    let front = posts::front_page(app, None).await.unwrap();
    assert_eq!(front.items.iter().filter(|card| card.id == secret.id).count(), 0);
    hidden(posts::published(app, &secret.slug).await.map(drop));
    hidden(posts::published(app, &Slug::parse("former-address").unwrap()).await.map(drop));
    hidden(posts::with_tag(app, &Slug::parse("secret-tag").unwrap(), None).await.map(drop));
    hidden(posts::by_author(app, &Slug::parse("ada").unwrap(), None).await.map(drop));
    hidden(posts::in_year(app, 2026, None).await.map(drop));
    assert!(posts::years(app).await.unwrap().iter().all(|year| year.year != 2026));
    assert_eq!(posts::moved_from(app, "/old.html").await.unwrap(), None);
    assert!(comments::on_post(app, &Viewer::Stranger, secret.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn drafts_and_deleted_posts_are_invisible_to_every_public_read() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let secret = app.draft_by(&ada).title("Secret").slug("former-address").tags("Secret tag").create().await;
    let moved = app.draft_by(&ada).title("Secret").slug("secret").tags("Secret tag").input();
    let secret = posts::save(&app, &ada, secret.id, 1, &moved).await.unwrap();
    let row = redirect::ActiveModel { path: Set("/old.html".into()), post_id: Set(secret.id.0) };
    redirect::Entity::insert(row).exec_without_returning(app.db.write()).await.unwrap();
    assert_hidden(&app, &secret).await;

    posts::publish(&app, &ada, secret.id).await.unwrap();
    app.comment_by(&ada, secret.id, "Seen while it was public").await;
    assert_eq!(posts::with_tag(&app, &Slug::parse("secret-tag").unwrap(), None).await.unwrap().1.items.len(), 1);
    assert_eq!(posts::moved_from(&app, "/old.html").await.unwrap(), Some(secret.slug.clone()));

    posts::unpublish(&app, &ada, secret.id).await.unwrap();
    assert_hidden(&app, &secret).await;
    posts::delete(&app, &ada, secret.id).await.unwrap();
    assert_hidden(&app, &secret).await;
}

#[tokio::test]
async fn drafts_are_nobodys_neighbour() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let mut seen = Vec::new();
    for title in ["Before", "Middle", "After"] {
        seen.push(app.draft_by(&ada).title(title).published().await);
        let hidden = app.draft_by(&ada).title("Hidden").published().await;
        posts::unpublish(&app, &ada, hidden.id).await.unwrap();
        app.clock.advance_seconds(60);
    }
    let Found::Post(middle) = posts::published(&app, &seen[1].slug).await.unwrap() else { panic!("moved") };
    assert_eq!(middle.previous.unwrap().title, "Before");
    assert_eq!(middle.next.unwrap().title, "After");
}
