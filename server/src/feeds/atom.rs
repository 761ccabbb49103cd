use domain::paths;

use super::{
    feed::{Feed, Item},
    xml::Xml,
};

/// Writes a feed as Atom (RFC 4287).
pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let mut xml = Xml::new();
    let root = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "en"), ("xml:base", feed.page.as_str())];
    xml.element("feed", &root, |xml| {
        xml.text("id", &feed.id);
        xml.text("title", &feed.title);
        if !feed.site.tagline.is_empty() {
            xml.text("subtitle", &feed.site.tagline);
        }
        xml.text("updated", &feed.updated.rfc3339());
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.address)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)]);
        if let Some(hub) = &feed.hub {
            xml.empty("link", &[("rel", "hub"), ("href", hub)]);
        }
        // The author of whatever names none.
        person(xml, &feed.site.name, &feed.site.absolute(paths::HOME));
        xml.text("generator", "Masthead");
        for item in &feed.items {
            entry(xml, feed, item);
        }
    });
    xml.finish()
}

fn entry(xml: &mut Xml, feed: &Feed, item: &Item) {
    let post = &item.post;
    xml.element("entry", &[("xml:base", &item.address)], |xml| {
        xml.text("id", &item.id);
        xml.text("title", &post.title);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.address)]);
        if let Some(cover) = &item.cover {
            enclosure(xml, cover);
        }
        xml.text("published", &post.publication.at().rfc3339());
        xml.text("updated", &post.changed_at.rfc3339());
        for author in &post.authors {
            person(xml, &author.name, &feed.site.absolute(&paths::author(&author.slug)));
        }
        for tag in &post.tags {
            xml.empty("category", &[("term", tag.slug.as_str()), ("label", &tag.name)]);
        }
        xml.text("summary", &post.summary);
        if let Some(html) = &item.html {
            xml.text_with("content", &[("type", "html")], html.as_str());
        }
    });
}

fn person(xml: &mut Xml, name: &str, address: &str) {
    xml.element("author", &[], |xml| {
        xml.text("name", name);
        xml.text("uri", address);
    });
}

/// The cover. Its length is nowhere known, and may be left out.
fn enclosure(xml: &mut Xml, cover: &str) {
    let kind = mime_guess::from_path(cover.split(['?', '#']).next().unwrap_or_default()).first_raw();
    match kind {
        Some(kind) => xml.empty("link", &[("rel", "enclosure"), ("type", kind), ("href", cover)]),
        None => xml.empty("link", &[("rel", "enclosure"), ("href", cover)]),
    }
}
