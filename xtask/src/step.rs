//! Telling what happens: a line when a step starts, a line with its time when it ends, a remedy when it fails.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// The result of a step or of a command.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Something went wrong: what, and what a person can do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    remedy: Option<String>,
}

impl Failure {
    /// A failure with nothing to advise yet; the step it happens in adds its own remedy.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None }
    }

    /// Advise `remedy`, unless something closer to the cause has already advised.
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy.get_or_insert_with(|| remedy.into());
        self
    }

    /// A failure that has been printed already.
    pub(crate) fn told() -> Self {
        Self::new("")
    }

    /// Say it on standard error, unless it has been told already.
    pub(crate) fn print(&self) {
        if self.what.is_empty() {
            return;
        }
        let _ = std::io::stdout().flush();
        eprintln!("{}: {}", paint("1;31", "error"), self.what);
        if let Some(remedy) = &self.remedy {
            eprintln!("{}: {remedy}", paint("1;33", "remedy"));
        }
    }
}

/// Do `work` between a line that names it and a line that says how long it took.
///
/// `remedy` is what a person should try when it fails for a reason that does not bring its own advice.
///
/// # Errors
/// Whatever `work` returns, with the remedy added.
pub(crate) fn step<T>(name: &str, remedy: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    judged(name, remedy, work, |_| true)
}

/// The same for work that can end in order and yet badly: `good` judges what it returned.
///
/// # Errors
/// Whatever `work` returns, with the remedy added; a bad result is returned like a good one.
pub(crate) fn judged<T>(
    name: &str,
    remedy: &str,
    work: impl FnOnce() -> Outcome<T>,
    good: impl FnOnce(&T) -> bool,
) -> Outcome<T> {
    println!("{} {name}", paint("1;34", "==>"));
    let _ = std::io::stdout().flush();
    let started = Instant::now();
    let outcome = work();
    let took = duration(started.elapsed());
    if outcome.as_ref().is_ok_and(good) {
        println!("{} {name} ({took})", paint("1;32", " ok"));
    } else {
        println!("{} {name} ({took})", paint("1;31", "failed"));
        if outcome.is_ok() {
            println!("{}: {remedy}", paint("1;33", "remedy"));
        }
    }
    let _ = std::io::stdout().flush();
    outcome.map_err(|failure| failure.remedy(remedy))
}

/// A remark inside a step.
pub(crate) fn note(text: &str) {
    println!("    {text}");
    let _ = std::io::stdout().flush();
}

/// A duration as people say it: `0.4 s`, `41 s`, `3 min 05 s`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// `text` in a colour, where somebody looks at a terminal.
fn paint(code: &str, text: &str) -> String {
    if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\x1b[{code}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short_to_read() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(41)), "41 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn the_advice_closest_to_the_cause_wins() {
        let failure = Failure::new("no space").remedy("empty the disk").remedy("try again");
        assert_eq!(failure.remedy.as_deref(), Some("empty the disk"));
    }
}
