//! Node packages: those of the browser tests, and those of the provider that the tests sign in with.

use std::fs;

use super::Counts;
use crate::process;
use crate::step::{Failure, Outcome, note, step};
use crate::system;
use crate::workspace;

/// The folder of the browser tests.
pub(crate) const BROWSER: &str = "end2end";
/// The folder of the provider that people sign in with, in the tests in Rust and in the browser.
pub(crate) const PROVIDER: &str = "server/tests/provider";

const NODE: u32 = 20;

/// Install the provider. Without Node its tests test nothing, which is told and counted; a CI machine has to have it.
pub(super) fn provider() -> Counts {
    if !process::exists("npm") && std::env::var_os("CI").is_none() {
        note("skipped: signing in with a real provider, because there is no Node on this machine");
        return Counts::one_skipped();
    }
    let remedy = "check the way to the registry of Node packages";
    match step("Install the provider that the tests sign in with", remedy, || ensure(PROVIDER)) {
        Ok(()) => Counts::default(),
        Err(failure) => {
            failure.print();
            Counts::one_failure()
        }
    }
}

/// `npm ci` in a folder, unless the packages of the very lock file are there.
///
/// # Errors
/// When npm is missing or fails.
pub(crate) fn ensure(folder: &str) -> Outcome {
    if !process::exists("npm") {
        system::install_packages(&["nodejs", "npm"])?;
    }
    ensure_node_is_new_enough()?;
    let root = workspace::root().join(folder);
    let lock = fs::read(root.join("package-lock.json"))
        .map_err(|error| Failure::new(format!("cannot read {folder}/package-lock.json: {error}")))?;
    let stamp = root.join("node_modules/.installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = process::program("npm");
    npm.current_dir(&root).args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(&mut npm)?;
    fs::write(&stamp, lock).map_err(|error| Failure::new(format!("cannot write {}: {error}", stamp.display())))
}

fn ensure_node_is_new_enough() -> Outcome {
    let version = process::output(process::program("node").arg("--version")).unwrap_or_default();
    match node_major(&version) {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(Failure::new(format!("Node `{}` is too old", version.trim()))
            .remedy(format!("install Node {NODE} or newer, for example from https://nodejs.org"))),
    }
}

fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major(""), None);
    }
}
