//! What goes wrong is told as a page to people and as JSON to programs, and never from the inside.

use axum::body::Body;
use domain::accounts::Role;
use http::{Request, header};

use super::site::{Site, words};

#[tokio::test]
async fn an_address_without_a_page_helps() {
    let site = Site::new().await;
    for path in
        ["/nothing-here", "/posts/nothing-here", "/posts/No%20Slug", "/tags/nothing", "/archive/x", "/?before=x"]
    {
        let answer = site.get(path, "").await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer.body.contains("Nothing here") && answer.body.contains("href=\"/archive\""),
            "{path}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn programs_get_problem_json() {
    let site = Site::new().await;
    let answer = site.send(Request::get("/nothing-here").body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(problem["code"], "not_found");
    assert_eq!(problem["request_id"], answer.header("x-request-id"));
}

#[tokio::test]
async fn a_draft_is_nothing_to_those_who_may_not_edit_it() {
    let site = Site::new().await;
    let (ada, bo) = (site.member("ada", Role::Author).await, site.member("bo", Role::Author).await);
    let id = domain::id::PostId(site.app.ids.uuid());
    let draft =
        server::posts::create(&site.app, &ada.actor(), id, &words("Secret plans", "Hush.")).await.expect("a draft");
    for cookie in ["", &bo.cookie, &ada.cookie] {
        let answer = site.get(&domain::paths::post(&draft.slug), cookie).await;
        assert_eq!(answer.status, 404, "the public page of a draft");
        assert!(!answer.body.contains("Secret plans"));
    }
    for path in [domain::paths::edit_post(id), domain::paths::preview_post(id)] {
        assert_eq!(site.get(&path, &bo.cookie).await.status, 404);
        assert_eq!(site.get(&path, &ada.cookie).await.status, 200);
    }
}

#[tokio::test]
async fn what_comes_from_another_site_is_refused_with_a_page() {
    let site = Site::new().await;
    let request = Request::post("/fn/accounts/sign-out")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://elsewhere.example")
        .body(Body::empty())
        .expect("a request");
    let answer = site.send(request).await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("Sent from elsewhere"), "{}", answer.body);
}

#[tokio::test]
async fn too_large_a_form_is_refused_with_a_page() {
    let site = Site::new().await;
    let body = vec![b'x'; site.app.config.http.body_limit + 1];
    let request = Request::post("/fn/posts/create")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .expect("a request");
    let answer = site.send(request).await;
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("Too much at once"), "{}", answer.body);
}
