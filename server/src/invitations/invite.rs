use std::time::Duration;

use domain::{
    accounts::{Actor, EmailAddress, Permission, Role},
    audit::Event,
    id::MemberId,
    invitations::{InvitationForm, LIFETIME_SECONDS},
    members::may_hand_out,
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, sea_query::OnConflict};

use super::{letter, token};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    config::Limit,
    entities::invitation,
    http::Visit,
    mail, roles, throttle,
};

/// Letters that one member may send.
const PER_MEMBER: Limit = Limit { attempts: 50, window: Duration::from_secs(60 * 60) };
/// Letters that one mailbox gets, whoever sends them.
const PER_MAILBOX: Limit = Limit { attempts: 5, window: Duration::from_secs(24 * 60 * 60) };

/// Invites somebody. A new invitation to the same address takes the place of an older one.
///
/// # Errors
/// [`domain::Problem::Forbidden`] without the permission or for a role that may do more than the actor;
/// [`domain::Problem::ProofNeeded`]; [`domain::Problem::TooManyAttempts`]; the field error `role`/`unknown`.
pub async fn invite(app: &AppState, visit: &Visit, form: InvitationForm) -> Result<()> {
    let actor = visit.viewer.actor()?;
    may_send(app, actor, &form.email).await?;
    let txn = app.db.begin().await?;
    send(&txn, app, actor, &form.email, form.role).await?;
    let entry = Entry::new(Event::Invited).by(actor.id).from(&visit.client);
    audit::record(&txn, app, entry.with("email", form.email.as_str()).with("role", form.role.as_str())).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, "Invited somebody");
    Ok(())
}

/// Goes on for those who may invite, have just proved who they are, and have not written too many letters.
pub(super) async fn may_send(app: &AppState, actor: &Actor, to: &EmailAddress) -> Result<()> {
    actor.require(Permission::ManageMembers)?;
    actor.require_proof(app.clock.now())?;
    throttle::attempt(app, &member_key(actor.id), PER_MEMBER).await?;
    throttle::attempt(app, &format!("invite:mailbox:{}", throttle::text_key(&to.folded())), PER_MAILBOX).await
}

fn member_key(member: MemberId) -> String {
    format!("invite:member:{member}")
}

/// Writes the invitation, with a token of its own, and its letter.
pub(super) async fn send(
    txn: &DatabaseTransaction,
    app: &AppState,
    actor: &Actor,
    to: &EmailAddress,
    role: Role,
) -> Result<()> {
    use invitation::Column;
    let label = roles::label_of(txn, role).await?;
    may_hand_out(actor, roles::permissions_of(txn, role.as_str()).await?)?;
    let (now, token) = (app.clock.now(), token::mint(&app.ids));
    let row = invitation::ActiveModel {
        id: Set(app.ids.uuid()),
        email: Set(to.as_str().to_owned()),
        email_folded: Set(to.folded()),
        role: Set(role.as_str().to_owned()),
        token_hash: Set(token::hash(&token)),
        inviter_id: Set(actor.id.0),
        sent_at: Set(now.millis()),
        expires_at: Set(now.plus_seconds(LIFETIME_SECONDS).millis()),
    };
    let renewed =
        [Column::Email, Column::Role, Column::TokenHash, Column::InviterId, Column::SentAt, Column::ExpiresAt];
    invitation::Entity::insert(row)
        .on_conflict(OnConflict::column(Column::EmailFolded).update_columns(renewed).to_owned())
        .exec_without_returning(txn)
        .await?;
    mail::send(txn, app, &letter::invitation(app, to.as_str(), &actor.name, &label, &token)).await
}
