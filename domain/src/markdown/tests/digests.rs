use crate::markdown::{Plain, plain_text, render_post};

fn excerpt(source: &str) -> String {
    render_post(source, &Plain).excerpt
}

#[test]
fn words_of_prose_and_code_count() {
    assert_eq!(render_post("## One two\n\nthree *fo*ur `five`\nsix\n\n```\nseven eight\n```\n", &Plain).words, 8);
    assert_eq!(render_post("", &Plain).words, 0);
}

#[test]
fn an_excerpt_is_plain_prose() {
    assert_eq!(
        excerpt("# T\n\n```\ncode\n```\n\nA [link](/x) & *so* `on`[^1].\n\n|t|\n|-|\n\n- item\n\n[^1]: no\n"),
        "A link & so on. item"
    );
    assert_eq!(excerpt("<b>x</b> <script>alert(1)</script>"), "x alert(1)");
}

#[test]
fn a_long_one_is_cut_at_a_word() {
    let cut = excerpt(&"word, ".repeat(200));
    assert!(cut.ends_with("word…") && cut.chars().count() <= 280, "{cut}");
    let unbroken = excerpt(&"語".repeat(1000));
    assert_eq!(unbroken.chars().count(), 280);
    assert_eq!(excerpt(&"x".repeat(280)).chars().count(), 280);
}

#[test]
fn markup_in_a_line_is_taken_off() {
    assert_eq!(plain_text("Announcing `async` in *Rust* 1.0"), "Announcing async in Rust 1.0");
    assert_eq!(plain_text("2. Vec<T> &amp; y"), "2. Vec<T> & y");
}
