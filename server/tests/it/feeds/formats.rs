//! Atom and RSS as a feed reader understands them.

use domain::feeds::FeedFormat;
use serde_json::{Value, json};
use server::posts;

use super::{Served, header, reader::parse};

const XML: [FeedFormat; 2] = [FeedFormat::Atom, FeedFormat::Rss];

/// What would break out of a document that is glued together.
const HOSTILE: &str =
    "]]> </title><script>alert('1')</script> & \"&amp;\" &#0; 🦀\u{1F468}\u{200D}\u{1F4BB} \u{FFFE}\u{FFFF} %";

/// The same as XML can say it.
const HARMLESS: &str = "]]> </title><script>alert('1')</script> & \"&amp;\" &#0; 🦀\u{1F468}\u{200D}\u{1F4BB}  %";

async fn read(served: &Served, list: &str, format: FeedFormat) -> Option<Value> {
    let response = served.ask(&domain::paths::feed(list, format), &[]).await;
    let mime = header(&response, "content-type").to_owned();
    assert_eq!(mime, format!("{}; charset=utf-8", format.mime()));
    parse(&super::bytes(response).await, &mime)
}

async fn written() -> Served {
    let mut served = Served::with(|config| config.discovery.hub = Some("https://hub.example/".into())).await;
    let app = &mut served.app;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).title("An older one").published().await;
    app.clock.advance_seconds(3600);
    let mut input = app.draft_by(&ada).title(HOSTILE).slug("newer").tags("Rust & C, <b>").input();
    input.body =
        "See [above](#one), [this](/tags/rust) and ![a picture](/media/a.png).\n\n<script>x</script> ]]> \u{FFFF}"
            .into();
    input.standfirst = "All about </summary> it.".into();
    input.cover = "/media/cover.png".into();
    let id = domain::id::PostId(app.ids.uuid());
    posts::create(app, &ada, id, &input).await.unwrap();
    posts::publish(app, &ada, id).await.unwrap();
    served
}

#[tokio::test]
async fn a_reader_finds_everything_whatever_a_title_says() {
    let served = written().await;
    for format in XML {
        let Some(feed) = read(&served, "/", format).await else { return };
        assert_eq!(feed["version"], if format == FeedFormat::Atom { "atom10" } else { "rss20" });
        assert_eq!((&feed["title"], &feed["link"]), (&json!("The Example"), &json!("http://127.0.0.1:3000/")));
        let links = feed["links"].as_array().unwrap();
        let own = format!("http://127.0.0.1:3000/feed.{}", format.extension());
        assert!(links.contains(&json!(["self", own])), "{links:?}");
        assert!(links.contains(&json!(["hub", "https://hub.example/"])), "{links:?}");

        let entries = feed["entries"].as_array().unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[1]["title"], "An older one");
        let newest = &entries[0];
        assert_eq!(newest["title"], HARMLESS.trim());
        assert_eq!(newest["link"], "http://127.0.0.1:3000/posts/newer");
        assert_eq!(newest["summary"], "All about </summary> it.");
        assert_eq!(newest["authors"], json!(["Ada"]));
        assert_eq!(newest["tags"], json!(["Rust & C", "<b>"]));
        assert_eq!(newest["pictures"], json!(["http://127.0.0.1:3000/media/cover.png"]));
        assert!(newest["id"].as_str().unwrap().starts_with("urn:uuid:"));
        assert_eq!(newest["published"].as_array().unwrap()[..5], [2026, 11, 20, 13, 0].map(Value::from));

        let content = newest["content"][0].as_str().unwrap();
        assert!(content.contains(r#"href="http://127.0.0.1:3000/posts/newer#one""#), "{content}");
        assert!(content.contains(r#"href="http://127.0.0.1:3000/tags/rust""#), "{content}");
        assert!(content.contains(r#"src="http://127.0.0.1:3000/media/a.png""#), "{content}");
        assert!(content.contains("]]&gt;") && !content.contains("<script"), "{content}");
    }
}

#[tokio::test]
async fn a_tag_and_an_author_have_feeds_of_their_own() {
    let served = written().await;
    for format in XML {
        let Some(feed) = read(&served, "/tags/rust-c", format).await else { return };
        assert_eq!(feed["title"], "Rust & C · The Example");
        assert_eq!(feed["link"], "http://127.0.0.1:3000/tags/rust-c");
        assert_eq!(feed["entries"].as_array().unwrap().len(), 1);
        let Some(feed) = read(&served, "/authors/ada", format).await else { return };
        assert_eq!(feed["title"], "Ada · The Example");
        assert_eq!(feed["entries"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn ids_stay_when_titles_and_addresses_change() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).title("First").tags("Craft").published().await;
    let before = read(&served, "/tags/craft", FeedFormat::Atom).await;
    app.clock.advance_seconds(60);
    let input = app.draft_by(&ada).title("Second").slug("elsewhere").tags("Craft").input();
    posts::save(app, &ada, post.id, post.version, &input).await.unwrap();
    let after = read(&served, "/tags/craft", FeedFormat::Atom).await;
    let (Some(before), Some(after)) = (before, after) else { return };
    assert_eq!(before["id"], after["id"]);
    let (before, after) = (&before["entries"][0], &after["entries"][0]);
    assert_eq!(before["id"], after["id"]);
    assert_eq!(before["published"], after["published"]);
    assert_ne!(before["link"], after["link"]);
    assert_ne!(before["updated"], after["updated"]);
}

#[tokio::test]
async fn a_feed_holds_the_newest_and_gives_very_long_ones_by_their_summary() {
    let served = Served::with(|config| config.discovery.feed_posts = 2).await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    for title in ["One", "Two"] {
        app.draft_by(&ada).title(title).published().await;
        app.clock.advance_seconds(60);
    }
    app.draft_by(&ada).title("Three").body(&"Long words. ".repeat(30_000)).published().await;
    for format in XML {
        let Some(feed) = read(&served, "/", format).await else { return };
        let entries = feed["entries"].as_array().unwrap();
        assert_eq!(entries.iter().map(|entry| &entry["title"]).collect::<Vec<_>>(), ["Three", "Two"]);
        assert!(entries[0]["summary"].as_str().unwrap().starts_with("Long words."));
        assert_eq!(entries[0]["content"].as_array().map(Vec::len), Some(0));
        assert_eq!(entries[1]["content"][0].as_str().map(str::trim), Some("<p>Some words.</p>"));
    }
}

#[tokio::test]
async fn a_site_without_posts_has_valid_feeds_and_an_unknown_tag_has_none() {
    let served = Served::new().await;
    for format in FeedFormat::ALL {
        assert_eq!(served.ask(&domain::paths::feed("/tags/none", format), &[]).await.status(), 404);
        assert_eq!(served.ask(&domain::paths::feed("/authors/No%20Slug", format), &[]).await.status(), 404);
    }
    for format in XML {
        let Some(feed) = read(&served, "/", format).await else { return };
        assert_eq!(feed["entries"].as_array().unwrap().len(), 0);
    }
}
