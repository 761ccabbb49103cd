//! Where things are.

use std::path::{Path, PathBuf};

use crate::step::{Failure, Outcome};

/// The root of the tree.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable for `cargo run`; an executable started by hand remembers where it was compiled.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask.parent().map_or_else(|| xtask.clone(), Path::to_path_buf)
}

/// Cargo's target folder: this program lies in `<target>/<profile>/`, wherever CARGO_TARGET_DIR points.
pub(crate) fn target() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|executable| Some(executable.parent()?.parent()?.to_path_buf()))
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(|| root().join("target"))
}

/// What `build` leaves: the executable and its site.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The executable that `build` leaves.
pub(crate) fn masthead() -> PathBuf {
    dist().join(executable("masthead"))
}

/// A program's file name on this system.
pub(crate) fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// A place for what these commands remember and work with, made on first use.
///
/// # Errors
/// When it cannot be made.
pub(crate) fn scratch() -> Outcome<PathBuf> {
    let folder = target().join("xtask");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())))?;
    Ok(folder)
}

/// The version of a package in Cargo.lock.
///
/// # Errors
/// When the lock file cannot be read or does not name the package.
pub(crate) fn locked_version(package: &str) -> Outcome<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| Failure::new(format!("cannot read Cargo.lock: {error}")))?;
    version_in(&lock, package).ok_or_else(|| Failure::new(format!("Cargo.lock does not name {package}")))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
