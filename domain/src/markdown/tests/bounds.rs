//! Hostile sources: rendering returns, soon, and does not make much out of little.

use std::time::{Duration, Instant};

use super::{comment, post};

const SIZE: usize = 30_000;

fn repeated(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

/// Far above what any of these takes when work grows with length, far below what it takes when it grows with its square.
const LONG: Duration = Duration::from_secs(8);

fn returns(source: &str) {
    for render in [post, comment] {
        let began = Instant::now();
        let html = render(source);
        let took = began.elapsed();
        let name: String = source.chars().take(30).collect();
        assert!(took < LONG, "{name:?} took {took:?}");
        assert!(html.len() <= 30 * source.len() + 200_000, "{name:?} became {} bytes", html.len());
    }
}

#[test]
fn brackets_and_markers() {
    for piece in
        ["[", "](", "![", "*", "_", "*a_ ", "`", "``a` ", "~", "<", "&", "\\", "[a](", "[^", "[x][", "<<", "**a "]
    {
        returns(&repeated(piece));
    }
}

#[test]
fn what_is_written_as_entities() {
    // See `in_pieces` in `sanitise.rs`.
    for piece in ["&", "\u{a0}", "<"] {
        returns(&piece.repeat(100_000));
    }
}

#[test]
fn deep_nesting() {
    for piece in [">", "> ", "* ", "1. ", "- > ", "[a", "**a*", "> * 1. "] {
        returns(&repeated(piece));
    }
    returns(&format!("{}\n{}", ">".repeat(2000), "a\n".repeat(100_000)));
}

#[test]
fn raw_html() {
    for piece in [
        "<div>",
        "<b>",
        "<b><i>",
        "<a href=x>",
        "<p><b id=a>",
        "<table>",
        "<table><tr><td>",
        "</p>",
        "<a ",
        "<a '",
        "<!--",
        "<script>",
        "<svg>",
        "<div></x>",
        "<li>",
        "<b>a\n\n",
        "<details>\n\n",
        "<table>\n\na\n\n",
        "<div x=\"</div>\">",
        "x <table> <br>\\\n",
        "<font color=a><p>",
    ] {
        returns(&repeated(piece));
    }
}

#[test]
fn lists_of_things() {
    for piece in [
        "# a\n",
        "a\n\n",
        "- a\n",
        "|",
        "a|b\n-|-\n",
        "[^a]: x\n\n",
        "![a](b \"c\")\n\n",
        "```\n",
        "<br>\n",
        "- [ ] a\n",
    ] {
        returns(&repeated(piece));
    }
    returns(&format!("[^a]: x\n\n{}", repeated("[^a]")));
    returns(&format!("|{}\n|{}\n{}", "a|".repeat(2000), "-|".repeat(2000), "|\n".repeat(100_000)));
    returns(&format!("[a]: /{}\n\n{}", "x".repeat(SIZE / 2), "[a]".repeat(SIZE / 6)));
}

#[test]
fn odd_characters() {
    for source in
        ["\0", "\u{FFFD}\u{202E}", "#\u{0}", "\u{feff}# a", "```\u{0}\n", "<\u{0}script>", "🦀".repeat(1000).as_str()]
    {
        returns(source);
    }
}
