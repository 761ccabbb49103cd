//! Beginnings and ends of the elements that Markdown makes.

use std::{borrow::Cow, fmt::Write};

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, HeadingLevel, LinkType, Tag, TagEnd};

use super::{
    code::CodeBlock,
    escape,
    pictures::Picture,
    writer::{OpenHeading, Writer, address, is_elsewhere},
};

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>) {
        if !self.nesting.enter() && is_optional(&tag.to_end()) {
            return;
        }
        match tag {
            Tag::Paragraph => {
                self.paragraph = self.out.len();
                self.figure = None;
                self.out.push_str("<p>");
            }
            Tag::Heading { id, .. } => {
                self.digest.aside += 1;
                let id = id.map(|id| id.to_string());
                self.heading = Some(OpenHeading { start: self.out.len(), id, text: String::new() });
            }
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => {
                self.digest.aside += 1;
                self.code = Some(match kind {
                    CodeBlockKind::Fenced(info) => CodeBlock::new(Some(&info)),
                    CodeBlockKind::Indented => CodeBlock::new(None),
                });
            }
            Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => {
                self.item = self.out.len();
                self.out.push_str("<li>");
            }
            Tag::FootnoteDefinition(label) => {
                self.digest.aside += 1;
                self.around.push((label.to_string(), std::mem::take(&mut self.out)));
            }
            Tag::Table(alignments) => {
                self.digest.aside += 1;
                self.tables.open(&mut self.out, alignments);
            }
            Tag::TableHead => self.tables.open_row(&mut self.out, true),
            Tag::TableRow => self.tables.open_row(&mut self.out, false),
            Tag::TableCell => self.tables.open_cell(&mut self.out),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { dest_url, title, .. } => {
                let (url, title) = (dest_url.to_string(), title.to_string());
                self.picture = Some(Picture { url, title, alt: String::new(), nested: 0 });
            }
            // Not switched on in the parser.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.out.push_str("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        let _ = writeln!(self.out, "<blockquote class=\"alert alert-{class}\">\n<p class=\"alert-title\">{title}</p>");
    }

    fn start_link(&mut self, kind: LinkType, url: &str, title: &str) {
        let url = if kind == LinkType::Email { Cow::Owned(format!("mailto:{url}")) } else { Cow::Borrowed(url) };
        let address = address(&url, self.surroundings);
        let _ = write!(self.out, "<a href=\"{}\"", escape::attribute(&address));
        if !title.is_empty() {
            let _ = write!(self.out, " title=\"{}\"", escape::attribute(title));
        }
        if is_elsewhere(&address) {
            self.out.push_str(" rel=\"noopener\"");
        }
        self.out.push('>');
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        if !self.nesting.leave(&mut self.out) && is_optional(&tag) {
            return;
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.digest.aside -= 1;
                if let Some(code) = self.code.take() {
                    code.write(&mut self.out, self.surroundings);
                }
            }
            TagEnd::HtmlBlock => {
                let raw = self.raw.take().unwrap_or_default();
                self.nesting.block(&mut self.out, &raw, self.surroundings);
            }
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                self.digest.aside -= 1;
                if let Some((label, outer)) = self.around.pop() {
                    let body = std::mem::replace(&mut self.out, outer);
                    self.footnotes.define(label, body);
                }
            }
            TagEnd::Table => {
                self.digest.aside -= 1;
                self.tables.close(&mut self.out);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.tables.close_row(&mut self.out),
            TagEnd::TableCell => self.tables.close_cell(&mut self.out),
            TagEnd::Emphasis => return self.out.push_str("</em>"),
            TagEnd::Strong => return self.out.push_str("</strong>"),
            TagEnd::Strikethrough => return self.out.push_str("</del>"),
            TagEnd::Link => return self.out.push_str("</a>"),
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
        self.digest.break_word();
    }

    fn end_paragraph(&mut self) {
        match self.figure.take() {
            Some((end, figure)) if end == self.out.len() => {
                self.out.truncate(self.paragraph);
                self.out.push_str(&figure);
            }
            _ => self.out.push_str("</p>\n"),
        }
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        self.digest.aside -= 1;
        if let Some(OpenHeading { start, id, text }) = self.heading.take() {
            let html = self.out.split_off(start);
            self.headings.write(&mut self.out, level as u8, id.as_deref(), &html, &text);
        }
    }

    pub(super) fn end_picture(&mut self) {
        let Some(picture) = self.picture.take() else { return };
        self.nesting.leave(&mut self.out);
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&picture.alt);
        }
        let begins = self.out.len() == self.paragraph + "<p>".len() && self.out.ends_with("<p>");
        self.out.push_str(&picture.html(self.surroundings, false));
        if begins && !picture.title.is_empty() {
            let figure = format!(
                "<figure>{}<figcaption>{}</figcaption></figure>\n",
                picture.html(self.surroundings, true),
                escape::text(&picture.title)
            );
            self.figure = Some((self.out.len(), figure));
        }
    }
}

/// What can be left out where it would be nested too deep, and its content be kept.
fn is_optional(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
    )
}
