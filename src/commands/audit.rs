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
        Audit::Verify { checkpoint } => match audit::verify(&app, checkpoint.as_ref()).await.map_err(told)? {
            Verdict::Whole { end: None } => {
                println!("There are no events yet.");
                Ok(ExitCode::SUCCESS)
            }
            Verdict::Whole { end: Some(end) } => {
                println!("{} events, none changed, none missing.", end.seq);
                if let Some(noted) = checkpoint {
                    println!("Event {} is the one that was noted.", noted.seq);
                }
                println!("Checkpoint: {end}");
                Ok(ExitCode::SUCCESS)
            }
            Verdict::Broken { seq, fault } => {
                eprintln!("masthead: the record was tampered with: event {seq}: {fault}");
                Ok(ExitCode::FAILURE)
            }
        },
    }
}
