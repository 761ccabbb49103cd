use super::{
    feed::{Feed, Item},
    xml::Xml,
};

const ROOT: [(&str, &str); 5] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

/// Writes a feed as RSS 2.0, with the modules that the RSS Advisory Board's best practices recommend.
pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("rss", &ROOT, |xml| {
        xml.element("channel", &[("xml:base", &feed.page)], |xml| {
            xml.text("title", &feed.title);
            xml.text("link", &feed.page);
            // Every channel must have a description.
            xml.text(
                "description",
                Some(feed.site.tagline.as_str()).filter(|line| !line.is_empty()).unwrap_or(&feed.title),
            );
            xml.text("language", "en");
            xml.text("lastBuildDate", &feed.updated.rfc2822());
            xml.text("generator", "Masthead");
            xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.address)]);
            if let Some(hub) = &feed.hub {
                xml.empty("atom:link", &[("rel", "hub"), ("href", hub)]);
            }
            for entry in &feed.items {
                item(xml, entry);
            }
        });
    });
    xml.finish()
}

fn item(xml: &mut Xml, item: &Item) {
    let post = &item.post;
    xml.element("item", &[], |xml| {
        xml.text("title", &post.title);
        xml.text("link", &item.address);
        xml.text_with("guid", &[("isPermaLink", "false")], &item.id);
        xml.text("pubDate", &post.publication.at().rfc2822());
        xml.text("atom:updated", &post.changed_at.rfc3339());
        for author in &post.authors {
            // `author` would have to be an e-mail address.
            xml.text("dc:creator", &author.name);
        }
        for tag in &post.tags {
            xml.text("category", &tag.name);
        }
        xml.text("description", &post.summary);
        if let Some(html) = &item.html {
            xml.text("content:encoded", html.as_str());
        }
        if let Some(cover) = &item.cover {
            // An `enclosure` would need the length in bytes.
            xml.empty("media:content", &[("url", cover), ("medium", "image")]);
        }
    });
}
