//! The `masthead` executable: reads the command line and the environment, and runs one command.

mod boot;
mod cli;
mod commands;
mod router;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

fn main() -> ExitCode {
    // A missing file is no mistake; one that cannot be read is told by the settings that it does not set.
    let _ = dotenvy::dotenv();
    let Some(command) = cli::Cli::parse().command.or_else(boot::under_cargo_leptos) else {
        return help();
    };
    match commands::run(command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("masthead: {}", server::chain(&error));
            ExitCode::FAILURE
        }
    }
}

/// What a person sees who types the name alone.
fn help() -> ExitCode {
    match cli::Cli::command().print_help() {
        Ok(()) => ExitCode::from(2),
        Err(_) => ExitCode::FAILURE,
    }
}
