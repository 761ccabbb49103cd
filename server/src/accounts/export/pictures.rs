use std::{cell::RefCell, collections::BTreeMap};

use bytes::Bytes;
use domain::{markdown::rewrite_links, paths};

use super::File;
use crate::{AppState, Result, posts::Written, storage::MediaName};

/// Pictures beyond this, in bytes, stay where they are, and posts name them by their whole address.
const LARGEST: usize = 64 * 1024 * 1024;

/// The pictures of the posts that are taken away, each once.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    taken: BTreeMap<String, Bytes>,
    bytes: usize,
}

impl Pictures {
    /// What they weigh, in bytes.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The post with its pictures named as they lie beside it.
    pub(super) async fn take_along(&mut self, app: &AppState, mut post: Written) -> Result<Written> {
        for name in pictures_of(&post) {
            self.take(app, &name).await?;
        }
        let lead = |url: &str| {
            let name = stored(url)?.to_string();
            let is_taken = self.taken.contains_key(&name);
            Some(if is_taken { format!("media/{name}") } else { format!("{}{url}", app.site.url) })
        };
        post.input.body = rewrite_links(&post.input.body, &lead);
        if let Some(cover) = lead(&post.input.cover) {
            post.input.cover = cover;
        }
        Ok(post)
    }

    async fn take(&mut self, app: &AppState, name: &MediaName) -> Result<()> {
        if self.taken.contains_key(&name.to_string()) {
            return Ok(());
        }
        if let Some(picture) = app.storage.get(name).await?
            && self.bytes + picture.len() <= LARGEST
        {
            self.bytes += picture.len();
            self.taken.insert(name.to_string(), picture);
        }
        Ok(())
    }

    pub(super) fn into_files(self) -> impl Iterator<Item = File> {
        let file =
            |(name, picture): (String, Bytes)| File { path: format!("posts/media/{name}"), content: picture.to_vec() };
        self.taken.into_iter().map(file)
    }
}

fn pictures_of(post: &Written) -> Vec<MediaName> {
    let found = RefCell::new(Vec::new());
    // Only looks; nothing is rewritten.
    let _ = rewrite_links(&post.input.body, &|url| {
        found.borrow_mut().extend(stored(url));
        None
    });
    let mut found = found.into_inner();
    found.extend(stored(&post.input.cover));
    found
}

fn stored(url: &str) -> Option<MediaName> {
    MediaName::parse(url.strip_prefix(paths::MEDIA)?.strip_prefix('/')?)
}
