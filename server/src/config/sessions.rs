use std::time::Duration;

use domain::accounts::Standing;

use super::{environment::Environment, kind};

const DAY: u64 = 24 * 60 * 60;

/// How long somebody stays signed in.
#[derive(Clone, Debug)]
pub struct SessionsConfig {
    /// `MASTHEAD_SESSIONS_REMEMBERED_*`: sessions that outlive the browser.
    pub remembered: Lifetime,
    /// `MASTHEAD_SESSIONS_UNREMEMBERED_*`: sessions that end with the browser at the latest.
    pub unremembered: Lifetime,
    /// `MASTHEAD_SESSIONS_PROOF`: how long a member who proved who they are may do what is sensitive.
    pub proof: Duration,
}

/// How long a session lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Without being used.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

impl SessionsConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Sessions");
        Self {
            remembered: Lifetime {
                idle: env.setting(
                    "MASTHEAD_SESSIONS_REMEMBERED_IDLE",
                    "30d",
                    kind::duration(60..=400 * DAY),
                    "How long a session lives unused, of somebody who stays signed in on their device.",
                ),
                absolute: env.setting(
                    "MASTHEAD_SESSIONS_REMEMBERED_ABSOLUTE",
                    "90d",
                    kind::duration(60..=400 * DAY),
                    "How long such a session lives in all, however much it is used.",
                ),
            },
            unremembered: Lifetime {
                idle: env.setting(
                    "MASTHEAD_SESSIONS_UNREMEMBERED_IDLE",
                    "12h",
                    kind::duration(60..=400 * DAY),
                    "How long any other session lives unused. Its cookie goes when the browser is closed.",
                ),
                absolute: env.setting(
                    "MASTHEAD_SESSIONS_UNREMEMBERED_ABSOLUTE",
                    "24h",
                    kind::duration(60..=400 * DAY),
                    "How long such a session lives in all.",
                ),
            },
            proof: env.setting(
                "MASTHEAD_SESSIONS_PROOF",
                "10m",
                kind::duration(1..=Standing::PROOF_SECONDS.unsigned_abs()),
                "How long a fresh proof of who is there is good for changes that are sensitive.",
            ),
        }
    }
}
