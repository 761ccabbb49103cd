use domain::{
    Timestamp,
    accounts::{Permission, Role},
    id::MemberId,
};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::{acting::with_acting, begin::ActorFacts, key, loaded::Data};
use crate::{
    config::Config,
    database::Database,
    entities::{member, role_permission, session},
    factors,
};

/// A session with its member and one of their permissions.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    pub(super) data: String,
    pub(super) version: i32,
    pub(super) member_id: Option<Uuid>,
    pub(super) handle: Option<Uuid>,
    pub(super) created_at: i64,
    pub(super) seen_at: i64,
    pub(super) expires_at: i64,
    pub(super) ends_at: Option<i64>,
    pub(super) is_remembered: bool,
    name: Option<String>,
    role: Option<String>,
    permission: Option<String>,
    proved_at: Option<i64>,
    email_verified_at: Option<i64>,
    suspended_at: Option<i64>,
    acting_as: Option<Uuid>,
    acting_until: Option<i64>,
    acted_id: Option<Uuid>,
    acted_name: Option<String>,
    acted_role: Option<String>,
    acted_verified_at: Option<i64>,
    deletes_at: Option<i64>,
    password_changed_at: Option<i64>,
    lacks_factor: i32,
}

impl Row {
    /// Whether the member's password is the one that counted when the session began. A sign-in by the old one may have been
    /// on its way while the new one was stored and all sessions ended. Sessions from before this was noted go on.
    pub(super) fn has_present_password(&self, data: &Data) -> bool {
        data.get(key::PASSWORD_CHANGED_AT).is_none_or(|seen| seen.as_i64() == self.password_changed_at)
    }
}

/// One row for each permission of the member, one alone without any; none if the session is over or was never there.
pub(super) async fn load(db: &Database, config: &Config, id_hash: &str, now: Timestamp) -> Result<Vec<Row>, DbErr> {
    let sessions = session::Entity::find()
        .select_only()
        .columns([
            session::Column::Data,
            session::Column::Version,
            session::Column::MemberId,
            session::Column::Handle,
            session::Column::CreatedAt,
            session::Column::SeenAt,
            session::Column::ExpiresAt,
            session::Column::EndsAt,
            session::Column::IsRemembered,
            session::Column::ProvedAt,
        ])
        .column_as(member::Column::Name, "name")
        .column_as(member::Column::Role, "role")
        .column_as(member::Column::EmailVerifiedAt, "email_verified_at")
        .column_as(member::Column::SuspendedAt, "suspended_at")
        .column_as(member::Column::DeletesAt, "deletes_at")
        .column_as(member::Column::PasswordChangedAt, "password_changed_at")
        .column_as(role_permission::Column::Permission, "permission")
        .expr_as(factors::lacks_one_column(&config.accounts), "lacks_factor")
        .join(JoinType::LeftJoin, session::Relation::Member.def())
        .join(JoinType::LeftJoin, member::Relation::Role.def())
        .filter(session::Column::IdHash.eq(id_hash))
        .filter(session::Column::ExpiresAt.gt(now.millis()));
    with_acting(sessions, now).into_model::<Row>().all(db.read()).await
}

/// Who the rows say is there, with all their permissions; nobody if the session is nobody's, or its member is suspended.
pub(super) fn actor(rows: &[Row], is_fresh: impl Fn(&Timestamp) -> bool) -> Option<ActorFacts> {
    let first = rows.first().filter(|row| row.suspended_at.is_none())?;
    let admin = MemberId(first.member_id?);
    // Who acts as another answers with their own factor.
    let lacks_factor = first.lacks_factor != 0;
    let granted = if lacks_factor { &[] } else { rows };
    let permissions = granted.iter().filter_map(|row| Permission::parse(row.permission.as_deref()?)).collect();
    let proved_at = first.proved_at.map(Timestamp::from_millis).filter(is_fresh);
    if let Some(member) = first.acted_id {
        return Some(ActorFacts {
            id: MemberId(member),
            name: first.acted_name.clone()?,
            role: Role::parse(first.acted_role.as_deref()?)?,
            permissions,
            proved_at,
            acting: Some(admin),
            acting_until: first.acting_until.map(Timestamp::from_millis),
            acting_over: None,
            is_verified: first.acted_verified_at.is_some(),
            deletes_at: None,
            lacks_factor,
        });
    }
    Some(ActorFacts {
        id: admin,
        name: first.name.clone()?,
        role: Role::parse(first.role.as_deref()?)?,
        permissions,
        proved_at,
        acting: None,
        acting_until: None,
        acting_over: first.acting_as.map(MemberId),
        is_verified: first.email_verified_at.is_some(),
        deletes_at: first.deletes_at.map(Timestamp::from_millis),
        lacks_factor,
    })
}
