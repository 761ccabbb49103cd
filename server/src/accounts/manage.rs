use domain::{
    Problem,
    accounts::{EmailAddress, MemberView, Password, Role, SignUpForm},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{
    actor::view,
    breached::hash_chosen,
    letters,
    proofs::{self, Purpose},
    read::by_email,
    sign_up,
};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::member,
    factors, mail,
    members::{managers, role::change_role},
    sessions, tokens,
};

/// Makes an account from the command line. An admin becomes the owner of an installation that has none yet.
///
/// # Errors
/// The field errors `email`/`taken` and `password`/`breached`.
pub async fn create_member(app: &AppState, form: SignUpForm, role: Role) -> Result<MemberView> {
    view(sign_up::insert(app, &form, Some(role), None).await?.ok_or_else(sign_up::taken)?)
}

/// Changes a member's role; it holds from their next request on.
///
/// # Errors
/// [`Problem::NotFound`] if nobody has this address; the field error `email` if it is none, and `role`/`last_manager` if
/// nobody would be left who can manage the publication.
pub async fn set_role(app: &AppState, email: &str, role: Role) -> Result<MemberView> {
    let member = find(app, email).await?;
    let txn = app.db.begin().await?;
    managers::lock(&txn).await?;
    change_role(&txn, &member, role).await?;
    let entry = Entry::new(Event::MemberRoleChanged).about(MemberId(member.id));
    audit::record(&txn, app, entry.with("from", &*member.role).with("to", role.as_str())).await?;
    txn.commit().await?;
    view(member::Model { role: role.as_str().to_owned(), ..member })
}

/// Changes a member's password and signs them out everywhere; what was asked for by letter is taken back. They
/// are told.
///
/// # Errors
/// As [`set_role`].
pub async fn set_password(app: &AppState, email: &str, password: Password) -> Result<MemberView> {
    let member = find(app, email).await?;
    let hash = hash_chosen(app, &password).await?;
    let mut row = member.clone().into_active_model();
    row.password_hash = Set(Some(hash));
    row.password_changed_at = Set(Some(app.clock.now().millis()));
    let txn = app.db.begin().await?;
    member::Entity::update(row).exec(&txn).await?;
    proofs::void(
        &txn,
        MemberId(member.id),
        &[Purpose::ResetPassword, Purpose::SignIn, Purpose::ChangeEmail, Purpose::Confirm],
    )
    .await?;
    sessions::end_all(&txn, MemberId(member.id)).await?;
    tokens::end_all(&txn, MemberId(member.id)).await?;
    tokens::personal::end_all(&txn, MemberId(member.id)).await?;
    factors::forget_trusted(&txn, MemberId(member.id)).await?;
    mail::send(&txn, app, &letters::password_set(app, &member.name, &member.email)).await?;
    audit::record(&txn, app, Entry::new(Event::PasswordChanged).about(MemberId(member.id))).await?;
    txn.commit().await?;
    view(member)
}

/// The member with this address, as it was typed.
///
/// # Errors
/// As [`set_role`].
pub(crate) async fn find(app: &AppState, email: &str) -> Result<member::Model> {
    let email = EmailAddress::parse(email)
        .map_err(|error| Problem::Invalid { fields: domain::FieldErrors::one("email", error) })?;
    Ok(by_email(app, &email).await?.ok_or(Problem::NotFound)?)
}
