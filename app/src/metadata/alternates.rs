use domain::{feeds::FeedFormat, paths, site::Site};
use leptos::prelude::*;

use super::Subject;

/// The feeds that show the same as the page, and its other forms.
pub(super) fn links(site: &Site, subject: &Subject, address: &str) -> impl IntoView + use<> {
    let own = match subject {
        Subject::Tag(tag) => Some((paths::tag(&tag.slug), format!("{} · {}", tag.name, site.name))),
        Subject::Author(author) => Some((paths::author(&author.slug), format!("{} · {}", author.name, site.name))),
        Subject::Page | Subject::Site | Subject::Article(_) => None,
    };
    // The one of the page comes first: readers offer that one.
    let lists = own.into_iter().chain([(paths::HOME.to_owned(), site.name.clone())]);
    (lists.map(|(list, title)| feeds(&list, &title)).collect_view(), of_post(site, subject, address))
}

fn feeds(list: &str, title: &str) -> impl IntoView + use<> {
    let feed = |format: FeedFormat| {
        let title = format!("{title} ({})", format.name());
        view! { <link rel="alternate" r#type=format.mime() title=title href=paths::feed(list, format) /> }
    };
    FeedFormat::ALL.map(feed).into_iter().collect_view()
}

fn of_post(site: &Site, subject: &Subject, address: &str) -> impl IntoView + use<> {
    let Subject::Article(article) = subject else { return None };
    let authors = article.authors.iter();
    Some((
        authors.map(|author| view! { <link rel="author" href=paths::author(&author.slug) /> }).collect_view(),
        view! {
            <link rel="alternate" r#type="text/markdown" href=article.markdown.clone() />
            <link rel="alternate" r#type="application/json+oembed" href=site.absolute(&paths::oembed(address)) />
        },
    ))
}
