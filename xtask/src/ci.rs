//! `cargo xtask ci`: what has to pass before a merge.
//!
//! Every check runs even when an earlier one has failed, so that one run tells everything.
//! The last line counts the tests; a check that fails counts as one more failure there.

use crate::step::{Failure, Outcome};
use crate::test::{Counts, Scope};
use crate::toolchain::Toolchain;
use crate::{audit, build, fmt, lint, test};

/// Run every check.
///
/// # Errors
/// When one of them failed; it has been told by then.
pub(crate) fn run() -> Outcome {
    let counts = match prepare() {
        Ok(toolchain) => checks(toolchain),
        Err(failure) => failed(&failure),
    };
    counts.conclude()
}

fn prepare() -> Outcome<Toolchain> {
    let toolchain = Toolchain::ensure()?;
    toolchain.ensure_linters()?;
    Ok(toolchain)
}

fn checks(toolchain: Toolchain) -> Counts {
    let mut counts = Counts::default();
    let mut check = |outcome: Outcome| {
        if let Err(failure) = &outcome {
            counts += failed(failure);
        }
        outcome.is_ok()
    };
    check(fmt::check(toolchain));
    let built = check(build::build(toolchain, build::Profile::Dev));
    check(lint::native(toolchain));
    check(lint::wasm(toolchain));
    check(audit::run());
    // Without a build there is nothing to test, and the compiler has said why.
    if built {
        counts += test::run_built(toolchain, &Scope::All);
    }
    counts
}

fn failed(failure: &Failure) -> Counts {
    failure.print();
    Counts::one_failure()
}
