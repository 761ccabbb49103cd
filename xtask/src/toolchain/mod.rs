//! The compiler, and the standard library for the browser's target that it needs.
//!
//! Usual machines get the target from rustup. Where only package registries can be reached, Debian's compiler steps in,
//! see `debian`.

mod debian;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;
use crate::step::{Failure, Outcome, note, step};

/// The target that browsers run.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A compiler that can build both halves of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one that is active anyway.
    Active,
    /// Debian's, linked into rustup as `debian`.
    Debian,
}

impl Toolchain {
    /// Find or install a toolchain with the wasm32 target.
    ///
    /// # Errors
    /// When neither rustup nor Debian can give one.
    pub(crate) fn ensure() -> Outcome<Self> {
        step("Find a compiler for the server and for the browser", "see https://rustup.rs for installing Rust", || {
            let forced = std::env::var("MASTHEAD_TOOLCHAIN").unwrap_or_default();
            match forced.as_str() {
                "" => Self::find(),
                "debian" => debian::ensure().map(|()| Self::Debian),
                other => {
                    Err(Failure::new(format!("MASTHEAD_TOOLCHAIN is `{other}`"))
                        .remedy("unset it, or set it to `debian`"))
                }
            }
        })
    }

    fn find() -> Outcome<Self> {
        if has_wasm(&Self::Active.sysroot()?) {
            return Ok(Self::Active);
        }
        if debian::is_ready() {
            note("using Debian's compiler, as before");
            return Ok(Self::Debian);
        }
        note("the wasm32 target is missing, asking rustup for it");
        let added = process::run(process::program("rustup").args(["target", "add", WASM]));
        if added.is_ok() && has_wasm(&Self::Active.sysroot()?) {
            return Ok(Self::Active);
        }
        note("rustup cannot get it, falling back to Debian's compiler");
        debian::ensure().map(|()| Self::Debian)
    }

    /// Debian's, if it was set up before.
    pub(crate) fn debian_if_ready() -> Option<Self> {
        debian::is_ready().then_some(Self::Debian)
    }

    /// Cargo of this toolchain, at the root of the tree.
    pub(crate) fn cargo(self) -> Command {
        self.program("cargo")
    }

    /// A program that runs with this toolchain.
    pub(crate) fn program(self, name: &str) -> Command {
        let mut command = process::program(name);
        if self == Self::Debian {
            // The library path names the other toolchain's libraries, of which Debian's compiler has its own.
            command.env("RUSTUP_TOOLCHAIN", debian::NAME).env_remove("LD_LIBRARY_PATH");
        }
        command
    }

    /// Install clippy and rustfmt of this toolchain, unless they are there.
    ///
    /// # Errors
    /// When they cannot be installed.
    pub(crate) fn ensure_linters(self) -> Outcome {
        if self == Self::Debian {
            return debian::ensure_linters();
        }
        let answers = |tool: &str| process::output(self.cargo().args([tool, "--version"])).is_some();
        if answers("clippy") && answers("fmt") {
            return Ok(());
        }
        process::run(process::program("rustup").args(["component", "add", "clippy", "rustfmt"]))
    }

    fn sysroot(self) -> Outcome<PathBuf> {
        process::output(self.program("rustc").args(["--print", "sysroot"]))
            .map(|path| PathBuf::from(path.trim()))
            .ok_or_else(|| Failure::new("`rustc --print sysroot` does not answer"))
    }
}

/// Whether a sysroot has the standard library for the browser.
fn has_wasm(sysroot: &Path) -> bool {
    let libraries = sysroot.join("lib/rustlib").join(WASM).join("lib");
    std::fs::read_dir(libraries).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
    })
}
