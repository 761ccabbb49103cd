//! Languages that are simple enough to be told line by line, and that the syntax definitions lack.

use super::spans::Spans;

/// TOML, and settings like it.
pub(super) fn settings(code: &str) -> String {
    let mut spans = Spans::default();
    for line in code.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with(['#', ';']) {
            spans.push(Some("comment"), line);
        } else if start.starts_with('[') && !start.contains('=') {
            let (table, rest) = line.split_at(line.rfind(']').map_or(line.len(), |at| at + 1));
            spans.push(Some("tag"), table);
            value(&mut spans, rest);
        } else if let Some((key, rest)) = line.split_once('=') {
            spans.push(Some("attribute"), key);
            spans.push(None, "=");
            value(&mut spans, rest);
        } else {
            value(&mut spans, line);
        }
    }
    spans.finish()
}

fn value(spans: &mut Spans, mut text: &str) {
    while let Some(first) = text.chars().next() {
        let (class, length) = match first {
            '#' => (Some("comment"), text.len()),
            '"' | '\'' => (Some("string"), string(text, first)),
            c if c.is_ascii_digit() || c == '-' || c == '+' => (Some("number"), word(text)),
            c if c.is_ascii_alphabetic() => {
                let length = word(text);
                let known = matches!(text.get(..length), Some("true" | "false" | "inf" | "nan"));
                (known.then_some("constant"), length)
            }
            c => (None, c.len_utf8()),
        };
        let (piece, rest) = text.split_at(length);
        spans.push(class, piece);
        text = rest;
    }
}

/// Length of the string that `text` begins with, its quotes included; to the end if it has no end.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn word(text: &str) -> usize {
    let part = |c: char| c.is_ascii_alphanumeric() || "-+._:".contains(c);
    text.find(|c| !part(c)).unwrap_or(text.len()).max(1)
}

/// What was typed at a prompt, and what came back.
pub(super) fn console(code: &str) -> String {
    let mut spans = Spans::default();
    for line in code.split_inclusive('\n') {
        let prompt =
            ["$ ", "# ", "> ", "% "].iter().find_map(|prompt| line.strip_prefix(prompt).map(|rest| (prompt, rest)));
        match prompt {
            Some((prompt, command)) => {
                spans.push(Some("prompt"), prompt);
                spans.push(None, command);
            }
            None => spans.push(None, line),
        }
    }
    spans.finish()
}

#[cfg(test)]
mod tests {
    use super::{console, settings};

    #[test]
    fn settings_have_keys_and_values() {
        assert_eq!(
            settings("# c\n[package]\nname = \"a\" # d\nedition = 2024\nok = true\n"),
            "<span class=\"hl-comment\"># c</span>\n<span class=\"hl-tag\">[package]</span>\n\
             <span class=\"hl-attribute\">name</span> = <span class=\"hl-string\">\"a\"</span> <span class=\"hl-comment\"># d</span>\n\
             <span class=\"hl-attribute\">edition</span> = <span class=\"hl-number\">2024</span>\n\
             <span class=\"hl-attribute\">ok</span> = <span class=\"hl-constant\">true</span>\n"
        );
    }

    #[test]
    fn a_prompt_is_no_part_of_the_command() {
        assert_eq!(console("$ cargo run\nHello\n"), "<span class=\"hl-prompt\">$</span> cargo run\nHello\n");
    }
}
