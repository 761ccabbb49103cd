use std::fmt;

/// Why another server gave no answer that can be used. Names the host and nothing of the request, whose address, headers
/// and body may hold secrets.
#[derive(Debug)]
pub struct Failure {
    /// The host, with its port where that is not the usual one.
    pub host: String,
    /// What went wrong.
    pub reason: Reason,
}

/// What went wrong in a call.
#[derive(Debug)]
pub enum Reason {
    /// The address is not one that this program calls.
    Forbidden,
    /// It leads to a machine that is not on the public internet.
    NotPublic,
    /// The host did not answer several times, and is left alone for a moment.
    LeftAlone,
    /// No connection, or no whole answer in time.
    Silent(reqwest::Error),
    /// An answer of more than so many bytes.
    TooLarge(usize),
    /// An answer that says that it did not work, by its status.
    Refused(u16),
    /// An answer that is not what was asked for.
    Unreadable(serde_json::Error),
}

impl Failure {
    /// Whether the other server is down, overloaded or out of reach, so that trying later makes sense.
    #[must_use]
    pub const fn is_silence(&self) -> bool {
        matches!(self.reason, Reason::Silent(_) | Reason::LeftAlone | Reason::Refused(500..=599 | 429))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = &self.host;
        match &self.reason {
            Reason::Forbidden => write!(f, "{host} is not called: neither https nor on this machine"),
            Reason::NotPublic => write!(f, "{host} is not called: it does not lead to the public internet by https"),
            Reason::LeftAlone => write!(f, "{host} did not answer lately and is left alone for a moment"),
            Reason::Silent(_) => write!(f, "{host} does not answer"),
            Reason::TooLarge(limit) => write!(f, "{host} answered with more than {limit} bytes"),
            Reason::Refused(status) => write!(f, "{host} answered with {status}"),
            Reason::Unreadable(_) => write!(f, "{host} answered with something unreadable"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Silent(error) => Some(error),
            // Where it stands, not what it says: serde's words may quote the answer.
            _ => None,
        }
    }
}
