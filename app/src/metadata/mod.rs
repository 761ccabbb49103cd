//! What a page for readers tells programs of itself: search engines, previews of links, feed readers.

mod alternates;
mod json_ld;
mod open_graph;
mod subject;

use domain::site::Site;
use leptos::prelude::*;

pub(crate) use subject::{Article, Subject};

use crate::{document::Head, ui::DataBlock};

/// Everything of it, for the head of the document; nothing for a page that is one person's alone.
pub(crate) fn metadata(site: &Site, head: &Head) -> impl IntoView + use<> {
    head.canonical.as_deref().filter(|_| !head.private).map(|canonical| {
        let address = site.absolute(canonical);
        (
            view! { <link rel="canonical" href=address.clone() /> },
            open_graph::tags(site, head, &address),
            alternates::links(site, &head.subject, &address),
            json_ld::graph(site, head, &address).map(|json| view! { <DataBlock json=json /> }),
        )
    })
}
