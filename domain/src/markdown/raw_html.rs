//! Raw HTML in a text: what is understood is passed on, balanced; the rest is dropped or shown as text.
//!
//! This is not what makes the result safe, `sanitise.rs` is. It keeps the work of sanitising bounded, keeps an open tag
//! from running on over the rest of the text, and gives raw links and pictures the same care as written ones.

use std::fmt::Write;

use super::{
    Surroundings, escape, pictures,
    raw_tag::{self, RawTag},
    sanitise,
};

/// Deeper than this nothing is nested: html5ever's work grows with the depth of every element.
const DEPTH: usize = 64;
/// More raw tags than this are shown as text.
const TAGS: usize = 5_000;

const VOID: &[&str] = &["br", "col", "hr", "img", "source", "track", "wbr"];
/// The next of these ends the one before.
const SIBLINGS: &[&str] = &["dd", "dt", "li", "p", "td", "th", "tr"];
/// May stay open over what follows in Markdown.
const CONTAINERS: &[&str] =
    &["blockquote", "dd", "details", "div", "figcaption", "figure", "li", "section", "td", "th"];
/// Only these make sense in the middle of a line.
const PHRASING: &[&str] = &[
    "a", "abbr", "audio", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strong", "sub", "sup", "time", "track",
    "u", "var", "video", "wbr",
];
/// What is in these is not text.
const OPAQUE: &[&str] = &[
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

#[derive(Debug, PartialEq, Eq)]
enum Open {
    /// An element that Markdown made; raw HTML in it cannot close it, and does not outlive it.
    Markdown,
    /// The same, but too deep to be written.
    Unwritten,
    /// A raw element.
    Raw(String),
}

/// The elements that are open at the present place.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    open: Vec<Open>,
    tags: usize,
}

impl Nesting {
    /// An element of Markdown begins. Whether it is to be written: not if it would be too deep.
    pub(super) fn enter(&mut self) -> bool {
        let written = self.open.len() < DEPTH;
        self.open.push(if written { Open::Markdown } else { Open::Unwritten });
        written
    }

    /// The element ends: closes what raw HTML left open in it. Whether its beginning was written.
    pub(super) fn leave(&mut self, out: &mut String) -> bool {
        loop {
            match self.open.pop() {
                Some(Open::Raw(name)) => close(out, &name),
                other => return other != Some(Open::Unwritten),
            }
        }
    }

    /// Raw HTML in the middle of a line.
    pub(super) fn inline(&mut self, out: &mut String, html: &str, surroundings: &dyn Surroundings) {
        self.pass(out, html, surroundings, true);
    }

    /// A block of raw HTML. Only containers stay open behind it.
    pub(super) fn block(&mut self, out: &mut String, html: &str, surroundings: &dyn Surroundings) {
        self.pass(out, html, surroundings, false);
        let bottom = self.bottom();
        let is_container = |open: &Open| matches!(open, Open::Raw(name) if CONTAINERS.contains(&name.as_str()));
        let table_part = |open: &Open| {
            matches!(open, Open::Raw(name)
                if ["ol", "ul", "dl", "table", "tbody", "tfoot", "thead", "tr"].contains(&name.as_str()))
        };
        let kept = self.open.iter().skip(bottom).take_while(|open| is_container(open) || table_part(open)).count();
        self.close_down_to(bottom + kept, out);
        while self.open.len() > bottom && self.open.last().is_some_and(|last| !is_container(last)) {
            self.close_down_to(self.open.len() - 1, out);
        }
    }

    /// Where the raw elements within the present element of Markdown begin.
    fn bottom(&self) -> usize {
        self.open.iter().rposition(|open| !matches!(open, Open::Raw(_))).map_or(0, |at| at + 1)
    }

    fn close_down_to(&mut self, length: usize, out: &mut String) {
        while self.open.len() > length {
            if let Some(Open::Raw(name)) = self.open.pop() {
                close(out, &name);
            }
        }
    }

