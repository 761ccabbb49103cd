//! Secrets that the program must be able to read again, sealed in the database: the seeds of authenticator apps, the keys
//! that sign tokens, the secrets of webhooks. A copy of the database alone opens none of them.

use std::{fmt, fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path, sync::Arc};

use anyhow::{Context, anyhow};
use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use crate::{config::Config, ids::Ids};

const NONCE: usize = 24;
const FILE: &str = "secret.key";

/// Seals and opens with the key of the installation (XChaCha20-Poly1305).
#[derive(Clone)]
pub struct Vault {
    cipher: Arc<XChaCha20Poly1305>,
    root: Arc<[u8; 32]>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(hidden)")
    }
}

impl Vault {
    /// A vault with this key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self { cipher: Arc::new(XChaCha20Poly1305::new(key.into())), root: Arc::new(*key) }
    }

    /// The vault of the installation: with the configured key, else with the one in the data folder, which is made here at
    /// the first start.
    ///
    /// # Errors
    /// If the key in the data folder can be neither read nor made.
    pub fn open_installation(config: &Config, ids: &Ids) -> anyhow::Result<Self> {
        if let Some(key) = &config.secrets.key {
            return Ok(Self::new(key));
        }
        let file = config.data_dir.join(FILE);
        let told = || format!("the key of the installation, {}", file.display());
        if !file.exists() {
            make_key(&config.data_dir, &file, ids).with_context(told)?;
        }
        let text = fs::read_to_string(&file).with_context(told)?;
        let key = STANDARD.decode(text.trim()).with_context(told)?;
        let key: [u8; 32] = key.try_into().map_err(|_| anyhow!("32 bytes are expected")).with_context(told)?;
        Ok(Self::new(&key))
    }

    /// A key for one purpose, which tells nothing of the installation's own (BLAKE3 in its mode for deriving keys).
    /// `context` says what for and is never used for anything else.
    #[must_use]
    pub fn key_for(&self, context: &str) -> [u8; 32] {
        blake3::derive_key(context, &*self.root)
    }

    /// Seals `secret` for the one place that `context` names, such as `totp:<member>`; it opens nowhere else.
    ///
    /// # Errors
    /// If the secret is absurdly long.
    pub fn seal(&self, ids: &Ids, context: &str, secret: &[u8]) -> anyhow::Result<Vec<u8>> {
        let nonce = ids.secret::<NONCE>();
        let sealed = self
            .cipher
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: secret, aad: context.as_bytes() })
            .map_err(|_| anyhow!("a secret could not be sealed"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// The digest of a secret that is short enough to be guessed, such as a typed code, for the one place that `context`
    /// names. Whoever has a copy of the database alone cannot try guesses against it.
    #[must_use]
    pub fn digest(&self, context: &str, secret: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.key_for("Masthead 2026-11-20 digests of short secrets"));
        // With its length, so that no part of one can pass for a part of the other.
        hasher.update(&(context.len() as u64).to_le_bytes()).update(context.as_bytes()).update(secret.as_bytes());
        hasher.finalize().to_hex().to_string()
    }

    /// Opens what was sealed for `context`.
    ///
    /// # Errors
    /// If it was sealed with another key or for another place, or was changed.
    pub fn open(&self, context: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let refused = || anyhow!("a sealed secret does not open: was the key of the installation changed?");
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or_else(refused)?;
        self.cipher
            .decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: context.as_bytes() })
            .map_err(|_| refused())
    }
}

/// Whole or not at all: two processes that start at once end up with one key.
fn make_key(folder: &Path, file: &Path, ids: &Ids) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!("{FILE}.{}", ids.uuid().simple()));
    let mut written = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    written.write_all(STANDARD.encode(ids.secret::<32>()).as_bytes())?;
    written.sync_all()?;
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        linked => Ok(linked?),
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;
    use crate::clock::Clock;

    fn ids() -> Ids {
        Ids::new(Clock::fixed(Timestamp::from_millis(0)))
    }

    #[test]
    fn opens_with_the_same_key_at_the_same_place_only() {
        let vault = Vault::new(&[1; 32]);
        let sealed = vault.seal(&ids(), "totp:ada", b"seed").unwrap();
        assert_eq!(vault.open("totp:ada", &sealed).unwrap(), b"seed");
        assert!(vault.open("totp:bob", &sealed).is_err());
        assert!(Vault::new(&[2; 32]).open("totp:ada", &sealed).is_err());
        assert!(vault.open("totp:ada", &sealed[..10]).is_err());
    }

    #[test]
    fn a_digest_holds_for_its_secret_at_its_place_under_its_key() {
        let vault = Vault::new(&[1; 32]);
        let digest = vault.digest("code:ada", "BCDF");
        assert_eq!(vault.digest("code:ada", "BCDF"), digest);
        for other in
            [vault.digest("code:ada", "BCDG"), vault.digest("code:bob", "BCDF"), vault.digest("code:a", "daBCDF")]
        {
            assert_ne!(other, digest);
        }
        assert_ne!(Vault::new(&[2; 32]).digest("code:ada", "BCDF"), digest);
    }

    #[test]
    fn an_installation_keeps_the_key_that_it_made() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().join("data"), ..Config::default() };
        let sealed = Vault::open_installation(&config, &ids()).unwrap().seal(&ids(), "x", b"seed").unwrap();
        assert_eq!(Vault::open_installation(&config, &ids()).unwrap().open("x", &sealed).unwrap(), b"seed");
    }

    #[test]
    fn the_same_secret_looks_different_every_time() {
        let vault = Vault::new(&[1; 32]);
        assert_ne!(vault.seal(&ids(), "x", b"seed").unwrap(), vault.seal(&ids(), "x", b"seed").unwrap());
    }
}
