use pulldown_cmark::{Event, Parser};

/// The longest excerpt, in characters.
const EXCERPT: usize = 280;

/// What is told of a text without showing it: its words, and how it begins.
#[derive(Debug, Default)]
pub(super) struct Digest {
    words: u32,
    in_word: bool,
    beginning: String,
    length: usize,
    /// Above zero inside of what is no prose: headings, code, tables, footnotes.
    pub(super) aside: usize,
}

impl Digest {
    /// Takes in a piece of text.
    pub(super) fn take(&mut self, text: &str) {
        for c in text.chars() {
            let inside = !c.is_whitespace();
            if inside && !self.in_word {
                self.words = self.words.saturating_add(1);
            }
            self.in_word = inside;
        }
        // One more character than fits tells whether anything has to be cut.
        if self.aside == 0 && self.length <= EXCERPT {
            for c in text.chars() {
                let c = if c.is_whitespace() { ' ' } else { c };
                if self.length <= EXCERPT && !(c == ' ' && (self.beginning.is_empty() || self.beginning.ends_with(' ')))
                {
                    self.beginning.push(c);
                    self.length += 1;
                }
            }
        }
    }

    /// The end of a line or of a block is the end of a word.
    pub(super) fn break_word(&mut self) {
        self.take(" ");
    }

    /// Number of words, and the beginning of the prose, cut at a word.
    pub(super) fn finish(self) -> (u32, String) {
        if self.length <= EXCERPT {
            return (self.words, self.beginning.trim_end().to_owned());
        }
        let fits: String = self.beginning.chars().take(EXCERPT - 1).collect();
        let cut = fits.rfind(' ').filter(|at| *at > 0).unwrap_or(fits.len());
        let whole = fits.get(..cut).unwrap_or(&fits).trim_end_matches([' ', ',', ';', ':', '–', '—', '-']);
        (self.words, format!("{whole}…"))
    }
}

/// The text of a piece of Markdown, without any of its markup.
pub(super) fn plain_text(source: &str) -> String {
    // Behind a word nothing is a list, a heading or a quotation, however the line begins.
    const BEFORE: &str = "x ";
    let mut text = String::new();
    for event in Parser::new(&format!("{BEFORE}{source}")) {
        match event {
            Event::Text(piece) | Event::Code(piece) | Event::InlineHtml(piece) | Event::Html(piece) => {
                text.push_str(&piece);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
}
