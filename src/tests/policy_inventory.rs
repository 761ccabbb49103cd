//! Walks everything that can be called, as a stranger. What lets a stranger in has to stand on a list here.

use axum::body::Body;
use domain::paths;
use http::{Request, StatusCode, header};

use super::site::Site;

/// Pages for everyone.
const OPEN_PAGES: [&str; 23] = [
    paths::HOME,
    "/posts/{slug}",
    "/tags/{slug}",
    "/authors/{slug}",
    paths::ARCHIVE,
    "/archive/{year}",
    paths::FEEDS,
    paths::SIGN_UP,
    paths::SIGN_IN,
    "/sign-in/with/{provider}",
    "/sign-in/with/{provider}/callback",
    paths::SIGN_IN_JOIN,
    paths::SIGN_IN_BY_MAIL,
    paths::SIGN_IN_CODE,
    paths::FORGOTTEN,
    paths::RESET,
    paths::VERIFY,
    paths::UNDO_EMAIL,
    paths::ACCOUNT,
    paths::INVITATION,
    paths::DEV_MAIL,
    "/dev/mail/{name}",
    "/dev/mail/{name}/html",
];

/// Server functions for everyone.
pub(super) const OPEN_FUNCTIONS: [&str; 15] = [
    "/fn/accounts/ask-for-reset",
    "/fn/accounts/ask-for-sign-in",
    "/fn/accounts/confirm-with-password",
    "/fn/accounts/reset-password",
    "/fn/accounts/sign-in",
    "/fn/accounts/sign-in-by-letter",
    "/fn/accounts/sign-out",
    "/fn/accounts/sign-up",
    "/fn/accounts/undo-email-change",
    "/fn/appearance/theme",
    "/fn/identities/join",
    "/fn/identities/start",
    "/fn/invitations/join",
    "/fn/passkeys/options-to-sign-in",
    "/fn/passkeys/sign-in",
];

/// Routes of the edge for everyone: health, assets, pictures, feeds, and where programs say who they are.
const OPEN_ROUTES: [&str; 23] = [
    paths::UP,
    paths::READY,
    "/pkg/{*file}",
    "/favicon.ico",
    "/media/{name}",
    paths::SPECULATION_RULES,
    paths::OPENAPI,
    paths::JWKS,
    paths::PASSKEY_ENDPOINTS,
    "/feed.atom",
    "/tags/{slug}/feed.atom",
    "/authors/{slug}/feed.atom",
    "/feed.rss",
    "/tags/{slug}/feed.rss",
    "/authors/{slug}/feed.rss",
    "/feed.json",
    "/tags/{slug}/feed.json",
    "/authors/{slug}/feed.json",
    paths::SITEMAP,
    "/sitemaps/{file}",
    paths::ROBOTS,
    paths::LLMS,
    paths::OEMBED,
];

/// Operations of the API for everyone.
const OPEN_OPERATIONS: [&str; 4] = ["create_token", "revoke_token", "list_posts", "get_post"];

/// Fills the holes of a route with what could stand there.
fn fill(path: &str) -> String {
    path.replace("{post}", "01990000-0000-7000-8000-000000000000")
        .replace("{id}", "01990000-0000-7000-8000-000000000000")
        .replace("{delivery}", "01990000-0000-7000-8000-000000000000")
        .replace("{slug}", "some-post")
        .replace("{year}", "2026")
        .replace("{provider}", "oidc")
        .replace("{name}", "0123456789abcdef0123456789abcdef.png")
        .replace("{*file}", "masthead.css")
        .replace("{file}", "pages.xml")
}

#[tokio::test]
async fn every_page_is_open_by_name_or_asks_to_sign_in() {
    let site = Site::new().await;
    for (path, _) in app::routes::pages() {
        let answer = site.get(&fill(path), "").await;
        let refused = answer.status == StatusCode::SEE_OTHER && answer.header("location").starts_with(paths::SIGN_IN);
        assert_eq!(!refused, OPEN_PAGES.contains(&path), "{path} answered a stranger with {}", answer.status);
    }
}

#[tokio::test]
async fn every_server_function_is_open_by_name_or_refuses() {
    let site = Site::new().await;
    let functions: Vec<_> = server_fn::axum::server_fn_paths().collect();
    assert!(functions.len() >= 15, "the server functions are linked in: {functions:?}");
    for (path, method) in functions {
        assert_eq!(method, http::Method::POST, "{path} acts on {method}");
        let answer = site.send(call(path)).await;
        let refused = answer.body.contains("sign_in_needed");
        assert_eq!(!refused, OPEN_FUNCTIONS.contains(&path), "{path} answered a stranger with {}", answer.body);
    }
}

/// Every argument that any function takes, so that none is refused for want of one.
fn call(path: &str) -> Request<Body> {
    let id = "01990000-0000-7000-8000-000000000000";
    let fields = [("id", id), ("post", id), ("version", "1"), ("title", "Title"), ("body", "Words")];
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(serde_urlencoded::to_string(fields).expect("a form")))
        .expect("a request")
}

#[tokio::test]
async fn every_route_of_the_edge_is_open_by_name() {
    let site = Site::new().await;
    let routes = server::http::routes_by_path(&site.app).into_iter().filter(|(path, _)| !path.starts_with("/api/v1"));
    for (path, _) in routes {
        let answer = site.send(Request::get(fill(&path)).body(Body::empty()).expect("a request")).await;
        let refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        assert_eq!(!refused, OPEN_ROUTES.contains(&path.as_str()), "{path} answered a stranger with {}", answer.status);
    }
}

#[tokio::test]
async fn every_operation_for_programs_is_open_by_name_or_asks_who_it_is() {
    let site = Site::new().await;
    let contract = serde_json::to_value(server::http::api::document()).expect("JSON");
    for (path, methods) in contract["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let name = operation["operationId"].as_str().expect("a name");
            let request = Request::builder().method(method.to_uppercase().as_str()).uri(fill(path));
            let answer = site.send(request.body(Body::empty()).expect("a request")).await;
            let refused = answer.status == StatusCode::UNAUTHORIZED;
            assert_eq!(!refused, OPEN_OPERATIONS.contains(&name), "{name} answered a stranger with {}", answer.status);
            let said_open = operation["security"].as_array().expect("security").contains(&serde_json::json!({}));
            assert_eq!(!refused, said_open, "the contract says otherwise of {name}");
        }
    }
}

#[test]
fn server_functions_have_stable_addresses() {
    let mut paths: Vec<_> = server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    for path in &paths {
        let tail = path.rsplit('/').next().unwrap_or_default();
        assert!(!tail.chars().any(|c| c.is_ascii_digit()), "{path} looks hashed: tabs would break after an update");
    }
    let count = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), count, "two server functions share an address");
}
