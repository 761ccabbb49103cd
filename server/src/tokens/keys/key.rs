use std::fmt;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ed25519_dalek::SigningKey as Pair;
use jsonwebtoken::{
    EncodingKey,
    jwk::{
        AlgorithmParameters, CommonParameters, EllipticCurve, Jwk, KeyAlgorithm, OctetKeyPairParameters,
        OctetKeyPairType, PublicKeyUse, ThumbprintHash,
    },
};

use crate::{AppState, Result, entities::signing_key};

/// The head of an Ed25519 private key in PKCS #8 (RFC 8410 section 7); the 32 bytes of the key follow.
const PKCS8_HEAD: [u8; 16] = *b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";

/// A key that signs access tokens.
pub(in crate::tokens) struct SigningKey {
    /// What tokens call it by.
    pub(in crate::tokens) kid: String,
    pair: Pair,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A new one.
    pub(super) fn generate(app: &AppState) -> Result<Self> {
        Self::from_secret(&app.ids.secret::<32>())
    }

    /// The one of a row.
    pub(super) fn open(app: &AppState, row: &signing_key::Model) -> Result<Self> {
        let sealed = row.private_key.as_deref().unwrap_or_default();
        let sealed = STANDARD.decode(sealed).map_err(anyhow::Error::from)?;
        let secret = app.vault.open(&context(&row.kid), &sealed)?;
        Self::from_secret(&secret.try_into().map_err(|_| anyhow::anyhow!("a signing key has 32 bytes"))?)
    }

    fn from_secret(secret: &[u8; 32]) -> Result<Self> {
        let pair = Pair::from_bytes(secret);
        let kid = jwk(&encode(&pair), None).thumbprint(ThumbprintHash::SHA256).map_err(anyhow::Error::from)?;
        Ok(Self { kid, pair })
    }

    /// The public half, in base64url.
    pub(super) fn public(&self) -> String {
        encode(&self.pair)
    }

    /// The private half, sealed for its row.
    pub(super) fn seal(&self, app: &AppState) -> Result<String> {
        let sealed = app.vault.seal(&app.ids, &context(&self.kid), &self.pair.to_bytes())?;
        Ok(STANDARD.encode(sealed))
    }

    /// As the library that writes tokens wants it.
    pub(in crate::tokens) fn encoding_key(&self) -> EncodingKey {
        EncodingKey::from_ed_der(&[&PKCS8_HEAD[..], &self.pair.to_bytes()].concat())
    }
}

/// A public key as programs read it (RFC 8037 section 2).
pub(super) fn jwk(public: &str, kid: Option<&str>) -> Jwk {
    Jwk {
        common: CommonParameters {
            public_key_use: Some(PublicKeyUse::Signature),
            key_algorithm: Some(KeyAlgorithm::EdDSA),
            key_id: kid.map(str::to_owned),
            ..CommonParameters::default()
        },
        algorithm: AlgorithmParameters::OctetKeyPair(OctetKeyPairParameters {
            key_type: OctetKeyPairType::OctetKeyPair,
            curve: EllipticCurve::Ed25519,
            x: public.to_owned(),
        }),
    }
}

fn encode(pair: &Pair) -> String {
    URL_SAFE_NO_PAD.encode(pair.verifying_key().to_bytes())
}

/// Where a sealed private key belongs.
fn context(kid: &str) -> String {
    format!("signing_key:{kid}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_the_standard() {
        // The key and the thumbprint of RFC 8037, appendices A.2 and A.3.
        let public = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let thumbprint = jwk(public, None).thumbprint(ThumbprintHash::SHA256).unwrap();
        assert_eq!(thumbprint, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
