use std::collections::HashMap;

use domain::posts::TagName;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{post_tag, tag},
};

/// Gives a post these tags and no others.
pub(crate) async fn retag(app: &AppState, db: &impl ConnectionTrait, post: Uuid, tags: &[TagName]) -> Result<()> {
    let wanted = upsert(app, db, tags).await?;
    let kept: Vec<Uuid> = post_tag::Entity::find()
        .select_only()
        .column(post_tag::Column::TagId)
        .filter(post_tag::Column::PostId.eq(post))
        .order_by_asc(post_tag::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    if kept == wanted {
        return Ok(());
    }
    post_tag::Entity::delete_many().filter(post_tag::Column::PostId.eq(post)).exec(db).await?;
    let rows = wanted.into_iter().zip(0..).map(|(tag, position)| post_tag::ActiveModel {
        post_id: Set(post),
        tag_id: Set(tag),
        position: Set(position),
    });
    post_tag::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// The ids of tags, in the order given; those that nobody used before are made. Two posts may make the same one at the
/// same moment: the unique index on the slug keeps one of them.
pub(crate) async fn upsert(app: &AppState, db: &impl ConnectionTrait, tags: &[TagName]) -> Result<Vec<Uuid>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = known(db, tags).await?;
    let mut missing: Vec<&TagName> = tags.iter().filter(|tag| !known.contains_key(tag.slug.as_str())).collect();
    if !missing.is_empty() {
        // In one order everywhere, so that two transactions never wait for each other.
        missing.sort_by(|a, b| a.slug.cmp(&b.slug));
        let rows = missing.into_iter().map(|tag| tag::ActiveModel {
            id: Set(app.ids.uuid()),
            slug: Set(tag.slug.as_str().to_owned()),
            name: Set(tag.name.clone()),
        });
        tag::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(tag::Column::Slug).do_nothing_on([tag::Column::Id]).to_owned())
            .exec_without_returning(db)
            .await?;
        known = self::known(db, tags).await?;
    }
    tags.iter()
        .map(|tag| {
            let id = known.get(tag.slug.as_str()).copied();
            id.ok_or_else(|| anyhow::anyhow!("tag {} is missing after it was made", tag.slug).into())
        })
        .collect()
}

async fn known(db: &impl ConnectionTrait, tags: &[TagName]) -> Result<HashMap<String, Uuid>> {
    let rows: Vec<(String, Uuid)> = tag::Entity::find()
        .select_only()
        .columns([tag::Column::Slug, tag::Column::Id])
        .filter(tag::Column::Slug.is_in(tags.iter().map(|tag| tag.slug.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
