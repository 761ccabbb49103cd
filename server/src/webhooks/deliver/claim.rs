use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{webhook_delivery, webhook_message},
    webhooks::state,
};

/// How long a process may work on what it claimed, in seconds, on top of the longest call.
const CLAIM_SECONDS: i64 = 60;
/// Abandoned messages that are looked for at once.
const BATCH: u64 = 100;

/// Takes a message for this process. `None` if another one was faster.
pub(super) async fn claim(
    app: &AppState,
    id: Uuid,
) -> Result<Option<(webhook_delivery::Model, webhook_message::Model)>> {
    let now = app.clock.now();
    let call = i64::try_from(app.config.webhooks.timeout.as_secs()).unwrap_or(0);
    let claimed = webhook_delivery::Entity::update_many()
        .set(webhook_delivery::ActiveModel {
            state: Set(state::UNDER_WAY.to_owned()),
            claimed_until: Set(Some(now.plus_seconds(call + CLAIM_SECONDS).millis())),
            ..Default::default()
        })
        .col_expr(webhook_delivery::Column::Attempts, Expr::col(webhook_delivery::Column::Attempts).add(1))
        .filter(webhook_delivery::Column::Id.eq(id))
        .filter(webhook_delivery::Column::State.eq(state::WAITING))
        .filter(webhook_delivery::Column::DueAt.lte(now.millis()))
        .exec(app.db.write())
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    let found = webhook_delivery::Entity::find_by_id(id).find_also_related(webhook_message::Entity);
    Ok(found.one(app.db.write()).await?.and_then(|(delivery, message)| Some((delivery, message?))))
}

/// Lets what a process had in hand when it died be sent again: whether it arrived, nobody knows.
pub(super) async fn give_back_abandoned(app: &AppState) -> Result<()> {
    let now = app.clock.now().millis();
    let is_abandoned =
        webhook_delivery::Column::State.eq(state::UNDER_WAY).and(webhook_delivery::Column::ClaimedUntil.lt(now));
    // Looked for first: nearly always there is none, and a statement that writes would lock what lies between the rows.
    let abandoned: Vec<Uuid> = webhook_delivery::Entity::find()
        .select_only()
        .column(webhook_delivery::Column::Id)
        .filter(is_abandoned.clone())
        .limit(BATCH)
        .into_tuple()
        .all(app.db.read())
        .await?;
    for id in abandoned {
        let row = webhook_delivery::ActiveModel {
            state: Set(state::WAITING.to_owned()),
            claimed_until: Set(None),
            ..Default::default()
        };
        webhook_delivery::Entity::update_many()
            .set(row)
            .filter(webhook_delivery::Column::Id.eq(id))
            .filter(is_abandoned.clone())
            .exec(app.db.write())
            .await?;
        tracing::warn!(delivery.id = %id, "A process died while it told a webhook something; it is told again");
    }
    Ok(())
}
