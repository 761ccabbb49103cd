use domain::{paths, site::Site};
use leptos::{html, prelude::*};

use super::{Article, Subject};
use crate::document::Head;

/// How a link to the page is shown elsewhere (ogp.me). Twitter's cards read the same, except for their shape.
pub(super) fn tags(site: &Site, head: &Head, address: &str) -> impl IntoView + use<> {
    let kind = match &head.subject {
        Subject::Article(_) => "article",
        Subject::Author(_) => "profile",
        Subject::Page | Subject::Site | Subject::Tag(_) => "website",
    };
    let title = if head.title.is_empty() { &site.name } else { &head.title };
    let mut tags = vec![
        ("og:type", kind.to_owned()),
        ("og:title", title.clone()),
        ("og:url", address.to_owned()),
        ("og:site_name", site.name.clone()),
    ];
    tags.extend(head.description.clone().map(|text| ("og:description", text)));
    let mut card = "summary";
    if let Subject::Article(article) = &head.subject {
        tags.extend(of_article(site, article));
        if article.cover.is_some() {
            card = "summary_large_image";
        }
    }
    // The framework's macro does not know the attribute, which is RDFa's, not HTML's.
    let tags = tags.into_iter().map(|(name, content)| html::meta().content(content).attr("property", name));
    (tags.collect_view(), view! { <meta name="twitter:card" content=card /> })
}

fn of_article(site: &Site, article: &Article) -> Vec<(&'static str, String)> {
    let mut tags = vec![
        ("article:published_time", article.published_at.rfc3339()),
        ("article:modified_time", article.changed_at.rfc3339()),
    ];
    tags.extend(article.cover.iter().map(|cover| ("og:image", site.absolute(cover))));
    tags.extend(article.authors.iter().map(|author| ("article:author", site.absolute(&paths::author(&author.slug)))));
    tags.extend(article.tags.iter().map(|tag| ("article:tag", tag.name.clone())));
    tags
}
