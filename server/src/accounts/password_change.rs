//! Another password for an account, by whoever knows the present one.

use domain::{
    FieldErrors, Problem, Timestamp,
    accounts::{Actor, Password, PasswordContext},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{
    breached::hash_chosen,
    guess::guess,
    letters,
    proofs::{self, Purpose},
    read::address,
};
use crate::{
    AppState, Error, Result,
    audit::{self, Entry},
    database::retrying,
    entities::member,
    http::Visit,
    mail, sessions, tokens,
};

/// Whether a member has a password.
///
/// # Errors
/// [`Problem::NotFound`] if the account was deleted meanwhile.
pub async fn has_password(app: &AppState, actor: &Actor) -> Result<bool> {
    Ok(load(app, actor).await?.password_hash.is_some())
}

/// Changes a member's password, and ends their other sessions, of browsers and of programs. The present password is asked
/// for; who has none proves in another way who they are and sets their first one.
///
/// # Errors
/// The field errors `current_password`/`wrong` and those of `password`; [`Problem::ProofNeeded`] without a present
/// password, [`Problem::SignInNeeded`] if somebody else set or took one since this session began;
/// [`Problem::NotWhileActing`]; [`Problem::TooManyAttempts`], counted with sign-ins.
pub async fn change_password(app: &AppState, visit: &Visit, actor: &Actor, current: &str, new: &str) -> Result<()> {
    actor.require_own_hands()?;
    let mut member = load(app, actor).await?;
    let context = PasswordContext::of(&[&member.name, &member.email, &app.site.name]);
    let mut fields = FieldErrors::default();
    let new = fields.check("password", Password::choose_for(&context, new));
    match member.password_hash {
        Some(_) => {
            if let Some(current) = fields.check("current_password", Password::given(current)) {
                // As it was when the guess was right; who changes it meanwhile wins.
                member = present(app, visit, &member, &current).await?;
            }
        }
        None => {
            actor.require_proof(app.clock.now())?;
            // As it was when this session began: it may have been ended since, with the password that it had.
            if let Some(counted) = sessions::password_that_counted(visit).await? {
                member.password_changed_at = counted;
            }
        }
    }
    let Some(new) = new.filter(|_| fields.is_empty()) else { return Err(Problem::Invalid { fields }.into()) };
    let hash = hash_chosen(app, &new).await?;
    let changed_at = retrying(|| Box::pin(store(app, visit, &member, &hash))).await?;
    sessions::keep_with_password_of(visit, changed_at).await?;
    tracing::info!(member.id = %member.id, "Changed the password");
    Ok(())
}

async fn load(app: &AppState, actor: &Actor) -> Result<member::Model> {
    Ok(member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?)
}

/// The member, if this is their present password.
///
/// Guesses are counted with those on the sign-in form: a session that somebody found open must not help to find the
/// password.
async fn present(app: &AppState, visit: &Visit, member: &member::Model, current: &Password) -> Result<member::Model> {
    let told = |error: Error| if error.is(&Problem::WrongCredentials) { wrong().into() } else { error };
    guess(app, visit, &address(member)?, current).await.map_err(told)
}

async fn store(app: &AppState, visit: &Visit, member: &member::Model, hash: &str) -> Result<Timestamp> {
    let (id, now) = (MemberId(member.id), app.clock.now());
    let txn = app.db.begin().await?;
    let row = member::ActiveModel {
        password_hash: Set(Some(hash.to_owned())),
        password_changed_at: Set(Some(now.millis())),
        ..Default::default()
    };
    let mut update = member::Entity::update_many().set(row).filter(member::Column::Id.eq(member.id));
    update = match &member.password_hash {
        Some(present) => update.filter(member::Column::PasswordHash.eq(present)),
        None => {
            let counted = member::Column::PasswordChangedAt;
            let is_counted = member.password_changed_at.map_or_else(|| counted.is_null(), |at| counted.eq(at));
            update.filter(member::Column::PasswordHash.is_null()).filter(is_counted)
        }
    };
    if update.exec(&txn).await?.rows_affected == 0 {
        // Changed at this very moment by somebody else: what was given is not the present one any more, and who gave none
        // is signed in no more.
        return Err(if member.password_hash.is_some() { wrong() } else { Problem::SignInNeeded }.into());
    }
    // A change of address that somebody else may have asked for goes with their sessions.
    let open = [Purpose::ResetPassword, Purpose::SignIn, Purpose::ChangeEmail, Purpose::Confirm];
    proofs::void(&txn, id, &open).await?;
    sessions::end_others(&txn, app, visit, id).await?;
    tokens::end_all(&txn, id).await?;
    mail::send(&txn, app, &letters::password_changed(app, &visit.client, &member.name, &member.email)).await?;
    audit::record(&txn, app, Entry::own(Event::PasswordChanged, id).from(&visit.client)).await?;
    txn.commit().await?;
    Ok(now)
}

fn wrong() -> Problem {
    Problem::field("current_password", "wrong", "This is not your present password.")
}
