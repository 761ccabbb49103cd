use axum::{extract::State, response::Response};
use domain::paths;

use super::answer::document;
use crate::AppState;

/// Where nothing is to be found: members' own pages, and what is called by programs.
const CLOSED: [&str; 7] = [paths::DESK, "/comments/", paths::SETTINGS, "/admin", "/dev/", paths::FUNCTIONS, paths::API];

/// Where crawlers are welcome (RFC 9309).
pub(super) async fn robots(State(app): State<AppState>) -> Response {
    let rules = if app.config.discovery.crawlers {
        let closed: String = CLOSED.iter().map(|path| format!("Disallow: {path}\n")).collect();
        format!("User-agent: *\n{closed}\nSitemap: {}\n", app.site.absolute(paths::SITEMAP))
    } else {
        "User-agent: *\nDisallow: /\n".to_owned()
    };
    document("text/plain; charset=utf-8", 60, None, rules)
}
