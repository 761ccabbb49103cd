use super::{Library, post};
use crate::markdown::render_post;

fn in_library(source: &str) -> String {
    render_post(source, &Library).html.into()
}

#[test]
fn headings_have_anchors_and_make_the_contents() {
    let rendered = render_post("# One `two`\n\n## What's next?\n\n## What's next?\n", &Library);
    assert_eq!(
        rendered.html.as_str(),
        "<h2 id=\"one-two\">One <code>two</code> <a class=\"anchor\" href=\"#one-two\" aria-label=\"Link to “One two”\">#</a></h2>\n\
         <h3 id=\"what-s-next\">What's next? <a class=\"anchor\" href=\"#what-s-next\" aria-label=\"Link to “What's next?”\">#</a></h3>\n\
         <h3 id=\"what-s-next-1\">What's next? <a class=\"anchor\" href=\"#what-s-next-1\" aria-label=\"Link to “What's next?”\">#</a></h3>\n"
    );
    let contents: Vec<_> = rendered.contents.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(
        contents,
        [(2, "one-two", "One two"), (3, "what-s-next", "What's next?"), (3, "what-s-next-1", "What's next?")]
    );
}

#[test]
fn no_level_is_skipped_however_the_source_counts() {
    let levels = |source| render_post(source, &Library).contents.iter().map(|h| h.level).collect::<Vec<_>>();
    assert_eq!(levels("## a\n### b\n## c"), [2, 3, 2]);
    assert_eq!(levels("### a\n### b\n#### c\n## d"), [2, 2, 3, 2]);
    assert_eq!(levels("## a\n##### b"), [2, 3]);
}

#[test]
fn an_anchor_may_begin_with_a_digit() {
    assert!(post("## 64-bit ARM").starts_with("<h2 id=\"64-bit-arm\">"));
}

#[test]
fn a_heading_may_choose_its_id() {
    assert!(
        post("## Long title {#short}").starts_with("<h2 id=\"short\">Long title <a class=\"anchor\" href=\"#short\"")
    );
}

#[test]
fn code_names_its_language_by_the_first_word() {
    assert_eq!(post("```\na < b\n```"), "<pre tabindex=\"0\"><code>a &lt; b\n</code></pre>\n");
    for info in ["text", "TEXT,ignore", "text title=x", "text {1,2}"] {
        assert_eq!(
            post(&format!("```{info}\na\n```")),
            "<pre tabindex=\"0\"><code class=\"language-text\">a\n</code></pre>\n"
        );
    }
    assert!(post("```should_panic\nx\n```").contains("language-rust"));
}

#[test]
fn highlighting_is_sanitised_too() {
    assert_eq!(
        in_library("```rust,ignore\nfn x() {}\n```"),
        "<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-keyword\">fn x() {}\n</span></code></pre>\n"
    );
}

#[test]
fn tables_scroll_by_themselves_and_have_distinct_names() {
    let html = post("|a|b|\n|-|-:|\n|1|2|\n\n||\n|-|\n|x|\n");
    assert_eq!(
        html,
        "<div class=\"table-scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr></thead><tbody>\n\
         <tr><td>1</td><td class=\"align-right\">2</td></tr>\n</tbody></table></div>\n\
         <div class=\"table-scroll\" role=\"region\" aria-label=\"Table 2\" tabindex=\"0\"><table>\n\
         <thead><tr><td></td></tr></thead><tbody>\n<tr><td>x</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn footnotes_lead_there_and_back() {
    assert_eq!(
        post("A[^x] and again[^x].\n\n[^x]: Note.\n\n[^y]: Unused.\n"),
        "<p>A<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup> \
         and again<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n<li id=\"fn-1\">\n<p>Note. \
         <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩</a> \
         <a class=\"footnote-back\" href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">↩</a></p>\n\
         </li>\n</ol>\n</section>\n"
    );
}

#[test]
fn tasks_are_boxes_with_names() {
    let html = post("- [x] written\n- [ ] read\n");
    for item in html.lines().filter(|line| line.starts_with("<li")) {
        assert!(item.starts_with("<li class=\"task-list-item\"><input "), "{item}");
        assert!(item.contains("type=\"checkbox\"") && item.contains("disabled=\"\""), "{item}");
    }
    assert!(html.contains("checked=\"\" aria-label=\"Done\"") && html.contains("aria-label=\"To do\""), "{html}");
}

#[test]
fn pictures_load_late_and_keep_their_place() {
    assert_eq!(
        in_library("See ![A *cat*](cat.png)."),
        "<p>See <img src=\"/media/cat.png\" alt=\"A cat\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\">.</p>\n"
    );
    assert_eq!(
        post("![A cat](/x.png \"Asleep\")"),
        "<figure><img src=\"/x.png\" alt=\"A cat\" loading=\"lazy\" decoding=\"async\"><figcaption>Asleep</figcaption></figure>\n"
    );
}

#[test]
fn links_are_rewritten_and_others_left_alone() {
    assert_eq!(in_library("[x](other.md?a=1&b=2)"), "<p><a href=\"/posts/other\">x</a></p>\n");
    assert_eq!(
        post("[x](https://example.org/?a=1&b=2 \"T\") <ada@example.org>"),
        "<p><a href=\"https://example.org/?a=1&amp;b=2\" title=\"T\" rel=\"noopener\">x</a> \
         <a href=\"mailto:ada@example.org\">ada@example.org</a></p>\n"
    );
}

#[test]
fn the_rest_of_commonmark_is_there() {
    assert_eq!(
        post("*a* **b** ~~c~~ `d`  \ne\n\n> q\n\n3. x\n4. y\n\n---\n"),
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code><br>\ne</p>\n\
         <blockquote>\n<p>q</p>\n</blockquote>\n<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n<hr>\n"
    );
    assert_eq!(
        post("> [!WARNING]\n> Hot."),
        "<blockquote class=\"alert alert-warning\">\n<p class=\"alert-title\">Warning</p>\n<p>Hot.</p>\n</blockquote>\n"
    );
}

#[test]
fn a_text_that_is_shown_elsewhere_leads_where_it_led() {
    let source = "## One\n\n[up](#one) [tag](/tags/a) [next](next) [out](https://b.example/) <a@b.example>\n\n\
        ![cat](cat.png)\n\n- [x] done[^1]\n\n[^1]: Note\n\n```rust\nfn x() {}\n```";
    let here = render_post(source, &Library).html;
    let elsewhere = here.post_elsewhere("https://a.example/posts/p");
    let html = elsewhere.as_str();
    for part in [
        "<h2 id=\"one\">One</h2>",
        "href=\"https://a.example/posts/p#one\"",
        "href=\"https://a.example/tags/a\"",
        "href=\"https://a.example/posts/next\"",
        "href=\"https://b.example/\"",
        "href=\"mailto:a@b.example\"",
        "src=\"https://a.example/media/cat.png\"",
        "href=\"https://a.example/posts/p#fn-1\"",
        "id=\"fn-1\"",
        "type=\"checkbox\"",
        "disabled=\"\"",
        "class=\"hl-keyword\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    for _ in 0..16 {
        assert_eq!(here.post_elsewhere("https://a.example/posts/p"), elsewhere, "the same every time");
    }
    assert_eq!(here.post_elsewhere("/posts/p").as_str(), "", "a path is no absolute address");
}
