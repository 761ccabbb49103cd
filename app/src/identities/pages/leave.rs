use axum::extract::Path;
use domain::{
    Problem,
    accounts::{Provider, ProviderView},
};
use http::{HeaderValue, header};
use leptos::prelude::*;
use server::identities;

use crate::{Answer, Cx, Head};

/// Leads on to a service.
///
/// A page, and no redirect: browsers hold a form to `form-action` even when it is answered with a redirect, and where a
/// service asks its people is its own affair.
pub(crate) async fn leave(cx: Cx, Path(provider): Path<String>) -> Answer {
    let provider = Provider::parse(&provider).ok_or(Problem::NotFound)?;
    let (service, url) = identities::leave(&cx.app, &cx.visit, provider).await?;
    let mut page = cx.page(Head::private(format!("On to {}", service.name)), || notice(service, url.clone()));
    if let Ok(refresh) = HeaderValue::try_from(format!("0; url={url}")) {
        page.headers_mut().insert(header::REFRESH, refresh);
    }
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(page)
}

fn notice(service: ProviderView, url: String) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header">
                <h1>{format!("On to {}", service.name)}</h1>
            </header>
            <p>"You are led on in a moment."</p>
            <p><a class="button primary" href=url>"Go on"</a></p>
        </div>
    }
    .into_any()
}
