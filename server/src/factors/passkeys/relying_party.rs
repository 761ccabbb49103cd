use anyhow::Context;
use domain::Problem;
use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::{AppState, Result};

/// Whether passkeys can be had at all: they belong to a host name, and browsers make none for a bare IP address.
#[must_use]
pub fn are_possible(app: &AppState) -> bool {
    Url::parse(&app.site.url).is_ok_and(|url| url.domain().is_some())
}

/// This site as passkeys know it: they belong to the host of `MASTHEAD_SITE_URL` and answer to its origin alone.
///
/// # Errors
/// [`Problem::NotFound`] where passkeys are not possible.
pub(super) fn relying_party(app: &AppState) -> Result<Webauthn> {
    let url = Url::parse(&app.site.url).context("the site's address")?;
    let host = url.domain().ok_or(Problem::NotFound)?;
    let builder = WebauthnBuilder::new(host, &url).context("the site's address")?;
    Ok(builder.rp_name(&app.site.name).build().context("the site's address")?)
}
