use domain::Problem;

use crate::{Error, error::chain, outbound::Failure};

/// What can go wrong with another service. What people are told names the service; the rest is for the log.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It does not answer.
    Silent(anyhow::Error),
    /// It answered, with something that cannot be trusted.
    Mistrusted(anyhow::Error),
    /// The code that somebody brought is not good any more.
    Spent,
}

impl Trouble {
    /// An answer that is not as it must be.
    pub(super) fn mistrusted(why: impl Into<String>) -> Self {
        Self::Mistrusted(anyhow::Error::msg(why.into()))
    }

    /// What people are told of it; the log is told why.
    pub(super) fn about(self, service: &str) -> Error {
        let provider = service.to_owned();
        let problem = match self {
            Self::Silent(error) => {
                tracing::warn!(service, error = chain(&error), "A service to sign in with does not answer");
                Problem::ProviderSilent { provider }
            }
            Self::Mistrusted(error) => {
                tracing::warn!(service, error = chain(&error), "A service to sign in with is not trusted");
                Problem::ProviderMistrusted { provider }
            }
            Self::Spent => Problem::AttemptExpired,
        };
        problem.into()
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        if failure.is_silence() { Self::Silent(failure.into()) } else { Self::Mistrusted(failure.into()) }
    }
}
