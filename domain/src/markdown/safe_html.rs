use ammonia::Url;
use serde::{Deserialize, Serialize};

use super::sanitise;

/// HTML that was sanitised: the only text that pages put in without escaping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    pub(super) fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// Takes back what was kept in a column that only rendered text is written to.
    #[must_use]
    pub fn from_store(html: String) -> Self {
        Self(html)
    }

    /// The rendered text of a post for pages other than its own: links and pictures lead to where they lead from
    /// `address`, the absolute one of the post, and headings have no anchors.
    ///
    /// With an address that is not absolute, nothing is left.
    #[must_use]
    pub fn post_elsewhere(&self, address: &str) -> Self {
        Url::parse(address).map_or_else(|_| Self::default(), |base| sanitise::post_elsewhere(&self.0, base))
    }

    /// For `inner_html`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<SafeHtml> for String {
    fn from(html: SafeHtml) -> Self {
        html.0
    }
}
