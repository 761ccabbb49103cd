//! Sessions as browsers meet them: cookies, the page that lists them, the fresh proof.

use domain::{accounts::Role, paths};

use super::site::{Answer, PASSWORD, Site};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// The `Set-Cookie` of one cookie, whole; empty if it is not set.
fn set_cookie<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    cookies.into_iter().find(|cookie| cookie.split('=').next() == Some(name)).unwrap_or_default()
}

async fn sign_in(site: &Site, remember: bool) -> Answer {
    let mut fields = vec![("email", "ada@example.org"), ("password", PASSWORD)];
    if remember {
        fields.push(("remember", "true"));
    }
    site.post("/fn/accounts/sign-in", &fields, "").await
}

async fn confirm(site: &Site, ada: &str, password: &str, next: &str) -> Answer {
    let fields = [("password", password), ("next", next), ("back_to", paths::CONFIRM)];
    site.post("/fn/confirm/password", &fields, ada).await
}

#[tokio::test]
async fn the_cookie_of_a_remembered_member_lasts_and_is_renewed_while_it_is_used() {
    let site = Site::new().await;
    site.member("ada", Role::Reader).await;
    let answer = sign_in(&site, true).await;
    let cookie = set_cookie(&answer, "session");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let pair = answer.cookies();
    assert_eq!(set_cookie(&site.get(paths::HOME, &pair).await, "session"), "", "not with every page");
    site.app.clock.advance_seconds(29 * DAY);
    let renewed = site.get(paths::HOME, &pair).await;
    assert!(set_cookie(&renewed, "session").contains("Max-Age=2592000"), "{renewed:?}");
    site.app.clock.advance_seconds(29 * DAY);
    site.get(paths::HOME, &pair).await;
    site.app.clock.advance_seconds(27 * DAY);
    let last = site.get(paths::SETTINGS, &pair).await;
    assert_eq!(last.status, 200);
    let left = 5 * DAY;
    assert!(set_cookie(&last, "session").contains(&format!("Max-Age={left}")), "no longer than the session: {last:?}");
    site.app.clock.advance_seconds(left);
    assert_eq!(site.get(paths::SETTINGS, &pair).await.status, 303);
}

#[tokio::test]
async fn the_cookie_of_a_member_who_is_not_remembered_goes_with_the_browser() {
    let site = Site::new().await;
    site.member("ada", Role::Reader).await;
    let answer = sign_in(&site, false).await;
    let cookie = set_cookie(&answer, "session");
    assert!(cookie.contains("HttpOnly") && !cookie.contains("Max-Age") && !cookie.contains("Expires"), "{cookie}");
    site.app.clock.advance_seconds(DAY);
    assert_eq!(site.get(paths::SETTINGS, &answer.cookies()).await.status, 303, "nor does the server know it for long");
}

#[tokio::test]
async fn a_browser_gets_a_cookie_of_its_own_when_somebody_signs_in_and_not_before() {
    let site = Site::new().await;
    site.member("ada", Role::Reader).await;
    for page in [paths::HOME, paths::SIGN_IN] {
        assert_eq!(site.get(page, "").await.cookies(), "", "{page}");
    }
    let answer = sign_in(&site, false).await;
    let cookie = set_cookie(&answer, "device");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
    let again = site.post("/fn/accounts/sign-in", &fields, &answer.cookies()).await;
    assert_eq!(set_cookie(&again, "device"), "", "it keeps the one it has");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_without_any_id_on_the_page() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let there = sign_in(&site, true).await.cookies();
    let page = site.get(paths::SESSIONS, &ada.cookie).await.body;
    assert!(page.contains("This one") && page.contains("Sign out everywhere else"), "{page}");
    for cookie in [&ada.cookie, &there] {
        let id = cookie.split("session=").nth(1).and_then(|rest| rest.split(';').next()).expect("a session");
        assert!(!page.contains(id));
    }
    let handle = page.split("name=\"id\" value=\"").nth(1).and_then(|rest| rest.get(..36)).expect("one to end");
    let fields = [("id", handle), ("back_to", paths::SESSIONS)];
    let bob = site.member("bob", Role::Reader).await;
    site.post("/fn/sessions/end", &fields, &bob.cookie).await;
    assert_eq!(site.get(paths::SETTINGS, &there).await.status, 200, "not by somebody else");
    site.post("/fn/sessions/end", &fields, &ada.cookie).await;
    assert_eq!(site.get(paths::SETTINGS, &there).await.status, 303);
    assert_eq!(site.get(paths::SETTINGS, &ada.cookie).await.status, 200);
}

#[tokio::test]
async fn signing_out_everywhere_else_changes_the_cookie_of_the_one_that_stays() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let there = sign_in(&site, true).await.cookies();
    let answer = site.post("/fn/sessions/end-others", &[("back_to", paths::SESSIONS)], &ada.cookie).await;
    let stays = answer.cookies();
    assert!(stays.contains("session="), "{answer:?}");
    assert_eq!(site.get(paths::SETTINGS, &there).await.status, 303);
    assert_eq!(site.get(paths::SETTINGS, &ada.cookie).await.status, 303, "the old id is nobody's");
    let page = site.get(paths::SESSIONS, &stays).await;
    assert!(page.body.contains("You are signed out everywhere else."), "what was to be said came along");
}

