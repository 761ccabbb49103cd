//! Installing what is missing on the machine.

use std::process::Command;

use crate::process;
use crate::step::{Failure, Outcome, note};
use crate::toolchain::Toolchain;

/// Install Debian packages.
///
/// # Errors
/// When this is no Debian, when neither root nor a password-less sudo is at hand, or when apt fails.
pub(crate) fn install_packages(packages: &[&str]) -> Outcome {
    let list = packages.join(" ");
    let remedy = format!("install what the packages `{list}` of Debian contain by the means of this system");
    if !process::exists("apt-get") {
        return Err(Failure::new(format!("{list} missing, and there is no apt-get here")).remedy(remedy));
    }
    let Some(as_root) = root_prefix() else {
        return Err(Failure::new(format!("{list} missing, and installing needs root"))
            .remedy(format!("sudo apt-get install {list}")));
    };
    note(&format!("installing {list}"));
    // An outdated list names files that the mirror has replaced; without any list nothing is found.
    process::run(apt(as_root).args(["-qq", "update"])).map_err(|failure| failure.remedy(remedy.clone()))?;
    process::run(apt(as_root).args(["-qq", "-y", "install", "--no-install-recommends"]).args(packages))
        .map_err(|failure| failure.remedy(remedy))
}

/// Install a program from the registry of crates: prebuilt where `cargo binstall` is at hand and finds it, else from source.
///
/// # Errors
/// When neither works.
pub(crate) fn install_crate(package: &str, version: Option<&str>) -> Outcome {
    install_crate_with(Toolchain::Active, package, version)
}

/// The same, compiled with a given toolchain: some tools want a newer compiler than this tree does.
///
/// # Errors
/// When it cannot be had or does not compile.
pub(crate) fn install_crate_with(toolchain: Toolchain, package: &str, version: Option<&str>) -> Outcome {
    let wanted = version.map_or_else(|| package.to_owned(), |version| format!("{package}@{version}"));
    if process::exists("cargo-binstall") {
        note(&format!("installing {wanted} with cargo binstall"));
        let mut binstall = process::program("cargo");
        binstall.args(["binstall", "--no-confirm", "--disable-strategies", "compile", &wanted]);
        if process::run(&mut binstall).is_ok() {
            return Ok(());
        }
    }
    note(&format!("compiling {wanted}; this takes some minutes, once"));
    let from_source = |locked: bool| {
        let mut install = toolchain.program("cargo");
        install.args(["install", &wanted]).envs(QUICK_TO_COMPILE);
        if locked {
            install.arg("--locked");
        }
        process::run(&mut install)
    };
    // A registry mirror may lag behind the lock file that the package was published with.
    from_source(true).or_else(|_| {
        note("the locked versions did not work here, trying the newest compatible ones");
        from_source(false)
    })
}

/// Tools are used for seconds: spend the minutes elsewhere than in their link-time optimisation.
const QUICK_TO_COMPILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
];

/// What to put before a command that needs root: nothing for root itself, `sudo` where it asks no password.
fn root_prefix() -> Option<&'static str> {
    let id = process::output(process::program("id").arg("-u"))?;
    if id.trim() == "0" {
        return Some("");
    }
    process::output(process::program("sudo").args(["-n", "true"])).map(|_| "sudo")
}

fn apt(as_root: &str) -> Command {
    let mut command = match as_root {
        "" => process::program("apt-get"),
        sudo => {
            let mut command = process::program(sudo);
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        }
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
