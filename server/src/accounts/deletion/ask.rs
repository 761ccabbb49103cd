use domain::{
    Problem, Timestamp,
    accounts::{Actor, EmailAddress},
    audit::Event,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{indispensable, letters};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    database::retrying,
    entities::member,
    http::Visit,
    mail,
};

/// Asks for the end of one's account, and answers with the moment at which it comes. `confirmation` is the member's own
/// address, typed. Asked again, it stays with the first moment.
///
/// # Errors
/// [`Problem::ProofNeeded`], [`Problem::NotWhileActing`]; `confirmation`/`required`, `mismatch`, or
/// `indispensable` for the owner of the installation and for its last admin.
pub async fn ask_deletion(app: &AppState, visit: &Visit, actor: &Actor, confirmation: &str) -> Result<Timestamp> {
    actor.require_proof(app.clock.now())?;
    retrying(|| Box::pin(ask(app, visit, actor, confirmation))).await
}

async fn ask(app: &AppState, visit: &Visit, actor: &Actor, confirmation: &str) -> Result<Timestamp> {
    let txn = app.db.begin().await?;
    indispensable::refuse(&txn, actor.id).await?;
    let member = member::Entity::find_by_id(actor.id.0).one(&txn).await?.ok_or(Problem::NotFound)?;
    is_typed(confirmation, &member)?;
    if let Some(deletes_at) = member.deletes_at {
        return Ok(Timestamp::from_millis(deletes_at));
    }
    let grace = i64::try_from(app.config.accounts.deletion_grace.as_secs()).unwrap_or(i64::MAX);
    let deletes_at = app.clock.now().plus_seconds(grace);
    let asked = member::Entity::update_many()
        .set(member::ActiveModel { deletes_at: Set(Some(deletes_at.millis())), ..Default::default() })
        .filter(member::Column::Id.eq(actor.id.0))
        .filter(member::Column::DeletesAt.is_null())
        .exec(&txn)
        .await?;
    if asked.rows_affected == 1 {
        mail::send(&txn, app, &letters::asked(app, &member, deletes_at)).await?;
        let entry = Entry::own(Event::DeletionAsked, actor.id).from(&visit.client);
        audit::record(&txn, app, entry.with("deletes_at", deletes_at.rfc3339())).await?;
    }
    txn.commit().await?;
    Ok(deletes_at)
}

fn is_typed(confirmation: &str, member: &member::Model) -> Result<(), Problem> {
    let typed = EmailAddress::parse(confirmation).map(|email| email.folded());
    match typed {
        Ok(typed) if typed == member.email_folded => Ok(()),
        Err(error) if error.code == "required" => {
            Err(Problem::field("confirmation", "required", "Type your e-mail address to confirm."))
        }
        _ => Err(Problem::field("confirmation", "mismatch", "That is not the e-mail address of this account.")),
    }
}
