use domain::site::Site;

use super::{Block, Letter};

/// The longest line, in characters; those of RFC 3676 section 4.2 for people who read in narrow windows.
const WIDTH: usize = 72;

/// A letter as plain text: wrapped lines, and links on lines of their own, never broken.
#[must_use]
pub fn text(letter: &Letter, site: &Site) -> String {
    let mut blocks: Vec<String> = letter.blocks.iter().map(block).collect();
    blocks.push(format!("-- \n{}\n{}", one_line(&site.name), site.url));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph { text } | Block::Small { text } => wrapped(text, WIDTH),
        Block::Button { label, url } => format!("{}:\n{}", one_line(label), one_line(url)),
        Block::Code { code } => format!("    {}", one_line(code)),
        Block::Facts { facts } => table(facts),
    }
}

fn table(facts: &[(String, String)]) -> String {
    let widest = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0) + 2;
    let lines = facts.iter().map(|(name, value)| {
        let name = format!("{}:", one_line(name));
        format!("{name:<widest$}{}", one_line(value))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Breaks between words only, so a link stays whole however long it is.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let added = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + added <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + added;
            }
            _ => {
                lines.push(word.to_owned());
                length = added;
            }
        }
    }
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { name: "The Example".into(), tagline: String::new(), url: "https://example.org".into() }
    }

    #[test]
    fn a_letter_reads_well_without_any_markup() {
        let letter = Letter::new("ada@example.org", "Reset")
            .paragraph("Dear Ada, somebody (probably you) asked to choose a new password for your account. This button leads there:")
            .button("Choose a new password", "https://example.org/reset?token=abc")
            .code("KXQT-9R4M")
            .facts(vec![("When".into(), "20 November 2026".into()), ("Browser".into(), "Firefox".into())])
            .small("If it was not you, do nothing.");
        assert_eq!(
            text(&letter, &site()),
            "Dear Ada, somebody (probably you) asked to choose a new password for\n\
             your account. This button leads there:\n\n\
             Choose a new password:\nhttps://example.org/reset?token=abc\n\n    \
             KXQT-9R4M\n\n\
             When:    20 November 2026\nBrowser: Firefox\n\n\
             If it was not you, do nothing.\n\n\
             -- \nThe Example\nhttps://example.org\n"
        );
    }

    #[test]
    fn a_long_link_stays_whole() {
        let url = format!("https://example.org/reset?token={}", "a".repeat(120));
        let letter = Letter::new("ada@example.org", "Reset").paragraph(format!("Or open {url} by hand."));
        assert!(text(&letter, &site()).contains(&url));
    }

    #[test]
    fn a_name_cannot_begin_a_line_of_its_own() {
        let letter = Letter::new("ada@example.org", "Hello").paragraph("Dear Ada\n\nYour code is:\n1234,");
        assert!(text(&letter, &site()).starts_with("Dear Ada Your code is: 1234,\n"));
    }
}
