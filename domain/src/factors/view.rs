use crate::{
    Timestamp,
    id::{PasskeyId, TrustedDeviceId},
};

/// What a member has besides a password, as their own page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// Since when codes of an authenticator app count.
    pub totp_since: Option<Timestamp>,
    /// Their passkeys, oldest first.
    pub passkeys: Vec<PasskeyView>,
    /// Recovery codes that are not used yet.
    pub recovery_codes_left: u64,
    /// Browsers that are not asked for the second factor, latest first.
    pub trusted_devices: Vec<TrustedDeviceView>,
}

impl Factors {
    /// Whether there is a second factor at all. Recovery codes stand in for one, and are none by themselves.
    #[must_use]
    pub const fn has_one(&self) -> bool {
        self.totp_since.is_some() || !self.passkeys.is_empty()
    }
}

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyView {
    /// Which.
    pub id: PasskeyId,
    /// What its member calls it.
    pub name: String,
    /// Whether it is kept in more than one place, as those of phones and password managers.
    pub is_synced: bool,
    /// When it was registered.
    pub added_at: Timestamp,
    /// When it was used last.
    pub used_at: Option<Timestamp>,
}

/// A browser that is not asked for the second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedDeviceView {
    /// Which.
    pub id: TrustedDeviceId,
    /// What it calls itself.
    pub agent: String,
    /// Where it was when it was trusted.
    pub address: String,
    /// Since when.
    pub trusted_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}
