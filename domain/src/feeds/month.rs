use std::{fmt, str::FromStr};

use time::{Date, Month as Name};

use crate::Timestamp;

/// A calendar month in UTC, of the years 1 to 9998. Written `2016-08`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Months since January of the year 0.
    number: i32,
}

/// What should be a month is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadMonth;

impl Month {
    /// The month that a moment lies in.
    #[must_use]
    pub fn of(moment: Timestamp) -> Self {
        let (year, month) = moment.year_and_month();
        Self { number: (year.clamp(1, 9998) * 12) + i32::from(month) - 1 }
    }

    /// By its number, as [`Self::number`] gives it.
    #[must_use]
    pub const fn from_number(number: i32) -> Self {
        Self { number }
    }

    /// Counts the months since January of the year 0.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.number
    }

    /// Its first moment.
    #[must_use]
    pub fn start(self) -> Timestamp {
        let (year, month) = self.year_and_month();
        let first = Name::try_from(month).ok().and_then(|month| Date::from_calendar_date(year, month, 1).ok());
        first.map_or_else(Timestamp::default, Timestamp::from_date)
    }

    /// The first moment of the month behind it.
    #[must_use]
    pub fn end(self) -> Timestamp {
        Self { number: self.number + 1 }.start()
    }

    fn year_and_month(self) -> (i32, u8) {
        (self.number.div_euclid(12), u8::try_from(self.number.rem_euclid(12) + 1).unwrap_or(1))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.year_and_month();
        write!(f, "{year:04}-{month:02}")
    }
}

impl FromStr for Month {
    type Err = BadMonth;

    fn from_str(raw: &str) -> Result<Self, BadMonth> {
        let (year, month) = raw.split_once('-').ok_or(BadMonth)?;
        let is_plain =
            year.len() == 4 && month.len() == 2 && (year.bytes().chain(month.bytes())).all(|b| b.is_ascii_digit());
        let (year, month): (i32, i32) = (year.parse().map_err(|_| BadMonth)?, month.parse().map_err(|_| BadMonth)?);
        let is_month = is_plain && (1..=9998).contains(&year) && (1..=12).contains(&month);
        is_month.then_some(Self { number: year * 12 + month - 1 }).ok_or(BadMonth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_one_begins() {
        let august = Month::of(Timestamp::from_millis(1_471_478_400_123));
        assert_eq!(august.to_string(), "2016-08");
        assert_eq!(august.start().rfc3339(), "2016-08-01T00:00:00Z");
        assert_eq!(august.end().rfc3339(), "2016-09-01T00:00:00Z");
        assert_eq!("2016-12".parse::<Month>().unwrap().end().rfc3339(), "2017-01-01T00:00:00Z");
        assert_eq!(Month::from_number(august.number()), august);
    }

    #[test]
    fn only_the_canonical_form_parses() {
        assert_eq!("2016-08".parse(), Ok(Month::of(Timestamp::from_millis(1_471_478_400_000))));
        for wrong in ["", "2016", "2016-8", "2016-13", "2016-00", "0000-01", "9999-12", "+016-08", "2016-08-01", "a-b"]
        {
            assert_eq!(wrong.parse::<Month>(), Err(BadMonth), "{wrong:?}");
        }
    }
}
