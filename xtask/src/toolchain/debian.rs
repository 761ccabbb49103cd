//! The fallback where the wasm32 target cannot be downloaded: Debian's current Rust (package `rustc-web`) has no standard
//! library for wasm32, but its sources are packaged, so it is built once and put into the compiler's sysroot.

use std::fs;
use std::path::{Path, PathBuf};

use super::{WASM, has_wasm};
use crate::process;
use crate::step::{Failure, Outcome, note, step};
use crate::workspace;

/// The name under which rustup knows Debian's compiler.
pub(super) const NAME: &str = "debian";

const SYSROOT: &str = "/usr";
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22", "binaryen"];
const LINTERS: [&str; 2] = ["rust-web-clippy", "rustfmt-web"];
const LINKER: &str = "/usr/bin/wasm-ld-22";
const LLD: &str = "/usr/lib/llvm-22/bin/lld";
/// Beside the libraries: which compiler made them. They fit no other, and a package update brings another one.
const STAMP: &str = "made-by";

/// Whether everything is in place and made by the very compiler that is installed.
pub(super) fn is_ready() -> bool {
    let linked = process::output(process::program("rustup").args(["toolchain", "list"]))
        .is_some_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(NAME)));
    linked && standard_library_fits() && rust_lld().exists()
}

/// Install what is missing, build the standard library when it is missing or outdated, link the toolchain.
///
/// # Errors
/// When a package, the build or rustup fails.
pub(super) fn ensure() -> Outcome {
    if is_ready() {
        return Ok(());
    }
    if !(Path::new("/usr/bin/cargo").exists() && source().is_dir() && Path::new(LINKER).exists()) {
        crate::system::install_packages(&PACKAGES)?;
    }
    if !standard_library_fits() {
        step("Build the standard library for the browser", REMEDY, build_standard_library)?;
    }
    link_rust_lld()?;
    process::run(process::program("rustup").args(["toolchain", "link", NAME, SYSROOT]))
        .map_err(|failure| failure.remedy("install rustup: https://rustup.rs"))
}

/// Install the linters that belong to Debian's compiler, unless they are there.
///
/// # Errors
/// When apt fails.
pub(super) fn ensure_linters() -> Outcome {
    if Path::new("/usr/bin/cargo-clippy").exists() && Path::new("/usr/bin/cargo-fmt").exists() {
        return Ok(());
    }
    crate::system::install_packages(&LINTERS)
}

const REMEDY: &str =
    "on another machine than Debian 12 on x86-64, `rustup target add wasm32-unknown-unknown` is the way";

fn build_standard_library() -> Outcome {
    let scratch = workspace::scratch()?.join("wasm-std");
    let failed = |error: std::io::Error| Failure::new(format!("cannot write {}: {error}", scratch.display()));
    fs::create_dir_all(scratch.join("src")).map_err(failed)?;
    fs::write(scratch.join("Cargo.toml"), EMPTY_CRATE).map_err(failed)?;
    fs::write(scratch.join("src/lib.rs"), "#![no_std]\n").map_err(failed)?;

    let mut cargo = super::Toolchain::Debian.program("/usr/bin/cargo");
    cargo
        .current_dir(&scratch)
        .args(["build", "--release", "-Zbuild-std=std,panic_abort", "--target", WASM])
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER)
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN");
    process::run(&mut cargo)?;
    copy_libraries(&scratch.join("target").join(WASM).join("release/deps"))?;
    fs::remove_dir_all(&scratch).map_err(failed)
}

fn copy_libraries(from: &Path) -> Outcome {
    let into = libraries();
    let failed = |error: std::io::Error| {
        Failure::new(format!("cannot fill {}: {error}", into.display())).remedy("run this once as root")
    };
    if into.exists() {
        // Two versions of one library in the sysroot are ambiguous to the compiler.
        fs::remove_dir_all(&into).map_err(failed)?;
    }
    fs::create_dir_all(&into).map_err(failed)?;
    let mut copied = 0;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libempty") {
            fs::copy(entry.path(), into.join(&name)).map_err(failed)?;
            copied += 1;
        }
    }
    note(&format!("{copied} libraries put into {}", into.display()));
    fs::write(into.join(STAMP), compiler()).map_err(failed)
}

/// rustc looks for its own `rust-lld` when it links wasm; LLVM's `lld` of the same version is the same program.
fn link_rust_lld() -> Outcome {
    let link = rust_lld();
    if link.exists() {
        return Ok(());
    }
    let failed = |error: std::io::Error| {
        Failure::new(format!("cannot link {}: {error}", link.display())).remedy("run this once as root")
    };
    if let Some(folder) = link.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    // One that leads nowhere any longer would be in the way.
    let _ = fs::remove_file(&link);
    symlink(Path::new(LLD), &link).map_err(failed)
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

fn standard_library_fits() -> bool {
    has_wasm(Path::new(SYSROOT)) && fs::read_to_string(libraries().join(STAMP)).is_ok_and(|stamp| stamp == compiler())
}

/// Debian's compiler in its own words, with its commit and the version of LLVM.
fn compiler() -> String {
    process::output(process::program("/usr/bin/rustc").arg("-vV").env_remove("LD_LIBRARY_PATH")).unwrap_or_default()
}

fn libraries() -> PathBuf {
    Path::new(SYSROOT).join("lib/rustlib").join(WASM).join("lib")
}

fn source() -> PathBuf {
    Path::new(SYSROOT).join("lib/rustlib/src")
}

fn rust_lld() -> PathBuf {
    Path::new(SYSROOT).join("lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld")
}

/// Its own workspace, so that cargo does not look for one above.
const EMPTY_CRATE: &str = "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n";
