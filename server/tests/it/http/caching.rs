use axum::{body::Body, http::Request};

use super::{Edge, bytes, header, page};

async fn page_as(edge: &Edge, encoding: &str, known: &str) -> axum::http::Response<Body> {
    let request = Request::get("/page").header("accept-encoding", encoding).header("if-none-match", known);
    edge.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_page_travels_compressed_as_the_client_likes_it() {
    let edge = Edge::new().await;
    for (accepted, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", ""), ("br;q=0", "")] {
        let response = page_as(&edge, accepted, "").await;
        assert_eq!(header(&response, "content-encoding"), encoding, "{accepted}");
        let size = bytes(response).await.len();
        assert_eq!(size < page().len(), !encoding.is_empty(), "{accepted}");
    }
}

#[tokio::test]
async fn a_long_page_travels_compressed_too() {
    let edge = Edge::new().await;
    let request = Request::get("/long-page").header("accept-encoding", "gzip");
    let response = edge.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(header(&response, "content-encoding"), "gzip");
    let mut whole = String::new();
    let travelled = bytes(response).await;
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&travelled[..]), &mut whole).unwrap();
    assert_eq!(whole, page().repeat(100));
}

#[tokio::test]
async fn what_the_client_has_is_not_sent_again() {
    let edge = Edge::new().await;
    let mut tags = Vec::new();
    for encoding in ["identity", "gzip", "br"] {
        let first = page_as(&edge, encoding, "").await;
        let tag = header(&first, "etag").to_owned();
        assert!(tag.starts_with('"'), "a strong tag: {tag}");

        let again = page_as(&edge, encoding, &format!("\"other\", {tag}")).await;
        assert_eq!(again.status(), 304, "{encoding}");
        assert_eq!(header(&again, "etag"), tag);
        assert_eq!(header(&again, "cache-control"), "public, max-age=0, must-revalidate");
        assert!(header(&again, "content-type").is_empty());
        assert!(header(&again, "content-security-policy").is_empty(), "the page that is kept has its own");
        assert!(bytes(again).await.is_empty());
        tags.push(tag);
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "every encoding has its own tag");
    assert_eq!(page_as(&edge, "br", &tags[1]).await.status(), 200, "the tag of another encoding does not match");
}

#[tokio::test]
async fn caches_learn_what_an_answer_depends_on() {
    let edge = Edge::new().await;
    let response = edge.get("/page").await;
    let vary: Vec<_> = response.headers().get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(vary.contains(&"Cookie") && vary.contains(&"Accept-Encoding"), "{vary:?}");
}

#[tokio::test]
async fn a_question_for_the_head_is_answered_like_one_for_the_page() {
    let edge = Edge::new().await;
    let whole = edge.get("/page").await;
    let head = edge.send(Request::head("/page").body(Body::empty()).unwrap()).await;
    assert_eq!(head.status(), 200);
    assert_eq!(header(&head, "etag"), header(&whole, "etag"));
    assert_eq!(header(&head, "content-length"), page().len().to_string());
    assert!(bytes(head).await.is_empty());
}

#[tokio::test]
async fn problems_and_answers_to_forms_are_kept_by_nobody() {
    let edge = Edge::new().await;
    assert_eq!(header(&edge.get("/nowhere").await, "cache-control"), "no-store");
    let posted = edge.send(Request::post("/echo").body(Body::empty()).unwrap()).await;
    assert_eq!(header(&posted, "cache-control"), "no-store");
}

#[tokio::test]
async fn small_bodies_stay_as_they_are() {
    let edge = Edge::new().await;
    let request = Request::get("/theme").header("accept-encoding", "br").body(Body::empty()).unwrap();
    assert_eq!(header(&edge.send(request).await, "content-encoding"), "");
}
