//! Log lines: pretty on a terminal, one JSON object a line otherwise.

use std::{
    io::{self, IsTerminal},
    panic,
};

use anyhow::Context;
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{LogConfig, LogFormat};

/// Starts logging to standard error, panics included.
///
/// # Errors
/// If the level is no filter, or something logs already.
pub fn init(config: &LogConfig) -> anyhow::Result<()> {
    let filter = filter(&config.level).context("MASTHEAD_LOG_LEVEL")?;
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let pretty = match config.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Pretty => true,
        LogFormat::Json => false,
    };
    let lines = if pretty {
        lines.with_ansi(io::stderr().is_terminal()).with_target(false).boxed()
    } else {
        lines.json().flatten_event(true).with_current_span(false).boxed()
    };
    tracing_subscriber::registry().with(lines.with_filter(filter)).try_init().context("logging was started twice")?;
    log_panics();
    Ok(())
}

/// The configured filter. The HTML parser warns of each oddity in what people write, a hundred thousand times in one
/// post if they like; it is heard only by whoever asks for it by name.
fn filter(level: &str) -> Result<EnvFilter, tracing_subscriber::filter::ParseError> {
    EnvFilter::builder().parse(format!("html5ever=error,{level}"))
}

/// A panic becomes a log line of the request in which it happened, instead of loose text between the lines.
fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(ToString::to_string);
        let message = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(location, panic = message, "Panicked");
    }));
}

#[cfg(test)]
mod tests {
    use super::filter;

    #[test]
    fn the_html_parser_is_heard_only_when_asked_for() {
        assert!(filter("info").unwrap().to_string().contains("html5ever=error"));
        let asked = filter("info,html5ever=debug").unwrap().to_string();
        assert!(asked.contains("html5ever=debug") && !asked.contains("html5ever=error"), "{asked}");
    }
}
