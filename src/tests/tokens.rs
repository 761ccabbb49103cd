//! Tokens on the assembled site: where pages end and the API begins.

use axum::body::Body;
use domain::{accounts::Role, paths};
use http::{Request, header};

use super::site::{Answer, Member, PASSWORD, Site};

/// Makes a personal token in the browser, and reads it off the page.
async fn made(site: &Site, member: &Member, scopes: &[&str]) -> String {
    let names: Vec<String> = scopes.iter().map(|scope| format!("scopes[{scope}]")).collect();
    let mut fields = vec![("name", "Nightly backup"), ("days", "30"), ("back_to", paths::TOKENS)];
    fields.extend(names.iter().map(|name| (name.as_str(), "true")));
    let answer = site.post("/fn/tokens/make", &fields, &member.cookie).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, paths::TOKENS), "no token in the address");
    let page = site.get(paths::TOKENS, &member.cookie).await;
    token_on(&page).unwrap_or_else(|| panic!("no token on {}", page.body))
}

fn token_on(page: &Answer) -> Option<String> {
    let begin = page.body.find("mhp_")?;
    Some(page.body[begin..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
}

async fn me(site: &Site, token: &str, accept: &str) -> Answer {
    let request = Request::get(paths::API_ME)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, accept);
    site.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_token_is_shown_once_and_kept_nowhere() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Author).await;
    let token = made(&site, &ada, &["account:read", "posts:write"]).await;
    let again = site.get(paths::TOKENS, &ada.cookie).await;
    assert_eq!(again.header("cache-control"), "no-store");
    assert_eq!(token_on(&again), None, "shown once");
    for words in ["Nightly backup", "account:read, posts:write", "Never"] {
        assert!(again.body.contains(words), "{words}");
    }
    let answer = me(&site, &token, "*/*").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("\"scopes\":[\"account:read\",\"posts:write\"]"), "{}", answer.body);
    assert!(!site.get(paths::TOKENS, &ada.cookie).await.body.contains("Never"), "its use is noted");
}

#[tokio::test]
async fn a_revoked_token_is_refused() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let token = made(&site, &ada, &["account:read"]).await;
    let page = site.get(paths::TOKENS, &ada.cookie).await.body;
    let at = page.find("name=\"id\" value=\"").expect("a form that revokes") + "name=\"id\" value=\"".len();
    let fields = [("id", &page[at..at + 36]), ("back_to", paths::TOKENS)];
    let answer = site.post("/fn/tokens/revoke", &fields, &ada.cookie).await;
    assert_eq!(answer.status, 303);
    assert!(site.get(paths::TOKENS, &ada.cookie).await.body.contains("The token is revoked."));
    assert_eq!(me(&site, &token, "*/*").await.status, 401);
}

#[tokio::test]
async fn mistakes_come_back_with_what_was_ticked() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let fields = [("name", ""), ("scopes[posts:read]", "true"), ("days", "90"), ("back_to", paths::TOKENS)];
    let refused = site.post("/fn/tokens/make", &fields, &ada.cookie).await;
    assert_eq!(refused.header("location"), format!("{}#problems", paths::TOKENS));
    let page = site.get(paths::TOKENS, &ada.cookie).await.body;
    assert!(page.contains("Enter a name."), "{page}");
    let ticked: Vec<&str> = page.split("<input").filter(|input| input.contains(" checked")).collect();
    assert!(ticked.len() == 1 && ticked[0].contains("scopes[posts:read]"), "{ticked:?}");
    assert!(page.contains("<option value=\"90\" selected"), "{page}");
}

#[tokio::test]
async fn a_token_is_made_with_a_fresh_proof_only() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    site.app.clock.advance_seconds(11 * 60);
    let fields = [("name", "Backup"), ("scopes[account:read]", "true"), ("days", "30"), ("back_to", paths::TOKENS)];
    let answer = site.post("/fn/tokens/make", &fields, &ada.cookie).await;
    assert_eq!(answer.header("location"), paths::confirm_then(paths::TOKENS));
}

#[tokio::test]
async fn programs_are_told_problems_as_json_whatever_they_accept() {
    let site = Site::new().await;
    for (path, token, status) in [
        (paths::API_ME, Some("nonsense"), 401),
        (paths::API_ME, None, 401),
        ("/api/v1/nothing", None, 404),
        ("/api/v1/nothing", Some("nonsense"), 401),
    ] {
        let request = Request::get(path).header(header::ACCEPT, "text/html,*/*");
        let request = match token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        };
        let answer = site.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(answer.header("www-authenticate").starts_with("Bearer"), status == 401, "{path}");
    }
}

#[tokio::test]
async fn a_program_signs_in_and_is_on_its_owners_list() {
    let site = Site::new().await;
    let ada = site.member("ada", Role::Reader).await;
    let body = serde_json::json!({
        "grant_type": "password", "username": "ada@example.org", "password": PASSWORD, "client_id": "Pocket reader",
    });
    let request = Request::post(paths::API_TOKENS).header(header::CONTENT_TYPE, "application/json");
    let answer = site.send(request.body(Body::from(body.to_string())).expect("a request")).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{}", answer.body);
    assert_eq!(answer.cookies(), "");
    let grant: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    let token = grant["access_token"].as_str().expect("a token");
    assert_eq!(me(&site, token, "*/*").await.status, 200);
    let page = site.get(paths::TOKENS, &ada.cookie).await.body;
    assert!(page.contains("Pocket reader"), "{page}");
    let at = page.find("name=\"id\" value=\"").expect("a form that signs it out") + "name=\"id\" value=\"".len();
    let fields = [("id", &page[at..at + 36]), ("back_to", paths::TOKENS)];
    site.post("/fn/tokens/end-program", &fields, &ada.cookie).await;
    assert_eq!(me(&site, token, "*/*").await.status, 401);
}
