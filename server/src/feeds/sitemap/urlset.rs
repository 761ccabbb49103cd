use domain::{Timestamp, paths, site::Site};

use crate::{feeds::xml::Xml, posts::Address};

pub(super) const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// A page that crawlers may find.
pub(super) struct Entry {
    path: String,
    changed_at: Option<Timestamp>,
}

impl Entry {
    /// A page that changes with others, of which nobody keeps when.
    pub(super) const fn undated(path: String) -> Self {
        Self { path, changed_at: None }
    }
}

impl From<Address> for Entry {
    fn from(post: Address) -> Self {
        Self { path: paths::post(&post.slug), changed_at: Some(post.changed_at) }
    }
}

/// Writes one file.
pub(super) fn write(site: &Site, entries: impl Iterator<Item = Entry>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("urlset", &[NAMESPACE], |xml| {
        for entry in entries {
            xml.element("url", &[], |xml| {
                xml.text("loc", &site.absolute(&entry.path));
                if let Some(at) = entry.changed_at {
                    xml.text("lastmod", &at.rfc3339());
                }
            });
        }
    });
    xml.finish()
}
