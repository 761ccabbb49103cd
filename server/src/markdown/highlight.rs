use std::sync::LazyLock;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use super::{kinds, lines, spans::Spans};

/// Longer blocks stay plain: nobody reads them, and each line costs.
const BLOCK: usize = 64 * 1024;
/// Regular expressions that look back and forth are slow on long lines.
const LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Code as HTML with `<span class="hl-…">`; `None` for a language that is unknown or plain, and for what is too long.
pub(super) fn highlight(language: &str, code: &str) -> Option<String> {
    if code.len() > BLOCK || code.lines().any(|line| line.len() > LINE) {
        return None;
    }
    match language {
        "toml" | "ini" | "cfg" | "conf" => Some(lines::settings(code)),
        "console" | "shell-session" | "shellsession" | "terminal" => Some(lines::console(code)),
        // Many write `bash` above what was typed at a prompt.
        "bash" | "sh" | "shell" | "zsh" if code.starts_with("$ ") => Some(lines::console(code)),
        _ => with_syntax(syntax(language)?, code),
    }
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let token = match language {
        "text" | "txt" | "plain" | "plaintext" | "output" | "none" => return None,
        "shell" | "zsh" => "bash",
        "ts" | "tsx" | "typescript" | "jsx" | "mjs" => "js",
        "jsonc" | "json5" => "json",
        "c++" => "cpp",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(token)
}

fn with_syntax(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    let mut spans = Spans::default();
    for line in code.split_inclusive('\n') {
        let changes = state.parse_line(line, &SYNTAXES).ok()?;
        let mut written = 0;
        for (at, change) in changes {
            let piece = line.get(written..at)?;
            spans.push(kinds::of(scopes.as_slice(), piece), piece);
            written = at;
            scopes.apply(&change).ok()?;
        }
        let rest = line.get(written..)?;
        spans.push(kinds::of(scopes.as_slice(), rest), rest);
    }
    Some(spans.finish())
}

#[cfg(test)]
mod tests {
    use super::highlight;

    #[test]
    fn rust_is_told_apart() {
        let html =
            highlight("rust", "/// Doc\n#[derive(Debug)]\nfn main() -> u32 {\n    println!(\"a\\n<b>\");\n    1\n}\n")
                .unwrap();
        for span in [
            "<span class=\"hl-comment\">/// Doc</span>",
            "<span class=\"hl-keyword\">fn</span>",
            "<span class=\"hl-function\">main</span>",
            "<span class=\"hl-type\">u32</span>",
            "<span class=\"hl-macro\">println!</span>",
            "<span class=\"hl-escape\">\\n</span>",
            "&lt;b&gt;",
            "<span class=\"hl-number\">1</span>",
        ] {
            assert!(html.contains(span), "{span} in {html}");
        }
    }

    #[test]
    fn nothing_is_lost() {
        let code = "fn f<'a>(x: &'a str) -> Option<&'a str> {\n\n    Some(x) // & <ok>\n}\n\n";
        for language in ["rust", "toml", "console", "c", "js", "python", "html", "diff", "yaml", "bash"] {
            let html = highlight(language, code).unwrap();
            let mut text = String::new();
            let mut in_tag = false;
            for c in html.chars() {
                match c {
                    '<' => in_tag = true,
                    '>' if in_tag => in_tag = false,
                    c if !in_tag => text.push(c),
                    _ => {}
                }
            }
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert_eq!(text, code, "{language}");
        }
    }

    #[test]
    fn what_is_unknown_or_endless_stays_plain() {
        for language in ["text", "nonsense-language", "wasm"] {
            assert_eq!(highlight(language, "x"), None, "{language}");
        }
        assert_eq!(highlight("rust", &"x\n".repeat(40_000)), None);
        assert_eq!(highlight("rust", &"x".repeat(3_000)), None);
    }
}
