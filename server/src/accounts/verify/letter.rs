use domain::{
    Problem,
    accounts::{EmailAddress, Viewer},
};

use super::Confirmed;
use crate::{
    AppState, Error, Result,
    accounts::{
        given::Given,
        proofs::{self, Checked, Purpose},
    },
    http::Visit,
};

/// A letter about an address, for the page to which its link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressLetter {
    /// The mailbox that it went to.
    pub email: EmailAddress,
    /// What answering it does.
    pub to_be: Confirmed,
    /// Whether it is about the account of whoever looks at it, by their own hands: then its button is all that it takes.
    pub is_own: bool,
}

/// The letter with this link, as `viewer` may see it. Uses nothing up, and says nothing of the account.
///
/// # Errors
/// [`Problem::LinkExpired`].
pub async fn address_letter(app: &AppState, viewer: &Viewer, token: &str) -> Result<AddressLetter> {
    let (purpose, proof) = proofs::look(app, &[Purpose::VerifyEmail, Purpose::ChangeEmail], token).await?;
    let to_be = if purpose == Purpose::VerifyEmail { Confirmed::Verified } else { Confirmed::Changed };
    let is_own = match viewer {
        Viewer::Member(actor) => actor.require_own_hands().is_ok() && proof.member == Some(actor.id),
        Viewer::Stranger => false,
    };
    Ok(AddressLetter { email: proof.email, to_be, is_own })
}

/// Looks at the link or the code of such a letter, of either kind.
///
/// # Errors
/// [`Problem::LinkExpired`], or the field error `code`/`wrong`.
pub(super) async fn check(app: &AppState, visit: &Visit, given: &Given) -> Result<(Confirmed, Checked)> {
    match proofs::check(app, visit, Purpose::VerifyEmail, given.presented()).await {
        Err(Error::Problem(Problem::LinkExpired)) => {
            Ok((Confirmed::Changed, proofs::check(app, visit, Purpose::ChangeEmail, given.presented()).await?))
        }
        proof => Ok((Confirmed::Verified, proof?)),
    }
}
