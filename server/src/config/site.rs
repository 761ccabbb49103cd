use std::path::PathBuf;

use url::{Host, Url};

use super::{
    environment::Environment,
    kind::{self, Kind},
};

/// What the publication is called, where it is reached, and where its styles and scripts lie.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// `MASTHEAD_SITE_NAME`: the masthead line.
    pub name: String,
    /// `MASTHEAD_SITE_TAGLINE`: one line below it; may be empty.
    pub tagline: String,
    /// `MASTHEAD_SITE_URL`: scheme, host and port without a trailing slash.
    pub url: String,
    /// `MASTHEAD_SITE_ASSETS`: the folder that holds `pkg/` and `assets.json`. `None`: `site/` beside the executable.
    pub assets: Option<PathBuf>,
    /// Under `cargo leptos watch`: the port on this machine that tells pages to reload themselves.
    pub live_reload: Option<u16>,
}

impl SiteConfig {
    /// Whether people reach the site over https; then cookies are `Secure` and browsers are told to stay with it.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// Whether its address is one of this machine.
    pub(super) fn is_on_loopback(&self) -> bool {
        let url = Url::parse(&self.url).ok();
        match url.as_ref().and_then(Url::host) {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Site");
        Self {
            name: env.setting("MASTHEAD_SITE_NAME", "Masthead", kind::line(60), "Name of the publication."),
            tagline: env.setting(
                "MASTHEAD_SITE_TAGLINE",
                "",
                kind::line(120),
                "One line below the name. Empty for none.",
            ),
            url: env.setting(
                "MASTHEAD_SITE_URL",
                "http://127.0.0.1:3000",
                origin(),
                "Where people reach the site: scheme, host and port, no path. Forms are taken from this origin only; \
                 with https, cookies become Secure and HSTS is sent.",
            ),
            assets: env
                .setting(
                    "MASTHEAD_SITE_ASSETS",
                    "",
                    kind::path().optional(),
                    "Folder of styles, scripts and fonts. Empty: `site/` beside the executable.",
                )
                .or_else(|| env.foreign_path("LEPTOS_SITE_ROOT")),
            live_reload: env.foreign_reload_port(),
        }
    }
}

pub(super) fn origin() -> Kind<String> {
    Kind::new("an http or https address without a path, such as https://blog.example.org", |text| {
        let url = Url::parse(text).ok()?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        (matches!(url.scheme(), "http" | "https") && bare).then(|| url.origin().ascii_serialization())
    })
}
