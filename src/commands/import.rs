use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use server::{config::Config, import};

use crate::{boot, cli, commands::told};

/// Imports a folder, with a progress bar and a report. Exits 1 if a file could not be taken.
pub(super) async fn run(config: Config, options: &cli::Import) -> Result<ExitCode> {
    let app = boot::app(config).await?;
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{bar:32} {pos}/{len} {msg}")?);
    let show = |progress: import::Progress| {
        bar.set_length(progress.total as u64);
        bar.set_position(progress.done as u64);
        bar.set_message(progress.file);
    };
    let report = import::import(&app, &options.folder, options.base_url.as_deref(), &show).await.map_err(told)?;
    bar.finish_and_clear();
    println!("{report}");
    Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
