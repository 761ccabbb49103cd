//! `cargo xtask setup`: what developing wants besides, so that `cargo leptos watch` works as the ecosystem expects.

use std::path::PathBuf;

use crate::process;
use crate::step::{Outcome, note, step};
use crate::system::{install_crate, install_crate_with};
use crate::test::{ensure_chromium, packages};
use crate::toolchain::Toolchain;
use crate::workspace;

/// Install every tool that is missing; what is there stays.
///
/// # Errors
/// When one cannot be installed.
pub(crate) fn run() -> Outcome {
    let toolchain = Toolchain::ensure()?;
    step("Install clippy and rustfmt", "rustup component add clippy rustfmt", || toolchain.ensure_linters())?;
    step("Find Chromium for the browser tests", "install Chromium, or name it in CHROMIUM", ensure_chromium)?;
    step("Install the Node packages of the browser tests", NPM_REMEDY, || {
        packages::ensure(packages::BROWSER)?;
        packages::ensure(packages::PROVIDER)
    })?;
    step("Install sass and wasm-opt", NPM_REMEDY, ensure_node_tools)?;
    step("Install wasm-bindgen", CRATES_REMEDY, ensure_wasm_bindgen)?;
    step("Install cargo-leptos", CRATES_REMEDY, ensure_cargo_leptos)?;
    note("`cargo leptos watch` serves on http://127.0.0.1:3000 and reloads what changes");
    if toolchain == Toolchain::Debian {
        note("with Debian's compiler: RUSTUP_TOOLCHAIN=debian cargo leptos watch");
    }
    Ok(())
}

const NPM_REMEDY: &str = "check the way to the registry of Node packages";
const CRATES_REMEDY: &str = "check the way to the registry of crates";

/// cargo-leptos starts both by name and would download what it does not find.
fn ensure_node_tools() -> Outcome {
    let missing: Vec<&str> = [("sass", "sass"), ("wasm-opt", "binaryen")]
        .into_iter()
        .filter(|(program, _)| !process::exists(program))
        .map(|(_, package)| package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    // Cargo's home is on the PATH already and needs no root.
    let mut npm = process::program("npm");
    npm.args(["install", "--global", "--no-audit", "--no-fund", "--prefix"]).arg(cargo_home()).args(&missing);
    process::run(&mut npm)
}

/// It must be of the very version that the lock file names for the library.
fn ensure_wasm_bindgen() -> Outcome {
    let wanted = workspace::locked_version("wasm-bindgen")?;
    let present = process::output(process::program("wasm-bindgen").arg("--version")).unwrap_or_default();
    if present.split_whitespace().nth(1) == Some(wanted.as_str()) {
        return Ok(());
    }
    install_crate("wasm-bindgen-cli", Some(&wanted))
}

fn ensure_cargo_leptos() -> Outcome {
    if process::exists("cargo-leptos") {
        return Ok(());
    }
    let Err(failure) = install_crate("cargo-leptos", None) else { return Ok(()) };
    if let Some(debian) = Toolchain::debian_if_ready() {
        note("trying with Debian's compiler, which may be newer");
        return install_crate_with(debian, "cargo-leptos", None);
    }
    Err(failure.remedy("cargo-leptos 0.3.11 wants Rust 1.96: `rustup update stable`, then again"))
}

fn cargo_home() -> PathBuf {
    std::env::var_os("CARGO_HOME")
        .map_or_else(|| std::env::home_dir().unwrap_or_default().join(".cargo"), PathBuf::from)
}
