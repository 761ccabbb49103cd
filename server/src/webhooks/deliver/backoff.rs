/// Seconds until the next try, after the first, the second and so on: moments first, for a receiver that restarts, then
/// hours, for one that has to be repaired. All of them span three days.
const WAITS: [i64; 9] =
    [5, 5 * 60, 30 * 60, 2 * 60 * 60, 5 * 60 * 60, 10 * 60 * 60, 14 * 60 * 60, 20 * 60 * 60, 24 * 60 * 60];

/// Seconds for which a webhook is left alone after its first failure in a row; twice as long after each further one.
const FIRST_REST: i64 = 5;
const LONGEST_REST: i64 = 5 * 60;

/// Seconds until a message is tried again that was tried so often, up to a tenth longer by `dice`, so that what failed
/// together does not come back together. Nothing when it is to be given up.
pub(super) fn seconds_after(attempts: i32, dice: u64) -> Option<i64> {
    let index = usize::try_from(attempts - 1).unwrap_or(0);
    let wait = *WAITS.get(index)?;
    let more = (u128::from(dice) * u128::from(wait.unsigned_abs() / 10 + 1)) >> 64;
    Some(wait + i64::try_from(more).unwrap_or(0))
}

/// Seconds for which a webhook is left alone after so many failures in a row.
pub(super) fn rest_after(failures: i32) -> i64 {
    let doublings = u32::try_from(failures - 1).unwrap_or(0).min(16);
    (FIRST_REST << doublings).min(LONGEST_REST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_come_further_and_further_apart_and_end() {
        let waits: Vec<i64> = (1..).map_while(|attempts| seconds_after(attempts, 0)).collect();
        assert_eq!(waits, WAITS);
        let days = waits.iter().sum::<i64>() / (24 * 60 * 60);
        assert_eq!((days, seconds_after(10, 0), seconds_after(i32::MAX, 0)), (3, None, None));
    }

    #[test]
    fn what_failed_together_comes_back_apart_and_never_early() {
        assert_eq!((seconds_after(2, 0), seconds_after(2, u64::MAX)), (Some(300), Some(330)));
        assert!((301..330).contains(&seconds_after(2, u64::MAX / 2).unwrap()));
    }

    #[test]
    fn who_fails_is_left_alone_for_minutes_at_most() {
        let rests: Vec<i64> = (1..9).map(rest_after).collect();
        assert_eq!(rests, [5, 10, 20, 40, 80, 160, 300, 300]);
        assert_eq!(rest_after(i32::MAX), 300);
    }
}
