use std::process::ExitCode;

use anyhow::Result;
use server::{
    audit::{self, Verdict},
    config::Config,
};

use crate::{boot, cli::Audit, commands::told};

/// Looks after the record of security events.
pub(super) async fn run(config: Config, action: Audit) -> Result<ExitCode> {
    let app = boot::app(config).await?;
    match action {
        Audit::Verify => match audit::verify(&app).await.map_err(told)? {
            Verdict::Whole { events, digest } => {
                println!("{events} events, none changed, none missing. Digest of the last one: {digest}");
                Ok(ExitCode::SUCCESS)
            }
            Verdict::Broken { seq, fault } => {
                eprintln!("masthead: the record was tampered with: event {seq}: {fault}");
                Ok(ExitCode::FAILURE)
            }
        },
    }
}
