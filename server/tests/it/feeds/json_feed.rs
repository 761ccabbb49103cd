//! JSON Feed, against the rules of its specification.

use serde_json::Value;

use super::{Served, header};

/// What JSON Feed 1.1 demands of the fields that it knows. Dates are RFC 3339, addresses absolute.
fn assert_valid(feed: &Value) {
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(text(&feed["title"]).is_some(), "a feed has a title");
    for address in ["home_page_url", "feed_url"] {
        assert_address(&feed[address]);
    }
    optional(&feed["description"], |value| assert!(text(value).is_some()));
    optional(&feed["hubs"], |hubs| {
        for hub in hubs.as_array().unwrap() {
            assert!(text(&hub["type"]).is_some());
            assert_address(&hub["url"]);
        }
    });
    let mut ids = Vec::new();
    for item in feed["items"].as_array().expect("items are there, even if there is none") {
        ids.push(text(&item["id"]).expect("an id is a text").to_owned());
        assert!(text(&item["content_html"]).is_some() || text(&item["content_text"]).is_some(), "one content at least");
        for address in ["url", "external_url", "image", "banner_image"] {
            optional(&item[address], assert_address);
        }
        for date in ["date_published", "date_modified"] {
            optional(&item[date], |value| {
                serde_json::from_value::<domain::Timestamp>(value.clone()).expect("a date of RFC 3339");
            });
        }
        optional(&item["tags"], |tags| assert!(tags.as_array().unwrap().iter().all(|tag| text(tag).is_some())));
        optional(&item["authors"], |authors| {
            for author in authors.as_array().unwrap() {
                let known = ["name", "url", "avatar"].iter().filter(|key| text(&author[**key]).is_some());
                assert!(known.count() > 0, "an author has a name, an address or a picture");
            }
        });
        assert_eq!((&item["author"], &feed["author"]), (&Value::Null, &Value::Null), "deprecated since 1.1");
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id names one item");
}

fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

fn optional(value: &Value, check: impl FnOnce(&Value)) {
    if !value.is_null() {
        check(value);
    }
}

fn assert_address(value: &Value) {
    let address = text(value).expect("an address is a text");
    assert!(address.starts_with("http://127.0.0.1:3000/") || address.starts_with("https://"), "{address}");
}

async fn read(served: &Served, path: &str) -> Value {
    let response = served.ask(path, &[]).await;
    assert_eq!(header(&response, "content-type"), "application/feed+json");
    serde_json::from_slice(&super::bytes(response).await).unwrap()
}

#[tokio::test]
async fn a_json_feed_keeps_every_rule_whatever_is_in_it() {
    let served = Served::with(|config| config.discovery.hub = Some("https://hub.example/".into())).await;
    let empty = read(&served, "/feed.json").await;
    assert_valid(&empty);
    assert_eq!(empty["items"].as_array().unwrap().len(), 0);

    let app = &served.app;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).title("</script> \" 🦀").tags("Craft").body("[here](/a) <b>x</b>").published().await;
    app.draft_by(&ada).title("Long").body(&"Long words. ".repeat(30_000)).published().await;
    for path in ["/feed.json", "/tags/craft/feed.json", "/authors/ada/feed.json"] {
        let feed = read(&served, path).await;
        assert_valid(&feed);
        let item = feed["items"].as_array().unwrap().iter().find(|item| item["title"] == "</script> \" 🦀").unwrap();
        assert_eq!(item["authors"][0]["url"], "http://127.0.0.1:3000/authors/ada");
        assert_eq!(item["tags"][0], "Craft");
        let html = item["content_html"].as_str().unwrap();
        assert!(html.contains("href=\"http://127.0.0.1:3000/a\"") && html.contains("<b>x</b>"), "{html}");
        assert_eq!(feed["feed_url"], format!("http://127.0.0.1:3000{path}"));
        assert_eq!(feed["hubs"][0]["url"], "https://hub.example/");
    }
    let long = read(&served, "/feed.json").await;
    let long = long["items"].as_array().unwrap().iter().find(|item| item["title"] == "Long").unwrap();
    assert!(long["content_html"].is_null() && long["content_text"].as_str().unwrap().starts_with("Long words."));
}
