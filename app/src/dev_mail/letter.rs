use axum::{
    extract::Path,
    response::{Html, IntoResponse},
};
use domain::{Problem, paths};
use http::{HeaderMap, HeaderValue, header};
use leptos::prelude::*;
use server::{
    http::FramesAllowed,
    mail::{self, Block, Kept, preview},
};

use crate::{Answer, Cx, Head, ui::Section};

/// One letter, in both its forms.
pub(crate) async fn letter(cx: Cx, Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let kept = preview(&cx.app, &cx.visit, &headers)?.letter(&name).await?.ok_or(Problem::NotFound)?;
    let text = mail::text(&kept.letter, &cx.app.site);
    let mut page = cx.page(Head::private(kept.letter.subject.clone()), || shown(kept, text));
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    page.extensions_mut().insert(FramesAllowed);
    Ok(page)
}

/// Its HTML alone, for the frame. Whatever got into it, nothing of it is run and nothing is fetched.
pub(crate) async fn letter_html(cx: Cx, Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let kept = preview(&cx.app, &cx.visit, &headers)?.letter(&name).await?.ok_or(Problem::NotFound)?;
    let mut page = Html(mail::html(&kept.letter, &cx.app.site)).into_response();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, ALONE),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ] {
        page.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(page)
}

const ALONE: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; \
    frame-ancestors 'self'; sandbox";

fn shown(kept: Kept, text: String) -> AnyView {
    let links: Vec<(String, String)> = kept.letter.blocks.iter().filter_map(link).collect();
    view! {
        <div class="page dev-letter">
            <header class="page-header"><h1>{kept.letter.subject.clone()}</h1></header>
            <dl class="facts">
                <div><dt>"To"</dt><dd>{kept.letter.to.clone()}</dd></div>
            </dl>
            {(!links.is_empty()).then(|| follow(links))}
            <Section title="As HTML">
                <iframe
                    class="dev-letter-frame"
                    title="The letter as HTML"
                    sandbox=""
                    src=paths::dev_letter_html(&kept.name)
                ></iframe>
            </Section>
            <Section title="As text">
                <pre class="dev-letter-text">{text}</pre>
            </Section>
            <p><a href=paths::DEV_MAIL>"All letters"</a></p>
        </div>
    }
    .into_any()
}

/// The frame follows no links, so they stand beside it.
fn follow(links: Vec<(String, String)>) -> impl IntoView {
    let links = links.into_iter().map(|(label, url)| view! { <li><a href=url>{label}</a></li> });
    view! { <Section title="Links"><ul>{links.collect_view()}</ul></Section> }
}

fn link(block: &Block) -> Option<(String, String)> {
    match block {
        Block::Button { label, url } if url.starts_with("http://") || url.starts_with("https://") => {
            Some((label.clone(), url.clone()))
        }
        _ => None,
    }
}
