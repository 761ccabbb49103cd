use base64::{Engine, engine::general_purpose::STANDARD};

use super::{environment::Environment, kind::Kind};

/// The key under which the program keeps secrets that it must read again.
#[derive(Clone)]
pub struct SecretsConfig {
    /// `MASTHEAD_SECRET_KEY`, or the content of the file `MASTHEAD_SECRET_KEY_FILE`. Without it a key is made in the data
    /// folder.
    pub key: Option<[u8; 32]>,
}

impl std::fmt::Debug for SecretsConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretsConfig").field("is_set", &self.key.is_some()).finish()
    }
}

impl SecretsConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Secrets");
        let key = env.secret(
            "MASTHEAD_SECRET_KEY",
            ("made once, in the file `secret.key` in `MASTHEAD_DATA_DIR`", String::new()),
            key_kind(),
            "Seals the seeds of authenticator apps, the keys that sign tokens and the secrets of webhooks. All processes of an installation need \
             the same one; without it those secrets are lost. `openssl rand -base64 32` makes one.",
            |_| "(hidden)".to_owned(),
        );
        Self { key: decode(&key) }
    }
}

fn key_kind() -> Kind<String> {
    Kind::new("32 random bytes, written in base64", |text| decode(text).map(|_| text.to_owned()))
}

fn decode(text: &str) -> Option<[u8; 32]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
