//! `cargo xtask lint`: clippy with warnings as errors, for both sides, which must never be built together.

use crate::build::{FOR_BROWSERS, locked};
use crate::process;
use crate::step::{Outcome, step};
use crate::toolchain::Toolchain;

/// Find the compiler, then lint.
///
/// # Errors
/// When clippy finds something.
pub(crate) fn run() -> Outcome {
    let toolchain = Toolchain::ensure()?;
    toolchain.ensure_linters()?;
    native(toolchain)?;
    wasm(toolchain)
}

/// Lint the server, the program, the tests and these commands.
///
/// # Errors
/// When clippy finds something.
pub(crate) fn native(toolchain: Toolchain) -> Outcome {
    step("Lint the server's side", REMEDY, || {
        process::run(toolchain.cargo().args(["clippy", "--all-targets"]).args(locked()).args(["--", "-D", "warnings"]))
    })
}

/// Lint what runs in the browser.
///
/// # Errors
/// When clippy finds something.
pub(crate) fn wasm(toolchain: Toolchain) -> Outcome {
    step("Lint the browser's side", REMEDY, || {
        let mut clippy = toolchain.cargo();
        clippy.arg("clippy").args(FOR_BROWSERS);
        process::run(clippy.args(locked()).args(["--", "-D", "warnings"]))
    })
}

const REMEDY: &str = "mend what clippy names; `rustup component add clippy` when it is missing";
