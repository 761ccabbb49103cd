use std::process::ExitCode;

use anyhow::Result;
use server::{config::Config, tokens::keys};

use crate::{boot, cli::Keys, commands::told};

/// Looks after the keys that sign access tokens.
pub(super) async fn run(config: Config, action: Keys) -> Result<ExitCode> {
    let app = boot::app(config).await?;
    match action {
        Keys::List => {
            for key in keys::list(&app).await.map_err(told)? {
                let state = match key.retired_at {
                    None => "signs".to_owned(),
                    Some(at) => format!("retired {at}"),
                };
                println!("{}  made {}  {state}", key.kid, key.created_at);
            }
        }
        Keys::Rotate { distrust } => {
            let key = keys::rotate(&app, distrust).await.map_err(told)?;
            let others = if distrust {
                "Tokens of older keys are refused."
            } else {
                "Older tokens stay good until they expire."
            };
            println!("{} signs from now on. {others}", key.kid);
        }
    }
    Ok(ExitCode::SUCCESS)
}
