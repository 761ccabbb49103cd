//! Markdown to HTML that can be shown: one renderer for the server and for the browser's preview.
//!
//! Whatever the source says, and wherever it came from, what leaves here is [`SafeHtml`]. Three steps, each a file:
//! the parser's events are written as HTML (`writer.rs`, `elements.rs` and what they delegate to), raw HTML in the source is kept only
//! as far as it is understood (`raw_html.rs`), and the whole is sanitised once more (`sanitise.rs`), which alone decides
//! what is safe. All work is bounded by the length of the source: nesting, raw tags and output have limits.

mod anchor;
mod code;
mod comment;
mod digest;
mod elements;
mod escape;
mod footnotes;
mod headings;
mod pictures;
mod raw_html;
mod raw_tag;
mod relink;
mod safe_html;
mod sanitise;
mod surroundings;
mod tables;
#[cfg(test)]
mod tests;
mod writer;

pub use relink::rewrite_links;
pub use safe_html::SafeHtml;
pub use surroundings::{PictureSize, Plain, Surroundings};

use pulldown_cmark::{Options, Parser};
use serde::{Deserialize, Serialize};

/// A heading of a post, for its table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 4.
    pub level: u8,
    /// The anchor, without `#`.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// A rendered post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedPost {
    /// The text.
    pub html: SafeHtml,
    /// Its headings, in order.
    pub contents: Vec<Heading>,
    /// Words of prose and code.
    pub words: u32,
    /// The beginning of the text in plain words, at most 280 characters, for lists and descriptions.
    pub excerpt: String,
}

/// Renders a post: CommonMark with tables, footnotes, task lists, strikethrough, heading anchors (`{#id}` is honoured),
/// GitHub's alerts, and harmless raw HTML.
#[must_use]
pub fn render_post(source: &str, surroundings: &dyn Surroundings) -> RenderedPost {
    let written = writer::write(Parser::new_ext(source, post_options()), source.len(), surroundings);
    RenderedPost {
        html: sanitise::post(&written.html),
        contents: written.contents,
        words: written.words,
        excerpt: written.excerpt,
    }
}

/// What the Markdown of posts can do beyond CommonMark.
const fn post_options() -> Options {
    Options::ENABLE_TABLES
        .union(Options::ENABLE_FOOTNOTES)
        .union(Options::ENABLE_STRIKETHROUGH)
        .union(Options::ENABLE_TASKLISTS)
        .union(Options::ENABLE_HEADING_ATTRIBUTES)
        .union(Options::ENABLE_GFM)
}

/// The plain words of a line of Markdown, as for a title that was written with `code` or *emphasis*.
#[must_use]
pub fn plain_text(source: &str) -> String {
    digest::plain_text(source)
}

/// Renders a comment: the subset without headings, pictures, tables and raw HTML; links get `rel="nofollow ugc"`.
#[must_use]
pub fn render_comment(source: &str) -> SafeHtml {
    let written = writer::write(comment::subset(source), source.len(), &Plain);
    sanitise::comment(&written.html)
}
