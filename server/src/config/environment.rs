use std::path::PathBuf;

use super::{
    errors::{ConfigError, ConfigErrors},
    kind::Kind,
};

/// One setting: how it was declared and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The heading it stands under.
    pub section: &'static str,
    /// The environment variable.
    pub variable: &'static str,
    /// The default as people read it; empty when there is none.
    pub default: String,
    /// What is allowed.
    pub allowed: String,
    /// What it does.
    pub meaning: &'static str,
    /// Whether its value may be shown.
    pub secret: bool,
    /// The value in effect, hidden or shortened when secret.
    pub value: String,
    /// Whether the value comes from the environment.
    pub set: bool,
}

/// Reads settings, and notes every declaration and every problem on the way.
pub(super) struct Environment<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    section: &'static str,
    settings: Vec<Setting>,
    errors: Vec<ConfigError>,
}

impl<'a> Environment<'a> {
    pub(super) fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { lookup, section: "", settings: Vec::new(), errors: Vec::new() }
    }

    /// What follows stands under this heading.
    pub(super) fn section(&mut self, heading: &'static str) {
        self.section = heading;
    }

    /// A setting whose default is written as its value would be.
    pub(super) fn setting<T>(
        &mut self,
        variable: &'static str,
        default: &str,
        kind: Kind<T>,
        meaning: &'static str,
    ) -> T {
        let fallback = || kind.parse(default).unwrap_or_else(|| panic!("the default of {variable} is not allowed"));
        let found = self.found(variable);
        let value = self.parsed(variable, found.as_deref(), &kind, false).unwrap_or_else(fallback);
        let shown = found.clone().unwrap_or_else(|| default.to_owned());
        self.note(variable, default, &kind, meaning, shown, found.is_some());
        value
    }

    /// A setting whose default depends on the machine or on other settings; `described` says how.
    pub(super) fn computed<T: ToString>(
        &mut self,
        variable: &'static str,
        (described, default): (&str, T),
        kind: Kind<T>,
        meaning: &'static str,
    ) -> T {
        let found = self.found(variable);
        let value = self.parsed(variable, found.as_deref(), &kind, false).unwrap_or(default);
        self.note(variable, described, &kind, meaning, value.to_string(), found.is_some());
        value
    }

    /// A secret: taken from the variable, or from the file that `<variable>_FILE` names. `shown` makes of it what
    /// may be printed.
    pub(super) fn secret(
        &mut self,
        variable: &'static str,
        (described, default): (&str, String),
        kind: Kind<String>,
        meaning: &'static str,
        shown: fn(&str) -> String,
    ) -> String {
        let found = self.found_secret(variable);
        let value = self.parsed(variable, found.as_deref(), &kind, true).unwrap_or(default);
        self.note(variable, described, &kind, meaning, shown(&value), found.is_some());
        if let Some(noted) = self.settings.last_mut() {
            noted.secret = true;
        }
        value
    }

    /// Refuses a setting for what other settings say; `allowed` is the end of "allowed is …".
    pub(super) fn refuse(&mut self, variable: &str, allowed: impl Into<String>) {
        self.errors.push(ConfigError { variable: variable.to_owned(), found: None, allowed: allowed.into() });
    }

    /// The port of cargo-leptos' reload server, while it watches.
    pub(super) fn foreign_reload_port(&self) -> Option<u16> {
        (self.lookup)("LEPTOS_WATCH")?;
        (self.lookup)("LEPTOS_RELOAD_PORT")?.parse().ok()
    }

    /// A path that another tool gives, used when our own variable is silent. Not part of the reference.
    pub(super) fn foreign_path(&self, variable: &str) -> Option<PathBuf> {
        self.found(variable).map(PathBuf::from)
    }

    /// Every declaration, or every problem.
    pub(super) fn finish(self) -> Result<Vec<Setting>, ConfigErrors> {
        if self.errors.is_empty() { Ok(self.settings) } else { Err(ConfigErrors(self.errors)) }
    }

    fn found(&self, variable: &str) -> Option<String> {
        (self.lookup)(variable).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn found_secret(&mut self, variable: &'static str) -> Option<String> {
        let direct = self.found(variable);
        let Some(file) = self.found(&format!("{variable}_FILE")) else { return direct };
        if direct.is_some() {
            self.errors.push(ConfigError {
                variable: variable.to_owned(),
                found: None,
                allowed: format!("only one of {variable} and {variable}_FILE"),
            });
            return direct;
        }
        match std::fs::read_to_string(&file) {
            Ok(content) => Some(content.trim().to_owned()),
            Err(error) => {
                self.errors.push(ConfigError {
                    variable: format!("{variable}_FILE"),
                    found: Some(format!("{file} ({error})")),
                    allowed: "the path of a readable text file".to_owned(),
                });
                None
            }
        }
    }

    fn parsed<T>(&mut self, variable: &str, found: Option<&str>, kind: &Kind<T>, secret: bool) -> Option<T> {
        let found = found?;
        let value = kind.parse(found);
        if value.is_none() {
            self.errors.push(ConfigError {
                variable: variable.to_owned(),
                found: (!secret).then(|| found.to_owned()),
                allowed: kind.allowed.clone(),
            });
        }
        value
    }

    fn note<T>(
        &mut self,
        variable: &'static str,
        default: &str,
        kind: &Kind<T>,
        meaning: &'static str,
        value: String,
        set: bool,
    ) {
        self.settings.push(Setting {
            section: self.section,
            variable,
            default: default.to_owned(),
            allowed: kind.allowed.clone(),
            meaning,
            secret: false,
            value,
            set,
        });
    }
}
