use domain::{Timestamp, accounts::Permission, audit::Event};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{member, role_permission, webhook},
    mail,
    webhooks::{letters, state},
};

/// Members who are written to.
const MOST: u64 = 50;

/// Turns a webhook off that said that it is gone, or has not accepted anything for as long as the settings say; and tells
/// those who manage webhooks. Comes last in its transaction, for the record.
pub(super) async fn disable_if_hopeless(
    txn: &DatabaseTransaction,
    app: &AppState,
    webhook: &webhook::Model,
    is_gone: bool,
    reason: &str,
) -> Result<()> {
    let patience = i64::try_from(app.config.webhooks.disable_after.as_secs()).unwrap_or(i64::MAX);
    let failing_since = webhook.failing_since.map(Timestamp::from_millis);
    let is_hopeless = failing_since.is_some_and(|since| app.clock.now().seconds_since(since) >= patience);
    if !is_gone && !is_hopeless {
        return Ok(());
    }
    let disabled = webhook::Entity::update_many()
        .set(webhook::ActiveModel { state: Set(state::DISABLED.to_owned()), ..Default::default() })
        .filter(webhook::Column::Id.eq(webhook.id))
        .filter(webhook::Column::State.eq(state::ACTIVE))
        .exec(txn)
        .await?;
    if disabled.rows_affected == 0 {
        return Ok(());
    }
    tracing::error!(webhook.id = %webhook.id, reason, "A webhook was turned off");
    for manager in managers(txn).await? {
        mail::send(txn, app, &letters::disabled(app, &manager, webhook, reason)).await?;
    }
    let entry = Entry::new(Event::WebhookDisabled).with("webhook", webhook.id.to_string()).with("url", &*webhook.url);
    audit::record(txn, app, entry.with("reason", reason)).await
}

/// Whoever may turn it on again.
async fn managers(db: &impl ConnectionTrait) -> Result<Vec<member::Model>> {
    let roles = role_permission::Entity::find()
        .select_only()
        .column(role_permission::Column::Role)
        .filter(role_permission::Column::Permission.eq(Permission::ManageWebhooks.as_str()))
        .into_query();
    let found = member::Entity::find()
        .filter(member::Column::Role.in_subquery(roles))
        .filter(member::Column::SuspendedAt.is_null())
        .limit(MOST);
    Ok(found.all(db).await?)
}
