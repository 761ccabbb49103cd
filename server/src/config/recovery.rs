use super::{environment::Environment, kind, limit::Limit};

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
            letters_per_address: Limit::read(
                env,
                ("MASTHEAD_ACCOUNTS_LETTERS_PER_ADDRESS", "20"),
                ("MASTHEAD_ACCOUNTS_LETTERS_PER_ADDRESS_WINDOW", "1h"),
                "Letters asked for from one address (IPv6: one /64) in a window, then 429.",
            ),
            letters_per_mailbox: Limit::read(
                env,
                ("MASTHEAD_ACCOUNTS_LETTERS_PER_MAILBOX", "5"),
                ("MASTHEAD_ACCOUNTS_LETTERS_PER_MAILBOX_WINDOW", "1h"),
                "Letters of one kind asked for to one mailbox, and changes of address by one member, in a window, then 429.",
            ),
            proofs_per_address: Limit::read(
                env,
                ("MASTHEAD_ACCOUNTS_PROOFS_PER_ADDRESS", "30"),
                ("MASTHEAD_ACCOUNTS_PROOFS_PER_ADDRESS_WINDOW", "15m"),
                "Links and codes of letters tried from one address (IPv6: one /64) in a window, then 429.",
            ),
        }
    }
}
