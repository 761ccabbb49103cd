use axum::extract::{Path, Query};
use domain::{Problem, paths, posts::YearCount};
use leptos::prelude::*;
use server::posts;

use super::{
    ListQuery,
    listing::{listing, place},
};
use crate::{Answer, Cx, Head, posts::parts::counted};

/// All years.
pub(crate) async fn archive(cx: Cx) -> Answer {
    let years = posts::years(&cx.app).await?;
    let head = Head::public("Archive", paths::ARCHIVE)
        .described(format!("Everything {} has published, by year", cx.app.site.name));
    Ok(cx.page(head, || {
        let empty = years.is_empty().then(|| view! { <p class="empty">"Nothing is published yet."</p> });
        view! {
            <div class="listing">
                <header class="page-header">
                    <h1>"Archive"</h1>
                </header>
                {empty}
                <ul class="years">{years.into_iter().map(year_row).collect_view()}</ul>
            </div>
        }
        .into_any()
    }))
}

fn year_row(row: YearCount) -> impl IntoView {
    view! {
        <li>
            <a href=paths::year(row.year)>{row.year}</a>
            " "
            <span>{counted(row.posts, "post")}</span>
        </li>
    }
}

/// Posts of a year.
pub(crate) async fn year(cx: Cx, Path(year): Path<String>, Query(query): Query<ListQuery>) -> Answer {
    let cursor = query.cursor()?;
    let year: i32 = year.parse().map_err(|_| Problem::NotFound)?;
    let page = posts::in_year(&cx.app, year, cursor).await?;
    let path = paths::year(year);
    let head = Head::public(year.to_string(), place(&path, cursor)).described(format!("Posts of {year}"));
    Ok(cx.page(head, || listing("Year", year.to_string(), page, path, cursor.is_some(), None)))
}
