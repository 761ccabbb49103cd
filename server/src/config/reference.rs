use std::fmt::Write;

use super::{Config, Setting};

/// One line of `masthead config`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The environment variable.
    pub variable: &'static str,
    /// Its default.
    pub default: String,
    /// The value in effect; secrets are hidden.
    pub value: String,
    /// Whether the value comes from the environment.
    pub set: bool,
    /// What it does.
    pub meaning: &'static str,
}

/// Every setting with its default, its present value and its meaning, for `masthead config`.
#[must_use]
pub fn rows(config: &Config) -> Vec<Row> {
    config
        .settings
        .iter()
        .map(|setting| Row {
            variable: setting.variable,
            default: setting.default.clone(),
            value: setting.value.clone(),
            set: setting.set,
            meaning: setting.meaning,
        })
        .collect()
}

/// The reference of every setting in Markdown: the content of `docs/configuration.md`.
#[must_use]
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut section = "";
    for setting in Config::default().settings {
        if setting.section != section {
            section = setting.section;
            let _ = write!(page, "\n## {section}\n");
        }
        page.push_str(&entry(&setting));
    }
    page
}

fn entry(setting: &Setting) -> String {
    let Setting { variable, meaning, allowed, default, secret, .. } = setting;
    let default = match default.as_str() {
        "" => "none".to_owned(),
        // A described default is prose, not a value that one could copy.
        described if described.contains(' ') => described.to_owned(),
        value => format!("`{value}`"),
    };
    let secret = if *secret { " · secret, never printed" } else { "" };
    format!("\n### `{variable}`\n\n{meaning}\n\nDefault: {default} · Allowed: {allowed}{secret}\n")
}

const INTRODUCTION: &str = "\
# Configuration

Masthead reads its settings from environment variables only, once, when it starts. None has to be set. In development
a file `.env` in the working directory is read first; real variables win over it. An empty variable counts as unset.

A value that is not allowed stops the start, with its name, what was found and what is allowed. A variable that begins
with `MASTHEAD_` but is unknown is warned about, with the name that it resembles. `masthead config` prints every setting
with the value in effect.

This page is generated from the declarations in `server/src/config/`; a test compares the two.
";
