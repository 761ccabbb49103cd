use super::comment;

#[test]
fn the_subset_is_kept() {
    assert_eq!(
        comment("*a* **b** ~~c~~ `d` [e](https://example.org)\n\n> f\n\n- g\n\n```rust\nh\n```"),
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code> \
         <a href=\"https://example.org\" rel=\"nofollow ugc noopener\">e</a></p>\n\
         <blockquote>\n<p>f</p>\n</blockquote>\n<ul>\n<li>g</li>\n</ul>\n\
         <pre tabindex=\"0\"><code class=\"language-rust\">h\n</code></pre>\n"
    );
}

#[test]
fn headings_shrink_and_pictures_become_links() {
    assert_eq!(comment("# Loud {#main}"), "<p><strong>Loud {#main}</strong></p>\n");
    assert_eq!(
        comment("![cat](/c.png) ![](/d.png)"),
        "<p><a href=\"/c.png\" rel=\"nofollow ugc noopener\">cat</a> \
         <a href=\"/d.png\" rel=\"nofollow ugc noopener\">/d.png</a></p>\n"
    );
}

#[test]
fn html_is_shown_as_it_was_typed() {
    assert_eq!(comment("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
    assert_eq!(comment("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
}

#[test]
fn tables_and_footnotes_stay_text() {
    let html = comment("|a|\n|-|\n|b|\n\nx[^1]\n\n[^1]: y");
    assert!(!html.contains("<table") && !html.contains("<sup"), "{html}");
}

#[test]
fn every_link_says_that_it_is_not_ours() {
    for source in
        ["[a](/x)", "<https://example.org>", "[b](mailto:a@example.org)", "[c][d]\n\n[d]: https://example.org"]
    {
        assert!(comment(source).contains("rel=\"nofollow ugc noopener\""), "{source}");
    }
}
