use std::{collections::HashMap, fmt::Write};

use super::{Heading, anchor, escape};

/// The longest name of a heading in lists and labels, in characters.
const NAME: usize = 300;

/// The headings of a text: their levels, anchors and the list of contents.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// How often each anchor was wanted.
    taken: HashMap<String, u32>,
    /// Levels, as in the source, of the headings that the present place lies under.
    above: Vec<u8>,
    /// The headings of levels 2 to 4.
    pub(super) contents: Vec<Heading>,
}

impl Headings {
    /// Writes a heading, given its level in the source, an id that the writer chose, its HTML and its plain text.
    /// Nothing is written for a heading without any content.
    pub(super) fn write(&mut self, out: &mut String, level: u8, chosen: Option<&str>, html: &str, text: &str) {
        if html.trim().is_empty() {
            return;
        }
        let level = self.outline(level);
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME).collect();
        let id = self.unique(chosen, &text);
        let label = if text.is_empty() { "this section" } else { &text };
        let _ = writeln!(
            out,
            "<h{level} id=\"{id}\">{html} <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to “{}”\">#</a></h{level}>",
            escape::attribute(label)
        );
        if level <= 4 && !text.is_empty() {
            self.contents.push(Heading { level, id, text });
        }
    }

    /// The level on the page. The page's title is its only first level, and none may be skipped below it, so that the
    /// outline reads right however the source counts.
    fn outline(&mut self, level: u8) -> u8 {
        while self.above.last().is_some_and(|above| *above >= level) {
            self.above.pop();
        }
        self.above.push(level);
        u8::try_from(self.above.len() + 1).unwrap_or(6).min(6)
    }

    fn unique(&mut self, chosen: Option<&str>, text: &str) -> String {
        let wanted = chosen.filter(|id| anchor::is_plain(id)).map_or_else(|| anchor::of_text(text), str::to_owned);
        let mut id = anchor::apart(&wanted).into_owned();
        loop {
            let times = self.taken.entry(id.clone()).or_insert(0);
            *times += 1;
            if *times == 1 {
                return id;
            }
            let numbered = format!("{id}-{}", *times - 1);
            if !self.taken.contains_key(&numbered) {
                id = numbered;
            }
        }
    }
}
