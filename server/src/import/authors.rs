use std::collections::{HashMap, HashSet};

use domain::{Slug, accounts::DisplayName};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{author, post, post_author},
};

/// The ids of the authors of these names; those that do not exist are made, without a member behind them.
///
/// A name that belongs to a member counts only if that member has claimed imported posts: whoever signs up under an
/// author's name must not come to their posts by the next import.
pub(super) async fn of_names(
    app: &AppState,
    db: &impl ConnectionTrait,
    names: &[&DisplayName],
) -> Result<HashMap<String, Uuid>> {
    let mut ids = known(db).await?;
    let mut missing: Vec<&str> =
        names.iter().map(|name| name.as_str()).filter(|name| !ids.contains_key(*name)).collect();
    missing.sort_unstable();
    missing.dedup();
    if missing.is_empty() {
        return Ok(ids);
    }
    let slugs: Vec<String> =
        author::Entity::find().select_only().column(author::Column::Slug).into_tuple().all(db).await?;
    let mut taken: HashSet<String> = slugs.into_iter().collect();
    let mut rows = Vec::new();
    for name in missing {
        let slug = free(name, &taken)?;
        taken.insert(slug.as_str().to_owned());
        let id = app.ids.uuid();
        rows.push(author::ActiveModel {
            id: Set(id),
            slug: Set(slug.into()),
            name: Set(name.to_owned()),
            member_id: Set(None),
        });
        ids.insert(name.to_owned(), id);
    }
    for chunk in rows.chunks(500) {
        author::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(ids)
}

async fn known(db: &impl ConnectionTrait) -> Result<HashMap<String, Uuid>> {
    let rows: Vec<(String, Uuid)> = author::Entity::find()
        .select_only()
        .columns([author::Column::Name, author::Column::Id])
        .distinct()
        .join(JoinType::LeftJoin, post_author::Relation::Author.def().rev())
        .join(JoinType::LeftJoin, post_author::Relation::Post.def())
        .filter(Condition::any().add(author::Column::MemberId.is_null()).add(post::Column::Source.is_not_null()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

fn free(name: &str, taken: &HashSet<String>) -> Result<Slug> {
    let wish = Slug::from_title(name).or_else(|| Slug::from_title("author"));
    let wish = wish.ok_or_else(|| anyhow::anyhow!("no slug for the author {name}"))?;
    let free = |slug: &Slug| !taken.contains(slug.as_str());
    if free(&wish) {
        return Ok(wish);
    }
    Ok((2..).map(|number| wish.numbered(number)).find(free).unwrap_or(wish))
}
