//! `cargo xtask serve`: from a clone to a site with something to read.

use std::process::Command;

use crate::build::{self, Profile};
use crate::process;
use crate::step::{Failure, Outcome, note, step};
use crate::toolchain::Toolchain;
use crate::workspace;

/// Build, migrate, seed, then become the server.
///
/// # Errors
/// When a step fails, or when the server cannot be started. On Unix it does not return otherwise.
pub(crate) fn run(profile: Profile) -> Outcome {
    build::build(Toolchain::ensure()?, profile)?;
    step("Bring the database up to date", DATABASE_REMEDY, || process::run(masthead().args(["migrate", "up"])))?;
    step("Fill an empty installation with a demo publication", DATABASE_REMEDY, || {
        process::run(masthead().arg("seed"))
    })?;
    let address = std::env::var("MASTHEAD_HTTP_ADDR").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    note(&format!("Serving on http://{address} (Ctrl+C ends it)"));
    become_server(masthead().arg("serve"))
}

const DATABASE_REMEDY: &str =
    "`dist/masthead doctor` looks for the cause; `dist/masthead migrate fresh` starts over with an empty database";

fn masthead() -> Command {
    process::program(workspace::masthead())
}

/// Replace this process, so that signals reach the server itself.
#[cfg(unix)]
fn become_server(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    Err(Failure::new(format!("cannot start the server: {}", command.exec())))
}

#[cfg(not(unix))]
fn become_server(command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!("the server ended with {status}"))),
        Err(error) => Err(Failure::new(format!("cannot start the server: {error}"))),
    }
}
