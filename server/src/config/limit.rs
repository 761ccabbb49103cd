use std::time::Duration;

use super::{environment::Environment, kind};

/// So many tries in a window of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Tries allowed in one window.
    pub attempts: u32,
    /// Length of the window; it starts with the first try.
    pub window: Duration,
}

impl Limit {
    /// Two settings, each with its default: the number of tries, which `meaning` explains, and the length of the window.
    pub(super) fn read(
        env: &mut Environment<'_>,
        attempts: (&'static str, &str),
        window: (&'static str, &str),
        meaning: &'static str,
    ) -> Self {
        Self {
            attempts: env.setting(attempts.0, attempts.1, kind::number(1..=1_000_000), meaning),
            window: env.setting(window.0, window.1, kind::duration(1..=86400), "Length of that window."),
        }
    }
}
