use std::net::IpAddr;

use domain::Problem;
use http::{HeaderMap, header};
use url::{Host, Url};

use super::{Folder, Mail};
use crate::{AppState, Result, http::Visit};

/// The folder whose letters may be looked at in a browser. There is one only where letters become files and the site is
/// this machine's own: whoever reads them can open every account.
///
/// The host that was asked for counts, too: a page from elsewhere whose name leads to this machine (DNS rebinding) would
/// read them otherwise.
///
/// # Errors
/// [`Problem::NotFound`] everywhere else.
pub fn preview<'a>(app: &'a AppState, visit: &Visit, headers: &HeaderMap) -> Result<&'a Folder> {
    let Mail::Folder(folder) = &app.mail else { return Err(Problem::NotFound.into()) };
    let config = &app.config;
    let is_asked_here = asked_host(headers).is_none_or(|host| is_here(&host));
    let comes_from_here = visit.client.address.is_loopback() || visit.client.address.is_unspecified();
    if config.serves_this_machine_only() && is_asked_here && comes_from_here {
        Ok(folder)
    } else {
        Err(Problem::NotFound.into())
    }
}

fn asked_host(headers: &HeaderMap) -> Option<String> {
    headers.get(header::HOST).map(|host| host.to_str().unwrap_or_default().to_owned())
}

fn is_here(host: &str) -> bool {
    let url = Url::parse(&format!("http://{host}/")).ok();
    match url.as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}
