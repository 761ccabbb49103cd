use domain::{paths, posts::Byline, site::Site};
use serde_json::{Map, Value, json};

use super::feed::{Feed, Item};

/// Writes a feed as JSON Feed 1.1.
pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let mut document = Map::new();
    let mut say = |key: &str, value: Value| drop(document.insert(key.to_owned(), value));
    say("version", "https://jsonfeed.org/version/1.1".into());
    say("title", feed.title.as_str().into());
    say("home_page_url", feed.page.as_str().into());
    say("feed_url", feed.address.as_str().into());
    say("language", "en".into());
    if !feed.site.tagline.is_empty() {
        say("description", feed.site.tagline.as_str().into());
    }
    if let Some(hub) = &feed.hub {
        say("hubs", json!([{ "type": "WebSub", "url": hub }]));
    }
    say("items", feed.items.iter().map(|entry| item(&feed.site, entry)).collect());
    Value::Object(document).to_string().into_bytes()
}

fn item(site: &Site, item: &Item) -> Value {
    let post = &item.post;
    let mut entry = Map::new();
    let mut say = |key: &str, value: Value| drop(entry.insert(key.to_owned(), value));
    say("id", item.id.as_str().into());
    say("url", item.address.as_str().into());
    say("title", post.title.as_str().into());
    say("summary", post.summary.as_str().into());
    match &item.html {
        Some(html) => say("content_html", html.as_str().into()),
        None => say("content_text", post.summary.as_str().into()),
    }
    say("date_published", post.publication.at().rfc3339().into());
    say("date_modified", post.changed_at.rfc3339().into());
    if let Some(cover) = &item.cover {
        say("image", cover.as_str().into());
    }
    if !post.authors.is_empty() {
        say("authors", post.authors.iter().map(|author| person(site, author)).collect());
    }
    if !post.tags.is_empty() {
        say("tags", post.tags.iter().map(|tag| Value::from(tag.name.as_str())).collect());
    }
    Value::Object(entry)
}

fn person(site: &Site, author: &Byline) -> Value {
    json!({ "name": author.name, "url": site.absolute(&paths::author(&author.slug)) })
}
