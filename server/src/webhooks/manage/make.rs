use domain::{
    Problem,
    audit::Event,
    id::WebhookId,
    webhooks::{WebhookForm, may_change},
};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};

use super::{NewSecret, load::require_callable, sealed_for};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::webhook,
    http::Visit,
    webhooks::{Secret, state},
};

/// Webhooks that an installation may have. Every event looks through all of them.
const MOST: u64 = 50;

/// Makes a webhook, and its secret.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::ProofNeeded`]; the field errors `url`/`address`, `url`/`not_public` and
/// `url`/`too_many`.
pub async fn make(app: &AppState, visit: &Visit, form: WebhookForm) -> Result<NewSecret> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now())?;
    require_callable(app, &form.url)?;
    let new = NewSecret { webhook: WebhookId(app.ids.uuid()), secret: Secret::new(app.ids.secret()) };
    let row = webhook::ActiveModel {
        id: Set(new.webhook.0),
        url: Set(form.url.clone()),
        description: Set(form.description),
        events: Set(form.events.to_string()),
        state: Set(state::ACTIVE.to_owned()),
        secret: Set(app.vault.seal(&app.ids, &sealed_for(new.webhook), new.secret.bytes())?),
        old_secret: Set(None),
        old_secret_until: Set(None),
        failures: Set(0),
        failing_since: Set(None),
        rests_until: Set(None),
        created_at: Set(app.clock.now().millis()),
    };
    let txn = app.db.begin().await?;
    if webhook::Entity::find().count(&txn).await? >= MOST {
        let words = format!("There are {MOST} webhooks already. Delete one that is not needed.");
        return Err(Problem::field("url", "too_many", &words).into());
    }
    webhook::Entity::insert(row).exec_without_returning(&txn).await?;
    let entry = Entry::new(Event::WebhookMade).by(actor.hands()).from(&visit.client);
    let entry = entry.with("webhook", new.webhook.to_string()).with("url", form.url);
    audit::record(&txn, app, entry.with("events", form.events.to_string())).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, webhook.id = %new.webhook, "Made a webhook");
    Ok(new)
}
