use std::time::Duration;

use domain::{Problem, id::MemberId};
use sea_orm::DatabaseTransaction;

use super::{
    DeviceId,
    known::{COOKIE_SECONDS, Meeting, is_known, meet},
    letters,
};
use crate::{
    AppState, Error, Result,
    accounts::Way,
    config::Limit,
    entities::member,
    http::{Visit, cookie},
    mail, throttle,
};

/// Letters about new browsers to one member. A program that signs in without keeping cookies is new every time.
const LETTERS: Limit = Limit { attempts: 5, window: Duration::from_secs(60 * 60) };

/// A browser with which a member is about to sign in.
#[derive(Clone, Debug)]
pub(crate) struct Guest {
    device: DeviceId,
    may_write: bool,
}

/// Finds out which browser a member signs in with; one that has no cookie yet gets one. Outside of any transaction.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn guest(app: &AppState, visit: &Visit, member: MemberId) -> Result<Guest> {
    let device = visit.device.clone().unwrap_or_else(|| introduce(app, visit));
    let may_write = !is_known(app, member, &device).await? && has_letters_left(app, member).await?;
    Ok(Guest { device, may_write })
}

/// Notes that a member signs in with a browser, and writes to them if it is a new one.
///
/// # Errors
/// If it cannot be written down.
pub(crate) async fn greet(
    txn: &DatabaseTransaction,
    app: &AppState,
    visit: &Visit,
    (member, way): (&member::Model, Way),
    guest: &Guest,
) -> Result<()> {
    let meeting = meet(txn, app, MemberId(member.id), &guest.device).await?;
    // Of a reset there is a letter already, which says when and from where.
    if meeting == Meeting::New && guest.may_write && way != Way::Reset {
        mail::send(txn, app, &letters::new_device(app, member, &visit.client, way)).await?;
    }
    Ok(())
}

fn introduce(app: &AppState, visit: &Visit) -> DeviceId {
    let (device, cookie) = DeviceId::new(&app.ids.secret());
    let site = &app.config.site;
    visit.cookies.set(site, cookie::device_name(site), &cookie, COOKIE_SECONDS);
    device
}

async fn has_letters_left(app: &AppState, member: MemberId) -> Result<bool> {
    match throttle::attempt(app, &format!("new_device:member:{member}"), LETTERS).await {
        Ok(()) => Ok(true),
        Err(Error::Problem(Problem::TooManyAttempts { .. })) => Ok(false),
        Err(error) => Err(error),
    }
}
