use super::{Library, post};
use crate::markdown::render_post;

#[test]
fn harmless_html_stays() {
    for html in [
        "<p>Press <kbd>Ctrl</kbd> and H<sub>2</sub>O, <abbr title=\"a\">b</abbr></p>",
        "<details open=\"\"><summary>More</summary>text</details>",
        "<p><span lang=\"zh\">二手</span> &lt; &amp; &nbsp;</p>",
        "<pre><code class=\"language-text\">thread 'main' panicked</code></pre>",
    ] {
        assert_eq!(post(html).trim_end(), html);
    }
}

#[test]
fn markdown_goes_on_inside_a_container() {
    assert_eq!(
        post("<details>\n<summary>S</summary>\n\nA *b*.\n\n</details>\n\nC"),
        "<details>\n<summary>S</summary>\n<p>A <em>b</em>.</p>\n</details>\n<p>C</p>\n"
    );
}

#[test]
fn what_is_left_open_ends_with_its_block() {
    assert_eq!(post("a <b>b\n\nc"), "<p>a <b>b</b></p>\n<p>c</p>\n");
    assert_eq!(post("<div><em>b\n\nc"), "<div><em>b\n</em><p>c</p>\n</div>");
    assert_eq!(post("> <div>b\n\nc"), "<blockquote>\n<div>b\n</div></blockquote>\n<p>c</p>\n");
    assert_eq!(post("<div>a</section></div>b"), "<div>a</div>b");
}

#[test]
fn raw_links_and_pictures_get_the_same_care() {
    let html: String = render_post("<a href=\"other.md?a=1&amp;b=2\">x</a> <img src='cat.png'>", &Library).html.into();
    assert_eq!(
        html,
        "<p><a href=\"/posts/other\">x</a> <img width=\"640\" height=\"480\" src=\"/media/cat.png\" alt=\"\" loading=\"lazy\" decoding=\"async\"></p>\n"
    );
}

#[test]
fn frames_become_links() {
    assert_eq!(
        post("<iframe src=\"https://video.example/1\" title=\"A talk\" allow=\"camera\">old</iframe>"),
        "<a href=\"https://video.example/1\">A talk</a>"
    );
}

#[test]
fn named_anchors_stay() {
    assert_eq!(post("- <a name=\"tool\"></a> x"), "<ul>\n<li><a name=\"tool\"></a> x</li>\n</ul>\n");
}
