use url::Url;

use super::{
    environment::Environment,
    kind::{self, Kind},
};

/// How the site is found and followed.
#[derive(Clone, Debug)]
pub struct DiscoveryConfig {
    /// `MASTHEAD_DISCOVERY_CRAWLERS`: whether search engines and other crawlers are welcome.
    pub crawlers: bool,
    /// `MASTHEAD_DISCOVERY_FEED_POSTS`: how many posts a feed holds.
    pub feed_posts: u64,
    /// `MASTHEAD_DISCOVERY_HUB`: the WebSub hub that feeds name.
    pub hub: Option<String>,
}

impl DiscoveryConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Feeds and discovery");
        Self {
            crawlers: env.setting(
                "MASTHEAD_DISCOVERY_CRAWLERS",
                "on",
                kind::switch(),
                "Whether crawlers are welcome. `off` closes the whole site to them, as for a staging copy: robots.txt \
                 says so, and every answer asks not to be indexed.",
            ),
            feed_posts: env.setting(
                "MASTHEAD_DISCOVERY_FEED_POSTS",
                "20",
                kind::number(1..=100),
                "How many posts a feed holds, the newest ones.",
            ),
            hub: env.setting(
                "MASTHEAD_DISCOVERY_HUB",
                "",
                https().optional(),
                "WebSub hub that feeds name, so that readers can ask it to be told of news. It has to watch the feeds by \
                 itself. Empty for none.",
            ),
        }
    }
}

fn https() -> Kind<String> {
    Kind::new("an https address, such as https://hub.example.org/", |text| {
        let url = Url::parse(text).ok()?;
        (url.scheme() == "https" && url.fragment().is_none()).then(|| url.to_string())
    })
}