    fn pass(&mut self, out: &mut String, mut html: &str, surroundings: &dyn Surroundings, inline: bool) {
        while let Some(at) = html.find('<') {
            let (before, rest) = html.split_at(at);
            push_text(out, before);
            if let Some(comment) = rest.strip_prefix("<!--") {
                html = comment.split_once("-->").map_or("", |(_, behind)| behind);
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                html = rest.split_once('>').map_or("", |(_, behind)| behind);
            } else if let Some((tag, length)) = raw_tag::read(rest).filter(|_| self.tags < TAGS) {
                self.tags += 1;
                html = rest.get(length..).unwrap_or_default();
                if OPAQUE.contains(&tag.name.as_str()) {
                    html = if tag.end { html } else { behind_end_of(&tag.name, html) };
                    frame_as_link(out, &tag);
                } else if !inline || PHRASING.contains(&tag.name.as_str()) {
                    self.tag(out, tag, surroundings);
                }
            } else if rest.get(1..2).is_some_and(|next| next == "/" || next.as_bytes()[0].is_ascii_alphabetic()) {
                // A tag without its end. To look again behind each of many such would take for ever.
                out.push_str(&escape::text(rest));
                return;
            } else {
                out.push_str("&lt;");
                html = rest.get(1..).unwrap_or_default();
            }
        }
        push_text(out, html);
    }

    fn tag(&mut self, out: &mut String, mut tag: RawTag, surroundings: &dyn Surroundings) {
        if tag.name == "h1" {
            // The page's title is the only one.
            "h2".clone_into(&mut tag.name);
        }
        if !sanitise::POST_TAGS.contains(&tag.name.as_str()) || tag.name == "input" {
            return;
        }
        let bottom = self.bottom();
        let is_it = |open: &Open| matches!(open, Open::Raw(name) if *name == tag.name);
        let void = VOID.contains(&tag.name.as_str());
        if tag.end {
            let found = self.open.iter().skip(bottom).rposition(is_it);
            if let Some(at) = found {
                self.close_down_to(bottom + at, out);
            }
            return;
        }
        if SIBLINGS.contains(&tag.name.as_str()) && self.open.len() > bottom && self.open.last().is_some_and(is_it) {
            self.close_down_to(self.open.len() - 1, out);
        }
        if !void && self.open.len() >= DEPTH {
            return;
        }
        write_start(out, &mut tag, surroundings);
        if !void {
            self.open.push(Open::Raw(tag.name));
        }
    }
}

fn close(out: &mut String, name: &str) {
    let _ = write!(out, "</{name}>");
}

fn push_text(out: &mut String, text: &str) {
    // Entities are the writer's own; a lone `>` does no harm.
    out.push_str(text);
}

/// What lies behind the end of an element whose content is not text.
fn behind_end_of<'a>(name: &str, html: &'a str) -> &'a str {
    let end = format!("</{name}");
    let found = html.as_bytes().windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
    let rest = found.and_then(|at| html.get(at + end.len()..)).unwrap_or_default();
    rest.split_once('>').map_or("", |(_, behind)| behind)
}

/// What another site would show in a frame is linked to.
fn frame_as_link(out: &mut String, tag: &RawTag) {
    if let ("iframe", false, Some(address)) = (tag.name.as_str(), tag.end, tag.attribute("src")) {
        let address = quoted(address);
        let text = tag.attribute("title").map_or_else(|| address.clone(), quoted);
        let _ = write!(out, "<a href=\"{address}\">{text}</a>");
    }
}

fn write_start(out: &mut String, tag: &mut RawTag, surroundings: &dyn Surroundings) {
    match tag.name.as_str() {
        "a" => {
            if let Some(address) = tag.attribute("href").map(decoded) {
                let address = super::writer::address(&address, surroundings);
                if super::writer::is_elsewhere(&address) {
                    tag.set("rel", "noopener".to_owned());
                }
                tag.set("href", escape::attribute(&address).into_owned());
            }
        }
        "img" => pictures::complete(tag, surroundings),
        _ => {}
    }
    let _ = write!(out, "<{}", tag.name);
    for (name, value) in &tag.attributes {
        if name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            let _ = write!(out, " {name}=\"{}\"", quoted(value));
        }
    }
    out.push('>');
}

/// For between double quotes; entities stay what they are.
fn quoted(value: &str) -> String {
    value.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The entity that addresses have in practice.
pub(super) fn decoded(value: &str) -> String {
    value.replace("&amp;", "&")
}
