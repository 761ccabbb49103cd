//! Writes the parser's events as HTML; `elements.rs` does what begins and ends.

use std::{borrow::Cow, fmt::Write};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    Heading, Surroundings, anchor, code::CodeBlock, digest::Digest, escape, footnotes::Footnotes, headings::Headings,
    pictures::Picture, raw_html::Nesting, tables::Tables,
};

/// What came of a text, not yet sanitised.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) html: String,
    pub(super) contents: Vec<Heading>,
    pub(super) words: u32,
    pub(super) excerpt: String,
}

/// Writes a text whose source has `length` bytes. Markup can make much out of little; what is more than twentyfold is cut.
pub(super) fn write<'e>(
    events: impl Iterator<Item = Event<'e>>,
    length: usize,
    surroundings: &dyn Surroundings,
) -> Written {
    let limit = 65_536 + 20 * length;
    let mut writer = Writer::new(surroundings);
    for event in events {
        writer.event(event);
        if writer.out.len() > limit {
            break;
        }
    }
    writer.finish()
}

/// Where an address in the source leads.
pub(super) fn address<'u>(url: &'u str, surroundings: &dyn Surroundings) -> Cow<'u, str> {
    match url.strip_prefix('#') {
        Some(id) if !id.is_empty() => match anchor::apart(id) {
            Cow::Borrowed(_) => Cow::Borrowed(url),
            Cow::Owned(apart) => Cow::Owned(format!("#{apart}")),
        },
        _ => surroundings.rewrite(url).map_or(Cow::Borrowed(url), Cow::Owned),
    }
}

/// Whether an address leads to another site.
pub(super) fn is_elsewhere(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://") || address.starts_with("//")
}

pub(super) struct Writer<'s> {
    pub(super) surroundings: &'s dyn Surroundings,
    pub(super) out: String,
    /// The text around a footnote's definition, while that is written; with the footnote's label.
    pub(super) around: Vec<(String, String)>,
    pub(super) nesting: Nesting,
    pub(super) headings: Headings,
    pub(super) footnotes: Footnotes,
    pub(super) tables: Tables,
    pub(super) digest: Digest,
    pub(super) heading: Option<OpenHeading>,
    pub(super) code: Option<CodeBlock>,
    pub(super) raw: Option<String>,
    pub(super) picture: Option<Picture>,
    /// Where the present paragraph began.
    pub(super) paragraph: usize,
    /// A picture with a title at the beginning of a paragraph: where its tag ended, and what it becomes if nothing follows.
    pub(super) figure: Option<(usize, String)>,
    /// Where the tag of the present list item began.
    pub(super) item: usize,
}

/// A heading that is being written.
pub(super) struct OpenHeading {
    pub(super) start: usize,
    pub(super) id: Option<String>,
    pub(super) text: String,
}

impl<'s> Writer<'s> {
    fn new(surroundings: &'s dyn Surroundings) -> Self {
        Self {
            surroundings,
            out: String::new(),
            around: Vec::new(),
            nesting: Nesting::default(),
            headings: Headings::default(),
            footnotes: Footnotes::default(),
            tables: Tables::default(),
            digest: Digest::default(),
            heading: None,
            code: None,
            raw: None,
            picture: None,
            paragraph: 0,
            figure: None,
            item: 0,
        }
    }

    fn finish(mut self) -> Written {
        while let Some((label, outer)) = self.around.pop() {
            let body = std::mem::replace(&mut self.out, outer);
            self.footnotes.define(label, body);
        }
        self.footnotes.write(&mut self.out);
        let (words, excerpt) = self.digest.finish();
        Written { html: self.out, contents: self.headings.contents, words, excerpt }
    }

    fn event(&mut self, event: Event<'_>) {
        if self.picture.is_some() {
            return self.inside_picture(event);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.note(&code);
                let _ = write!(self.out, "<code>{}</code>", escape::text(&code));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Html(html) => self.raw.get_or_insert_default().push_str(&html),
            Event::InlineHtml(html) => self.nesting.inline(&mut self.out, &html, self.surroundings),
            Event::FootnoteReference(label) => self.footnotes.refer(&mut self.out, &label),
            Event::SoftBreak => self.line("\n"),
            Event::HardBreak => self.line("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn inside_picture(&mut self, event: Event<'_>) {
        let Some(picture) = &mut self.picture else { return };
        match event {
            Event::Text(text) | Event::Code(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::Start(Tag::Image { .. }) => picture.nested += 1,
            Event::End(TagEnd::Image) if picture.nested > 0 => picture.nested -= 1,
            Event::End(TagEnd::Image) => self.end_picture(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.code.push_str(text);
            return self.digest.take(text);
        }
        self.note(text);
        self.out.push_str(&escape::text(text));
    }

    fn line(&mut self, html: &str) {
        self.note(" ");
        self.out.push_str(html);
    }

    /// Takes text in where only its words count.
    fn note(&mut self, text: &str) {
        self.digest.take(text);
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
    }

    fn task(&mut self, done: bool) {
        if self.out.get(self.item..).is_some_and(|item| item.starts_with("<li>")) {
            self.out.replace_range(self.item..self.item + 4, "<li class=\"task-list-item\">");
        }
        let (checked, label) = if done { (" checked", "Done") } else { ("", "To do") };
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
    }
}
