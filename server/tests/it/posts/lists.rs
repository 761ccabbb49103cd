use domain::{
    Problem, Slug,
    id::PostId,
    pagination::{Cursor, PAGE_SIZE, Page},
    posts::{Card, YearCount},
};
use server::posts;

use crate::test_app::{TestApp, problem};

/// Every card of a list, page by page.
async fn walk<F: Future<Output = server::Result<Page<Card>>>>(list: impl Fn(Option<Cursor>) -> F) -> Vec<PostId> {
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = list(cursor).await.unwrap();
        assert!(page.items.len() as u64 <= PAGE_SIZE);
        seen.extend(page.items.iter().map(|card| card.id));
        // Through its text, as in an address.
        cursor = page.next.map(|next| next.to_string().parse().unwrap());
        if cursor.is_none() {
            return seen;
        }
    }
}

#[tokio::test]
async fn pages_show_every_post_once_and_in_order_even_if_all_have_the_same_date() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let mut written = Vec::new();
    for n in 0..45 {
        written.push(app.draft_by(&ada).title(&format!("Post {n}")).tags("all").published().await.id);
    }
    app.clock.advance_seconds(1);
    written.push(app.draft_by(&ada).title("The newest").tags("all").published().await.id);
    let mut newest_first = written[..45].to_vec();
    newest_first.sort_by(|a, b| b.0.as_bytes().cmp(a.0.as_bytes()));
    newest_first.insert(0, written[45]);
    let (all, ada) = (Slug::parse("all").unwrap(), Slug::parse("ada").unwrap());
    let (app, all, ada) = (&app, &all, &ada);
    assert_eq!(walk(|before| posts::front_page(app, before)).await, newest_first);
    assert_eq!(walk(|before| posts::in_year(app, 2026, before)).await, newest_first);
    let tagged = walk(|before| async move { Ok(posts::with_tag(app, all, before).await?.1) });
    assert_eq!(tagged.await, newest_first);
    let by_ada = walk(|before| async move { Ok(posts::by_author(app, ada, before).await?.1) });
    assert_eq!(by_ada.await, newest_first);
}

#[tokio::test]
async fn exactly_one_page_has_no_next_one() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    for n in 0..PAGE_SIZE {
        app.draft_by(&ada).title(&format!("Post {n}")).published().await;
    }
    let page = posts::front_page(&app, None).await.unwrap();
    assert_eq!((page.items.len() as u64, page.next), (PAGE_SIZE, None));
}

#[tokio::test]
async fn a_card_says_everything_a_list_shows() {
    let app = TestApp::new().await;
    let ada = app.author("Ada Example").await;
    let bob = app.reader("Bob").await;
    let post = app.draft_by(&ada).title("Hello").tags("Web Assembly, Rust").published().await;
    let first = app.comment_by(&bob, post.id, "Shown").await;
    app.answer_by(&ada, post.id, first.comment, "Shown too").await;
    let hidden = app.comment_by(&bob, post.id, "Hidden").await;
    let deleted = app.comment_by(&bob, post.id, "Deleted").await;
    server::comments::hide(&app, &app.editor("Ed").await, hidden.comment).await.unwrap();
    server::comments::delete(&app, &bob, deleted.comment).await.unwrap();
    let card = posts::front_page(&app, None).await.unwrap().items.remove(0);
    assert_eq!((card.title.as_str(), card.comments), ("Hello", 2));
    assert_eq!(card.authors[0].slug.as_str(), "ada-example");
    let tags: Vec<&str> = card.tags.iter().map(|tag| tag.slug.as_str()).collect();
    assert_eq!(tags, ["web-assembly", "rust"]);
    assert_eq!(card.publication.at(), app.clock.now());
}

#[tokio::test]
async fn years_are_counted_in_utc() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    // 20 November 2026, noon; 41.5 days and a second make the new year.
    for seconds in [0, 41 * 86_400 + 43_199, 1] {
        app.clock.advance_seconds(seconds);
        app.draft_by(&ada).published().await;
    }
    app.clock.advance_seconds(2 * 366 * 86_400);
    app.draft_by(&ada).published().await;
    let count = |year, posts| YearCount { year, posts };
    assert_eq!(posts::years(&app).await.unwrap(), [count(2029, 1), count(2027, 1), count(2026, 2)]);
    assert_eq!(posts::in_year(&app, 2026, None).await.unwrap().items.len(), 2);
    assert_eq!(posts::in_year(&app, 2027, None).await.unwrap().items.len(), 1);
    for empty in [2028, 0, -1, 9999, i32::MAX, i32::MIN] {
        assert_eq!(problem(posts::in_year(&app, empty, None).await), Problem::NotFound, "{empty}");
    }
}

#[tokio::test]
async fn an_empty_site_is_an_empty_page() {
    let app = TestApp::new().await;
    assert_eq!(posts::front_page(&app, None).await.unwrap(), Page { items: Vec::new(), next: None });
    assert!(posts::years(&app).await.unwrap().is_empty());
    let nothing = Slug::parse("nothing").unwrap();
    assert_eq!(problem(posts::with_tag(&app, &nothing, None).await), Problem::NotFound);
    assert_eq!(problem(posts::by_author(&app, &nothing, None).await), Problem::NotFound);
    assert_eq!(problem(posts::published(&app, &nothing).await), Problem::NotFound);
}
