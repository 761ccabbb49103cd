//! Importing a blog: a folder of Markdown files with TOML (`+++`) or YAML (`---`) front matter, each post a file or a
//! folder with `index.md` and pictures.
//!
//! The way of a post: `source` finds it, `front_matter` and `draft` parse it, `addresses` gives it a slug and knows where
//! links between posts lead, `relink` puts these and the stored pictures into its text, `rendering` renders what changed,
//! `write` writes it. What was imported stays tied to its file by the columns `source` and `source_digest`, so importing
//! again changes only what changed.

mod addresses;
mod authors;
mod draft;
mod front_matter;
mod known;
mod relink;
mod rendering;
mod report;
mod rows;
mod source;
mod write;

pub use report::{Failure, Progress, Report, Skipped};

pub(crate) use source::{Files, Source, Sources};

use std::path::Path;

use anyhow::Context;

use crate::{AppState, Result};
use addresses::Book;

/// Imports the posts of a folder. A file that cannot be imported is named in the report and does not stop the others.
///
/// With the address at which the blog was served as `base_url` (`https://blog.example`), links that name it in full are
/// links between posts, too.
///
/// # Errors
/// If the folder cannot be read, or the database or the storage does not work; then nothing of it was imported.
pub async fn import(
    app: &AppState,
    folder: &Path,
    base_url: Option<&str>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let folder = folder.to_owned();
    let found = tokio::task::spawn_blocking(move || {
        source::of_folder(&folder).with_context(|| format!("reading the folder {}", folder.display()))
    });
    let sources = found.await.map_err(anyhow::Error::from)??;
    bring_in(app, sources, base_url, progress).await
}

/// Imports posts, wherever they were found.
pub(crate) async fn bring_in(
    app: &AppState,
    sources: Sources,
    base_url: Option<&str>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let mut report = Report::default();
    let Sources { posts, files } = sources;
    let drafts = draft::parse_all(posts, &mut report);
    let known = known::load(app).await?;
    let drafts = addresses::assign(drafts, &known);
    let book = Book::new(&drafts, base_url);
    let ready = tokio::task::spawn_blocking(move || relink::prepare_all(drafts, &book, &files));
    let ready = ready.await.map_err(anyhow::Error::from)?;
    let changed = known::only_changed(ready, &known, &mut report);
    let rendered = rendering::render_all(app, changed, progress).await?;
    write::write(app, &rendered, &known, &mut report).await?;
    tracing::info!(
        created = report.created,
        updated = report.updated,
        unchanged = report.unchanged,
        failed = report.failed.len(),
        "Imported posts"
    );
    Ok(report)
}
