use std::time::Duration;

/// How often a call is tried that changes nothing, however often it is made.
pub(super) const TRIES: u32 = 3;

const FIRST: Duration = Duration::from_millis(100);

/// How long to wait after so many tries: a tenth of a second, then four times as long; of that something between half and
/// all, by `dice`, so that those who failed together do not come back together.
pub(super) fn wait_after(tries: u32, dice: u64) -> Duration {
    let longest = FIRST * 4_u32.saturating_pow(tries.saturating_sub(1));
    let half = longest / 2;
    half + half.mul_f64(share(dice))
}

/// A throw as a share between 0 and 1.
#[expect(clippy::cast_precision_loss, reason = "a few bits are enough to be apart")]
fn share(dice: u64) -> f64 {
    dice as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_differ() {
        let millis = |tries, dice| wait_after(tries, dice).as_millis();
        assert_eq!((millis(1, 0), millis(1, u64::MAX)), (50, 100));
        assert_eq!((millis(2, 0), millis(2, u64::MAX)), (200, 400));
        assert!((60..90).contains(&millis(1, u64::MAX / 2)));
    }
}
