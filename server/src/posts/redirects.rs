use domain::Slug;
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use super::{published::published_posts, row::slug};
use crate::{
    AppState, Result,
    entities::{post, redirect},
};

/// The post that an address of the imported blog leads to, with or without a slash at its end.
///
/// # Errors
/// If the database does not answer.
pub async fn moved_from(app: &AppState, path: &str) -> Result<Option<Slug>> {
    let bare = path.trim_end_matches('/');
    // What no old address can be is not worth a question; a NUL would even be refused by PostgreSQL.
    if bare.is_empty() || bare.len() > 499 || bare.contains(char::is_control) {
        return Ok(None);
    }
    let found: Option<String> = published_posts()
        .select_only()
        .column(post::Column::Slug)
        .join(JoinType::InnerJoin, redirect::Relation::Post.def().rev())
        .filter(redirect::Column::Path.is_in([bare.to_owned(), format!("{bare}/")]))
        .into_tuple()
        .one(app.db.read())
        .await?;
    found.map(slug).transpose()
}
