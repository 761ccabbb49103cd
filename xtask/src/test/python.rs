//! The Python that some tests need: a mail server and a feed reader that behave as real ones do.

use std::fs;
use std::path::PathBuf;

use super::Counts;
use crate::process;
use crate::step::{Failure, Outcome, note, step};
use crate::system;
use crate::workspace;

/// Where the tests look for it.
pub(super) const VARIABLE: &str = "MASTHEAD_TEST_PYTHON";

/// The interpreter of an environment of its own, with the packages that the tests ask for; made on first use.
///
/// Without it the tests of mail and feeds say that they were skipped, and so does the count. In CI they must run.
///
/// # Errors
/// When it cannot be made in CI.
pub(super) fn ensure() -> Outcome<Option<PathBuf>> {
    let made = step("Prepare Python for the tests of mail and feeds", REMEDY, make);
    match made {
        Ok(python) => Ok(Some(python)),
        Err(failure) if std::env::var_os("CI").is_some() => Err(failure),
        Err(failure) => {
            failure.print();
            note("skipped: the tests with a real mail server and a real feed reader");
            Ok(None)
        }
    }
}

/// What a run without Python counts.
pub(super) fn counted(python: Option<&PathBuf>) -> Counts {
    if python.is_some() { Counts::default() } else { Counts::one_skipped() }
}

const REMEDY: &str =
    "install Python 3.10 or newer with venv and pip, and check the way to the registry of Python packages";

fn make() -> Outcome<PathBuf> {
    let requirements = workspace::root().join("server/tests/python/requirements.txt");
    let wanted = fs::read(&requirements)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", requirements.display())))?;
    let environment = workspace::scratch()?.join("python");
    let python = environment.join("bin/python");
    let stamp = environment.join("installed-from");
    if python.is_file() && fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    make_environment(&environment)?;
    let mut pip = process::program(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&requirements);
    process::run(&mut pip)?;
    fs::write(&stamp, wanted).map_err(|error| Failure::new(format!("cannot write {}: {error}", stamp.display())))?;
    Ok(python)
}

/// Debian keeps `venv` in a package of its own.
fn make_environment(environment: &PathBuf) -> Outcome {
    let venv = || process::run(process::program("python3").args(["-m", "venv", "--clear"]).arg(environment));
    if process::exists("python3") && venv().is_ok() {
        return Ok(());
    }
    system::install_packages(&["python3", "python3-venv"])?;
    venv()
}