#[tokio::test]
async fn a_fresh_proof_by_password_leads_back_and_changes_the_cookie() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let fresh = site.get(&paths::confirm_then(paths::SECURITY), &ada.cookie).await;
    assert_eq!(fresh.header("location"), paths::SECURITY, "signed in just now");
    site.app.clock.advance_seconds(11 * 60);
    let page = site.get(&paths::confirm_then(paths::SECURITY), &ada.cookie).await;
    assert!(page.status == 200 && page.body.contains("autocomplete=\"current-password\""), "{page:?}");
    let wrong = confirm(&site, &ada.cookie, "not the words", paths::SECURITY).await;
    assert_eq!(wrong.header("location"), "/confirm#problems");
    let page = site.get(paths::CONFIRM, &ada.cookie).await;
    assert!(page.body.contains("This is not your password.") && !page.body.contains("not the words"));
    let right = confirm(&site, &ada.cookie, PASSWORD, paths::SECURITY).await;
    assert_eq!(right.header("location"), paths::SECURITY);
    assert!(right.cookies().contains("session=") && !ada.cookie.contains(&right.cookies()), "{right:?}");
    assert_eq!(site.get(paths::CONFIRM, &right.cookies()).await.header("location"), paths::SETTINGS, "proved");
    assert_eq!(site.get(paths::SETTINGS, &ada.cookie).await.status, 303, "the old id is nobody's");
}

#[tokio::test]
async fn guesses_at_the_fresh_proof_are_limited_with_those_at_the_sign_in_form() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    site.app.clock.advance_seconds(11 * 60);
    for _ in 0..10 {
        confirm(&site, &ada.cookie, "not the words", "").await;
    }
    let refused = confirm(&site, &ada.cookie, PASSWORD, "").await;
    assert_eq!(refused.header("location"), "/confirm#problems");
    assert!(site.get(paths::CONFIRM, &ada.cookie).await.body.contains("Too many attempts."));
}

/// The codes of an app are typed in `end2end/tests/accounts/second_factor.spec.ts`, which comes to the end of this way.
#[tokio::test]
async fn where_somebody_wanted_to_go_is_kept_while_they_set_up_the_factor_of_their_role() {
    let site = Site::new().await;
    let site = site.reconfigured(|config| config.accounts.second_factor_roles = vec![Role::Author]);
    site.member("ada", Role::Author).await;
    let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", "/write?a=1")];
    let arrived = site.post("/fn/accounts/sign-in", &fields, "").await;
    assert_eq!(arrived.header("location"), "/settings/security?next=/write%3Fa%3D1");
    let kept = "name=\"next\" value=\"/write?a=1\"";
    let cookie = arrived.cookies();
    let page = site.get(arrived.header("location"), &cookie).await.body;
    assert!(page.contains(kept), "{page}");
    let begun = site.post("/fn/factors/begin-totp", &[("next", "/write?a=1")], &cookie).await;
    assert_eq!(begun.header("location"), "/settings/security/app?next=/write%3Fa%3D1");
    let page = site.get(begun.header("location"), &cookie).await.body;
    assert!(page.contains(kept), "{page}");
    for elsewhere in ["", "/", "https://evil.example/", "//evil.example"] {
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", elsewhere)];
        let arrived = site.post("/fn/accounts/sign-in", &fields, "").await;
        assert_eq!(arrived.header("location"), paths::SECURITY, "{elsewhere}");
        let begun = site.post("/fn/factors/begin-totp", &[("next", elsewhere)], &cookie).await;
        assert_eq!(begun.header("location"), "/settings/security/app", "{elsewhere}");
    }
}

#[tokio::test]
async fn no_page_about_an_account_is_kept_by_the_browser() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Admin).await;
    let private = |path: &str| path.starts_with(paths::SETTINGS) || path.starts_with("/admin");
    for (path, _) in app::routes::pages().into_iter().filter(|(path, _)| private(path)) {
        let page = site.get(path, &ada.cookie).await;
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
    site.app.clock.advance_seconds(11 * 60);
    assert_eq!(site.get(paths::CONFIRM, &ada.cookie).await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn whoever_tries_too_often_learns_when_to_come_back_whatever_they_use() {
    let site = Site::new().await;
    site.member("ada", Role::Reader).await;
    let fields = [("email", "ada@example.org"), ("password", "a wrong guess"), ("back_to", paths::SIGN_IN)];
    for _ in 0..10 {
        site.post("/fn/accounts/sign-in", &fields, "").await;
    }
    let form = site.post("/fn/accounts/sign-in", &fields, "").await;
    assert_eq!(form.header("location"), "/sign-in#problems");
    let page = site.get(paths::SIGN_IN, &form.cookies()).await;
    assert!(page.body.contains("Too many attempts. Try again in 15 minutes."), "{}", page.body);
    // Without a way back the problem is a page of its own.
    let page = site.post("/fn/accounts/sign-in", &fields[..2], "").await;
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (429, "900"));
    assert!(page.header("content-type").starts_with("text/html"));
    let program = http::Request::post("/fn/accounts/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(axum::body::Body::from("email=ada%40example.org&password=a+wrong+guess"));
    let answer = site.send(program.expect("a request")).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "900"));
    assert!(answer.header("content-type").starts_with("application/problem+json"));
}
