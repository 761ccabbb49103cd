//! One file a command.

mod audit;
mod config;
mod doctor;
mod healthcheck;
mod import;
mod keys;
mod member;
mod migrate;
mod seed;
mod serve;
mod token;

use std::process::ExitCode;

use anyhow::Result;

use crate::{boot, cli::Command};

/// Runs a command to its end.
pub(crate) fn run(command: Command) -> Result<ExitCode> {
    if let Command::Config(options) = &command {
        return config::run(options);
    }
    let config = boot::config()?;
    if let Command::Healthcheck = command {
        return healthcheck::run(&config);
    }
    boot::runtime()?.block_on(async {
        match command {
            Command::Serve(options) => serve::run(config, &options).await,
            Command::Migrate(step) => migrate::run(&config, step).await,
            Command::Seed => seed::run(config).await,
            Command::Import(options) => import::run(config, &options).await,
            Command::Member(action) => member::run(config, action).await,
            Command::Keys(action) => keys::run(config, action).await,
            Command::Token(action) => token::run(config, action).await,
            Command::Audit(action) => audit::run(config, action).await,
            Command::Doctor => doctor::run(config).await,
            Command::Healthcheck | Command::Config(_) => unreachable!("answered above"),
        }
    })
}

/// What a command says of an error of the program: here the reader is the operator, so internal details are shown.
fn told(error: server::Error) -> anyhow::Error {
    match error {
        server::Error::Problem(domain::Problem::Invalid { fields }) => {
            let sentences: Vec<String> =
                fields.iter().map(|(field, error)| format!("{field}: {}", error.message)).collect();
            anyhow::anyhow!(sentences.join("\n"))
        }
        server::Error::Problem(problem) => anyhow::anyhow!(problem.message()),
        server::Error::Internal(error) => error,
    }
}
