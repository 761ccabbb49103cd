//! Readers ask every few minutes; what did not change is not sent again, and what was withdrawn did change.

use domain::{feeds::FeedFormat, paths};
use server::posts;

use super::{Served, bytes, header};

async fn status(served: &Served, path: &str, name: &str, value: &str) -> u16 {
    served.ask(path, &[(name, value)]).await.status().as_u16()
}

#[tokio::test]
async fn an_unchanged_feed_is_not_sent_again() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).tags("Craft").published().await;
    app.clock.advance_seconds(3600);
    for format in FeedFormat::ALL {
        for list in ["/", "/tags/craft", "/authors/ada"] {
            let path = &paths::feed(list, format);
            let first = served.ask(path, &[]).await;
            let (tag, date) = (header(&first, "etag"), header(&first, "last-modified"));
            assert_eq!(date, "Fri, 20 Nov 2026 12:00:00 GMT");
            assert_eq!(header(&first, "cache-control"), "public, max-age=300");
            assert_eq!(status(&served, path, "if-none-match", tag).await, 304);
            assert_eq!(status(&served, path, "if-modified-since", date).await, 304);
            assert_eq!(status(&served, path, "if-modified-since", "Fri, 20 Nov 2026 12:30:00 GMT").await, 304);
            assert_eq!(status(&served, path, "if-modified-since", "Fri, 20 Nov 2026 11:59:59 GMT").await, 200);
            assert_eq!(status(&served, path, "if-modified-since", "yesterday").await, 200);
            // The tag is exact, the date is not.
            let both = served.ask(path, &[("if-none-match", "\"other\""), ("if-modified-since", date)]).await;
            assert_eq!(both.status(), 200);
            let again = served.ask(path, &[("if-modified-since", date)]).await;
            assert_eq!((header(&again, "etag"), header(&again, "last-modified")), (tag, date));
            assert!(bytes(again).await.is_empty());
        }
    }
}

#[tokio::test]
async fn whoever_asks_by_date_learns_of_every_change_that_the_public_sees() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    let older = app.draft_by(&ada).title("Older").published().await;
    app.clock.advance_seconds(60);
    app.draft_by(&ada).title("Newer").published().await;
    let mut date = header(&served.ask("/feed.atom", &[]).await, "last-modified").to_owned();
    let changed = async |date: &mut String| {
        let answer = served.ask("/feed.atom", &[("if-modified-since", date)]).await;
        let is_changed = answer.status() == 200;
        if is_changed {
            *date = header(&answer, "last-modified").to_owned();
        }
        app.clock.advance_seconds(60);
        is_changed
    };
    app.clock.advance_seconds(60);
    assert!(!changed(&mut date).await);

    posts::unpublish(app, &ada, older.id).await.unwrap();
    assert!(changed(&mut date).await, "a post was withdrawn");
    let input = app.draft_by(&ada).title("Nobody sees this").input();
    let saved = posts::save(app, &ada, older.id, older.version, &input).await.unwrap();
    posts::delete(app, &ada, older.id).await.unwrap();
    posts::restore(app, &ada, older.id).await.unwrap();
    assert!(!changed(&mut date).await, "what happens to a draft is nobody's business");

    posts::publish(app, &ada, older.id).await.unwrap();
    assert!(changed(&mut date).await, "it is shown again");
    posts::save(app, &ada, older.id, saved.version, &app.draft_by(&ada).title("Better").input()).await.unwrap();
    assert!(changed(&mut date).await, "it was edited");
    posts::delete(app, &ada, older.id).await.unwrap();
    assert!(changed(&mut date).await, "it was deleted");
    posts::restore(app, &ada, older.id).await.unwrap();
    assert!(changed(&mut date).await, "it was restored");
    assert!(!changed(&mut date).await);
}
