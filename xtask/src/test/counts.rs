//! Counting tests over programs that report them differently.

use std::fmt;
use std::ops::AddAssign;

use crate::step::{Failure, Outcome};

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// Something that should have run did not.
    pub(crate) fn one_failure() -> Self {
        Self { failed: 1, ..Self::default() }
    }

    /// Something could not run for want of what it needs on this machine.
    pub(crate) fn one_skipped() -> Self {
        Self { skipped: 1, ..Self::default() }
    }

    /// The result line of one Rust test binary: `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn from_libtest(line: &str) -> Option<Self> {
        let (_, numbers) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let number =
            |word: &str| numbers.split(';').find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u64>().ok());
        Some(Self { passed: number("passed")?, failed: number("failed")?, skipped: number("ignored")? })
    }

    /// The statistics at the end of Playwright's JSON report. A flaky test passed in the end.
    pub(crate) fn from_playwright(report: &str) -> Option<Self> {
        // Quotes inside of strings are escaped, so this key can only be the real one; the report ends with it.
        let statistics = &report[report.rfind("\"stats\":")?..];
        let number = |key: &str| {
            let (_, value) = statistics.split_once(&format!("\"{key}\":"))?;
            value.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok()
        };
        Some(Self {
            passed: number("expected")? + number("flaky")?,
            failed: number("unexpected")?,
            skipped: number("skipped")?,
        })
    }

    /// Whether nothing failed, and something ran at all.
    pub(crate) fn is_good(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Print the plain line that ends `test` and `ci`.
    ///
    /// # Errors
    /// When something failed, or when nothing was counted at all.
    pub(crate) fn conclude(self) -> Outcome {
        println!("{self}");
        if self.is_good() { Ok(()) } else { Err(Failure::told()) }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_results_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.10s";
        assert_eq!(Counts::from_libtest(line), Some(Counts { passed: 12, failed: 3, skipped: 1 }));
        assert_eq!(Counts::from_libtest("test posts::publish ... ok"), None);
    }

    #[test]
    fn playwright_reports_are_read() {
        let report = r#"{"suites":[{"title":"odd \"stats\": {\"expected\": 99}"}],"errors":[],
            "stats": {"startTime": "2026-01-01", "duration": 12.5, "expected": 40, "skipped": 2, "unexpected": 1, "flaky": 3}}"#;
        assert_eq!(Counts::from_playwright(report), Some(Counts { passed: 43, failed: 1, skipped: 2 }));
        assert_eq!(Counts::from_playwright("{}"), None);
    }

    #[test]
    fn the_last_line_names_skipped_tests_only_when_there_are_some() {
        let mut counts = Counts { passed: 4, ..Counts::default() };
        assert_eq!(counts.to_string(), "4 passed, 0 failed");
        counts += Counts { passed: 1, failed: 2, skipped: 3 };
        assert_eq!(counts.to_string(), "5 passed, 2 failed, 3 skipped");
    }

    #[test]
    fn nothing_counted_is_no_success() {
        assert!(Counts::default().conclude().is_err());
    }
}
