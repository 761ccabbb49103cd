use domain::{audit::Event, id::MemberId};

use super::{families, personal};
use crate::{
    AppState, Result, accounts,
    audit::{self, Entry},
};

/// Revokes every personal token of a member and signs their programs out, for operators. Answers with how many personal
/// tokens there were.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) if nobody has this address, a field error if it is none.
pub async fn revoke_all(app: &AppState, email: &str) -> Result<u64> {
    let member = MemberId(accounts::find(app, email).await?.id);
    let txn = app.db.begin().await?;
    families::end_all(&txn, member).await?;
    let count = personal::end_all(&txn, member).await?;
    audit::record(&txn, app, Entry::new(Event::TokenRevoked).about(member).with("count", count)).await?;
    txn.commit().await?;
    Ok(count)
}
