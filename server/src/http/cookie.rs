use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, HeaderValue, header};

use crate::config::SiteConfig;

/// Cookies that an action wants to be set; they go out with the answer, whatever it is.
#[derive(Clone, Debug, Default)]
pub struct Cookies(Arc<Mutex<Vec<HeaderValue>>>);

impl Cookies {
    /// Sets a cookie for the whole host that scripts do not see, for so many seconds; with 0 it is taken back.
    pub fn set(&self, site: &SiteConfig, name: &str, value: &str, seconds: u64) {
        let secure = if site.is_https() { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(cookie);
        }
    }

    /// What is to be set, as header values; afterwards there is none.
    #[must_use]
    pub fn take(&self) -> Vec<HeaderValue> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The name of the session's cookie.
///
/// Browsers take a `__Host-` cookie only over https, for the whole host and for no other host, so neither a
/// neighbouring subdomain nor plain http can plant one.
pub(super) fn session_name(site: &SiteConfig) -> &'static str {
    if site.is_https() { "__Host-session" } else { "session" }
}

/// The name of the cookie that tells one browser from others.
pub(crate) fn device_name(site: &SiteConfig) -> &'static str {
    if site.is_https() { "__Host-device" } else { "device" }
}

/// The name of the cookie of a browser that is trusted to skip the second factor.
pub(crate) fn trust_name(site: &SiteConfig) -> &'static str {
    if site.is_https() { "__Host-trust" } else { "trust" }
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
