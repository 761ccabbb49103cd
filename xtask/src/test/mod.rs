//! `cargo xtask test`: every test, and at the end one plain line that counts them.

mod browser;
mod counts;
mod databases;
pub(crate) mod packages;
mod python;

pub(crate) use browser::ensure_chromium;
pub(crate) use counts::Counts;

use std::process::Command;

use crate::build::{self, Profile, locked};
use crate::process;
use crate::step::{Failure, Outcome, judged};
use crate::toolchain::Toolchain;

/// Which tests.
#[derive(Debug)]
pub(crate) enum Scope {
    /// Every one.
    All,
    /// Unit tests, integration tests and the assembled site.
    Rust,
    /// What a browser does; only the files whose path contains one of the filters, when there are some.
    Browser(Vec<String>),
}

impl Scope {
    /// Nothing, `rust`, or `browser` with filters.
    ///
    /// # Errors
    /// For anything else.
    pub(crate) fn from_options(options: &[String]) -> Outcome<Self> {
        match options.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => Ok(Self::All),
            ["rust"] => Ok(Self::Rust),
            ["browser", filters @ ..] => Ok(Self::Browser(filters.iter().map(|&filter| filter.to_owned()).collect())),
            other => Err(Failure::new(format!("`{}` names no tests", other.join(" ")))
                .remedy("cargo xtask test [rust | browser [<filter>…]]")),
        }
    }
}

/// Build, test, count.
///
/// # Errors
/// When a test failed or could not be run; it has been told by then.
pub(crate) fn run(scope: Scope) -> Outcome {
    let prepared = Toolchain::ensure().and_then(|toolchain| build::build(toolchain, Profile::Dev).map(|()| toolchain));
    let counts = match prepared {
        Ok(toolchain) => run_built(toolchain, &scope),
        Err(failure) => {
            failure.print();
            Counts::one_failure()
        }
    };
    counts.conclude()
}

/// Test what is built. What could not be run counts as one failure.
pub(crate) fn run_built(toolchain: Toolchain, scope: &Scope) -> Counts {
    let mut counts = Counts::default();
    if matches!(scope, Scope::All | Scope::Rust) {
        counts += rust(toolchain);
    }
    match scope {
        Scope::All => counts += told(browser::run(&[])),
        Scope::Browser(filters) => counts += told(browser::run(filters)),
        Scope::Rust => {}
    }
    counts
}

fn rust(toolchain: Toolchain) -> Counts {
    let python = match python::ensure() {
        Ok(python) => python,
        Err(failure) => {
            failure.print();
            return Counts::one_failure();
        }
    };
    let mut counts = python::counted(python.as_ref());
    counts += packages::provider();
    let all = || {
        let mut cargo = toolchain.cargo();
        cargo.args(["test", "--no-fail-fast"]).args(locked());
        if let Some(python) = &python {
            cargo.env(python::VARIABLE, python);
        }
        cargo_test(&mut cargo)
    };
    counts += told(judged("Run the tests in Rust", RUST_REMEDY, all, Counts::is_good));
    counts += databases::run(toolchain, python.as_deref());
    counts
}

const RUST_REMEDY: &str = "the output above names the test; `cargo test --test <binary> <name>` runs it alone";

fn cargo_test(cargo: &mut Command) -> Outcome<Counts> {
    let mut counts = Counts::default();
    let mut binaries = 0;
    let succeeded = process::watch(cargo, |line| {
        if let Some(result) = Counts::from_libtest(line) {
            counts += result;
            binaries += 1;
        }
    })?;
    if binaries == 0 {
        return Err(Failure::new("cargo test gave no result"));
    }
    if !succeeded && counts.failed == 0 {
        // A test binary that was killed, or one that did not compile while others did.
        counts += Counts::one_failure();
    }
    Ok(counts)
}

fn told(outcome: Outcome<Counts>) -> Counts {
    outcome.unwrap_or_else(|failure| {
        failure.print();
        Counts::one_failure()
    })
}
