//! How many statements a page may run, so that nobody adds a query a row unseen.

use domain::{accounts::Role, comments::CommentForm, id::CommentId, paths};
use server::comments;

use super::site::{Site, words};

async fn statements(site: &Site, path: &str, cookie: &str) -> u64 {
    let before = site.app.db.statements();
    let answer = site.get(path, cookie).await;
    assert_eq!(answer.status, 200, "{path}");
    site.app.db.statements() - before
}

#[tokio::test]
async fn pages_stay_within_their_budget_however_much_is_on_them() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Author).await;
    let mut posts = Vec::new();
    for number in 0..25 {
        posts.push(site.published(&ada.actor(), &words(&format!("Post {number}"), "Some *words*.")).await);
    }
    let post = &posts[12];
    for number in 0..12 {
        let form = CommentForm::parse(&format!("Comment {number}")).expect("a comment");
        let id = CommentId(site.app.ids.uuid());
        comments::create(&site.app, &ada.actor(), post.id, None, id, form).await.expect("a comment");
        site.app.clock.advance_seconds(120);
    }
    let post = paths::post(&post.slug);
    // The clock moved on: the first page notes that the session is in use.
    site.get("/", &ada.cookie).await;
    let markdown = format!("{post}.md");
    for (path, budget) in [
        ("/", 3),
        (post.as_str(), 5),
        ("/tags/craft", 3),
        ("/authors/ada", 3),
        ("/archive/2025", 3),
        ("/feeds", 0),
        ("/feed.atom", 3),
        ("/tags/craft/feed.rss", 4),
        ("/authors/ada/feed.json", 4),
        ("/sitemap.xml", 4),
        ("/sitemaps/2025-10.xml", 2),
        ("/llms.txt", 3),
        (markdown.as_str(), 2),
    ] {
        let stranger = statements(&site, path, "").await;
        assert!(stranger <= budget, "{path} ran {stranger} statements for a stranger");
        let member = statements(&site, path, &ada.cookie).await;
        let budget = if paths::is_for_programs(path) { budget } else { budget.max(if path == "/" { 3 } else { 4 }) };
        assert!(member <= budget, "{path} ran {member} statements for a member");
    }
}
