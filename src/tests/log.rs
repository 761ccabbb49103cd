//! What all sites of this run log, down to the last detail; each of them looks for its secrets there when it is done.

use std::{
    io,
    sync::{Mutex, OnceLock},
};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Everything logged so far, by all tests of this process.
static LOG: Log = Log(Mutex::new(Vec::new()));

#[derive(Debug)]
struct Log(Mutex<Vec<u8>>);

/// Listens from now on, if nobody does yet.
pub(super) fn listen() {
    static LISTENING: OnceLock<()> = OnceLock::new();
    LISTENING.get_or_init(|| {
        let filter =
            EnvFilter::new("debug,masthead=trace,app=trace,server=trace,domain=trace,sqlx=info,html5ever=error");
        tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(&LOG).init();
    });
}

/// The lines that say it.
pub(super) fn lines_with(secret: &str) -> Vec<String> {
    let log = LOG.0.lock().expect("no test panics while it logs");
    let text = String::from_utf8_lossy(&log);
    text.lines().filter(|line| line.contains(secret)).map(str::to_owned).collect()
}

impl io::Write for &Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no test panics while it logs").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for &'static Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self
    }
}

#[test]
fn a_secret_in_a_line_is_found() {
    listen();
    tracing::debug!(secret = "a word that nobody else says", "Said");
    assert_eq!(lines_with("a word that nobody else says").len(), 1);
    assert!(lines_with("a word that nobody says at all").is_empty());
}
