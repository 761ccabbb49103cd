/// Writes code as HTML, joining neighbours of one class.
#[derive(Debug, Default)]
pub(super) struct Spans {
    html: String,
    class: Option<&'static str>,
}

impl Spans {
    /// Adds a piece. White space takes the class before it, which saves tags and changes nothing to be seen.
    pub(super) fn push(&mut self, class: Option<&'static str>, text: &str) {
        if text.is_empty() {
            return;
        }
        if class != self.class && !text.trim().is_empty() {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"hl-");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        for c in text.chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                c => self.html.push(c),
            }
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.close();
        self.html
    }

    fn close(&mut self) {
        if self.class.take().is_some() {
            // The white space behind a span belongs outside of it.
            let end = self.html.trim_end().len();
            self.html.insert_str(end, "</span>");
        }
    }
}
