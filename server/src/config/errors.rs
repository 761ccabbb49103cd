use std::fmt;

/// One setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The environment variable.
    pub variable: String,
    /// What was found; `None` for secrets.
    pub found: Option<String>,
    /// What is allowed, as the end of "allowed is …".
    pub allowed: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.found {
            Some(found) => write!(f, "{}: found `{found}`; allowed is {}", self.variable, self.allowed),
            None => write!(f, "{}: the value cannot be used; allowed is {}", self.variable, self.allowed),
        }
    }
}

/// Everything that is wrong with the configuration, told at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = if self.0.len() == 1 { "A setting is" } else { "Several settings are" };
        write!(f, "{settings} wrong, nothing was started:")?;
        self.0.iter().try_for_each(|error| write!(f, "\n  {error}"))
    }
}

impl std::error::Error for ConfigErrors {}
