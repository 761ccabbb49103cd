use std::fmt;

use domain::Problem;
use serde::{Deserialize, Serialize};
use server_fn::{codec::JsonEncoding, error::FromServerFnError};

/// Why a server action was not done, as it travels to callers: the problem and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Refusal(pub Problem);

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    /// The framework's own errors are all about requests that it could not read; their texts stay inside.
    fn from_server_fn_error(_: server_fn::error::ServerFnErrorErr) -> Self {
        Self(Problem::Unreadable)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message())
    }
}
