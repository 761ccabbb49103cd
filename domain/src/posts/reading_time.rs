use serde::{Deserialize, Serialize};

/// How long a post takes to read, at 230 words a minute; never less than one minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReadingTime(u32);

impl ReadingTime {
    /// From a number of words.
    #[must_use]
    pub const fn of_words(words: u32) -> Self {
        let minutes = words.div_ceil(230);
        Self(if minutes == 0 { 1 } else { minutes })
    }

    /// Whole minutes.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_rounded_up_and_never_nothing() {
        assert_eq!(ReadingTime::of_words(0).minutes(), 1);
        assert_eq!(ReadingTime::of_words(230).minutes(), 1);
        assert_eq!(ReadingTime::of_words(231).minutes(), 2);
    }
}
