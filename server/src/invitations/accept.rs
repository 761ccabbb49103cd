use std::time::Duration;

use domain::{Problem, Timestamp, accounts::EmailAddress, audit::Event, id::MemberId, invitations::JoinForm};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::look::{Open, open};
use crate::{
    AppState, Result,
    accounts::{self, Admitted, Entrance, Newcomer, Way},
    audit::{self, Entry},
    config::Limit,
    database::{OnConstraint, unique},
    entities::{invitation, member},
    http::Visit,
    members::{self, managers, role::change_role},
    throttle,
};

/// Tries from one address.
const PER_ADDRESS: Limit = Limit { attempts: 30, window: Duration::from_secs(60 * 60) };

/// Accepts an invitation by joining. The letter proves the address.
///
/// # Errors
/// [`Problem::LinkExpired`], also for the second of two who accept at once; [`Problem::TooManyAttempts`]; the field error
/// `name`/`taken` if the address has an account: its holder signs in and accepts then, so that nobody who made the account
/// before, with an address that is not theirs, is given the role; and likewise if its account has another address by now
/// and may take this one back.
pub async fn join(app: &AppState, visit: &Visit, token: &str, form: JoinForm) -> Result<Admitted> {
    limit(app, visit).await?;
    let now = app.clock.now();
    let open = open(app.db.read(), token, now).await?;
    let password_hash = accounts::hash_chosen(app, &form.password).await?;
    let email = EmailAddress::parse(&open.row.email).map_err(|_| Problem::LinkExpired)?;
    let newcomer = Newcomer {
        name: &form.name,
        email: &email,
        password_hash: Some(password_hash),
        is_verified: true,
        role: Some(open.role),
    };
    let taken = || Problem::field("name", "taken", "This address has an account already. Sign in, then accept.");
    let txn = app.db.begin().await?;
    take(&txn, &open, now).await?;
    let row = newcomer.insert(&txn, app).await.on_constraint(&unique::MEMBERS_EMAIL, taken)?.ok_or_else(taken)?;
    let joined = Entry::own(Event::Joined, MemberId(row.id)).from(&visit.client).with("role", &*row.role);
    audit::record(&txn, app, joined).await?;
    record(&txn, app, visit, &open, MemberId(row.id)).await?;
    txn.commit().await?;
    accounts::admit(app, visit, row, Entrance { way: Way::Joining, remember: true }).await
}

/// Accepts an invitation as the member with that address, who gets the role, unless theirs may do all of it already.
///
/// # Errors
/// [`Problem::LinkExpired`] as in [`join`]; [`Problem::SignInNeeded`]; [`Problem::Forbidden`] for another member;
/// [`Problem::NotWhileActing`]; [`Problem::TooManyAttempts`].
pub async fn accept(app: &AppState, visit: &Visit, token: &str) -> Result<()> {
    let actor = visit.viewer.actor()?;
    actor.require_own_hands()?;
    limit(app, visit).await?;
    let now = app.clock.now();
    let txn = app.db.begin().await?;
    managers::lock(&txn).await?;
    let open = open(&txn, token, now).await?;
    let target = members::target(&txn, actor.id).await?;
    if target.row.email_folded != open.row.email_folded {
        return Err(Problem::Forbidden.into());
    }
    take(&txn, &open, now).await?;
    if !target.permissions.covers(open.permissions) {
        change_role(&txn, &target.row, open.role).await?;
    }
    verify(&txn, actor.id, now).await?;
    record(&txn, app, visit, &open, actor.id).await?;
    txn.commit().await?;
    tracing::info!(member.id = %actor.id, member.role = %open.role, "Accepted an invitation");
    Ok(())
}

async fn limit(app: &AppState, visit: &Visit) -> Result<()> {
    throttle::attempt(app, &format!("invitation:address:{}", visit.client.throttle_key()), PER_ADDRESS).await
}

/// Uses the invitation up. Of several who do so at once, one does.
async fn take(txn: &DatabaseTransaction, open: &Open, now: Timestamp) -> Result<()> {
    let taken = invitation::Entity::delete_many()
        .filter(invitation::Column::Id.eq(open.row.id))
        .filter(invitation::Column::TokenHash.eq(&*open.row.token_hash))
        .filter(invitation::Column::ExpiresAt.gt(now.millis()))
        .exec(txn)
        .await?;
    if taken.rows_affected == 1 { Ok(()) } else { Err(Problem::LinkExpired.into()) }
}

async fn verify(txn: &DatabaseTransaction, member: MemberId, now: Timestamp) -> Result<()> {
    member::Entity::update_many()
        .set(member::ActiveModel { email_verified_at: Set(Some(now.millis())), ..Default::default() })
        .filter(member::Column::Id.eq(member.0))
        .filter(member::Column::EmailVerifiedAt.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

async fn record(txn: &DatabaseTransaction, app: &AppState, visit: &Visit, open: &Open, member: MemberId) -> Result<()> {
    let entry = Entry::own(Event::InvitationAccepted, member).from(&visit.client);
    let entry = entry.with("role", open.role.as_str()).with("inviter", open.row.inviter_id.to_string());
    audit::record(txn, app, entry).await
}
