use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// A browser, by the digest of the secret in its cookie; the secret itself is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeviceId(String);

impl DeviceId {
    /// The device that has this cookie. Nothing if the program cannot have made it.
    #[must_use]
    pub fn of_cookie(value: &str) -> Option<Self> {
        let secret: [u8; 32] = URL_SAFE_NO_PAD.decode(value).ok()?.try_into().ok()?;
        Some(Self::of_secret(&secret))
    }

    /// A device that is met for the first time, and its cookie's value.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> (Self, String) {
        (Self::of_secret(secret), URL_SAFE_NO_PAD.encode(secret))
    }

    /// The digest, as tables keep it: 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of_secret(secret: &[u8; 32]) -> Self {
        Self(blake3::hash(secret).to_hex().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_its_device_again_and_nothing_else_is() {
        let (device, cookie) = DeviceId::new(&[7; 32]);
        assert_eq!(DeviceId::of_cookie(&cookie), Some(device.clone()));
        assert!(!device.as_str().contains(&cookie));
        for forged in ["", "x", device.as_str(), &cookie[1..]] {
            assert_eq!(DeviceId::of_cookie(forged), None, "{forged:?}");
        }
    }
}
