use tracing_subscriber::EnvFilter;

use super::{environment::Environment, kind::Kind};

/// What is logged, and in which form.
#[derive(Clone, Debug)]
pub struct LogConfig {
    /// `MASTHEAD_LOG_LEVEL`: directives of `tracing-subscriber`'s filter.
    pub level: String,
    /// `MASTHEAD_LOG_FORMAT`: for eyes or for machines.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Pretty on a terminal, JSON otherwise.
    Auto,
    /// For eyes.
    Pretty,
    /// One JSON object a line.
    Json,
}

impl LogConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Log");
        Self {
            level: env.setting(
                "MASTHEAD_LOG_LEVEL",
                "info,sqlx=warn,tower_sessions=warn",
                filter(),
                "What is logged. A single level, or levels by module.",
            ),
            format: env.setting(
                "MASTHEAD_LOG_FORMAT",
                "auto",
                format(),
                "`auto` is pretty on a terminal and JSON otherwise.",
            ),
        }
    }
}

fn filter() -> Kind<String> {
    Kind::new("error, warn, info, debug or trace, also by module as in info,sqlx=debug", |text| {
        EnvFilter::builder().parse(text).is_ok().then(|| text.to_owned())
    })
}

fn format() -> Kind<LogFormat> {
    Kind::new("auto, pretty or json", |text| match text {
        "auto" => Some(LogFormat::Auto),
        "pretty" => Some(LogFormat::Pretty),
        "json" => Some(LogFormat::Json),
        _ => None,
    })
}
