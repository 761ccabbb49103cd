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
    /// What may be told. An internal error is logged here, under the reference that it is told with.
    #[must_use]
    pub fn into_problem(self, reference: &str) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Internal(error) => {
                tracing::error!(reference, error = format!("{error:#}"), "Internal error");
                Problem::Internal { reference: reference.to_owned() }
            }
        }
    }
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
