use std::fmt::Write;

use super::{Surroundings, escape};

/// A block of code that is being read.
#[derive(Debug)]
pub(super) struct CodeBlock {
    language: Option<String>,
    /// The code so far.
    pub(super) code: String,
}

impl CodeBlock {
    /// A block with the words behind its fence, or without.
    pub(super) fn new(info: Option<&str>) -> Self {
        Self { language: info.and_then(language), code: String::new() }
    }

    /// Writes it. A block that is too wide scrolls, so the keyboard must reach it.
    pub(super) fn write(&self, out: &mut String, surroundings: &dyn Surroundings) {
        out.push_str("<pre tabindex=\"0\"><code");
        let highlighted = self.language.as_deref().and_then(|language| {
            let _ = write!(out, " class=\"language-{language}\"");
            surroundings.highlight(language, &self.code)
        });
        out.push('>');
        match highlighted {
            Some(html) => out.push_str(&html),
            None => out.push_str(&escape::text(&self.code)),
        }
        out.push_str("</code></pre>\n");
    }
}

/// The language that the words behind a fence name: the first of them, in lower case.
fn language(info: &str) -> Option<String> {
    let first = info.trim_start().split([',', ' ', '\t', '{']).next()?.to_ascii_lowercase();
    let known = match first.as_str() {
        // What only says how documentation tests treat the block.
        "ignore" | "no_run" | "should_panic" | "compile_fail" => "rust",
        other => other,
    };
    let plain = (1..=30).contains(&known.len())
        && known.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+#._-".contains(&b));
    plain.then(|| known.to_owned())
}
