use domain::paths;
use http::{HeaderMap, HeaderValue, header};
use leptos::prelude::*;
use server::mail::{Kept, preview};

use crate::{
    Answer, Cx, Head,
    ui::{DataTable, Time},
};

/// How many letters are listed.
const LISTED: usize = 100;

/// The letters, newest first.
pub(crate) async fn letters(cx: Cx, headers: HeaderMap) -> Answer {
    let letters = preview(&cx.app, &cx.visit, &headers)?.newest(LISTED).await?;
    let mut page = cx.page(Head::private("Letters"), || list(letters));
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(page)
}

fn list(letters: Vec<Kept>) -> AnyView {
    let body = if letters.is_empty() {
        view! { <p>"No letter was sent yet."</p> }.into_any()
    } else {
        view! {
            <DataTable caption="Letters" columns=&["Subject", "To", "Sent"]>
                {letters.into_iter().map(row).collect_view()}
            </DataTable>
        }
        .into_any()
    };
    view! {
        <div class="page">
            <header class="page-header"><h1>"Letters"</h1></header>
            <p>"No mail server is set, so letters stay here. This page exists on this machine only."</p>
            {body}
        </div>
    }
    .into_any()
}

fn row(kept: Kept) -> impl IntoView {
    view! {
        <tr>
            <td class="free" data-label="Subject"><a href=paths::dev_letter(&kept.name)>{kept.letter.subject}</a></td>
            <td class="free" data-label="To">{kept.letter.to}</td>
            <td data-label="Sent"><Time at=kept.kept_at /></td>
        </tr>
    }
}
