//! The audit of what the program depends on, by cargo-deny: licences, sources, duplicates, known weaknesses.

use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use crate::process;
use crate::step::{Failure, Outcome, note, step};
use crate::system;

/// Check licences, sources and duplicates always, weaknesses where their database can be reached.
///
/// # Errors
/// When cargo-deny finds something or cannot be installed.
pub(crate) fn run() -> Outcome {
    step("Audit the dependencies", "mend the dependency or, with a reason, the rule in deny.toml", || {
        if process::output(process::program("cargo").args(["deny", "--version"])).is_none() {
            system::install_crate("cargo-deny", None)?;
        }
        deny(&["check", "licenses", "bans", "sources"])?;
        if advisories_are_reachable() { deny(&["check", "advisories"]) } else { Ok(()) }
    })
}

fn deny(arguments: &[&str]) -> Outcome {
    process::run(process::program("cargo").arg("deny").args(arguments))
        .map_err(|_| Failure::new(format!("`cargo deny {}` found something", arguments.join(" "))))
}

/// Whether the advisory database, a git repository, could be fetched. Says so when not.
fn advisories_are_reachable() -> bool {
    let answers = (HOST, 443)
        .to_socket_addrs()
        .is_ok_and(|mut addresses| addresses.any(|address| TcpStream::connect_timeout(&address, PATIENCE).is_ok()));
    let fetched = answers && process::run(process::program("cargo").args(["deny", "fetch", "db"])).is_ok();
    if !fetched {
        note(&format!("SKIPPED: known weaknesses; their database at {HOST} cannot be reached from here"));
    }
    fetched
}

const HOST: &str = "github.com";
const PATIENCE: Duration = Duration::from_secs(5);
