//! What reading pages promise: no script that runs, no cookie for strangers, one stylesheet, little weight.

use axum::body::Body;
use domain::{accounts::Role, paths};
use http::{Request, header};

use super::site::{Answer, Site, words};

const LONG_WORDS: &str =
    "## One\n\nSome *words* and `code`.\n\n## Two\n\n```rust\nfn main() {}\n```\n\n## Three\n\nMore.";

async fn site_with_posts() -> (Site, String) {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Author).await;
    for number in 0..20 {
        let title = format!("A title of the usual length, number {number}");
        let mut input = words(&title, LONG_WORDS);
        input.standfirst = "A standfirst says in a sentence or two what a reader will find, and why it matters.".into();
        site.published(&ada.actor(), &input).await;
    }
    (site, ada.cookie)
}

fn reading_paths() -> [&'static str; 7] {
    let post = "/posts/a-title-of-the-usual-length-number-3";
    ["/", post, "/tags/rust", "/authors/ada", "/archive", "/archive/2025", "/feeds"]
}

#[tokio::test]
async fn reading_pages_carry_no_script_and_one_stylesheet() {
    let (site, cookie) = site_with_posts().await;
    for path in reading_paths() {
        for cookie in ["", &cookie] {
            let answer = site.get(path, cookie).await;
            assert_eq!(answer.status, 200, "{path}");
            // Data that programs read stands in elements of that name, too; with this type no browser runs them.
            let data = answer.body.matches(r#"<script type="application/ld+json">"#).count();
            assert_eq!(answer.body.matches("<script").count(), data, "{path} carries a script");
            assert!(!answer.body.contains("leptos-island"), "{path} carries an island");
            assert_eq!(answer.body.matches("rel=\"stylesheet\"").count(), 1, "{path}");
            assert!(answer.header("content-security-policy").contains("script-src 'none'"), "{path}");
        }
    }
}

#[tokio::test]
async fn strangers_get_no_cookie() {
    let (site, _) = site_with_posts().await;
    for path in reading_paths().into_iter().chain([paths::SIGN_IN, paths::SIGN_UP, "/nothing-here"]) {
        assert_eq!(site.get(path, "").await.cookies(), "", "{path}");
    }
}

#[tokio::test]
async fn the_front_page_is_light() {
    let (site, _) = site_with_posts().await;
    let answer = site.get("/", "").await;
    assert_eq!(answer.body.matches("<article").count(), 20);
    assert!(answer.body.len() < 40_000, "{} bytes", answer.body.len());
}

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_again() {
    let (site, _) = site_with_posts().await;
    for encoding in ["identity", "br", "gzip"] {
        let ask = |tag: &str| {
            Request::get("/")
                .header(header::ACCEPT_ENCODING, encoding)
                .header(header::IF_NONE_MATCH, tag)
                .body(Body::empty())
                .expect("a request")
        };
        let first: Answer = site.send(ask("\"none\"")).await;
        assert_eq!(first.status, 200);
        let again = site.send(ask(first.header("etag"))).await;
        assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""), "{encoding}");
    }
}

#[tokio::test]
async fn the_page_that_writes_loads_its_island() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Author).await;
    let answer = site.get(paths::NEW_POST, &ada.cookie).await;
    let policy = answer.header("content-security-policy");
    assert!(answer.body.contains("<leptos-island") && answer.body.contains("<script"), "{}", answer.body);
    assert!(policy.contains("'nonce-") && policy.contains("'wasm-unsafe-eval'") && !policy.contains("unsafe-inline"));
    assert!(!answer.body.contains("__RESOLVED_RESOURCES"), "the framework's own script got in");
}
