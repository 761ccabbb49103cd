use domain::{Problem, accounts::Permission, audit::Event, id::MemberId};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    http::Visit,
    members, sessions,
};

/// How long an admin may act as a member before they have to begin anew, in minutes.
pub const MINUTES: i64 = 30;

/// Begins to act as a member.
///
/// # Errors
/// [`Problem::Forbidden`] without the permission, for oneself, for one of those who run the installation, and for a member
/// who may do more; [`Problem::NotWhileActing`]; [`Problem::ProofNeeded`]; [`Problem::NotFound`];
/// [`Problem::IllegalMove`] for a member who is suspended.
pub async fn begin(app: &AppState, visit: &Visit, member: MemberId) -> Result<()> {
    let actor = visit.viewer.actor()?;
    actor.require_own_hands()?;
    actor.require(Permission::ActAsMember)?;
    let now = app.clock.now();
    actor.require_proof(now)?;
    let txn = app.db.begin().await?;
    let target = members::target(&txn, member).await?;
    target.facts().may_act_as(actor)?;
    let until = now.plus_seconds(MINUTES * 60);
    let is_free = target.row.suspended_at.is_none();
    if !is_free || !sessions::act_as(&txn, &visit.session, actor.id, member, (now, until)).await? {
        return Err(Problem::IllegalMove.into());
    }
    let entry = Entry::new(Event::ActingBegan).by(actor.id).about(member).from(&visit.client);
    audit::record(&txn, app, entry.with("until", until.rfc3339())).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, member.id = %member, "Began to act as a member");
    Ok(())
}
