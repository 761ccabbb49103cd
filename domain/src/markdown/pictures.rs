use std::fmt::Write;

use super::{Surroundings, escape, raw_html::decoded, raw_tag::RawTag};

/// A picture that is being read: the text inside it becomes its alternative text.
#[derive(Debug)]
pub(super) struct Picture {
    /// Where it is kept, as in the source.
    pub(super) url: String,
    /// What is shown beside it; may be empty.
    pub(super) title: String,
    /// What is read out in its place.
    pub(super) alt: String,
    /// Pictures within the alternative text.
    pub(super) nested: usize,
}

impl Picture {
    /// The picture's tag; with `caption` its title is shown below it instead of on hovering.
    pub(super) fn html(&self, surroundings: &dyn Surroundings, caption: bool) -> String {
        let url = surroundings.rewrite(&self.url).unwrap_or_else(|| self.url.clone());
        let mut tag =
            format!("<img src=\"{}\" alt=\"{}\"", escape::attribute(&url), escape::attribute(self.alt.trim()));
        if !self.title.is_empty() && !caption {
            let _ = write!(tag, " title=\"{}\"", escape::attribute(&self.title));
        }
        if let Some(size) = surroundings.picture_size(&url) {
            let _ = write!(tag, " width=\"{}\" height=\"{}\"", size.width, size.height);
        }
        tag.push_str(" loading=\"lazy\" decoding=\"async\">");
        tag
    }
}

/// Gives a raw picture what written ones have.
pub(super) fn complete(tag: &mut RawTag, surroundings: &dyn Surroundings) {
    if let Some(url) = tag.attribute("src").map(decoded) {
        let url = surroundings.rewrite(&url).unwrap_or(url);
        let sized = tag.attribute("width").is_some() || tag.attribute("height").is_some();
        if let Some(size) = surroundings.picture_size(&url).filter(|_| !sized) {
            tag.set("width", size.width.to_string());
            tag.set("height", size.height.to_string());
        }
        tag.set("src", escape::attribute(&url).into_owned());
    }
    if tag.attribute("alt").is_none() {
        tag.set("alt", String::new());
    }
    tag.set("loading", "lazy".to_owned());
    tag.set("decoding", "async".to_owned());
}
