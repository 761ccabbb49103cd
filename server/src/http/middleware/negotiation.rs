use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Problem, paths};
use http::{HeaderMap, Method, StatusCode, header};

use crate::http::problem::refuse;

/// For programs: refuses what takes no JSON before anything is done, and tells `OPTIONS` what a path takes.
pub(super) async fn negotiation(request: Request, next: Next) -> Response {
    if !paths::is_api(request.uri().path()) {
        return next.run(request).await;
    }
    if !takes_json(request.headers()) {
        return refuse(Problem::NotAcceptable);
    }
    let asks_for_options = request.method() == Method::OPTIONS;
    let response = next.run(request).await;
    if asks_for_options && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        // The router puts `Allow` on what it refused.
        return StatusCode::NO_CONTENT.into_response();
    }
    response
}

/// Whether `Accept` leaves room for `application/json` (RFC 9110 section 12.5.1), as nothing or `*/*` does. A range that
/// names it more closely counts more than one that does less.
fn takes_json(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let ranges: Vec<(u8, bool)> = lines.flat_map(|line| line.split(',')).filter_map(range).collect();
    let said_anything = headers.get_all(header::ACCEPT).iter().any(|line| !line.is_empty());
    let closest = ranges.iter().map(|(closeness, _)| *closeness).max();
    match closest {
        None => !said_anything,
        Some(closest) => ranges.iter().any(|(closeness, taken)| *closeness == closest && *taken),
    }
}

/// How closely a range names JSON, if it holds it, and whether it wants it.
fn range(raw: &str) -> Option<(u8, bool)> {
    let mut parts = raw.split(';').map(str::trim);
    let closeness = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/json" | "application/problem+json" => 3,
        "application/*" => 2,
        "*/*" => 1,
        _ => return None,
    };
    let weight = parts.find_map(|part| part.strip_prefix("q=")).unwrap_or("1");
    Some((closeness, weight.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0)))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn takes(accept: &[&'static str]) -> bool {
        let lines = accept.iter().map(|line| (header::ACCEPT, HeaderValue::from_static(line)));
        takes_json(&lines.collect())
    }

    #[test]
    fn only_who_rules_json_out_is_refused() {
        for good in [
            vec![],
            vec![""],
            vec!["*/*"],
            vec!["application/json"],
            vec!["Application/JSON;q=0.1"],
            vec!["text/html, application/*;q=0.5"],
            vec!["text/html", "*/*;q=0.1"],
            vec!["application/problem+json, application/json"],
            vec!["*/*;q=0, application/json"],
        ] {
            assert!(takes(&good), "{good:?}");
        }
        for bad in [vec!["text/html"], vec!["*/*;q=0"], vec!["application/json;q=0, */*"], vec!["image/*"], vec!["x"]] {
            assert!(!takes(&bad), "{bad:?}");
        }
    }
}
