use http::{HeaderMap, header};

use crate::config::SiteConfig;

/// The name of the session's cookie.
///
/// Browsers take a `__Host-` cookie only over https, for the whole host and for no other host, so neither a
/// neighbouring subdomain nor plain http can plant one.
pub(super) fn session_name(site: &SiteConfig) -> &'static str {
    if site.is_https() { "__Host-session" } else { "session" }
}

/// The value of a cookie that came with a request.
pub(super) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "xtheme=light; theme=dark".parse().unwrap());
        headers.append(header::COOKIE, "session=s".parse().unwrap());
        assert_eq!(value(&headers, "theme"), Some("dark"));
        assert_eq!(value(&headers, "session"), Some("s"));
        assert_eq!(value(&headers, "them"), None);
    }
}
