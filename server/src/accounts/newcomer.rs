use domain::{
    accounts::{DisplayName, EmailAddress, Role},
    webhooks::WebhookEvent,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::proofs;
use crate::{
    AppState,
    entities::{installation, member},
    members,
};

/// Somebody who is about to get an account.
#[derive(Debug)]
pub(crate) struct Newcomer<'a> {
    /// What others see.
    pub(crate) name: &'a DisplayName,
    /// Where letters go.
    pub(crate) email: &'a EmailAddress,
    /// Nothing for those who sign in by other means.
    pub(crate) password_hash: Option<String>,
    /// Whether the address is known to be theirs.
    pub(crate) is_verified: bool,
    /// The role; without one, what the state of the installation says: its first member owns it, all others are readers.
    pub(crate) role: Option<Role>,
}

impl Newcomer<'_> {
    /// Makes the account. Nothing if the address was given up lately and may be taken back: then roll back, for the row is
    /// written first, so that of two at the same moment one sees the other.
    ///
    /// # Errors
    /// A violation of [`unique::MEMBERS_EMAIL`](crate::database::unique::MEMBERS_EMAIL) if the address has an account, of
    /// [`unique::INSTALLATION`](crate::database::unique::INSTALLATION) if somebody else became the owner at this very moment.
    pub(crate) async fn insert(
        &self,
        txn: &DatabaseTransaction,
        app: &AppState,
    ) -> Result<Option<member::Model>, DbErr> {
        let is_owned = is_owned(txn).await?;
        let role = self.role.unwrap_or(if is_owned { Role::Reader } else { Role::Admin });
        let member = self.row(app, role);
        member::Entity::insert(member::ActiveModel::from(member.clone())).exec_without_returning(txn).await?;
        if proofs::is_kept_for_another(txn, app, self.email, None).await? {
            return Ok(None);
        }
        if role == Role::Admin && !is_owned {
            own(txn, member.id).await?;
        }
        members::announce(txn, app, WebhookEvent::MemberJoined, &member).await?;
        tracing::info!(member.id = %member.id, member.role = role.as_str(), "Joined");
        Ok(Some(member))
    }

    fn row(&self, app: &AppState, role: Role) -> member::Model {
        let now = app.clock.now().millis();
        member::Model {
            id: app.ids.uuid(),
            email: self.email.as_str().to_owned(),
            email_folded: self.email.folded(),
            name: self.name.as_str().to_owned(),
            password_hash: self.password_hash.clone(),
            role: role.as_str().to_owned(),
            joined_at: now,
            email_verified_at: self.is_verified.then_some(now),
            password_changed_at: self.password_hash.as_ref().map(|_| now),
            suspended_at: None,
            deletes_at: None,
        }
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
