use axum::{body::Body, response::Response};
use domain::Problem;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::{config::SiteConfig, http::problem::refuse};

/// Refuses what another site made a browser send.
///
/// A request that changes something passes with `Sec-Fetch-Site: same-origin` or `none`, or with the site's own
/// `Origin`. One with neither header comes from a program, not from a browser, and carries no cookie that the program
/// was not given; it passes as well.
pub(super) fn layer(site: &SiteConfig) -> CsrfLayer<impl FnMut(ProtectionError) -> Response<Body> + Clone + use<>> {
    let layer = CsrfLayer::new();
    // The configuration took it as an origin, so this layer does, too.
    let layer = layer.clone().add_trusted_origin(&site.url).unwrap_or(layer);
    layer.with_rejection_response(|_| refuse(Problem::CrossSite))
}
