//! What readers open, and what every page brings along.

use crate::Slug;

/// The front page.
pub const HOME: &str = "/";
/// All years.
pub const ARCHIVE: &str = "/archive";
/// Alive?
pub const UP: &str = "/up";
/// Ready for traffic?
pub const READY: &str = "/ready";
/// Server functions live below this.
pub const FUNCTIONS: &str = "/fn";
/// Hashed assets live below this.
pub const ASSETS: &str = "/pkg";
/// Stored pictures live below this.
pub const MEDIA: &str = "/media";
/// The rules by which browsers prefetch.
pub const SPECULATION_RULES: &str = "/speculation-rules.json";

/// Posts of a year.
#[must_use]
pub fn year(year: i32) -> String {
    format!("/archive/{year}")
}

/// Posts with a tag.
#[must_use]
pub fn tag(slug: &Slug) -> String {
    format!("/tags/{slug}")
}

/// Posts of an author.
#[must_use]
pub fn author(slug: &Slug) -> String {
    format!("/authors/{slug}")
}

/// A stored picture; `name` is its digest with its extension.
#[must_use]
pub fn media(name: &str) -> String {
    format!("{MEDIA}/{name}")
}
