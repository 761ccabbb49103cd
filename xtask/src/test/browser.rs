//! The browser tests: Playwright in `end2end/`, driving the program in `dist/`.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Counts, packages};
use crate::process;
use crate::step::{Failure, Outcome, judged, note, step};
use crate::system;
use crate::workspace;

/// Install what is missing, then run the tests whose path contains one of `filters`, or all.
///
/// # Errors
/// When something cannot be installed or Playwright gives no result. Tests that fail are counted.
pub(crate) fn run(filters: &[String]) -> Outcome<Counts> {
    let chromium = step("Find Chromium", "install Chromium, or name it in CHROMIUM", ensure_chromium)?;
    step("Install the Node packages of the browser tests", "check the way to the registry of Node packages", || {
        packages::ensure(packages::BROWSER)?;
        packages::ensure(packages::PROVIDER)
    })?;
    judged("Run the browser tests", PLAYWRIGHT_REMEDY, || playwright(&chromium, filters), Counts::is_good)
}

const PLAYWRIGHT_REMEDY: &str = "in end2end/, `npx playwright test --debug <file>` shows a test at work";

/// The browser's path: as told, as found, or as installed.
///
/// # Errors
/// When there is none and none can be installed.
pub(crate) fn ensure_chromium() -> Outcome<PathBuf> {
    if let Some(told) = std::env::var_os("CHROMIUM") {
        let told = PathBuf::from(told);
        return match told.is_file() {
            true => Ok(told),
            false => Err(Failure::new(format!("CHROMIUM names {}, where no file is", told.display()))),
        };
    }
    let found = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(process::find);
    if let Some(found) = found() {
        return Ok(found);
    }
    system::install_packages(&["chromium"])?;
    found().ok_or_else(|| Failure::new("Chromium was installed but is not on PATH"))
}

fn playwright(chromium: &Path, filters: &[String]) -> Outcome<Counts> {
    let report = workspace::scratch()?.join("playwright.json");
    // What an earlier run left must not be taken for the result of this one.
    let _ = fs::remove_file(&report);
    let mut npx = process::program("npx");
    npx.current_dir(workspace::root().join("end2end"))
        .args(["playwright", "test", "--reporter=list,json"])
        .args(filters)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("CHROMIUM", chromium);
    let ended = process::run(&mut npx);
    let mut counts = fs::read_to_string(&report)
        .ok()
        .and_then(|text| Counts::from_playwright(&text))
        .ok_or_else(|| Failure::new("Playwright left no report"))?;
    if let Err(failure) = ended
        && counts.failed == 0
    {
        // For example an error outside of any test, or a server that did not start.
        failure.print();
        counts += Counts::one_failure();
    }
    if counts == Counts::default() {
        return Err(Failure::new("Playwright found no test"));
    }
    note(&counts.to_string());
    Ok(counts)
}
