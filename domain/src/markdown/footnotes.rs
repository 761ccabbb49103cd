use std::{collections::HashMap, fmt::Write};

/// More links back from one footnote help nobody.
const BACK_LINKS: usize = 26;

/// The footnotes of a text, numbered by their first reference, each with links back to where it was referred to.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    order: Vec<String>,
    known: HashMap<String, Known>,
    bodies: HashMap<String, String>,
}

#[derive(Debug)]
struct Known {
    number: usize,
    references: usize,
}

impl Footnotes {
    /// Writes a reference.
    pub(super) fn refer(&mut self, out: &mut String, label: &str) {
        let next = self.order.len() + 1;
        let known = self.known.entry(label.to_owned()).or_insert_with(|| {
            self.order.push(label.to_owned());
            Known { number: next, references: 0 }
        });
        known.references += 1;
        let number = known.number;
        let _ = write!(
            out,
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{}\" role=\"doc-noteref\" \
             aria-label=\"Footnote {number}\">{number}</a></sup>",
            place(number, known.references)
        );
    }

    /// Keeps the HTML of a definition; of several with one label the first counts.
    pub(super) fn define(&mut self, label: String, html: String) {
        self.bodies.entry(label).or_insert(html);
    }

    /// Writes the section at the end of the text. Definitions that nothing refers to are left out.
    pub(super) fn write(mut self, out: &mut String) {
        if self.order.is_empty() {
            return;
        }
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for label in &self.order {
            let Some(known) = self.known.get(label) else { continue };
            let body = self.bodies.remove(label).unwrap_or_default();
            let body = body.trim_end();
            let (body, end) = body.strip_suffix("</p>").map_or((body, ""), |inner| (inner, "</p>"));
            let _ = write!(out, "<li id=\"fn-{}\">\n{body}", known.number);
            for reference in 1..=known.references.min(BACK_LINKS) {
                let which = if reference == 1 { String::new() } else { format!("-{reference}") };
                let _ = write!(
                    out,
                    " <a class=\"footnote-back\" href=\"#{}\" role=\"doc-backlink\" \
                     aria-label=\"Back to reference {}{which}\">↩</a>",
                    place(known.number, reference),
                    known.number
                );
            }
            let _ = write!(out, "{end}\n</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }
}

fn place(number: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}
