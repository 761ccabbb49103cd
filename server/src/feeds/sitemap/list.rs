use domain::{Slug, paths};

use super::{Entry, PER_FILE};
use crate::{AppState, Result, posts};

/// Pages that list posts, each under a slug.
#[derive(Clone, Copy, Debug)]
pub(super) enum List {
    Tags,
    Authors,
}

impl List {
    /// The address of one of its files: the first, or that behind one of its pages.
    pub(super) fn file(self, after: Option<&Slug>) -> String {
        let path = match self {
            Self::Tags => paths::SITEMAP_TAGS,
            Self::Authors => paths::SITEMAP_AUTHORS,
        };
        paths::sitemap_after(path, after)
    }

    /// The pages of one file.
    pub(super) async fn entries(self, app: &AppState, after: Option<&Slug>) -> Result<Vec<Entry>> {
        let page: fn(&Slug) -> String = match self {
            Self::Tags => paths::tag,
            Self::Authors => paths::author,
        };
        let slugs = self.slugs(app, after, PER_FILE).await?;
        Ok(slugs.iter().map(page).map(Entry::undated).collect())
    }

    /// Behind which slug each file begins, the first one behind none; no file if there is nothing in it.
    pub(super) async fn cuts(self, app: &AppState) -> Result<Vec<Option<Slug>>> {
        let mut cuts = Vec::new();
        let mut after = None;
        loop {
            let mut next = self.slugs(app, after.as_ref(), PER_FILE + 1).await?;
            if next.is_empty() {
                return Ok(cuts);
            }
            cuts.push(after);
            if next.len() as u64 <= PER_FILE {
                return Ok(cuts);
            }
            // The last one only shows that there is more.
            next.pop();
            after = next.pop();
        }
    }

    async fn slugs(self, app: &AppState, after: Option<&Slug>, count: u64) -> Result<Vec<Slug>> {
        match self {
            Self::Tags => posts::tag_addresses(app, after, count).await,
            Self::Authors => posts::author_addresses(app, after, count).await,
        }
    }
}
