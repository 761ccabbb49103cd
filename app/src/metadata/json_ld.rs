use domain::{
    paths,
    posts::{Byline, TagView},
    site::Site,
};
use serde_json::{Value, json};

use super::{Article, Subject};
use crate::document::Head;

/// What the page is about, in the words of schema.org; nothing for a page that has no name there.
pub(super) fn graph(site: &Site, head: &Head, address: &str) -> Option<Value> {
    let things = match &head.subject {
        Subject::Page => return None,
        Subject::Site => vec![website(site)],
        Subject::Tag(tag) => vec![way_to(site, &[], &tag.name, address)],
        Subject::Author(author) => vec![
            json!({ "@type": "Person", "name": author.name, "url": address }),
            way_to(site, &[], &author.name, address),
        ],
        Subject::Article(post) => {
            vec![article(site, head, post, address), way_to(site, &post.tags, &head.title, address)]
        }
    };
    Some(json!({ "@context": "https://schema.org", "@graph": things }))
}

fn website(site: &Site) -> Value {
    let mut website = json!({ "@type": "WebSite", "name": site.name, "url": site.absolute(paths::HOME) });
    if !site.tagline.is_empty() {
        website["description"] = site.tagline.as_str().into();
    }
    website
}

fn article(site: &Site, head: &Head, post: &Article, address: &str) -> Value {
    let mut article = json!({
        "@type": "Article",
        "headline": head.title,
        "url": address,
        "mainEntityOfPage": address,
        "datePublished": post.published_at.rfc3339(),
        "dateModified": post.changed_at.rfc3339(),
        "author": post.authors.iter().map(|author| person(site, author)).collect::<Vec<_>>(),
        "publisher": { "@type": "Organization", "name": site.name, "url": site.absolute(paths::HOME) },
        "keywords": post.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
    });
    if let Some(description) = &head.description {
        article["description"] = description.as_str().into();
    }
    if let Some(cover) = &post.cover {
        article["image"] = site.absolute(cover).into();
    }
    article
}

fn person(site: &Site, author: &Byline) -> Value {
    json!({ "@type": "Person", "name": author.name, "url": site.absolute(&paths::author(&author.slug)) })
}

/// The way from the front page to this one: by the first tag, if there is one.
fn way_to(site: &Site, tags: &[TagView], name: &str, address: &str) -> Value {
    let home = (site.name.clone(), site.absolute(paths::HOME));
    let tag = tags.first().map(|tag| (tag.name.clone(), site.absolute(&paths::tag(&tag.slug))));
    let steps = [home].into_iter().chain(tag).chain([(name.to_owned(), address.to_owned())]);
    let steps: Vec<Value> = steps
        .zip(1..)
        .map(|((name, address), position)| {
            json!({ "@type": "ListItem", "position": position, "name": name, "item": address })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}
