use domain::id::MemberId;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::row::status;
use crate::{
    Result,
    entities::{author, post, post_author},
};

/// Deletes the posts of a member whose account ends, as far as they are not public and nobody else writes them. A byline
/// that stands under no other post goes with them.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn forget_unpublished(txn: &DatabaseTransaction, member: MemberId) -> Result<()> {
    let Some(author) = author::Entity::find().filter(author::Column::MemberId.eq(member.0)).one(txn).await? else {
        return Ok(());
    };
    let own: Vec<Uuid> = posts_of(author.id)
        .filter(post::Column::Status.ne(status::PUBLISHED))
        .filter(Expr::exists(others(author.id)).not())
        .into_tuple()
        .all(txn)
        .await?;
    post::Entity::delete_many().filter(post::Column::Id.is_in(own)).exec(txn).await?;
    let left: Option<Uuid> = posts_of(author.id).into_tuple().one(txn).await?;
    if left.is_none() {
        author::Entity::delete_by_id(author.id).exec(txn).await?;
    }
    Ok(())
}

fn posts_of(author: Uuid) -> Select<post::Entity> {
    let written = post_author::Entity::find()
        .select_only()
        .column(post_author::Column::PostId)
        .filter(post_author::Column::AuthorId.eq(author))
        .into_query();
    post::Entity::find().select_only().column(post::Column::Id).filter(post::Column::Id.in_subquery(written))
}

/// Whoever stands beside `author` in the byline of the post of the outer query.
fn others(author: Uuid) -> SelectStatement {
    let beside = Expr::col((post_author::Entity, post_author::Column::PostId)).equals((post::Entity, post::Column::Id));
    Query::select()
        .expr(Expr::val(1))
        .from(post_author::Entity)
        .and_where(beside)
        .and_where(Expr::col((post_author::Entity, post_author::Column::AuthorId)).ne(author))
        .take()
}
