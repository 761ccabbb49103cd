//! Rendering posts on the server: with highlighted code and the sizes of stored pictures.
//!
//! Code is marked with these classes and no others, never nested, so that a stylesheet by hand can know them all:
//! `hl-attribute`, `hl-comment`, `hl-constant`, `hl-deleted`, `hl-escape`, `hl-function`, `hl-inserted`, `hl-keyword`,
//! `hl-label`, `hl-macro`, `hl-number`, `hl-prompt`, `hl-string`, `hl-tag`, `hl-type`. Variables, operators and
//! punctuation carry none.

mod highlight;
mod kinds;
mod library;
mod lines;
mod spans;

pub use library::Library;

use std::collections::{HashMap, HashSet};

use domain::{
    markdown::{PictureSize, RenderedPost, render_post},
    paths,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{Result, entities::media, storage::MediaName};

/// Renders a post off the async threads. Pictures that are stored here get their sizes, in one statement for all of them.
///
/// # Errors
/// If the database does not answer.
pub async fn render(db: &impl ConnectionTrait, source: &str) -> Result<RenderedPost> {
    let sizes = sizes_of(db, &stored_pictures(source)).await?;
    let source = source.to_owned();
    let rendered = tokio::task::spawn_blocking(move || render_post(&source, &Library::new(sizes)));
    Ok(rendered.await.map_err(anyhow::Error::from)?)
}

/// Names of stored pictures that a text may refer to.
fn stored_pictures(source: &str) -> HashSet<String> {
    let prefix = paths::media("");
    source
        .match_indices(&prefix)
        .filter_map(|(at, _)| {
            let rest = source.get(at + prefix.len()..)?;
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').next()?.trim_end_matches('.');
            MediaName::parse(name).map(|name| name.to_string())
        })
        .take(1000)
        .collect()
}

async fn sizes_of(db: &impl ConnectionTrait, names: &HashSet<String>) -> Result<HashMap<String, PictureSize>> {
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = media::Entity::find().filter(media::Column::Name.is_in(names)).all(db).await?;
    let sized = rows.into_iter().filter_map(|row| {
        let (width, height) = (u32::try_from(row.width?).ok()?, u32::try_from(row.height?).ok()?);
        Some((paths::media(&row.name), PictureSize { width, height }))
    });
    Ok(sized.collect())
}
