//! What feed readers, crawlers and other programs read without being asked to sign in.

use super::{posts::post, query::percent_encode, site::HOME};
use crate::{
    Slug,
    feeds::{FeedFormat, Month},
    pagination::Cursor,
};

/// How to follow the site, for people.
pub const FEEDS: &str = "/feeds";
/// What crawlers may find.
pub const SITEMAP: &str = "/sitemap.xml";
/// The parts of a long sitemap live below this.
pub const SITEMAPS: &str = "/sitemaps";
/// The pages in a sitemap that there are without any post.
pub const SITEMAP_PAGES: &str = "/sitemaps/pages.xml";
/// The pages of tags in a sitemap.
pub const SITEMAP_TAGS: &str = "/sitemaps/tags.xml";
/// The pages of authors in a sitemap.
pub const SITEMAP_AUTHORS: &str = "/sitemaps/authors.xml";
/// Where crawlers are welcome.
pub const ROBOTS: &str = "/robots.txt";
/// The site in a page, for language models.
pub const LLMS: &str = "/llms.txt";
/// What other sites show in place of a link (oEmbed).
pub const OEMBED: &str = "/oembed";

/// The feed of the list at `list`: the front page, a tag or an author.
#[must_use]
pub fn feed(list: &str, format: FeedFormat) -> String {
    format!("{}/feed.{}", list.trim_end_matches('/'), format.extension())
}

/// A post as Markdown.
#[must_use]
pub fn post_markdown(slug: &Slug) -> String {
    format!("{}.md", post(slug))
}

/// The posts of a month in a sitemap, from behind one of them on if the month has several parts.
#[must_use]
pub fn sitemap_month(month: Month, after: Option<Cursor>) -> String {
    let path = format!("{SITEMAPS}/{month}.xml");
    after.map_or(path.clone(), |cursor| format!("{path}?after={cursor}"))
}

/// A part of a sitemap of tags or authors: the first one, or that behind one of them.
#[must_use]
pub fn sitemap_after(path: &str, after: Option<&Slug>) -> String {
    after.map_or_else(|| path.to_owned(), |after| format!("{path}?after={after}"))
}

/// What other sites show in place of a link to the page at this absolute address.
#[must_use]
pub fn oembed(address: &str) -> String {
    format!("{OEMBED}?url={}", percent_encode(address))
}

/// Whether what is found at `path` is a document for programs that is the same for everybody, whoever asks.
#[must_use]
pub fn is_for_programs(path: &str) -> bool {
    let is_feed = || FeedFormat::ALL.iter().any(|format| path.ends_with(&feed(HOME, *format)));
    let is_text = || path.starts_with("/posts/") && path.ends_with(".md");
    let is_sitemap = || path.strip_prefix(SITEMAPS).is_some_and(|rest| rest.starts_with('/'));
    [SITEMAP, ROBOTS, LLMS, OEMBED].contains(&path) || is_feed() || is_sitemap() || is_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn every_list_has_its_feeds() {
        let slug = Slug::parse("rust").unwrap();
        assert_eq!(feed(HOME, FeedFormat::Atom), "/feed.atom");
        assert_eq!(feed(&paths::tag(&slug), FeedFormat::Rss), "/tags/rust/feed.rss");
        assert_eq!(feed(&paths::author(&slug), FeedFormat::Json), "/authors/rust/feed.json");
    }

    #[test]
    fn pages_are_told_from_documents() {
        for document in ["/feed.atom", "/tags/rust/feed.json", "/sitemap.xml", "/sitemaps/tags.xml", "/posts/a.md"] {
            assert!(is_for_programs(document), "{document}");
        }
        for page in ["/", "/posts/a", "/tags/rust", "/feeds", "/sitemaps", "/write/a.md"] {
            assert!(!is_for_programs(page), "{page}");
        }
    }

    #[test]
    fn an_address_cannot_break_out_of_the_query() {
        assert_eq!(oembed("https://a.example/b?c=1&d"), "/oembed?url=https%3A//a.example/b%3Fc%3D1%26d");
    }
}
