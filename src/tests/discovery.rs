//! What pages tell search engines, previews of links and feed readers in their heads, and that what they name is there.

use domain::{accounts::Role, paths, posts::PostInput};
use http::StatusCode;
use serde_json::Value;

use super::site::{Answer, Site, words};

const URL: &str = "http://127.0.0.1:3000";

/// A title that would end the element around it, or the attribute.
const HOSTILE: &str = "</script><script>alert(1)</script> \"><img src=x onerror=alert(2)> <!--";

async fn site_with_a_post() -> Site {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Author).await;
    let input = PostInput {
        slug: "hostile".into(),
        standfirst: "It \"says\" <b>much</b>.".into(),
        cover: "/media/cover.png".into(),
        ..words(HOSTILE, "Some *words*.")
    };
    site.published(&ada.actor(), &input).await;
    site
}

async fn page(site: &Site, path: &str) -> Answer {
    let answer = site.get(path, "").await;
    assert_eq!(answer.status, 200, "{path}");
    answer
}

/// The values of an attribute of the elements whose tag holds all of these.
fn values(page: &str, parts: &[&str], attribute: &str) -> Vec<String> {
    let tags = page.split('<').filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    let wanted = tags.filter(|tag| parts.iter().all(|part| tag.contains(part)));
    let value = |tag: &str| Some(tag.split_once(&format!("{attribute}=\""))?.1.split('"').next()?.to_owned());
    wanted.filter_map(value).collect()
}

/// The data of a page.
fn data(page: &str) -> Vec<Value> {
    let blocks = page.split(r#"<script type="application/ld+json">"#).skip(1);
    blocks
        .flat_map(|rest| {
            let block: Value = serde_json::from_str(rest.split("</script>").next().expect("an end")).expect("JSON");
            assert_eq!(block["@context"], "https://schema.org");
            block["@graph"].as_array().expect("a graph").clone()
        })
        .collect()
}

#[tokio::test]
async fn a_post_says_what_it_is_and_no_title_breaks_out() {
    let site = site_with_a_post().await;
    let page = page(&site, "/posts/hostile?reply=none&utm_source=x").await.body;
    let address = format!("{URL}/posts/hostile");
    assert_eq!(values(&page, &["link ", "canonical"], "href"), [address.as_str()]);
    assert_eq!(values(&page, &["meta ", "og:type"], "content"), ["article"]);
    assert_eq!(values(&page, &["meta ", "og:url"], "content"), [address.as_str()]);
    assert_eq!(values(&page, &["meta ", "og:image"], "content"), [format!("{URL}/media/cover.png")]);
    assert_eq!(values(&page, &["meta ", "article:author"], "content"), [format!("{URL}/authors/ada")]);
    assert_eq!(values(&page, &["meta ", "article:tag"], "content"), ["Craft", "Rust"]);
    assert_eq!(values(&page, &["meta ", "twitter:card"], "content"), ["summary_large_image"]);
    assert_eq!(values(&page, &["link ", "rel=\"author\""], "href"), ["/authors/ada"]);
    assert!(!page.contains("<script>") && !page.contains("<img src=x"), "{page}");

    let data = data(&page);
    let [article, way] = data.as_slice() else { panic!("an article and the way to it: {data:?}") };
    assert_eq!((&article["@type"], &article["headline"]), (&"Article".into(), &HOSTILE.into()));
    assert_eq!(article["author"][0]["@type"], "Person");
    assert_eq!(article["author"][0]["url"], format!("{URL}/authors/ada"));
    assert_eq!(article["image"], format!("{URL}/media/cover.png"));
    assert!(article["datePublished"].as_str().is_some_and(|date| date.ends_with('Z')));
    let steps: Vec<_> = way["itemListElement"].as_array().expect("steps").iter().map(|step| &step["item"]).collect();
    assert_eq!(steps, [&format!("{URL}/"), &format!("{URL}/tags/craft"), &address]);
}

#[tokio::test]
async fn every_list_says_what_it_is() {
    let site = site_with_a_post().await;
    for (path, kind, thing) in [
        ("/", "website", "WebSite"),
        ("/tags/craft", "website", "BreadcrumbList"),
        ("/authors/ada", "profile", "Person"),
    ] {
        let page = page(&site, &format!("{path}?utm_source=x")).await.body;
        assert_eq!(
            values(&page, &["link ", "canonical"], "href"),
            [format!("{URL}{path}")],
            "one address, whatever was asked"
        );
        assert_eq!(values(&page, &["meta ", "og:type"], "content"), [kind], "{path}");
        assert_eq!(data(&page)[0]["@type"], thing, "{path}");
    }
}

#[tokio::test]
async fn every_alternate_that_a_page_names_is_there_and_is_what_it_says() {
    let site = site_with_a_post().await;
    for path in ["/", "/posts/hostile", "/tags/craft", "/authors/ada", "/archive", "/feeds"] {
        let page = page(&site, path).await.body;
        let feeds = values(&page, &["link ", "rel=\"alternate\"", "title="], "href");
        let own = feeds[0].strip_suffix("/feed.atom").expect("Atom comes first");
        let is_list_of_its_own = path.starts_with("/tags") || path.starts_with("/authors");
        assert_eq!(own, if is_list_of_its_own { path } else { "" }, "readers take the first one");
        let types = values(&page, &["link ", "rel=\"alternate\""], "type");
        for (mime, link) in types.iter().zip(values(&page, &["link ", "rel=\"alternate\""], "href")) {
            let link = link.replace("&amp;", "&");
            let answer = site.get(link.strip_prefix(URL).unwrap_or(&link), "").await;
            assert_eq!(answer.status, 200, "{link}");
            let found = answer.header("content-type").split(';').next().expect("a type");
            assert_eq!(found, mime.replace("application/json+oembed", "application/json"), "{link}");
        }
        assert_eq!(types.len(), feeds.len() + if path == "/posts/hostile" { 2 } else { 0 }, "{path}: {types:?}");
    }
}

#[tokio::test]
async fn a_post_is_there_as_markdown_for_those_who_may_read_it() {
    let site = site_with_a_post().await;
    let ada = site.member("bo", Role::Author).await;
    let answer = page(&site, "/posts/hostile.md").await;
    assert_eq!(answer.header("content-type"), "text/markdown; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    assert!(answer.body.contains(&format!("canonical: {URL}/posts/hostile\n")), "{}", answer.body);
    assert!(answer.body.ends_with("---\n\nSome *words*.\n"), "{}", answer.body);
    let draft = domain::id::PostId(site.app.ids.uuid());
    server::posts::create(&site.app, &ada.actor(), draft, &words("Secret", "Words")).await.expect("a draft");
    for path in ["/posts/secret.md", "/posts/none.md", "/posts/.md", "/posts/hostile.md.md"] {
        assert_eq!(site.get(path, &ada.cookie).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn pages_of_one_person_tell_programs_nothing() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Author).await;
    for path in [paths::DESK, paths::SETTINGS, paths::NEW_POST, paths::SIGN_IN, "/nothing-here"] {
        let page = site.get(path, &ada.cookie).await.body;
        for silent in ["og:", "twitter:", "canonical", "ld+json", "rel=\"alternate\""] {
            assert!(!page.contains(silent), "{path} says {silent}");
        }
    }
}
