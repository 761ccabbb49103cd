/// How often a letter is tried before it is given up.
pub(super) const LONGEST_TRIED: i32 = 9;

const FIRST_SECONDS: i64 = 30;
const LONGEST_SECONDS: i64 = 4 * 60 * 60;

/// Seconds until the next try, after so many: half a minute, then four times as long each time, four hours at most.
/// All of them span about half a day, in which a mail server is repaired.
pub(super) fn seconds_after(attempts: i32) -> i64 {
    let exponent = u32::try_from(attempts - 1).unwrap_or(0);
    4_i64
        .checked_pow(exponent)
        .and_then(|factor| factor.checked_mul(FIRST_SECONDS))
        .map_or(LONGEST_SECONDS, |seconds| seconds.min(LONGEST_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_come_further_and_further_apart() {
        let waits: Vec<i64> = (1..LONGEST_TRIED).map(seconds_after).collect();
        assert_eq!(waits, [30, 120, 480, 1920, 7680, 14400, 14400, 14400]);
        assert_eq!(seconds_after(i32::MAX), LONGEST_SECONDS);
    }
}
