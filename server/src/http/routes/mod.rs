//! What is answered without a page: health, assets, stored pictures, tokens, feeds.

mod assets;
mod baseline;
mod health;
mod media;
mod passkey_endpoints;
mod speculation;

use axum::{
    Router,
    routing::{MethodRouter, get},
};
use domain::paths;

use crate::{AppState, feeds, http::api, posts, tokens};

/// Every route of the edge.
pub fn routes(app: &AppState) -> Router {
    if app.assets.is_missing() {
        tracing::warn!("No styles and scripts: there is no folder `site` beside the program, see MASTHEAD_SITE_ASSETS");
    }
    let router =
        routes_by_path(app).into_iter().fold(Router::new(), |router, (path, route)| router.route(&path, route));
    router.with_state(app.clone())
}

/// Every route of the edge with its path, for the inventory of what strangers may call.
#[must_use]
pub fn routes_by_path(app: &AppState) -> Vec<(String, MethodRouter<AppState>)> {
    let mut routes = vec![
        (paths::UP.to_owned(), get(health::up)),
        (paths::READY.to_owned(), get(health::ready)),
        (format!("{}/{{*file}}", paths::ASSETS), get(assets::asset)),
        ("/favicon.ico".to_owned(), get(assets::favicon)),
        (format!("{}/{{name}}", paths::MEDIA), get(media::media)),
        (paths::PASSKEY_ENDPOINTS.to_owned(), get(passkey_endpoints::passkey_endpoints)),
        (paths::SPECULATION_RULES.to_owned(), get(speculation::rules)),
    ];
    routes.extend(tokens::routes_by_path());
    routes.push((paths::OPENAPI.to_owned(), get(api::openapi)));
    routes.extend(posts::routes_by_path());
    routes.extend(feeds::routes_by_path());
    routes.extend(baseline::route(&app.config.bench));
    routes
}
