//! Another address for an account.

mod change;
mod outside;
mod undo;

use domain::accounts::{Actor, EmailAddress, Standing};
use server::accounts::{Confirmed, account, ask_for_email_change, confirm_by_link};

use super::letters::token_in;
use crate::test_app::TestApp;

/// The same member, with a fresh proof.
pub(super) fn proved(app: &TestApp, actor: &Actor) -> Actor {
    let standing = Standing { proved_at: Some(app.clock.now()), ..actor.standing };
    Actor { standing, ..actor.clone() }
}

async fn wish(app: &TestApp, actor: &Actor, email: &str) -> server::Result<()> {
    // Letters of the same moment have no order.
    app.clock.advance_seconds(1);
    ask_for_email_change(app, &app.visit(), &proved(app, actor), &EmailAddress::parse(email).unwrap()).await
}

/// Presses the button of a letter, in a session of the member.
async fn answer(app: &TestApp, actor: &Actor, token: &str) -> server::Result<Confirmed> {
    app.clock.advance_seconds(1);
    confirm_by_link(app, &app.visit(), actor, token.to_owned()).await
}

async fn address(app: &TestApp, actor: &Actor) -> String {
    account(app, actor).await.unwrap().email
}

/// The secret in the newest letter to somebody.
async fn newest(app: &TestApp, name: &str) -> String {
    app.letters_to(name).await.iter().rev().find_map(token_in).expect("a letter with a link")
}
