use std::time::Duration;

use super::{Limit, environment::Environment, kind};

/// Proving and recovering accounts by letters.
#[derive(Clone, Debug)]
pub struct RecoveryConfig {
    /// `MASTHEAD_ACCOUNTS_MAIL_SIGN_IN`: whether members may sign in by the link or code of a letter.
    pub mail_sign_in: bool,
    /// `MASTHEAD_ACCOUNTS_LETTERS_PER_ADDRESS_*`: letters asked for from one address.
    pub letters_per_address: Limit,
    /// `MASTHEAD_ACCOUNTS_LETTERS_PER_MAILBOX_*`: letters of one kind asked for to one mailbox, or by one member.
    pub letters_per_mailbox: Limit,
    /// `MASTHEAD_ACCOUNTS_PROOFS_PER_ADDRESS_*`: links and codes presented from one address.
    pub proofs_per_address: Limit,
}

impl RecoveryConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Letters of accounts");
        Self {
            mail_sign_in: env.setting(
                "MASTHEAD_ACCOUNTS_MAIL_SIGN_IN",
                "on",
                kind::switch(),
                "Whether members may sign in by the link or the code of a letter.",
            ),
            letters_per_address: letters_per_address(env),
            letters_per_mailbox: letters_per_mailbox(env),
            proofs_per_address: proofs_per_address(env),
        }
    }
}

fn letters_per_address(env: &mut Environment<'_>) -> Limit {
    Limit {
        attempts: env.setting(
            "MASTHEAD_ACCOUNTS_LETTERS_PER_ADDRESS",
            "20",
            kind::number(1..=1_000_000),
            "Letters asked for from one address (IPv6: one /64) in a window, then 429.",
        ),
        window: window(env, "MASTHEAD_ACCOUNTS_LETTERS_PER_ADDRESS_WINDOW", "1h"),
    }
}

fn letters_per_mailbox(env: &mut Environment<'_>) -> Limit {
    Limit {
        attempts: env.setting(
            "MASTHEAD_ACCOUNTS_LETTERS_PER_MAILBOX",
            "5",
            kind::number(1..=1_000_000),
            "Letters of one kind asked for to one mailbox, and changes of address by one member, in a window, then 429.",
        ),
        window: window(env, "MASTHEAD_ACCOUNTS_LETTERS_PER_MAILBOX_WINDOW", "1h"),
    }
}

fn proofs_per_address(env: &mut Environment<'_>) -> Limit {
    Limit {
        attempts: env.setting(
            "MASTHEAD_ACCOUNTS_PROOFS_PER_ADDRESS",
            "30",
            kind::number(1..=1_000_000),
            "Links and codes of letters tried from one address (IPv6: one /64) in a window, then 429.",
        ),
        window: window(env, "MASTHEAD_ACCOUNTS_PROOFS_PER_ADDRESS_WINDOW", "15m"),
    }
}

fn window(env: &mut Environment<'_>, variable: &'static str, default: &'static str) -> Duration {
    env.setting(variable, default, kind::duration(1..=86400), "Length of that window.")
}
