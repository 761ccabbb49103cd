use std::process::ExitCode;

use anyhow::Result;
use server::config::Config;

use crate::{boot, commands::told};

/// Fills an empty installation with the demo publication.
pub(super) async fn run(config: Config) -> Result<ExitCode> {
    let app = boot::app(config).await?;
    if server::seed::seed(&app).await.map_err(told)? {
        println!("A small demo publication is in place.");
    } else {
        println!("There are posts already; nothing was changed.");
    }
    Ok(ExitCode::SUCCESS)
}
