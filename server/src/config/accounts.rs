use std::{num::NonZero, path::PathBuf, thread, time::Duration};

use domain::accounts::Role;

use super::{environment::Environment, kind, limit::Limit};

/// How passwords are hashed and how often one may try them.
#[derive(Clone, Debug)]
pub struct AccountsConfig {
    /// The cost of one password hash.
    pub argon2: Argon2Config,
    /// `MASTHEAD_ACCOUNTS_HASH_CONCURRENCY`: how many passwords are hashed at once.
    pub hash_concurrency: usize,
    /// `MASTHEAD_ACCOUNTS_HASH_WAIT`: how long a sign-in waits for its turn before it is told to come back.
    pub hash_wait: Duration,
    /// `MASTHEAD_ACCOUNTS_SIGN_IN_PER_ADDRESS_*`: sign-ins tried from one address.
    pub sign_in_per_address: Limit,
    /// `MASTHEAD_ACCOUNTS_SIGN_IN_PER_ACCOUNT_*`: sign-ins tried on one account.
    pub sign_in_per_account: Limit,
    /// `MASTHEAD_ACCOUNTS_SIGN_IN_PER_DEVICE_*`: sign-ins tried with a browser on an account that it knows.
    pub sign_in_per_device: Limit,
    /// `MASTHEAD_ACCOUNTS_SIGN_UP_PER_ADDRESS_*`: accounts made from one address.
    pub sign_up_per_address: Limit,
    /// `MASTHEAD_ACCOUNTS_BREACHED_PASSWORDS`: a file of digests of passwords that nobody may choose.
    pub breached_passwords: Option<PathBuf>,
    /// `MASTHEAD_ACCOUNTS_DELETION_GRACE`: how long a member may change their mind about deleting their account.
    pub deletion_grace: Duration,
    /// `MASTHEAD_ACCOUNTS_SECOND_FACTOR_ROLES`: roles whose members have no permissions without a second factor.
    pub second_factor_roles: Vec<Role>,
}

/// Parameters of Argon2id (RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Config {
    /// `MASTHEAD_ACCOUNTS_ARGON2_MEMORY_KIB`: memory of one hash, in KiB.
    pub memory_kib: u32,
    /// `MASTHEAD_ACCOUNTS_ARGON2_ITERATIONS`: passes over that memory.
    pub iterations: u32,
    /// `MASTHEAD_ACCOUNTS_ARGON2_PARALLELISM`: lanes.
    pub parallelism: u32,
}

impl AccountsConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Accounts");
        Self {
            argon2: Argon2Config::read(env),
            hash_concurrency: env.computed(
                "MASTHEAD_ACCOUNTS_HASH_CONCURRENCY",
                ("number of processor cores", cores()),
                kind::number(1..=1024),
                "Passwords hashed at once. Bounds both the processor time and the memory that sign-ins take.",
            ),
            hash_wait: env.setting(
                "MASTHEAD_ACCOUNTS_HASH_WAIT",
                "10s",
                kind::duration(1..=120),
                "How long a sign-in waits for its turn to be hashed before it becomes a 503.",
            ),
            sign_in_per_address: Limit::read(
                env,
                ("MASTHEAD_ACCOUNTS_SIGN_IN_PER_ADDRESS", "30"),
                ("MASTHEAD_ACCOUNTS_SIGN_IN_PER_ADDRESS_WINDOW", "15m"),
                "Sign-ins tried from one address (IPv6: one /64) in a window, then 429.",
            ),
            sign_in_per_account: Limit::read(
                env,
                ("MASTHEAD_ACCOUNTS_SIGN_IN_PER_ACCOUNT", "10"),
                ("MASTHEAD_ACCOUNTS_SIGN_IN_PER_ACCOUNT_WINDOW", "15m"),
                "Failed sign-ins on one account in a window, then 429. All browsers share them that have not signed in to it before.",
            ),
            sign_in_per_device: Limit::read(
                env,
                ("MASTHEAD_ACCOUNTS_SIGN_IN_PER_DEVICE", "10"),
                ("MASTHEAD_ACCOUNTS_SIGN_IN_PER_DEVICE_WINDOW", "15m"),
                "Failed sign-ins in a window with a browser on an account that it has signed in to before, then 429. Neither \
                 the account's nor the address's limit counts for it, so nobody can lock a member out of their own browser.",
            ),
            sign_up_per_address: Limit::read(
                env,
                ("MASTHEAD_ACCOUNTS_SIGN_UP_PER_ADDRESS", "10"),
                ("MASTHEAD_ACCOUNTS_SIGN_UP_PER_ADDRESS_WINDOW", "1h"),
                "Accounts made from one address (IPv6: one /64) in a window, then 429.",
            ),
            breached_passwords: env.setting(
                "MASTHEAD_ACCOUNTS_BREACHED_PASSWORDS",
                "",
                kind::path().optional(),
                "File of the SHA-1 digests of passwords that are known from breaches, sorted by digest, one a line, as Pwned \
                 Passwords, ordered by hash, can be downloaded. Whoever chooses one of them is asked for another. It is \
                 searched where it lies, whatever its size, and asked at every choice, so a newer one may be moved in its \
                 place. Empty: only the common ones are refused that the program knows by itself.",
            ),
            deletion_grace: env.setting(
                "MASTHEAD_ACCOUNTS_DELETION_GRACE",
                "14d",
                kind::duration(0..=90 * 86400),
                "How long a member who asked for the end of their account can keep it after all.",
            ),
            second_factor_roles: second_factor_roles(env),
        }
    }
}

impl Argon2Config {
    fn read(env: &mut Environment<'_>) -> Self {
        Self {
            memory_kib: env.setting(
                "MASTHEAD_ACCOUNTS_ARGON2_MEMORY_KIB",
                "19456",
                kind::number(64..=1_048_576),
                "Memory of one Argon2id hash in KiB. The three defaults are OWASP's recommendation.",
            ),
            iterations: env.setting(
                "MASTHEAD_ACCOUNTS_ARGON2_ITERATIONS",
                "2",
                kind::number(1..=64),
                "Passes of Argon2id over its memory.",
            ),
            // Argon2 needs 8 KiB a lane, so 8 lanes are the most that the smallest memory allows.
            parallelism: env.setting(
                "MASTHEAD_ACCOUNTS_ARGON2_PARALLELISM",
                "1",
                kind::number(1..=8),
                "Lanes of Argon2id.",
            ),
        }
    }
}

fn second_factor_roles(env: &mut Environment<'_>) -> Vec<Role> {
    env.setting(
        "MASTHEAD_ACCOUNTS_SECOND_FACTOR_ROLES",
        "",
        kind::roles(),
        "Roles that must have a second factor, a passkey or an authenticator app, besides those for which it is ticked \
         under Roles. Their members sign in without one, too, \
         but may do nothing until they set one up.",
    )
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
