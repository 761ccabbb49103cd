use std::collections::{HashMap, HashSet};

use domain::{Slug, posts::Status};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    relink::Ready,
    report::{Report, Skipped},
};
use crate::{
    AppState, Result,
    entities::{post, post_slug},
    posts::{Standing, stored_slug},
};

/// What is there before an import.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Posts that were imported before, by their files.
    pub(super) posts: HashMap<String, KnownPost>,
    /// Every address that any post has or had.
    pub(super) slugs: HashSet<String>,
}

/// A post that was imported before.
#[derive(Debug)]
pub(super) struct KnownPost {
    pub(super) id: Uuid,
    pub(super) slug: Slug,
    pub(super) digest: Option<String>,
    pub(super) status: Status,
}

type Row = (Uuid, String, Option<String>, Option<String>, String, bool, Option<i64>, Option<i64>);

/// Reads it.
pub(super) async fn load(app: &AppState) -> Result<Known> {
    let rows: Vec<Row> = post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Slug,
            post::Column::Source,
            post::Column::SourceDigest,
            post::Column::Status,
            post::Column::WasPublished,
            post::Column::PublishedAt,
            post::Column::DeletedAt,
        ])
        .filter(post::Column::Source.is_not_null())
        .into_tuple()
        .all(app.db.read())
        .await?;
    let mut known = Known::default();
    for (id, slug, source, digest, status, was_published, published_at, deleted_at) in rows {
        let status = Standing { status: &status, was_published, published_at, deleted_at }.status()?;
        let post = KnownPost { id, slug: stored_slug(slug)?, digest, status };
        known.posts.insert(source.unwrap_or_default(), post);
    }
    let slugs: Vec<String> =
        post_slug::Entity::find().select_only().column(post_slug::Column::Slug).into_tuple().all(app.db.read()).await?;
    known.slugs = slugs.into_iter().collect();
    Ok(known)
}

/// The posts that have to be written: those that are new and those whose digest is not the known one. A post that was
/// deleted here stays so.
pub(super) fn only_changed(ready: Vec<Ready>, known: &Known, report: &mut Report) -> Vec<Ready> {
    let mut changed = Vec::new();
    for mut post in ready {
        let before = known.posts.get(&post.draft.key);
        if before.is_some_and(|before| matches!(before.status, Status::Deleted { .. })) {
            report.skipped.push(Skipped { file: post.draft.key, reason: "it was deleted here".into() });
        } else if before.is_some_and(|before| before.digest.as_deref() == Some(&post.digest)) {
            report.unchanged += 1;
        } else {
            report.warnings.append(&mut post.warnings);
            changed.push(post);
        }
    }
    changed
}
