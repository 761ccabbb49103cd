//! Markdown to HTML that can be shown: one renderer for the server and for the browser's preview.
//!
//! Whatever the source says, and wherever it came from, what leaves here is [`SafeHtml`].

mod safe_html;
mod surroundings;

pub use safe_html::SafeHtml;
pub use surroundings::{PictureSize, Plain, Surroundings};

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

/// Renders a post.
#[must_use]
pub fn render_post(source: &str, surroundings: &dyn Surroundings) -> RenderedPost {
    let _ = (source, surroundings);
    RenderedPost { html: SafeHtml::default(), contents: Vec::new(), words: 0, excerpt: String::new() }
}

/// Renders a comment: the subset without headings, pictures, tables and raw HTML; links get `rel="nofollow ugc"`.
#[must_use]
pub fn render_comment(source: &str) -> SafeHtml {
    let _ = source;
    SafeHtml::default()
}
