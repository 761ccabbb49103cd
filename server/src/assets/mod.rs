//! Styles, scripts and fonts: what the build left in the site folder, under names that carry a hash of the content.

mod folder;
mod manifest;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use anyhow::Context;
use bytes::Bytes;
use domain::paths;

use crate::config::SiteConfig;

/// Everything that browsers load beside pages. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    source: Arc<Source>,
}

/// Where the files come from.
#[derive(Debug, Default)]
enum Source {
    /// A finished build: every file in memory under its hashed name.
    Built {
        /// The hashed name of a logical one.
        names: BTreeMap<String, String>,
        /// Every file of `pkg/` by its name there.
        files: BTreeMap<String, Asset>,
    },
    /// A build in development: plain names, read anew for every request.
    Folder(PathBuf),
    /// Nothing was built: pages come without styles.
    #[default]
    Missing,
}

/// One file, in every encoding that the build made of it.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its media type.
    pub mime: String,
    /// The file as it is.
    pub plain: Bytes,
    /// Compressed with brotli, if the build did.
    pub brotli: Option<Bytes>,
    /// Compressed with gzip, if the build did.
    pub gzip: Option<Bytes>,
    /// Whether the name changes with the content, so that browsers may keep the file for ever.
    pub immutable: bool,
}

impl Assets {
    /// Reads the site folder: the configured one, else `site/` beside the executable.
    ///
    /// # Errors
    /// If a configured folder is not there, or the manifest names files that are not.
    pub fn open(config: &SiteConfig) -> anyhow::Result<Self> {
        let Some(site) = config.assets.clone().or_else(folder::beside_the_executable) else {
            return Ok(Self::default());
        };
        let source = Source::open(&site).with_context(|| {
            format!(
                "cannot read the assets in {} (MASTHEAD_SITE_ASSETS); `cargo xtask build` makes them",
                site.display()
            )
        })?;
        Ok(Self { source: Arc::new(source) })
    }

    /// Whether there is no site folder at all.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(*self.source, Source::Missing)
    }

    /// The URL of an asset by its logical name, such as `masthead.css` or `fonts/serif.woff2`.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        let file = match &*self.source {
            Source::Built { names, .. } => names.get(name).map_or(name, String::as_str),
            Source::Folder(_) | Source::Missing => name,
        };
        format!("{}/{file}", paths::ASSETS)
    }

    /// The file under a name of `pkg/`, as it stands in a URL. `None` if there is none.
    pub async fn get(&self, file: &str) -> Option<Asset> {
        match &*self.source {
            Source::Built { files, .. } => files.get(file).cloned(),
            Source::Folder(site) => folder::read_now(site, file).await,
            Source::Missing => None,
        }
    }
}

impl Source {
    fn open(site: &std::path::Path) -> anyhow::Result<Self> {
        let pkg = site.join("pkg");
        match manifest::read(site)? {
            Some(names) => {
                let files = folder::load(&pkg, &names)?;
                Ok(Self::Built { names, files })
            }
            // Not even an empty folder: cargo-leptos makes it before it starts the program.
            None => {
                std::fs::metadata(&pkg).map(|_| Self::Folder(site.to_owned())).context("there is no folder `pkg` in it")
            }
        }
    }
}

#[cfg(test)]
mod tests;
