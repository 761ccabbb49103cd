use axum::{
    body::Body,
    http::{Request, Response},
};

use super::{Edge, header, text};

async fn remember(edge: &Edge) -> Response<Body> {
    edge.send(Request::post("/remember").body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_stranger_gets_no_cookie() {
    let edge = Edge::new().await;
    for path in ["/page", "/recall", "/nowhere"] {
        assert_eq!(header(&edge.get(path).await, "set-cookie"), "", "{path}");
    }
}

#[tokio::test]
async fn what_a_session_holds_stays_with_its_browser() {
    let edge = Edge::new().await;
    let cookie = header(&remember(&edge).await, "set-cookie").to_owned();
    assert!(cookie.starts_with("session="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain http could not send it back: {cookie}");

    let pair = cookie.split(';').next().unwrap();
    let recalled = edge.get_from("127.0.0.1", "/recall", &[("cookie", pair)]).await;
    assert_eq!(header(&recalled, "cache-control"), "private, no-cache");
    assert_eq!(text(recalled).await, "kept");
    assert_eq!(text(edge.get("/recall").await).await, "");
}

#[tokio::test]
async fn with_https_the_cookie_belongs_to_this_host_alone() {
    let edge = Edge::with(|config| config.site.url = "https://blog.example".into()).await;
    let response = remember(&edge).await;
    let cookie = header(&response, "set-cookie");
    assert!(
        cookie.starts_with("__Host-session=") && cookie.contains("Secure") && !cookie.contains("Domain"),
        "{cookie}"
    );
}

#[tokio::test]
async fn a_made_up_session_is_taken_back() {
    let edge = Edge::new().await;
    let forged = [("cookie", "session=AAAAAAAAAAAAAAAAAAAAAA")];
    let response = edge.get_from("127.0.0.1", "/recall", &forged).await;
    assert!(header(&response, "set-cookie").contains("Max-Age=0"), "{}", header(&response, "set-cookie"));
    assert_eq!(text(response).await, "");
}

#[tokio::test]
async fn a_member_is_known_by_their_cookie() {
    let edge = Edge::new().await;
    edge.app.author("Ada Example").await;
    let cookie = format!("session={}", edge.app.cookie_of("Ada Example").await);
    let page = edge.get_from("127.0.0.1", "/viewer", &[("cookie", &cookie)]).await;
    assert_eq!(header(&page, "cache-control"), "private, no-cache");
    assert_eq!(text(page).await, "Ada Example");
    assert_eq!(text(edge.get("/viewer").await).await, "a stranger");
}

#[tokio::test]
async fn what_is_the_same_for_everybody_asks_the_database_nothing() {
    let edge = Edge::new().await;
    edge.app.author("Ada Example").await;
    let cookie = format!("session={}", edge.app.cookie_of("Ada Example").await);
    let (statements, _) = edge.app.statements_of(edge.get_from("127.0.0.1", "/up", &[("cookie", &cookie)])).await;
    assert_eq!(statements, 0);
    let (statements, _) = edge.app.statements_of(edge.get("/viewer")).await;
    assert_eq!(statements, 0, "a stranger has no session to look up");
    let (statements, _) = edge.app.statements_of(edge.get_from("127.0.0.1", "/viewer", &[("cookie", &cookie)])).await;
    assert_eq!(statements, 1, "the session with its member and what they may do");
}
