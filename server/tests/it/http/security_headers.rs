use super::{Edge, header, text};

#[tokio::test]
async fn a_page_to_read_may_run_nothing() {
    let edge = Edge::new().await;
    assert_eq!(
        header(&edge.get("/page").await, "content-security-policy"),
        "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self' https: data:; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
}

#[tokio::test]
async fn a_page_with_an_island_may_run_what_carries_its_nonce() {
    let edge = Edge::new().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let response = edge.get("/island").await;
        let policy = header(&response, "content-security-policy").to_owned();
        let nonce = text(response).await;
        assert!(nonce.len() >= 22, "at least 128 bits: {nonce}");
        assert!(policy.contains(&format!("script-src 'nonce-{nonce}' 'wasm-unsafe-eval';")), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1], "every answer has a nonce of its own");
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_careful() {
    let edge = Edge::new().await;
    for path in ["/page", "/nowhere", "/up", "/panic"] {
        let response = edge.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(header(&response, name), value, "{path}");
        }
        assert!(header(&response, "permissions-policy").contains("camera=()"), "{path}");
        assert!(!header(&response, "content-security-policy").is_empty(), "{path}");
        assert_eq!(header(&response, "x-request-id").len(), 32, "{path}");
    }
}

#[tokio::test]
async fn browsers_stay_with_https_where_there_is_https() {
    assert_eq!(header(&Edge::new().await.get("/page").await, "strict-transport-security"), "");
    let edge = Edge::with(|config| config.site.url = "https://blog.example".into()).await;
    assert_eq!(header(&edge.get("/page").await, "strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn pages_name_the_rules_for_fetching_ahead() {
    let edge = Edge::new().await;
    assert_eq!(header(&edge.get("/page").await, "speculation-rules"), "\"/speculation-rules.json\"");
    assert_eq!(header(&edge.get("/up").await, "speculation-rules"), "");

    let rules = edge.get("/speculation-rules.json").await;
    assert_eq!(header(&rules, "content-type"), "application/speculationrules+json");
    let rules = text(rules).await;
    assert!(serde_json::from_str::<serde_json::Value>(&rules).is_ok());
    for never in ["/write", "/account", "/fn", "/sign"] {
        assert!(!rules.contains(never), "{never}");
    }
}
