//! Whoever acts as a member keeps their hands off what is the member's own.

use axum::body::Body;
use domain::{accounts::Role, paths};
use http::{Request, StatusCode, header};

use super::{
    policy_inventory::OPEN_FUNCTIONS,
    site::{Answer, Site},
};

/// What an admin may do as the member, besides what is open to strangers: write, and stop.
const WHILE_ACTING: [&str; 3] = ["/fn/posts/", "/fn/comments/", "/fn/acting/stop"];

/// For whoever made the first step of signing in, and for nobody else.
const HALF_SIGNED_IN: [&str; 3] =
    ["/fn/factors/finish-by-code", "/fn/factors/finish-by-passkey", "/fn/factors/options-to-finish"];

/// What those do who run the publication. The member as whom somebody acts is none of them.
const OF_MANAGERS: [&str; 4] = ["/fn/roles/", "/fn/members/", "/fn/invitations/", "/fn/webhooks/"];

/// As a program calls a function, with arguments that each of them understands.
async fn call(site: &Site, path: &str, cookie: &str) -> Answer {
    let id = "01990000-0000-7000-8000-000000000000";
    let code = if path.starts_with("/fn/confirm/") { "KXQT-RZMW" } else { "123456" };
    let fields = [
        ("id", id),
        ("name", "Another name"),
        ("email", "another@example.org"),
        ("password", "another quiet lighthouse"),
        ("current_password", super::site::PASSWORD),
        ("code", code),
        ("provider", "github"),
        ("credential", "{}"),
        ("scopes[account:read]", "true"),
        ("days", "30"),
        ("confirmation", "bob@example.org"),
        ("label", "Another"),
        ("role", "author"),
        ("reason", "A test"),
        ("token", "token"),
        ("url", "https://example.org/"),
        ("events[post.published]", "true"),
        ("delivery", id),
        ("from", "2026-11-20"),
        ("to", "2026-11-20"),
    ];
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie);
    let body = Body::from(serde_urlencoded::to_string(fields).expect("a form"));
    site.send(request.body(body).expect("a request")).await
}

/// Ada acts as Bob; her cookie.
async fn acting(site: &Site) -> String {
    let ada = site.member("ada", Role::Admin).await;
    let bob = site.member("bob", Role::Author).await.actor().id;
    let begun = site.post("/fn/acting/begin", &[("id", &bob.to_string())], &ada.cookie).await;
    assert_eq!(begun.header("location"), paths::HOME);
    ada.cookie
}

#[tokio::test]
async fn what_takes_the_members_own_hands_is_refused_while_acting() {
    let site = Site::new().await;
    let cookie = acting(&site).await;
    let mut refused = 0;
    for (path, _) in server_fn::axum::server_fn_paths() {
        let begins = |list: &[&str]| list.iter().any(|part| path.starts_with(part));
        if OPEN_FUNCTIONS.contains(&path) || begins(&WHILE_ACTING) || HALF_SIGNED_IN.contains(&path) {
            continue;
        }
        let body = call(&site, path, &cookie).await.body;
        let of_managers = begins(&OF_MANAGERS) && body.contains("\"forbidden\"");
        assert!(body.contains("not_while_acting") || of_managers, "{path} answered one who acts with {body}");
        refused += 1;
    }
    assert!(refused > 35, "{refused} functions");
}

#[tokio::test]
async fn who_acts_is_not_who_made_the_first_step() {
    let site = Site::new().await;
    let cookie = acting(&site).await;
    for path in HALF_SIGNED_IN {
        let body = call(&site, path, &cookie).await.body;
        assert!(body.contains("sign_in_needed"), "{path} answered one who acts with {body}");
    }
}

#[tokio::test]
async fn neither_the_copy_of_the_data_nor_a_seed_nor_codes_are_shown_while_acting() {
    let site = Site::new().await;
    let cookie = acting(&site).await;
    assert_eq!(site.post(paths::EXPORT, &[], &cookie).await.status, StatusCode::FORBIDDEN);
    for page in [paths::SET_UP_TOTP, paths::RECOVERY_CODES] {
        assert_eq!(site.get(page, &cookie).await.status, StatusCode::FORBIDDEN, "{page}");
    }
}
