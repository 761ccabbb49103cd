use domain::accounts::{Actor, DisplayName};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    AppState, Result,
    entities::{author, member},
};

/// Changes the name that others see, below posts and comments alike. The address of the author's page stays as it is.
///
/// # Errors
/// [`Problem::NotWhileActing`](domain::Problem::NotWhileActing).
pub async fn rename(app: &AppState, actor: &Actor, name: &DisplayName) -> Result<()> {
    actor.require_own_hands()?;
    let txn = app.db.begin().await?;
    let row = member::ActiveModel { name: Set(name.as_str().to_owned()), ..Default::default() };
    member::Entity::update_many().set(row).filter(member::Column::Id.eq(actor.id.0)).exec(&txn).await?;
    let row = author::ActiveModel { name: Set(name.as_str().to_owned()), ..Default::default() };
    author::Entity::update_many().set(row).filter(author::Column::MemberId.eq(actor.id.0)).exec(&txn).await?;
    Ok(txn.commit().await?)
}
