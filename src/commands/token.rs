use std::process::ExitCode;

use anyhow::Result;
use server::{config::Config, tokens};

use crate::{boot, cli::Token, commands::told};

/// Looks after the tokens of members.
pub(super) async fn run(config: Config, action: Token) -> Result<ExitCode> {
    let app = boot::app(config).await?;
    match action {
        Token::RevokeAll { email } => {
            let count = tokens::revoke_all(&app, &email).await.map_err(told)?;
            println!("{count} token(s) of {email} are revoked; no program is signed in any more.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
