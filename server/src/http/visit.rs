use domain::{accounts::Viewer, appearance::Theme};
use http::Uri;
use tower_sessions::Session;

use super::{Client, Cookies};
use crate::devices::DeviceId;

/// One request and whoever sent it, as pages and actions see it; stands in the extensions of every request.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who sent it.
    pub viewer: Viewer,
    /// Their session; empty and unsaved until something is put into it.
    pub session: Session,
    /// Where it came from.
    pub client: Client,
    /// The browser, once somebody signed in with it.
    pub device: Option<DeviceId>,
    /// What it says to skip the second factor, if it was ever trusted.
    pub trust: Option<String>,
    /// Cookies to set with the answer.
    pub cookies: Cookies,
    /// The remembered choice of light or dark.
    pub theme: Theme,
    /// What a script element of this answer must carry to be run; fresh for every answer.
    pub nonce: String,
    /// The reference of this request, in every log line and in the answer.
    pub request_id: String,
    /// What was asked for.
    pub uri: Uri,
    /// Whether a browser fetches the page ahead, perhaps never to show it: nothing may be used up by it.
    pub prefetch: bool,
}
