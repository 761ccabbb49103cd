//! A copy of one's data, and the end of the account, as forms without script.

use axum::body::Body;
use domain::{accounts::Role, paths};
use http::{Request, StatusCode, header};

use super::site::{PASSWORD, Site};

const DELETE: &str = "/fn/own-data/delete";
const KEEP: &str = "/fn/own-data/keep";

/// A site with an owner, so that others may go.
async fn site() -> Site {
    let site = Site::new().await;
    site.member("olga", Role::Admin).await;
    site
}

#[tokio::test]
async fn an_account_is_given_up_and_kept_after_all() {
    let site = site().await;
    let ada = site.member("ada", Role::Reader).await;
    let page = site.get(paths::OWN_DATA, &ada.cookie).await;
    assert!(page.body.contains("goes after 14 days"), "{}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");
    let fields = [("confirmation", "ada@example.org"), ("back_to", paths::OWN_DATA)];
    let asked = site.post(DELETE, &fields, &ada.cookie).await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, paths::OWN_DATA));
    let page = site.get(paths::OWN_DATA, &ada.cookie).await;
    assert!(page.body.contains("Your account will be deleted on 23 October 2025. We sent you a letter."));
    let signed_in =
        site.post("/fn/accounts/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)], "").await;
    let home = site.get(paths::HOME, &signed_in.cookies()).await.body;
    assert!(home.contains("Your account will be deleted on 23 October 2025.") && home.contains("Keep my account"));
    let kept = site.post(KEEP, &[("back_to", paths::HOME)], &signed_in.cookies()).await;
    assert_eq!(kept.header("location"), paths::OWN_DATA);
    let home = site.get(paths::HOME, &ada.cookie).await.body;
    assert!(!home.contains("will be deleted"), "{home}");
}

#[tokio::test]
async fn a_wrong_confirmation_comes_back_with_what_was_typed() {
    let site = site().await;
    let ada = site.member("ada", Role::Reader).await;
    let fields = [("confirmation", "olga@example.org"), ("back_to", paths::OWN_DATA)];
    let refused = site.post(DELETE, &fields, &ada.cookie).await;
    assert_eq!(refused.header("location"), "/settings/data#problems");
    let page = site.get(paths::OWN_DATA, &ada.cookie).await.body;
    assert!(page.contains("not the e-mail address of this account") && page.contains("value=\"olga@example.org\""));
}

#[tokio::test]
async fn the_owner_is_told_why_they_stay() {
    let site = Site::new().await;
    let olga = site.member("olga", Role::Admin).await;
    let page = site.get(paths::OWN_DATA, &olga.cookie).await.body;
    assert!(page.contains("This publication is yours") && !page.contains("Delete my account"), "{page}");
}

#[tokio::test]
async fn a_copy_is_a_file_that_nobody_keeps() {
    let site = site().await;
    let ada = site.member("ada", Role::Reader).await;
    let copy = site.post(paths::EXPORT, &[], &ada.cookie).await;
    assert_eq!((copy.status, copy.header("content-type")), (StatusCode::OK, "application/zip"));
    assert_eq!(copy.header("content-disposition"), "attachment; filename=\"masthead-2025-10-09.zip\"");
    assert_eq!(copy.header("cache-control"), "no-store");
    assert!(copy.body.starts_with("PK"));
    assert_eq!(site.get(paths::EXPORT, &ada.cookie).await.header("location"), paths::OWN_DATA);
}

#[tokio::test]
async fn both_ask_for_a_fresh_proof() {
    let site = site().await;
    let ada = site.member("ada", Role::Reader).await;
    site.app.clock.advance_seconds(10 * 60);
    let confirm = paths::confirm_then(paths::OWN_DATA);
    assert_eq!(site.post(paths::EXPORT, &[], &ada.cookie).await.header("location"), confirm);
    let fields = [("confirmation", "ada@example.org"), ("back_to", paths::OWN_DATA)];
    assert_eq!(site.post(DELETE, &fields, &ada.cookie).await.header("location"), confirm);
}

#[tokio::test]
async fn another_site_cannot_fetch_a_copy() {
    let site = site().await;
    let ada = site.member("ada", Role::Reader).await;
    let request = Request::post(paths::EXPORT)
        .header(header::COOKIE, &ada.cookie)
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://elsewhere.example")
        .body(Body::empty())
        .expect("a request");
    assert_eq!(site.send(request).await.status, StatusCode::FORBIDDEN);
}
