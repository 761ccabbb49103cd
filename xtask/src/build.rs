//! `cargo xtask build`: the executable and the site it serves, in `dist/`, without cargo-leptos.

use std::fs;
use std::path::Path;

use crate::process;
use crate::step::{Failure, Outcome, note, step};
use crate::toolchain::{Toolchain, WASM};
use crate::workspace;

/// How the program is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to compile; the artefacts are shared with the tests.
    Dev,
    /// Small and fast.
    Release,
}

impl Profile {
    /// Nothing, or `--release`.
    ///
    /// # Errors
    /// For anything else.
    pub(crate) fn from_options(options: &[String]) -> Outcome<Self> {
        match options.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => Ok(Self::Dev),
            ["--release"] => Ok(Self::Release),
            other => Err(Failure::new(format!("`{}` is not an option here", other.join(" ")))
                .remedy("the only option is --release")),
        }
    }

    /// The option that selects it for the server, and the folder in which cargo puts the result.
    fn server(self) -> (&'static str, &'static str) {
        match self {
            Self::Dev => ("--profile=dev", "debug"),
            Self::Release => ("--profile=release", "release"),
        }
    }

    /// The same for the browser. In development it is the very profile of the server, which shares the macros with it.
    fn islands(self) -> (&'static str, &'static str) {
        match self {
            Self::Dev => ("--profile=dev", "debug"),
            Self::Release => ("--profile=wasm-release", "wasm-release"),
        }
    }
}

/// Find the compiler, then build.
///
/// # Errors
/// When a step fails.
pub(crate) fn run(profile: Profile) -> Outcome {
    build(Toolchain::ensure()?, profile)?;
    note(&format!("dist/ is ready: {} serve", workspace::masthead().display()));
    Ok(())
}

/// Build with a toolchain that is known to work.
///
/// # Errors
/// When a step fails.
pub(crate) fn build(toolchain: Toolchain, profile: Profile) -> Outcome {
    step("Compile the server", COMPILE_REMEDY, || compile_server(toolchain, profile))?;
    step("Compile the islands for the browser", COMPILE_REMEDY, || compile_islands(toolchain, profile))?;
    step("Bundle wasm, styles and fonts", "the message names the file to mend", || bundle(toolchain, profile))?;
    install_executable(profile)
}

const COMPILE_REMEDY: &str =
    "mend what the compiler names; when crates cannot be downloaded, check the way to the registry of crates";

fn compile_server(toolchain: Toolchain, profile: Profile) -> Outcome {
    // Always the default members, never `--package`: one selection gives one set of features, and so one set of artefacts.
    // The bundler is always the development one: what takes its time is optimised there as well.
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--bin", "bundle"]).args(locked());
    if profile == Profile::Dev {
        return process::run(cargo.args(["--bin", "masthead"]));
    }
    process::run(&mut cargo)?;
    process::run(toolchain.cargo().args(["build", "--bin", "masthead", profile.server().0]).args(locked()))
}

/// What is compiled for browsers: options of cargo that build and clippy share.
pub(crate) const FOR_BROWSERS: [&str; 8] =
    ["--package", "frontend", "--package", "estimator", "--lib", "--no-default-features", "--target", WASM];

/// What each module is called in the site, and the file that the compiler leaves.
const MODULES: [(&str, &str); 2] = [("masthead", "frontend.wasm"), ("estimator", "estimator.wasm")];

fn compile_islands(toolchain: Toolchain, profile: Profile) -> Outcome {
    let mut cargo = toolchain.cargo();
    cargo.arg("build").args(FOR_BROWSERS);
    process::run(cargo.arg(profile.islands().0).args(locked()))
}

fn bundle(toolchain: Toolchain, profile: Profile) -> Outcome {
    let (target, root) = (workspace::target(), workspace::root());
    let mut bundle = toolchain.program(&target.join("debug").join(workspace::executable("bundle")).to_string_lossy());
    let compiled = target.join(WASM).join(profile.islands().1);
    for (name, file) in MODULES {
        bundle.arg("--wasm").arg(format!("{name}={}", compiled.join(file).display()));
    }
    bundle
        .arg("--style")
        .arg(root.join("style/main.scss"))
        .arg("--public")
        .arg(root.join("public"))
        .arg("--site")
        .arg(workspace::dist().join("site"));
    if profile == Profile::Release {
        bundle.arg("--release");
    }
    process::run(&mut bundle)
}

/// Put the executable beside its site. By way of a new file: a running one cannot be written to.
fn install_executable(profile: Profile) -> Outcome {
    let compiled = workspace::target().join(profile.server().1).join(workspace::executable("masthead"));
    let installed = workspace::masthead();
    let failed = |error: std::io::Error| {
        Failure::new(format!("cannot copy {} to {}: {error}", compiled.display(), installed.display()))
            .remedy("check the free space and the rights of dist/")
    };
    if same_file(&compiled, &installed) {
        return Ok(());
    }
    let fresh = installed.with_extension(format!("new-{}", std::process::id()));
    fs::create_dir_all(workspace::dist()).map_err(failed)?;
    fs::copy(&compiled, &fresh).map_err(failed)?;
    let modified = fs::metadata(&compiled).and_then(|facts| facts.modified()).map_err(failed)?;
    fs::File::options().write(true).open(&fresh).and_then(|file| file.set_modified(modified)).map_err(failed)?;
    fs::rename(&fresh, &installed).map_err(failed)
}

fn same_file(one: &Path, other: &Path) -> bool {
    let facts = |file: &Path| fs::metadata(file).and_then(|facts| Ok((facts.len(), facts.modified()?))).ok();
    facts(one).is_some() && facts(one) == facts(other)
}

/// On a build machine the lock file is law; a developer who adds a dependency wants it updated.
pub(crate) fn locked() -> Option<&'static str> {
    std::env::var_os("CI").map(|_| "--locked")
}
