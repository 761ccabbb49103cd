use domain::{Problem, accounts::Actor, audit::Event};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::letters;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::member,
    http::Visit,
    mail,
};

/// Keeps an account whose end was asked for. One that was not stays, too.
///
/// # Errors
/// [`Problem::NotWhileActing`]; [`Problem::NotFound`] if it came too late.
pub async fn keep_account(app: &AppState, visit: &Visit, actor: &Actor) -> Result<()> {
    actor.require_own_hands()?;
    let txn = app.db.begin().await?;
    let member = member::Entity::find_by_id(actor.id.0).one(&txn).await?.ok_or(Problem::NotFound)?;
    let kept = member::Entity::update_many()
        .set(member::ActiveModel { deletes_at: Set(None), ..Default::default() })
        .filter(member::Column::Id.eq(actor.id.0))
        .filter(member::Column::DeletesAt.is_not_null())
        .exec(&txn)
        .await?;
    if kept.rows_affected == 1 {
        mail::send(&txn, app, &letters::kept(app, &member)).await?;
        audit::record(&txn, app, Entry::own(Event::DeletionCancelled, actor.id).from(&visit.client)).await?;
    }
    Ok(txn.commit().await?)
}
