use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// The events of a comment: headings become strong paragraphs, pictures links, raw HTML the text that it is.
pub(super) fn subset(source: &str) -> impl Iterator<Item = Event<'_>> {
    let mut picture: Option<(CowStr<'_>, bool)> = None;
    Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH).flat_map(move |event| {
        if let (Some((_, named)), Event::Text(_) | Event::Code(_)) = (&mut picture, &event) {
            *named = true;
        }
        match event {
            Event::Start(Tag::Heading { .. }) => two(Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)),
            Event::End(TagEnd::Heading(_)) => two(Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::HtmlBlock) => one(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => one(Event::End(TagEnd::Paragraph)),
            Event::Html(text) | Event::InlineHtml(text) => one(Event::Text(text)),
            Event::Start(Tag::Image { dest_url, title, id, .. }) => {
                picture = Some((dest_url.clone(), false));
                one(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }))
            }
            Event::End(TagEnd::Image) => match picture.take() {
                Some((url, false)) => two(Event::Text(url), Event::End(TagEnd::Link)),
                _ => one(Event::End(TagEnd::Link)),
            },
            other => one(other),
        }
    })
}

type Few<'a> = std::iter::Flatten<std::array::IntoIter<Option<Event<'a>>, 2>>;

fn one(event: Event<'_>) -> Few<'_> {
    [Some(event), None].into_iter().flatten()
}

fn two<'a>(first: Event<'a>, second: Event<'a>) -> Few<'a> {
    [Some(first), Some(second)].into_iter().flatten()
}
