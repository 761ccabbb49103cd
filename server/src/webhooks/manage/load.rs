use domain::{FieldError, FieldErrors, Problem, id::WebhookId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use url::Url;

use crate::{AppState, Result, entities::webhook};

/// A webhook that is about to be changed; whoever else changes it waits.
///
/// # Errors
/// [`Problem::NotFound`].
pub(super) async fn locked(txn: &DatabaseTransaction, id: WebhookId) -> Result<webhook::Model> {
    Ok(webhook::Entity::find_by_id(id.0).lock_exclusive().one(txn).await?.ok_or(Problem::NotFound)?)
}

/// Ends the rest that a webhook has after a failure: somebody wants to see now whether it works again.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn end_rest(db: &impl ConnectionTrait, id: WebhookId) -> Result<()> {
    webhook::Entity::update_many()
        .set(webhook::ActiveModel { rests_until: Set(None), ..Default::default() })
        .filter(webhook::Column::Id.eq(id.0))
        .filter(webhook::Column::RestsUntil.is_not_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Goes on with an address that this program would call. What its name leads to is looked at whenever it is called.
///
/// # Errors
/// `url`/`address` for what is none, or holds a password; `url`/`not_public`.
pub(super) fn require_callable(app: &AppState, text: &str) -> Result<(), Problem> {
    let wrong =
        |code: &str, words: &str| Problem::Invalid { fields: FieldErrors::one("url", FieldError::new(code, words)) };
    let url = Url::parse(text).map_err(|_| wrong("address", "Type a whole address that begins with https://."))?;
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(wrong("address", "Leave out names, passwords and what follows a #: messages are signed instead."));
    }
    if app.outbound.would_call(&url) {
        return Ok(());
    }
    Err(wrong(
        "not_public",
        "That is not called: it has to be an https address on the public internet, at the usual port.",
    ))
}
