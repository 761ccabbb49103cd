use serde::{Deserialize, Serialize};

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
