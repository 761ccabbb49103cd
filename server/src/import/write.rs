use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    addresses::place,
    authors,
    known::Known,
    rendering::Rendered,
    report::{Failure, Report},
    rows,
};
use crate::{
    AppState, Result, database,
    entities::{media, post, post_author, post_slug, redirect},
    posts::retag,
};

/// Rows of one statement: databases limit how many values it may have.
const ROWS: usize = 200;

/// Writes everything in one transaction, so that an import that is stopped leaves nothing half done.
pub(super) async fn write(app: &AppState, posts: &[Rendered], known: &Known, report: &mut Report) -> Result<()> {
    if posts.is_empty() {
        return Ok(());
    }
    let written = database::retrying(|| Box::pin(attempt(app, posts, known))).await?;
    report.created += written.created;
    report.updated += written.updated;
    report.pictures += written.pictures;
    report.redirects += written.redirects;
    report.warnings.extend(written.warnings);
    Ok(())
}

async fn attempt(app: &AppState, posts: &[Rendered], known: &Known) -> Result<Report> {
    let mut report = Report::default();
    let txn = app.db.begin().await?;
    report.pictures = write_pictures(app, &txn, posts).await?;
    let ids = write_posts(app, &txn, posts, known, &mut report).await?;
    write_slugs(&txn, posts, &ids).await?;
    write_bylines(app, &txn, posts, &ids, known).await?;
    for (rendered, id) in posts.iter().zip(&ids) {
        let draft = &rendered.post.draft;
        if !draft.form.tags.is_empty() || known.posts.contains_key(&draft.key) {
            retag(app, &txn, *id, &draft.form.tags).await?;
        }
    }
    write_redirects(&txn, posts, &ids, &mut report).await?;
    txn.commit().await?;
    Ok(report)
}

async fn write_pictures(app: &AppState, txn: &DatabaseTransaction, posts: &[Rendered]) -> Result<usize> {
    let mut pictures: BTreeMap<String, media::ActiveModel> = BTreeMap::new();
    for picture in posts.iter().flat_map(|rendered| rendered.post.pictures.values()) {
        pictures.entry(picture.name.to_string()).or_insert_with(|| rows::picture(app, picture));
    }
    let stored: Vec<String> =
        media::Entity::find().select_only().column(media::Column::Name).into_tuple().all(txn).await?;
    for name in stored {
        pictures.remove(&name);
    }
    let new: Vec<_> = pictures.into_values().collect();
    for chunk in new.chunks(ROWS) {
        media::Entity::insert_many(chunk.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(new.len())
}

/// Answers with the posts' ids, in their order.
async fn write_posts(
    app: &AppState,
    txn: &DatabaseTransaction,
    posts: &[Rendered],
    known: &Known,
    report: &mut Report,
) -> Result<Vec<Uuid>> {
    let mut ids = Vec::with_capacity(posts.len());
    let mut new = Vec::new();
    for rendered in posts {
        if let Some(before) = known.posts.get(&rendered.post.draft.key) {
            post::Entity::update_many()
                .set(rows::changed_post(app, before, rendered)?)
                .col_expr(post::Column::Version, Expr::col(post::Column::Version).add(1))
                .filter(post::Column::Id.eq(before.id))
                .exec(txn)
                .await?;
            report.updated += 1;
            ids.push(before.id);
        } else {
            let id = app.ids.uuid();
            new.push(rows::new_post(app, id, rendered)?);
            report.created += 1;
            ids.push(id);
        }
    }
    for chunk in new.chunks(ROWS) {
        post::Entity::insert_many(chunk.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(ids)
}

async fn write_slugs(txn: &DatabaseTransaction, posts: &[Rendered], ids: &[Uuid]) -> Result<()> {
    let held: Vec<String> = post_slug::Entity::find()
        .select_only()
        .column(post_slug::Column::Slug)
        .filter(post_slug::Column::PostId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(txn)
        .await?;
    let held: HashSet<String> = held.into_iter().collect();
    let new: Vec<_> = posts
        .iter()
        .zip(ids)
        .map(|(rendered, id)| (rendered.post.slug.as_str(), *id))
        .filter(|(slug, _)| !held.contains(*slug))
        .map(|(slug, id)| post_slug::ActiveModel { slug: Set(slug.to_owned()), post_id: Set(id) })
        .collect();
    for chunk in new.chunks(ROWS) {
        post_slug::Entity::insert_many(chunk.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(())
}

async fn write_bylines(
    app: &AppState,
    txn: &DatabaseTransaction,
    posts: &[Rendered],
    ids: &[Uuid],
    known: &Known,
) -> Result<()> {
    let names: Vec<_> = posts.iter().flat_map(|rendered| &rendered.post.draft.authors).collect();
    let authors = authors::of_names(app, txn, &names).await?;
    let again = posts.iter().zip(ids).filter(|(rendered, _)| known.posts.contains_key(&rendered.post.draft.key));
    let again: Vec<Uuid> = again.map(|(_, id)| *id).collect();
    if !again.is_empty() {
        post_author::Entity::delete_many().filter(post_author::Column::PostId.is_in(again)).exec(txn).await?;
    }
    let mut bylines = Vec::new();
    for (rendered, id) in posts.iter().zip(ids) {
        for (name, position) in rendered.post.draft.authors.iter().zip(0..) {
            let author = authors.get(name.as_str()).copied();
            let author = author.ok_or_else(|| anyhow::anyhow!("author {name} is missing after it was made"))?;
            bylines.push(post_author::ActiveModel {
                post_id: Set(*id),
                author_id: Set(author),
                position: Set(position),
            });
        }
    }
    for chunk in bylines.chunks(ROWS) {
        post_author::Entity::insert_many(chunk.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Old addresses lead to their posts for ever: none is taken back, and none is taken from another post.
async fn write_redirects(
    txn: &DatabaseTransaction,
    posts: &[Rendered],
    ids: &[Uuid],
    report: &mut Report,
) -> Result<()> {
    let held = redirect::Entity::find().all(txn).await?;
    let mut held: HashMap<String, Uuid> = held.into_iter().map(|row| (row.path, row.post_id)).collect();
    let mut new = Vec::new();
    for (rendered, id) in posts.iter().zip(ids) {
        let draft = &rendered.post.draft;
        for old in draft.path.iter().chain(&draft.aliases) {
            let path = place(old);
            let reason = if !is_path(&path) {
                "it is no path"
            } else if held.get(&path).is_some_and(|holder| holder != id) {
                "it leads to another post already"
            } else {
                if held.insert(path.clone(), *id).is_none() {
                    new.push(redirect::ActiveModel { path: Set(path), post_id: Set(*id) });
                }
                continue;
            };
            let reason = format!("old address {old}: {reason}");
            report.warnings.push(Failure { file: draft.key.clone(), line: None, reason });
        }
    }
    report.redirects = new.len();
    for chunk in new.chunks(ROWS) {
        redirect::Entity::insert_many(chunk.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(())
}

fn is_path(path: &str) -> bool {
    (2..=499).contains(&path.len())
        && !path.contains(|c: char| c.is_control() || c.is_whitespace() || c == '?' || c == '#')
}
