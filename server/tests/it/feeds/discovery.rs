//! `robots.txt`, `llms.txt`, posts as Markdown, oEmbed.

use domain::{Slug, paths};
use serde_json::{Value, json};
use server::{feeds, posts};

use super::{Served, bytes, header};

#[tokio::test]
async fn crawlers_are_kept_out_of_what_is_not_for_them() {
    let served = Served::new().await;
    let response = served.ask("/robots.txt", &[]).await;
    assert_eq!(header(&response, "content-type"), "text/plain; charset=utf-8");
    assert_eq!(header(&response, "x-robots-tag"), "");
    let rules = served.text("/robots.txt").await;
    for closed in ["/write", "/settings", "/admin", "/fn", "/api"] {
        assert!(rules.contains(&format!("\nDisallow: {closed}\n")), "{closed} in {rules}");
    }
    assert!(!rules.contains("Disallow: /\n"), "{rules}");
    assert!(rules.ends_with("\nSitemap: http://127.0.0.1:3000/sitemap.xml\n"), "{rules}");
}

#[tokio::test]
async fn a_staging_site_is_closed_to_crawlers() {
    let served = Served::with(|config| config.discovery.crawlers = false).await;
    assert_eq!(served.text("/robots.txt").await, "User-agent: *\nDisallow: /\n");
    for path in ["/robots.txt", "/feed.atom", "/nowhere"] {
        assert_eq!(header(&served.ask(path, &[]).await, "x-robots-tag"), "noindex, nofollow", "{path}");
    }
}

#[tokio::test]
async fn language_models_get_a_list_that_no_title_can_break() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    let mut input = app.draft_by(&ada).title("On [links](https://evil.example) & `code` <b>").slug("links").input();
    input.standfirst = "It *says* # a lot.".into();
    let id = domain::id::PostId(app.ids.uuid());
    posts::create(app, &ada, id, &input).await.unwrap();
    posts::publish(app, &ada, id).await.unwrap();
    let text = served.text("/llms.txt").await;
    assert!(text.starts_with("# The Example\n"), "{text}");
    let line = "- [On \\[links\\](https://evil.example) \\& \\`code\\` \\<b\\>](http://127.0.0.1:3000/posts/links.md): \
                It \\*says\\* \\# a lot.\n";
    assert!(text.contains(line), "{text}");
}

/// Front matter and text.
async fn markdown(served: &Served, slug: &str) -> (Value, String) {
    let response = feeds::post_markdown(&served.app, &Slug::parse(slug).unwrap()).await.unwrap();
    assert_eq!(header(&response, "content-type"), "text/markdown; charset=utf-8");
    assert_eq!(header(&response, "link"), format!("<http://127.0.0.1:3000/posts/{slug}>; rel=\"canonical\""));
    let text = String::from_utf8(bytes(response).await.to_vec()).unwrap();
    let (front, body) = text.strip_prefix("---\n").unwrap().split_once("\n---\n\n").unwrap();
    (serde_saphyr::from_str(front).unwrap(), body.to_owned())
}

#[tokio::test]
async fn a_post_as_markdown_says_whose_it_is_and_where_it_belongs() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    let title = "yes: \"quoted\" #not a comment 🦀 {x} --- 'y' \\";
    let body = "See [above](#one), [this](/tags/rust) and ![it](../media/a.png).\n\n---\n\n<https://example.org/>";
    let draft = app.draft_by(&ada).title(title).slug("quoted").tags("no, 2016").body(body);
    draft.published().await;
    let (front, text) = markdown(&served, "quoted").await;
    assert_eq!(
        front,
        json!({
            "title": title,
            "authors": ["Ada"],
            "date": "2026-11-20T12:00:00Z",
            "updated": "2026-11-20T12:00:00Z",
            "tags": ["no", "2016"],
            "canonical": "http://127.0.0.1:3000/posts/quoted",
        })
    );
    let absolute = "See [above](#one), [this](http://127.0.0.1:3000/tags/rust) and \
                    ![it](http://127.0.0.1:3000/media/a.png).\n\n---\n\n<https://example.org/>\n";
    assert_eq!(text, absolute);
}

#[tokio::test]
async fn the_markdown_of_an_earlier_address_leads_to_the_present_one() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    let post = app.draft_by(&ada).slug("earlier").published().await;
    posts::save(app, &ada, post.id, post.version, &app.draft_by(&ada).slug("later").input()).await.unwrap();
    let response = feeds::post_markdown(app, &Slug::parse("earlier").unwrap()).await.unwrap();
    assert_eq!((response.status().as_u16(), header(&response, "location")), (308, "/posts/later.md"));
}

#[tokio::test]
async fn other_sites_learn_what_a_link_to_a_post_is() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).title("</script> \"x\"").slug("linked").published().await;
    let ask = async |url: &str| served.ask(&paths::oembed(url), &[]).await;
    let response = ask("http://127.0.0.1:3000/posts/linked?utm_source=x#comments").await;
    assert_eq!(header(&response, "content-type"), "application/json");
    let told: Value = serde_json::from_slice(&bytes(response).await).unwrap();
    assert_eq!(
        told,
        json!({
            "version": "1.0",
            "type": "link",
            "title": "</script> \"x\"",
            "author_name": "Ada",
            "author_url": "http://127.0.0.1:3000/authors/ada",
            "provider_name": "The Example",
            "provider_url": "http://127.0.0.1:3000/",
            "cache_age": 3600,
        })
    );
    for foreign in [
        "https://127.0.0.1:3000/posts/linked",
        "http://evil.example/posts/linked",
        "http://127.0.0.1:3000@evil.example/posts/linked",
        "http://127.0.0.1:3000/tags/linked",
        "http://127.0.0.1:3000/posts/none",
        "/posts/linked",
    ] {
        assert_eq!(ask(foreign).await.status(), 404, "{foreign}");
    }
    assert_eq!(served.ask("/oembed", &[]).await.status(), 400);
    let xml = format!("{}&format=xml", paths::oembed("http://127.0.0.1:3000/posts/linked"));
    assert_eq!(served.ask(&xml, &[]).await.status(), 501);
}
