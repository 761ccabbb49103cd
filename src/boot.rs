//! What every command needs before it can begin.

use anyhow::{Context, Result, bail};
use server::{AppState, config::Config};
use tokio::runtime::Runtime;

use crate::cli::{self, Command};

/// The settings, from the environment. A wrong one ends the program before anything has started.
pub(crate) fn config() -> Result<Config> {
    let lookup = |name: &str| std::env::var(name).ok();
    let config = Config::from_env(&lookup)?;
    for warning in server::config::unknown_variables(std::env::vars().map(|(name, _)| name)) {
        eprintln!("masthead: {warning}");
    }
    Ok(config)
}

/// What cargo-leptos means when it starts the program without a command.
pub(crate) fn under_cargo_leptos() -> Option<Command> {
    std::env::var_os("LEPTOS_OUTPUT_NAME").map(|_| Command::Serve(cli::Serve { migrate: true }))
}

/// The runtime for everything that waits.
pub(crate) fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start the async runtime")
}

/// The program with its database, which must have all its tables.
pub(crate) async fn app(config: Config) -> Result<AppState> {
    let app = AppState::open(config).await?;
    let pending = app.db.pending().await?;
    if pending > 0 {
        bail!("the database lacks {pending} migration(s); run `masthead migrate up` first");
    }
    Ok(app)
}
