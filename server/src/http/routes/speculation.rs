use axum::response::{IntoResponse, Response};
use http::header;

/// What browsers may fetch before it is clicked: pages to read, when the pointer rests on their link. Forms, the desk and
/// the account are never on the list, nor is anything that changes something.
const RULES: &str = r#"{
  "prefetch": [
    {
      "where": {
        "and": [
          { "href_matches": ["/", "/posts/*", "/tags/*", "/authors/*", "/archive", "/archive/*"] },
          { "not": { "href_matches": "/*\\?*reply=*" } },
          { "not": { "selector_matches": "[rel~=nofollow]" } }
        ]
      },
      "eagerness": "moderate"
    }
  ],
  "prerender": [
    {
      "where": {
        "and": [
          { "href_matches": ["/", "/posts/*"] },
          { "not": { "href_matches": "/*\\?*reply=*" } },
          { "not": { "selector_matches": "[rel~=nofollow]" } }
        ]
      },
      "eagerness": "conservative"
    }
  ]
}
"#;

/// The rules, as the `Speculation-Rules` header of every page names them.
pub(super) async fn rules() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "application/speculationrules+json"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, RULES).into_response()
}
