//! How often letters may be asked for, and links and codes be tried.

use domain::{accounts::EmailAddress, id::MemberId};

use super::proofs::Purpose;
use crate::{AppState, Result, http::Visit, throttle};

/// Counts a letter that is asked for, by the client and by the mailbox, whether anybody has it or not.
///
/// # Errors
/// [`Problem::TooManyAttempts`](domain::Problem::TooManyAttempts).
pub(super) async fn letter(app: &AppState, visit: &Visit, purpose: Purpose, to: &EmailAddress) -> Result<()> {
    let limits = &app.config.recovery;
    let client = format!("letters:address:{}", visit.client.throttle_key());
    throttle::attempt(app, &client, limits.letters_per_address).await?;
    let mailbox = format!("letters:{}:{}", purpose.as_str(), throttle::text_key(&to.folded()));
    throttle::attempt(app, &mailbox, limits.letters_per_mailbox).await
}

/// Counts a letter that a member asks for to mailboxes of their choice.
///
/// # Errors
/// As [`letter`].
pub(super) async fn letter_of(app: &AppState, purpose: Purpose, member: MemberId) -> Result<()> {
    let key = format!("letters:{}:member:{member}", purpose.as_str());
    throttle::attempt(app, &key, app.config.recovery.letters_per_mailbox).await
}

/// Counts a link or a code that is tried.
///
/// # Errors
/// As [`letter`].
pub(super) async fn proof(app: &AppState, visit: &Visit) -> Result<()> {
    let client = format!("proofs:address:{}", visit.client.throttle_key());
    throttle::attempt(app, &client, app.config.recovery.proofs_per_address).await
}
