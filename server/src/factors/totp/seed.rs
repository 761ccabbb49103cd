use anyhow::anyhow;
use domain::id::MemberId;
use totp_rs::{Algorithm, Builder, Totp};

use crate::{AppState, Result, entities::totp_seed};

/// Bytes of a seed, as RFC 4226 section 4 recommends.
pub(super) const BYTES: usize = 20;

/// Seconds that a code is shown for.
pub(super) const STEP: u64 = 30;

/// For what seeds are sealed.
pub(super) fn context(member: MemberId) -> String {
    format!("totp:{member}")
}

/// What makes and checks the codes of a seed: six digits, and one step to either side for clocks that are a little off.
pub(super) fn totp(seed: &[u8]) -> Result<Totp> {
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(STEP);
    builder.with_secret(seed.to_vec()).build().map_err(|error| anyhow!("a TOTP seed is not usable: {error:?}").into())
}

/// The same, for a row.
pub(super) fn open(app: &AppState, row: &totp_seed::Model) -> Result<Totp> {
    totp(&app.vault.open(&context(MemberId(row.member_id)), &row.sealed_seed)?)
}

/// The present moment as the library wants it, in seconds since the Unix epoch.
pub(super) fn now(app: &AppState) -> u64 {
    u64::try_from(app.clock.now().millis() / 1000).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, SHA-1, of which the last six digits are ours.
    #[test]
    fn codes_are_those_of_the_standard() {
        let totp = totp(b"12345678901234567890").unwrap();
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp.generate(seconds).to_string(), code);
            assert_eq!(totp.check(code, seconds), Some(seconds / STEP));
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off() {
        let totp = totp(b"12345678901234567890").unwrap();
        let code = totp.generate(3000).to_string();
        for (seconds, step) in [(2969, None), (2970, Some(100)), (3059, Some(100)), (3060, None)] {
            assert_eq!(totp.check(&code, seconds), step, "{seconds}");
        }
    }
}
