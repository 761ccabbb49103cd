use super::{Edge, header, text};

async fn address(edge: &Edge, peer: &str, forwarded: &str) -> String {
    text(edge.get_from(peer, "/client", &[("x-forwarded-for", forwarded)]).await).await
}

#[tokio::test]
async fn a_forged_address_is_not_believed() {
    let edge = Edge::new().await;
    assert_eq!(address(&edge, "203.0.113.9", "198.51.100.1").await, "203.0.113.9");
    assert_eq!(address(&edge, "127.0.0.1", "198.51.100.1").await, "127.0.0.1", "nobody is trusted by default");
}

#[tokio::test]
async fn behind_a_trusted_proxy_the_client_is_the_last_untrusted_hop() {
    let edge = Edge::with(|config| config.http.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()]).await;
    assert_eq!(address(&edge, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2").await, "198.51.100.1");
    assert_eq!(address(&edge, "203.0.113.9", "198.51.100.1").await, "203.0.113.9");
}

#[tokio::test]
async fn a_reference_is_taken_from_a_trusted_proxy_only() {
    let edge = Edge::with(|config| config.http.trusted_proxies = vec!["10.0.0.1/32".parse().unwrap()]).await;
    let given = [("x-request-id", "edge-0123456789")];
    let trusted = edge.get_from("10.0.0.1", "/page", &given).await;
    assert_eq!(header(&trusted, "x-request-id"), "edge-0123456789");

    let stranger = edge.get_from("203.0.113.9", "/page", &given).await;
    let id = header(&stranger, "x-request-id");
    assert_eq!(id.len(), 32, "a reference of our own: {id}");
    let broken = edge.get_from("10.0.0.1", "/page", &[("x-request-id", "a b")]).await;
    assert_ne!(header(&broken, "x-request-id"), "a b");
}

#[tokio::test]
async fn the_theme_is_remembered_by_a_cookie() {
    let edge = Edge::new().await;
    for (cookie, theme) in [("theme=dark", "dark"), ("a=b; theme=light", "light"), ("theme=pink", "system")] {
        assert_eq!(text(edge.get_from("127.0.0.1", "/theme", &[("cookie", cookie)]).await).await, theme);
    }
}

#[tokio::test]
async fn fetching_ahead_is_noticed() {
    let edge = Edge::new().await;
    for (purpose, noticed) in [("prefetch", "true"), ("prefetch;prerender", "true"), ("other", "false")] {
        let response = edge.get_from("127.0.0.1", "/prefetch", &[("sec-purpose", purpose)]).await;
        assert_eq!(text(response).await, noticed, "{purpose}");
    }
}
