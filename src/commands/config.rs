use std::process::ExitCode;

use anyhow::Result;

use crate::{boot, cli};

/// Prints the settings, or their reference.
pub(super) fn run(options: &cli::Config) -> Result<ExitCode> {
    if options.reference {
        print!("{}", server::config::reference());
        return Ok(ExitCode::SUCCESS);
    }
    for row in server::config::rows(&boot::config()?) {
        println!("{}={}", row.variable, row.value);
        println!("    {} (default: {})", row.meaning, row.default);
    }
    Ok(ExitCode::SUCCESS)
}
