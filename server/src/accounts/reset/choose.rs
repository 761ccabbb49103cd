use domain::{
    FieldErrors, Problem,
    accounts::{Password, PasswordContext},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    AppState, Result,
    accounts::{
        Admitted, Entrance, Way,
        admit::admit,
        breached::hash_chosen,
        given::Given,
        letters, limits,
        proofs::{self, Checked, Purpose},
        reclaim,
    },
    audit::{self, Entry},
    database::retrying,
    entities::member,
    factors,
    http::Visit,
    mail, sessions, tokens,
};

/// Gives an account a new password, by the link or the code of a letter, and signs in; with a second factor where the
/// member has one, because a mailbox is one factor alone.
///
/// Every session ends, of browsers and of programs, and so do the tokens of scripts. The letter also shows that the address is the member's; whatever anybody had attached to an
/// account whose address was not proved goes. The password is looked at after the letter, for what it must not consist of
/// is known only then; one that is refused does not use the letter up.
///
/// # Errors
/// [`Problem::LinkExpired`], or the field error `code`/`wrong`; field errors of `password`; [`Problem::TooManyAttempts`];
/// [`Problem::Suspended`].
pub async fn reset_password(app: &AppState, visit: &Visit, given: Given, password: &str) -> Result<Admitted> {
    limits::proof(app, visit).await?;
    let proof = proofs::check(app, visit, Purpose::ResetPassword, given.presented()).await?;
    let member = owner(app, &proof).await?;
    let context = PasswordContext::of(&[&member.name, &member.email, &app.site.name]);
    let password = Password::choose_for(&context, password)
        .map_err(|error| Problem::Invalid { fields: FieldErrors::one("password", error) })?;
    let hash = hash_chosen(app, &password).await?;
    let member = retrying(|| Box::pin(store(app, visit, proof.clone(), &member, &hash))).await?;
    tracing::info!(member.id = %member.id, "Chose a new password by letter");
    admit(app, visit, member, Entrance { way: Way::Reset, remember: false }).await
}

async fn owner(app: &AppState, proof: &Checked) -> Result<member::Model> {
    let id = proof.member.ok_or(Problem::LinkExpired)?;
    let member = member::Entity::find_by_id(id.0).one(app.db.read()).await?.ok_or(Problem::LinkExpired)?;
    if member.suspended_at.is_some() { Err(Problem::Suspended.into()) } else { Ok(member) }
}

/// Answers with the member as they are from now on, whom no browser that was trusted before is trusted by.
async fn store(
    app: &AppState,
    visit: &Visit,
    proof: Checked,
    member: &member::Model,
    hash: &str,
) -> Result<member::Model> {
    let (id, now) = (MemberId(member.id), app.clock.now().millis());
    let txn = app.db.begin().await?;
    let proven = proofs::redeem(&txn, app, proof).await?;
    if member.email_verified_at.is_none() {
        reclaim::clear(&txn, app, id, None).await?;
    }
    let changed = member::Model {
        password_hash: Some(hash.to_owned()),
        password_changed_at: Some(now),
        email_verified_at: Some(member.email_verified_at.unwrap_or(now)),
        ..member.clone()
    };
    let row = member::ActiveModel {
        password_hash: Set(changed.password_hash.clone()),
        password_changed_at: Set(changed.password_changed_at),
        email_verified_at: Set(changed.email_verified_at),
        ..Default::default()
    };
    let stored = member::Entity::update_many()
        .set(row)
        .filter(member::Column::Id.eq(member.id))
        .filter(member::Column::EmailFolded.eq(proven.email.folded()))
        .exec(&txn)
        .await?;
    if stored.rows_affected == 0 {
        // The account has another address by now, and this letter went to the former one.
        return Err(Problem::LinkExpired.into());
    }
    // A change of address that somebody else may have asked for goes with their sessions.
    proofs::void(&txn, id, &[Purpose::SignIn, Purpose::VerifyEmail, Purpose::ChangeEmail, Purpose::Confirm]).await?;
    sessions::end_all(&txn, id).await?;
    tokens::end_all(&txn, id).await?;
    // The way in that follows is the letter's: a browser that was trusted with the old password does not spare the factor.
    factors::forget_trusted(&txn, id).await?;
    let personal = tokens::personal::end_all(&txn, id).await?;
    mail::send(&txn, app, &letters::password_reset(app, &visit.client, &member.name, &member.email)).await?;
    if personal > 0 {
        let revoked = Entry::own(Event::TokenRevoked, id).from(&visit.client);
        audit::record(&txn, app, revoked.with("count", personal)).await?;
    }
    audit::record(&txn, app, Entry::own(Event::PasswordReset, id).from(&visit.client)).await?;
    txn.commit().await?;
    Ok(changed)
}
