use domain::{Slug, accounts::Actor};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::slugs::{SlugOwners, first_free};
use crate::{
    AppState, Result,
    entities::{author, post_author},
};

/// Puts the member's own name under a post.
pub(super) async fn sign(app: &AppState, txn: &DatabaseTransaction, actor: &Actor, post: Uuid) -> Result<()> {
    let author_id = own_byline(app, txn, actor).await?;
    let row = post_author::ActiveModel { post_id: Set(post), author_id: Set(author_id), position: Set(0) };
    post_author::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// The name under which a member writes; made when they write for the first time.
async fn own_byline(app: &AppState, txn: &DatabaseTransaction, actor: &Actor) -> Result<Uuid> {
    let known: Option<Uuid> = author::Entity::find()
        .select_only()
        .column(author::Column::Id)
        .filter(author::Column::MemberId.eq(actor.id.0))
        .into_tuple()
        .one(txn)
        .await?;
    if let Some(id) = known {
        return Ok(id);
    }
    let wish = Slug::from_title(&actor.name).or_else(|| Slug::parse("author").ok());
    let wish = wish.ok_or_else(|| anyhow::anyhow!("no slug for an author"))?;
    let slug = first_free(txn, SlugOwners::Authors, &wish).await?;
    let row =
        author::Model { id: app.ids.uuid(), slug: slug.into(), name: actor.name.clone(), member_id: Some(actor.id.0) };
    let id = row.id;
    author::Entity::insert(author::ActiveModel::from(row)).exec_without_returning(txn).await?;
    Ok(id)
}
