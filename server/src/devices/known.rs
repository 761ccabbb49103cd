use domain::{Timestamp, accounts::EmailAddress, id::MemberId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};

use super::DeviceId;
use crate::{
    AppState, Result,
    entities::{known_device, member},
};

/// How long a browser keeps its cookie, in seconds: as long as browsers keep any.
pub(super) const COOKIE_SECONDS: u64 = 400 * 24 * 60 * 60;
/// More browsers than a person has. Of those beyond, the ones that were used longest ago are forgotten.
const MOST: u64 = 50;

/// Whether a member has signed in with this browser before.
pub(crate) async fn is_known(app: &AppState, member: MemberId, device: &DeviceId) -> Result<bool> {
    let key = (member.0, device.as_str().to_owned());
    let found: Option<i64> = known_device::Entity::find_by_id(key)
        .select_only()
        .column(known_device::Column::LastSeenAt)
        .into_tuple()
        .one(app.db.read())
        .await?;
    Ok(found.is_some_and(|seen| seen > oldest(app)))
}

/// The same, for whoever has an account with this address; nobody, if there is none.
pub(crate) async fn is_known_to(app: &AppState, email: &EmailAddress, device: &DeviceId) -> Result<bool> {
    let found: Option<i64> = known_device::Entity::find()
        .select_only()
        .column(known_device::Column::LastSeenAt)
        .join(JoinType::InnerJoin, known_device::Relation::Member.def())
        .filter(known_device::Column::DeviceHash.eq(device.as_str()))
        .filter(member::Column::EmailFolded.eq(email.folded()))
        .into_tuple()
        .one(app.db.read())
        .await?;
    Ok(found.is_some_and(|seen| seen > oldest(app)))
}

/// What a browser is to a member who signs in with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meeting {
    /// They have signed in with it before.
    Again,
    /// It is the first that is known of them.
    First,
    /// They have signed in before, but with others, or with browsers that were all forgotten since.
    New,
}

/// Notes that a member signs in with this browser.
pub(crate) async fn meet(
    db: &impl ConnectionTrait,
    app: &AppState,
    member: MemberId,
    device: &DeviceId,
) -> Result<Meeting> {
    let now = app.clock.now().millis();
    let seen = known_device::ActiveModel { last_seen_at: Set(now), ..Default::default() };
    let again = known_device::Entity::update_many()
        .set(seen)
        .filter(known_device::Column::MemberId.eq(member.0))
        .filter(known_device::Column::DeviceHash.eq(device.as_str()))
        .filter(known_device::Column::LastSeenAt.gt(oldest(app)))
        .exec(db)
        .await?;
    if again.rows_affected > 0 {
        return Ok(Meeting::Again);
    }
    let others = forget_excess(db, app, member).await?;
    let row = known_device::ActiveModel {
        member_id: Set(member.0),
        device_hash: Set(device.as_str().to_owned()),
        first_seen_at: Set(now),
        last_seen_at: Set(now),
    };
    known_device::Entity::insert(row).exec_without_returning(db).await?;
    Ok(if others { Meeting::New } else { Meeting::First })
}

/// Forgets every browser of a member, but not that there were some: the next one is new, and not the first.
pub(crate) async fn forget_all(db: &impl ConnectionTrait, member: MemberId) -> Result<()> {
    let lost = known_device::ActiveModel { last_seen_at: Set(0), ..Default::default() };
    let theirs = known_device::Entity::update_many().set(lost).filter(known_device::Column::MemberId.eq(member.0));
    theirs.exec(db).await?;
    Ok(())
}

/// Forgets every browser of a member but one.
pub(crate) async fn forget_others(db: &impl ConnectionTrait, member: MemberId, keep: Option<&DeviceId>) -> Result<()> {
    let mut others = known_device::Entity::delete_many().filter(known_device::Column::MemberId.eq(member.0));
    if let Some(keep) = keep {
        others = others.filter(known_device::Column::DeviceHash.ne(keep.as_str()));
    }
    others.exec(db).await?;
    Ok(())
}

/// Makes room for one more. Answers whether any was ever known.
async fn forget_excess(db: &impl ConnectionTrait, app: &AppState, member: MemberId) -> Result<bool> {
    let known: Vec<(String, i64)> = known_device::Entity::find()
        .select_only()
        .columns([known_device::Column::DeviceHash, known_device::Column::LastSeenAt])
        .filter(known_device::Column::MemberId.eq(member.0))
        .order_by_desc(known_device::Column::LastSeenAt)
        .limit(2 * MOST)
        .into_tuple()
        .all(db)
        .await?;
    let is_excess = |place: usize, seen: i64| place as u64 + 1 >= MOST || seen <= oldest(app);
    let excess: Vec<&str> =
        known.iter().enumerate().filter(|(n, known)| is_excess(*n, known.1)).map(|(_, known)| &*known.0).collect();
    if !excess.is_empty() {
        known_device::Entity::delete_many()
            .filter(known_device::Column::MemberId.eq(member.0))
            .filter(known_device::Column::DeviceHash.is_in(excess))
            .exec(db)
            .await?;
    }
    Ok(!known.is_empty())
}

/// A browser last seen before this has lost its cookie.
fn oldest(app: &AppState) -> i64 {
    let seconds = i64::try_from(COOKIE_SECONDS).unwrap_or(i64::MAX / 1000);
    Timestamp::plus_seconds(app.clock.now(), -seconds).millis()
}
