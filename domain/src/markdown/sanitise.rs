//! The last step, for everything: an allow-list of elements, attributes and addresses, over a full HTML5 parse.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, Url, UrlRelative};

use super::{SafeHtml, anchor};

/// The elements of a post.
pub(super) const POST_TAGS: &[&str] = &[
    "a",
    "abbr",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

const COMMENT_TAGS: &[&str] =
    &["a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"];

/// Attributes that only some elements have.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "name"]),
    ("audio", &["controls", "loop", "muted", "preload", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("div", &["tabindex"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "width"]),
    ("input", &["checked"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start"]),
    ("pre", &["tabindex"]),
    ("q", &["cite"]),
    ("source", &["src", "type"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("track", &["kind", "label", "src", "srclang"]),
    ("video", &["controls", "height", "loop", "muted", "poster", "preload", "src", "width"]),
];

/// Attributes that every element may have.
const EVERYWHERE: &[&str] = &["aria-label", "class", "dir", "id", "lang", "role", "title"];

/// The classes of rendered text, beside `language-…` and `hl-…`.
const CLASSES: &[&str] = &[
    "alert",
    "alert-caution",
    "alert-important",
    "alert-note",
    "alert-tip",
    "alert-title",
    "alert-warning",
    "align-center",
    "align-left",
    "align-right",
    "anchor",
    "footnote-back",
    "footnote-ref",
    "footnotes",
    "table-scroll",
    "task-list-item",
];

static POST: LazyLock<Builder<'static>> = LazyLock::new(post_builder);

fn post_builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    allow(&mut builder, POST_TAGS);
    builder
        .tag_attributes(ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect())
        .tag_attribute_values(HashMap::from([("a", HashMap::from([("rel", HashSet::from(["noopener"]))]))]))
        // Whatever it was, it becomes a box that nobody can tick.
        .set_tag_attribute_values(HashMap::from([("input", HashMap::from([("type", "checkbox"), ("disabled", "")]))]))
        .generic_attributes(EVERYWHERE.iter().copied().collect())
        .attribute_filter(filter);
    builder
}

static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    allow(&mut builder, COMMENT_TAGS);
    builder
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("code", HashSet::from(["class"])),
            ("ol", HashSet::from(["start"])),
            ("pre", HashSet::from(["tabindex"])),
        ]))
        .attribute_filter(filter)
        .link_rel(Some("nofollow ugc noopener"));
    builder
});

/// What posts and comments have in common.
fn allow(builder: &mut Builder<'static>, tags: &[&'static str]) {
    builder
        .tags(tags.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style", "noscript", "template", "textarea", "title"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .strip_comments(true)
        .link_rel(None);
}

/// Sanitises a post.
pub(super) fn post(html: &str) -> SafeHtml {
    SafeHtml::sanitised(POST.clean(&in_pieces(html)).to_string())
}

/// Sanitises a rendered post once more, with every address in it made absolute from where it stands, and without the
/// anchors of its headings, which are of use on its own page alone.
pub(super) fn post_elsewhere(html: &str, base: Url) -> SafeHtml {
    let mut builder = post_builder();
    builder
        .url_relative(UrlRelative::RewriteWithBase(base))
        // The boxes have their attributes already. Set anew, their order would be another one each time, and the same post
        // would look changed to whoever compares.
        .set_tag_attribute_values(HashMap::new())
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_tag_attributes("input", ["disabled"]);
    SafeHtml::sanitised(builder.clean(&in_pieces(&without_anchors(html))).to_string())
}

fn without_anchors(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(" <a class=\"anchor\"") {
        let end = rest[start..].find("</a>").map_or(rest.len(), |end| start + end + "</a>".len());
        let is_ours = rest[start..end].ends_with("\">#</a>");
        kept.push_str(&rest[..if is_ours { start } else { end }]);
        rest = &rest[end..];
    }
    kept + rest
}

/// Sanitises a comment.
pub(super) fn comment(html: &str) -> SafeHtml {
    SafeHtml::sanitised(COMMENT.clean(&in_pieces(html)).to_string())
}

/// Separates long text by comments, which the sanitiser takes out again and leaves the pieces apart.
///
/// html5ever 0.40 looks from every `&` (and from every character whose UTF-8 begins with 0xC2) to the end of its text when
/// it writes one, so that 400 kB of them in one piece would take minutes.
fn in_pieces(html: &str) -> Cow<'_, str> {
    const PIECE: usize = 4096;
    let (mut pieces, mut written, mut start, mut in_tag) = (String::new(), 0, 0, false);
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'<' => in_tag = true,
            b'>' => (start, in_tag) = (at, false),
            b'&' | 0xC2 if !in_tag && at - start > PIECE => {
                pieces.push_str(&html[written..at]);
                pieces.push_str("<!---->");
                (written, start) = (at, at);
            }
            _ => {}
        }
    }
    if written == 0 { Cow::Borrowed(html) } else { Cow::Owned(pieces + &html[written..]) }
}

/// Judges the values that the allow-list lets through.
fn filter<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    // Long ones would be as slow to write as long text is, and make no sense.
    if value.len() > 4096 {
        return None;
    }
    match attribute {
        "class" => classes(value),
        "id" | "name" => identifier(value),
        "role" => ["region", "doc-endnotes", "doc-noteref", "doc-backlink"].contains(&value).then_some(value.into()),
        "tabindex" => (value == "0").then_some(value.into()),
        "width" | "height" | "span" | "start" | "value" | "colspan" | "rowspan" => {
            (value.len() <= 5 && value.bytes().all(|b| b.is_ascii_digit())).then_some(value.into())
        }
        "src" | "poster" if element != "a" => (!value.trim_start().starts_with("mailto:")).then_some(value.into()),
        _ => Some(value.into()),
    }
}

/// Ids that the program numbers itself pass, others keep out of the page's way.
fn identifier(value: &str) -> Option<Cow<'_, str>> {
    let numbered = ["fn-", "fnref-"]
        .iter()
        .filter_map(|prefix| value.strip_prefix(prefix))
        .any(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    if numbered { Some(value.into()) } else { anchor::is_plain(value).then(|| anchor::apart(value)) }
}

fn classes(value: &str) -> Option<Cow<'_, str>> {
    let known = |class: &str| {
        let prefixed = class.strip_prefix("language-").or_else(|| class.strip_prefix("hl-"));
        let plain = |rest: &str| {
            (1..=30).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"+#._-".contains(&b))
        };
        CLASSES.contains(&class) || prefixed.is_some_and(plain)
    };
    let kept: Vec<_> = value.split_ascii_whitespace().filter(|class| known(class)).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}
