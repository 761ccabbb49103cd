//! A draft is in none of the documents.

use domain::Problem;
use server::{feeds, posts};

use super::{Served, bytes};
use crate::test_app::problem;

const DOCUMENTS: [&str; 5] = ["/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml", "/llms.txt"];

#[tokio::test]
async fn what_is_not_published_is_in_no_document() {
    let served = Served::new().await;
    let app = &served.app;
    let ada = app.author("Ada").await;
    let secret = app.draft_by(&ada).title("Secret title").slug("secret-slug").tags("Secret tag").create().await;
    let bo = app.author("Bo").await;
    app.draft_by(&bo).title("Known").published().await;
    assert_silent(&served).await;
    posts::publish(app, &ada, secret.id).await.unwrap();
    for document in DOCUMENTS {
        assert!(served.text(document).await.contains("secret-slug"), "{document} says what is published");
    }
    posts::unpublish(app, &ada, secret.id).await.unwrap();
    assert_silent(&served).await;
    posts::publish(app, &ada, secret.id).await.unwrap();
    posts::delete(app, &ada, secret.id).await.unwrap();
    assert_silent(&served).await;
}

async fn assert_silent(served: &Served) {
    for document in DOCUMENTS {
        let text = served.text(document).await.to_lowercase();
        assert!(text.contains("known") && !text.contains("secret") && !text.contains("ada"), "{document}: {text}");
        assert!(text.contains("http://127.0.0.1:3000/") && !text.contains("evil.example"), "{document}: {text}");
    }
    for list in ["/tags/secret-tag", "/authors/ada"] {
        for format in domain::feeds::FeedFormat::ALL {
            assert_eq!(served.ask(&domain::paths::feed(list, format), &[]).await.status(), 404, "{list}");
        }
    }
    for part in ["/sitemaps/tags.xml", "/sitemaps/authors.xml", "/sitemaps/2026-11.xml"] {
        let text = bytes(served.ask(part, &[]).await).await;
        let text = String::from_utf8_lossy(&text);
        assert!(!text.contains("secret") && !text.contains("/ada"), "{part}: {text}");
    }
    let address = "http://127.0.0.1:3000/posts/secret-slug";
    assert_eq!(served.ask(&domain::paths::oembed(address), &[]).await.status(), 404);
    let slug = domain::Slug::parse("secret-slug").unwrap();
    assert_eq!(problem(feeds::post_markdown(&served.app, &slug).await), Problem::NotFound);
}
