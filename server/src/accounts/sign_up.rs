use domain::{
    Problem,
    accounts::{Role, SignUpForm},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::{
    admit::{Admitted, Entrance, Way, admit},
    guess::guess,
};
use crate::{
    AppState, Error, Result,
    database::unique,
    entities::{installation, member},
    http::Visit,
    throttle,
};

/// Makes an account and signs in. The first account of an installation becomes its owner and an admin; all others join
/// as readers.
///
/// An address that has an account with this very password was sent twice, or by somebody who forgot that they joined:
/// they are signed in.
///
/// # Errors
/// The field error `email`/`taken`; [`Problem::TooManyAttempts`]; [`Problem::Unavailable`] under a flood.
pub async fn sign_up(app: &AppState, visit: &Visit, form: SignUpForm) -> Result<Admitted> {
    let key = format!("sign_up:address:{}", visit.client.throttle_key());
    throttle::attempt(app, &key, app.config.accounts.sign_up_per_address).await?;
    let (member, way) = match insert(app, &form, None).await? {
        Some(member) => (member, Way::Joining),
        None => {
            // Whatever page it is made on, it is a guess of somebody's password.
            let guessed = guess(app, visit, &form.email, &form.password).await;
            let told = |error: Error| if error.is(&Problem::WrongCredentials) { taken().into() } else { error };
            (guessed.map_err(told)?, Way::Password)
        }
    };
    admit(app, visit, member, Entrance { way, remember: true }).await
}

pub(super) fn taken() -> Problem {
    Problem::field("email", "taken", "This address has an account already. Sign in instead.")
}

/// Makes an account: with the given role, or with the one that the state of the installation gives it. Nothing if the
/// address has an account.
pub(super) async fn insert(app: &AppState, form: &SignUpForm, role: Option<Role>) -> Result<Option<member::Model>> {
    let password_hash = app.hasher.hash(&app.ids, &form.password).await?;
    loop {
        let txn = app.db.begin().await?;
        let owned = is_owned(&txn).await?;
        let role = role.unwrap_or(if owned { Role::Reader } else { Role::Admin });
        let member = row(app, form, role, password_hash.clone());
        match member::Entity::insert(member::ActiveModel::from(member.clone())).exec_without_returning(&txn).await {
            Err(error) if unique::MEMBERS_EMAIL.is_violated_by(&error) => {
                txn.rollback().await?;
                return Ok(None);
            }
            inserted => inserted?,
        };
        if role == Role::Admin && !owned {
            match own(&txn, member.id).await {
                // Somebody else became the owner at this very moment; they will be seen in the next round.
                Err(error) if unique::INSTALLATION.is_violated_by(&error) => {
                    txn.rollback().await?;
                    continue;
                }
                owned => owned?,
            }
        }
        txn.commit().await?;
        tracing::info!(member.id = %member.id, member.role = role.as_str(), "Joined");
        return Ok(Some(member));
    }
}

/// The row of a new member, who has not proved their address.
pub(crate) fn row(app: &AppState, form: &SignUpForm, role: Role, password_hash: String) -> member::Model {
    member::Model {
        id: app.ids.uuid(),
        email: form.email.as_str().to_owned(),
        email_folded: form.email.folded(),
        name: form.name.as_str().to_owned(),
        password_hash: Some(password_hash),
        role: role.as_str().to_owned(),
        joined_at: app.clock.now().millis(),
        email_verified_at: None,
        password_changed_at: Some(app.clock.now().millis()),
        suspended_at: None,
        deletes_at: None,
    }
}

async fn is_owned(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let owner: Option<i16> =
        installation::Entity::find().select_only().column(installation::Column::Id).into_tuple().one(db).await?;
    Ok(owner.is_some())
}

async fn own(txn: &DatabaseTransaction, owner: Uuid) -> Result<(), DbErr> {
    let row = installation::ActiveModel { id: Set(1), owner_id: Set(owner) };
    installation::Entity::insert(row).exec_without_returning(txn).await.map(|_| ())
}
