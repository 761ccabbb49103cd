//! The letters about accounts.

mod email_change;
mod password;
mod reset;
mod sign_in;
mod verify;

pub(super) use email_change::{
    change_asked, email_changed, email_left, email_restored, prove_new_address, somebody_wants_your_address,
};
pub(super) use password::{password_changed, password_reset, password_set};
pub(super) use reset::reset;
pub(super) use sign_in::sign_in;
pub(super) use verify::verify;

use domain::paths;

use super::proofs::Issued;
use crate::{AppState, http::Client};

/// The whole URL of the page `page` with the secret of this letter.
fn link(app: &AppState, page: &str, issued: &Issued) -> String {
    format!("{}{}", app.site.url, paths::with_token(page, &issued.token))
}

/// When and from where something was asked for.
fn facts(app: &AppState, client: &Client) -> Vec<(String, String)> {
    vec![
        ("When".to_owned(), app.clock.now().long_date_and_time()),
        ("Address".to_owned(), client.address.to_canonical().to_string()),
        ("Browser".to_owned(), client.agent.clone()),
    ]
}
