use axum::response::Response;
use domain::paths;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{Cx, Head};

/// The secret of a letter's link.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct TokenQuery {
    token: Option<String>,
}

impl TokenQuery {
    pub(super) fn token(self) -> Option<String> {
        self.token.filter(|token| !token.is_empty())
    }
}

/// A page whose address may hold a secret: kept nowhere, and told to nobody as where somebody came from.
pub(super) fn secret(mut page: Response) -> Response {
    let headers = page.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    page
}

/// A link that is good for nothing any more, with the way to a new letter.
pub(super) fn expired(cx: &Cx, ask_at: &'static str) -> Response {
    let head = Head::private("Too late").with_status(StatusCode::GONE);
    secret(cx.page(head, move || {
        view! {
            <div class="page narrow">
                <header class="page-header"><h1>"Too late"</h1></header>
                <p>"This link has expired, was used already, or a newer letter has taken its place."</p>
                <p class="aside">
                    <a href=ask_at>"Ask for a new letter"</a>
                    " or "
                    <a href=paths::HOME>"read the latest posts"</a>
                    "."
                </p>
            </div>
        }
        .into_any()
    }))
}
