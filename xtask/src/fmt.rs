//! `cargo xtask fmt`: format the Rust code, and the check of it.

use crate::process;
use crate::step::{Outcome, step};
use crate::toolchain::Toolchain;

/// Rewrite what is not formatted.
///
/// # Errors
/// When rustfmt is missing or cannot read a file.
pub(crate) fn run() -> Outcome {
    step("Format", "rustup component add rustfmt", || process::run(process::program("cargo").args(["fmt", "--all"])))
}

/// Fail when something is not formatted.
///
/// # Errors
/// When a file differs from its formatted form.
pub(crate) fn check(toolchain: Toolchain) -> Outcome {
    step("Check the format", "cargo xtask fmt", || process::run(toolchain.cargo().args(["fmt", "--all", "--check"])))
}
