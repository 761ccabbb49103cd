//! How many statements a page costs. More than these means that somebody asks once for every row.

use domain::accounts::Viewer;
use server::{
    comments,
    posts::{self, Found},
    sessions::viewer,
};
use tower_sessions::session::Id;

use crate::test_app::TestApp;

async fn home(app: &TestApp, cookie: Option<Id>) {
    let visit = cookie.map_or_else(|| app.visit(), |id| app.visit_again(id));
    viewer(&visit.session).await.unwrap();
    assert_eq!(posts::front_page(app, None).await.unwrap().items.len(), 20);
}

async fn post(app: &TestApp, cookie: Option<Id>, slug: &domain::Slug) {
    let visit = cookie.map_or_else(|| app.visit(), |id| app.visit_again(id));
    let viewer: Viewer = viewer(&visit.session).await.unwrap();
    let Found::Post(post) = posts::published(app, slug).await.unwrap() else { panic!("moved") };
    assert_eq!(comments::on_post(app, &viewer, post.id).await.unwrap().len(), 12);
}

#[tokio::test]
async fn pages_stay_within_their_budget() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let mut last = None;
    for n in 0..25 {
        app.clock.advance_seconds(1);
        last = Some(app.draft_by(&ada).title(&format!("Post {n}")).tags("a, b, c").published().await);
    }
    let last = last.unwrap();
    for n in 0..12 {
        app.comment_by(&ada, last.id, &format!("Comment {n}")).await;
    }
    let cookie = app.cookie_of("Ada").await;
    assert_eq!(app.statements_of(home(&app, None)).await.0, 2);
    assert_eq!(app.statements_of(home(&app, Some(cookie))).await.0, 3);
    assert_eq!(app.statements_of(post(&app, None, &last.slug)).await.0, 4);
    assert_eq!(app.statements_of(post(&app, Some(cookie), &last.slug)).await.0, 5);
    assert!(app.statements_of(posts::desk(&app, &ada, None)).await.0 <= 3);
    assert!(app.statements_of(posts::years(&app)).await.0 <= 3);
}
