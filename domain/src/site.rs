//! What the publication says of itself.

use serde::{Deserialize, Serialize};

/// Name and promise of the publication, shown on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The masthead line.
    pub name: String,
    /// One line below it.
    pub tagline: String,
    /// Scheme and host without a trailing slash, for absolute links.
    pub url: String,
}

impl Site {
    /// The absolute address of a path of this site; an address that is absolute already stays as it is.
    #[must_use]
    pub fn absolute(&self, address: &str) -> String {
        if address.starts_with('/') { format!("{}{address}", self.url) } else { address.to_owned() }
    }
}
