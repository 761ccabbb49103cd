use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::{post_options, raw_html::decoded, raw_tag};

/// Rewrites the addresses of links and pictures in a Markdown source, leaving every other character as it was.
///
/// `rewrite` gets each address and gives the new one, or `None` to leave it. An address that stands in the source with
/// escapes or entities in it is left, too.
#[must_use]
pub fn rewrite_links(source: &str, rewrite: &dyn Fn(&str) -> Option<String>) -> String {
    let parser = Parser::new_ext(source, post_options());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        // The label comes first and may look like the address.
        let from = find(source, &definition.span, "]:").map_or(definition.span.start, |found| found.end);
        edits.extend(edit(source, &(from..definition.span.end), &definition.dest, rewrite));
    }
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(
                Tag::Link { link_type: LinkType::Inline, dest_url, .. }
                | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
            ) => {
                // The text comes first and may hold a picture with an address of its own.
                let text = source.get(range.clone()).unwrap_or_default().rfind("](").unwrap_or(0);
                edits.extend(edit(source, &(range.start + text..range.end), &dest_url, rewrite));
            }
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                if let Some(new) = rewrite(&dest_url) {
                    edits.push((range, format!("[{dest_url}]({})", destination(&new))));
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => edits.extend(raw_edits(source, range, rewrite)),
            _ => {}
        }
    }
    apply(source, edits)
}

fn edit(
    source: &str,
    range: &Range<usize>,
    address: &str,
    rewrite: &dyn Fn(&str) -> Option<String>,
) -> Option<(Range<usize>, String)> {
    let new = rewrite(address)?;
    let found = find(source, range, address).filter(|_| !address.is_empty())?;
    let in_brackets = source.get(..found.start)?.ends_with('<');
    Some((found, if in_brackets { new } else { destination(&new) }))
}

/// Addresses with white space or brackets stand in angle brackets.
fn destination(address: &str) -> String {
    if address.contains(|c: char| c.is_whitespace() || c == '(' || c == ')') {
        format!("<{address}>")
    } else {
        address.to_owned()
    }
}

fn raw_edits(
    source: &str,
    range: Range<usize>,
    rewrite: &dyn Fn(&str) -> Option<String>,
) -> Vec<(Range<usize>, String)> {
    let mut edits = Vec::new();
    let mut at = range.start;
    while let Some(start) = find(source, &(at..range.end), "<").map(|found| found.start) {
        let Some((tag, length)) = source.get(start..range.end).and_then(raw_tag::read) else { break };
        at = start + length;
        let wanted = if tag.name == "a" { "href" } else { "src" };
        let Some(value) = tag.attribute(wanted).filter(|value| !value.is_empty()) else { continue };
        if let Some(new) = rewrite(&decoded(value))
            && let Some(name) = find(source, &(start..at), wanted)
            && let Some(found) = find(source, &(name.end..at), value)
        {
            edits.push((found, new.replace('&', "&amp;").replace('"', "&quot;")));
        }
    }
    edits
}

fn find(source: &str, range: &Range<usize>, wanted: &str) -> Option<Range<usize>> {
    let start = range.start + source.get(range.clone())?.find(wanted)?;
    Some(start..start + wanted.len())
}

fn apply(source: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut rewritten = String::with_capacity(source.len());
    let mut copied = 0;
    for (range, new) in edits {
        if range.start >= copied {
            rewritten.push_str(source.get(copied..range.start).unwrap_or_default());
            rewritten.push_str(&new);
            copied = range.end;
        }
    }
    rewritten.push_str(source.get(copied..).unwrap_or_default());
    rewritten
}

#[cfg(test)]
mod tests {
    use super::rewrite_links;

    fn moved(source: &str) -> String {
        rewrite_links(source, &|url| match url {
            "x.md" | "https://old.example/x" => Some("/posts/x".to_owned()),
            "x.png" => Some("/media/x.png".to_owned()),
            "y&z" => Some("/posts/y&z".to_owned()),
            _ => None,
        })
    }

    #[test]
    fn every_kind_of_link_is_found() {
        for (source, expected) in [
            ("[x.md](x.md \"x.md\")", "[x.md](/posts/x \"x.md\")"),
            ("[a](<x.md>) [b](y.md)", "[a](</posts/x>) [b](y.md)"),
            ("[x.md] [b][x.md]\n\n[x.md]: x.md", "[x.md] [b][x.md]\n\n[x.md]: /posts/x"),
            ("<https://old.example/x>", "[https://old.example/x](/posts/x)"),
            ("[![x](x.png)](x.md)", "[![x](/media/x.png)](/posts/x)"),
            ("> - ![x\n>   y](x.png)", "> - ![x\n>   y](/media/x.png)"),
            (
                "<a title='x.md' href='x.md'>x</a> <img src=x.png>",
                "<a title='x.md' href='/posts/x'>x</a> <img src=/media/x.png>",
            ),
            ("<div>\n<a href=\"y&amp;z\">y</a>\n</div>", "<div>\n<a href=\"/posts/y&amp;z\">y</a>\n</div>"),
        ] {
            assert_eq!(moved(source), expected);
        }
    }

    #[test]
    fn what_only_looks_like_a_link_stays() {
        for source in ["`[a](x.md)`", "```\n[a](x.md)\n```\n", "    [a](x.md)", "x.md", "\\[a](x.md)", "[a](x.md"] {
            assert_eq!(moved(source), source);
        }
    }
}
