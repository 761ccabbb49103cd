use axum::{body::Body, http::Request};

use super::{Edge, json};

async fn status_of_form(edge: &Edge, headers: &[(&str, &str)]) -> u16 {
    let mut request = Request::post("/echo").header("host", "127.0.0.1:3000");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    edge.send(request.body(Body::empty()).unwrap()).await.status().as_u16()
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let edge = Edge::new().await;
    for headers in [
        [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        [("sec-fetch-site", "same-site"), ("origin", "http://evil.127.0.0.1")],
        [("sec-fetch-site", "cross-site"), ("origin", "null")],
        [("x-old-browser", "yes"), ("origin", "https://evil.example")],
        [("x-old-browser", "yes"), ("origin", "null")],
    ] {
        assert_eq!(status_of_form(&edge, &headers).await, 403, "{headers:?}");
    }
}

#[tokio::test]
async fn a_form_of_the_site_itself_is_taken() {
    let edge = Edge::new().await;
    assert_eq!(status_of_form(&edge, &[("sec-fetch-site", "same-origin")]).await, 200);
    assert_eq!(status_of_form(&edge, &[("sec-fetch-site", "none")]).await, 200);
    assert_eq!(status_of_form(&edge, &[("origin", "http://127.0.0.1:3000")]).await, 200);
    assert_eq!(status_of_form(&edge, &[]).await, 200, "a program, not a browser");
}

#[tokio::test]
async fn behind_a_proxy_that_renames_the_host_the_configured_origin_counts() {
    let edge = Edge::with(|config| config.site.url = "https://blog.example".into()).await;
    assert_eq!(status_of_form(&edge, &[("origin", "https://blog.example")]).await, 200);
    assert_eq!(status_of_form(&edge, &[("origin", "https://evil.example")]).await, 403);
}

#[tokio::test]
async fn the_refusal_says_why() {
    let edge = Edge::new().await;
    let request = Request::post("/echo").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    let told = json(edge.send(request).await).await;
    assert_eq!(told["code"], "cross_site");
    assert_eq!(told["request_id"].as_str().map(str::len), Some(32));
}
