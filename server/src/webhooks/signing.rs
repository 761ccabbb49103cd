//! Signatures as the Standard Webhooks specification has them (https://www.standardwebhooks.com): HMAC-SHA256 over id,
//! time and body, so that neither can be changed nor sent again much later.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::Timestamp;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What a secret of this kind begins with.
const PREFIX: &str = "whsec_";
/// Bytes that a secret of somebody else may have.
const LENGTH: std::ops::RangeInclusive<usize> = 24..=64;
/// Seconds by which the time of a message may differ from ours.
const TOLERANCE_SECONDS: i64 = 5 * 60;

/// What both sides sign with. Never printed but by [`Secret::written`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

/// A text is no secret of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSecret;

impl Secret {
    /// A new secret of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes.to_vec())
    }

    /// Reads `whsec_` and 24 to 64 bytes in base64.
    ///
    /// # Errors
    /// [`InvalidSecret`].
    pub fn parse(text: &str) -> Result<Self, InvalidSecret> {
        let encoded = text.strip_prefix(PREFIX).ok_or(InvalidSecret)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| InvalidSecret)?;
        if LENGTH.contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(InvalidSecret) }
    }

    /// As the other side is given it.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    pub(super) fn stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn mac(&self, id: &str, seconds: &str, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        for part in [id.as_bytes(), b".", seconds.as_bytes(), b".", body] {
            mac.update(part);
        }
        mac
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// The header `webhook-signature` for a message that is sent at `at`: one signature for each secret that is in force.
#[must_use]
pub fn signature(secrets: &[Secret], id: &str, at: Timestamp, body: &[u8]) -> String {
    let seconds = (at.millis() / 1000).to_string();
    let sign = |secret: &Secret| {
        let signed = secret.mac(id, &seconds, body).finalize().into_bytes();
        format!("v1,{}", STANDARD.encode(signed))
    };
    secrets.iter().map(sign).collect::<Vec<_>>().join(" ")
}

/// Whether one of the signatures in `header` is that of the secret, and the message is not older or younger than five
/// minutes. `seconds` is the header `webhook-timestamp`. Takes the same time wherever two signatures differ.
#[must_use]
pub fn is_signed(secret: &Secret, header: &str, id: &str, seconds: &str, body: &[u8], now: Timestamp) -> bool {
    let Ok(at) = seconds.parse::<i64>() else { return false };
    if (now.millis() / 1000).abs_diff(at) > TOLERANCE_SECONDS.unsigned_abs() {
        return false;
    }
    // Once for all of them, so that many signatures cost no more than one.
    let mac = secret.mac(id, seconds, body);
    let mut given = header.split(' ').filter_map(|signature| signature.strip_prefix("v1,"));
    given.any(|signature| STANDARD.decode(signature).is_ok_and(|bytes| mac.clone().verify_slice(&bytes).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of the specification's own libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const SECONDS: &str = "1614265330";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn secret() -> Secret {
        Secret::parse(SECRET).unwrap()
    }

    fn holds(header: &str, id: &str, body: &[u8], now: i64) -> bool {
        is_signed(&secret(), header, id, SECONDS, body, at(now))
    }

    #[test]
    fn the_example_of_the_specification_holds() {
        assert_eq!(signature(&[secret()], ID, at(1_614_265_330), BODY), SIGNATURE);
        assert!(holds(SIGNATURE, ID, BODY, 1_614_265_330));
        assert_eq!(secret().written(), SECRET);
    }

    #[test]
    fn whatever_is_changed_it_holds_no_more() {
        let now = 1_614_265_330;
        assert!(!holds(SIGNATURE, "msg_other", BODY, now));
        assert!(!holds(SIGNATURE, ID, br#"{"test": 2432232315}"#, now));
        assert!(!holds("v1,AAAA", ID, BODY, now) && !holds("", ID, BODY, now));
        assert!(!holds(&SIGNATURE.replace("v1,", "v1a,"), ID, BODY, now), "of another kind");
        let other = Secret::new([1; 32]);
        assert!(!is_signed(&other, SIGNATURE, ID, SECONDS, BODY, at(now)));
        assert!(!is_signed(&secret(), SIGNATURE, ID, "now", BODY, at(now)));
    }

    #[test]
    fn a_message_is_good_for_five_minutes_to_either_side() {
        for (now, expected) in [(0, true), (300, true), (301, false), (-300, true), (-301, false)] {
            assert_eq!(holds(SIGNATURE, ID, BODY, 1_614_265_330 + now), expected, "{now}");
        }
    }

    #[test]
    fn while_a_secret_is_changed_both_sign() {
        let header = signature(&[Secret::new([1; 32]), secret()], ID, at(1_614_265_330), BODY);
        assert_eq!(header.split(' ').count(), 2);
        assert!(holds(&header, ID, BODY, 1_614_265_330));
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        for bad in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA", "whsec_not base64!"] {
            assert_eq!(Secret::parse(bad), Err(InvalidSecret), "{bad}");
        }
    }
}
