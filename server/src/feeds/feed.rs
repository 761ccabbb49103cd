use axum::response::Response;
use domain::{Timestamp, feeds::FeedFormat, markdown::SafeHtml, paths, site::Site};
use http::{HeaderValue, header};

use super::{answer::document, atom, json_feed, rss};
use crate::{
    AppState, Result,
    posts::{self, Broadcast, Channel, WholePost},
};

/// A feed before it is written in a format. Every address in it is absolute.
pub(super) struct Feed {
    pub(super) site: Site,
    pub(super) hub: Option<String>,
    /// Never changes, whatever becomes of names and addresses.
    pub(super) id: String,
    pub(super) title: String,
    /// The page that shows the same posts.
    pub(super) page: String,
    /// The feed itself.
    pub(super) address: String,
    pub(super) updated: Timestamp,
    pub(super) items: Vec<Item>,
}

/// A post in a feed.
pub(super) struct Item {
    pub(super) post: WholePost,
    /// Never changes, whatever becomes of its address.
    pub(super) id: String,
    pub(super) address: String,
    pub(super) cover: Option<String>,
    /// Its text, with absolute addresses.
    pub(super) html: Option<SafeHtml>,
}

/// A feed, with when the public last saw a change as its date: what was withdrawn changes a feed, too.
pub(super) async fn answer(app: &AppState, channel: &Channel, format: FeedFormat) -> Result<Response> {
    // The date first: of what changes in between the next answer must not say that it was known.
    let changed_at = posts::last_public_change(app).await?;
    let broadcast = posts::broadcast(app, channel, app.config.discovery.feed_posts).await?;
    let (site, hub, channel) = (Site::clone(&app.site), app.config.discovery.hub.clone(), channel.clone());
    // Resolving the addresses in twenty texts takes milliseconds that others would wait for.
    let written = tokio::task::spawn_blocking(move || {
        let feed = gather(site, hub, &channel, broadcast, format);
        let written = match format {
            FeedFormat::Atom => atom::write(&feed),
            FeedFormat::Rss => rss::write(&feed),
            FeedFormat::Json => json_feed::write(&feed),
        };
        (written, links(&feed))
    });
    let (written, links) = written.await.map_err(anyhow::Error::from)?;
    let mut response = document(content_type(format), 5, changed_at, written);
    response.headers_mut().extend(links.map(|links| (header::LINK, links)));
    Ok(response)
}

fn gather(site: Site, hub: Option<String>, channel: &Channel, broadcast: Broadcast, format: FeedFormat) -> Feed {
    let list = match channel {
        Channel::Site => paths::HOME.to_owned(),
        Channel::Tag(slug) => paths::tag(slug),
        Channel::Author(slug) => paths::author(slug),
    };
    let page = site.absolute(&list);
    let items: Vec<Item> = broadcast.posts.into_iter().map(|post| item(&site, post)).collect();
    Feed {
        id: broadcast.of.as_ref().map_or_else(|| page.clone(), |(id, _)| format!("urn:uuid:{id}")),
        title: broadcast.of.map_or_else(|| site.name.clone(), |(_, name)| format!("{name} · {}", site.name)),
        address: site.absolute(&paths::feed(&list, format)),
        updated: items.iter().map(|item| item.post.changed_at).max().unwrap_or_default(),
        page,
        items,
        site,
        hub,
    }
}

fn item(site: &Site, post: WholePost) -> Item {
    let address = site.absolute(&paths::post(&post.slug));
    Item {
        id: format!("urn:uuid:{}", post.id),
        cover: post.cover.as_deref().map(|cover| site.absolute(cover)),
        html: post.html.as_ref().map(|html| html.post_elsewhere(&address)),
        address,
        post,
    }
}

/// Where the feed is and who tells of its news (WebSub, section 4).
fn links(feed: &Feed) -> Option<HeaderValue> {
    let hub = feed.hub.as_ref()?;
    HeaderValue::try_from(format!("<{hub}>; rel=\"hub\", <{}>; rel=\"self\"", feed.address)).ok()
}

const fn content_type(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "application/atom+xml; charset=utf-8",
        FeedFormat::Rss => "application/rss+xml; charset=utf-8",
        FeedFormat::Json => "application/feed+json",
    }
}
