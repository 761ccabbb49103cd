//! Two kinds of failure: what may be told, and what goes to the log.

use domain::Problem;
use sea_orm::DbErr;

/// Why something did not work.
#[derive(Debug)]
pub enum Error {
    /// May be told as it is.
    Problem(Problem),
    /// Is logged once, in full, and told as [`Problem::Internal`] with a reference.
    Internal(anyhow::Error),
}

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether it is this problem.
    #[must_use]
    pub fn is(&self, problem: &Problem) -> bool {
        matches!(self, Self::Problem(this) if this == problem)
    }

    /// What may be told. An internal error is logged here, under the reference that it is told with.
    #[must_use]
    pub fn into_problem(self, reference: &str) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Internal(error) => {
                tracing::error!(reference, error = chain(&error), "Internal error");
                Problem::Internal { reference: reference.to_owned() }
            }
        }
    }
}

/// An error with everything that led to it, in one line. Drivers repeat the words of their causes; here they stand once.
#[must_use]
pub fn chain(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |told, cause| match told.as_str() {
        "" => cause,
        known if known.contains(&cause) => told,
        known => format!("{known}: {cause}"),
    })
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::Internal(error.into())
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::chain;

    #[test]
    fn what_a_driver_repeats_is_told_once() {
        let cause = anyhow::anyhow!("no such table: tags");
        let error = Err::<(), _>(cause).context("Query Error: no such table: tags").context("the list").unwrap_err();
        assert_eq!(chain(&error), "the list: Query Error: no such table: tags");
    }
}
