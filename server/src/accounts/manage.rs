use domain::{
    Problem,
    accounts::{EmailAddress, MemberView, Password, Role, SignUpForm},
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{actor::view, read::by_email, sign_up};
use crate::{AppState, Result, entities::member, sessions};

/// Makes an account from the command line. An admin becomes the owner of an installation that has none yet.
///
/// # Errors
/// The field error `email`/`taken`.
pub async fn create_member(app: &AppState, form: SignUpForm, role: Role) -> Result<MemberView> {
    view(sign_up::insert(app, &form, Some(role)).await?.ok_or_else(sign_up::taken)?)
}

/// Changes a member's role; it holds from their next request on.
///
/// # Errors
/// [`Problem::NotFound`] if nobody has this address, a field error if it is none.
pub async fn set_role(app: &AppState, email: &str, role: Role) -> Result<MemberView> {
    let mut member = find(app, email).await?;
    role.as_str().clone_into(&mut member.role);
    let mut row = member.clone().into_active_model();
    row.role = Set(member.role.clone());
    member::Entity::update(row).exec(app.db.write()).await?;
    view(member)
}

/// Changes a member's password and signs them out everywhere.
///
/// # Errors
/// As [`set_role`].
pub async fn set_password(app: &AppState, email: &str, password: Password) -> Result<MemberView> {
    let member = find(app, email).await?;
    let hash = app.hasher.hash(&app.ids, &password).await?;
    let mut row = member.clone().into_active_model();
    row.password_hash = Set(Some(hash));
    row.password_changed_at = Set(Some(app.clock.now().millis()));
    let txn = app.db.begin().await?;
    member::Entity::update(row).exec(&txn).await?;
    sessions::end_all(&txn, MemberId(member.id)).await?;
    txn.commit().await?;
    view(member)
}

async fn find(app: &AppState, email: &str) -> Result<member::Model> {
    let email = EmailAddress::parse(email)
        .map_err(|error| Problem::Invalid { fields: domain::FieldErrors::one("email", error) })?;
    Ok(by_email(app, &email).await?.ok_or(Problem::NotFound)?)
}
