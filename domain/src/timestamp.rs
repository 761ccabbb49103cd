//! One moment in UTC, to the millisecond.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{
    Date, Month, OffsetDateTime,
    format_description::well_known::{Rfc2822, Rfc3339},
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A moment, kept as milliseconds since 1970-01-01T00:00:00Z.
///
/// An integer orders and compares alike in every database and in every language, which texts of differing
/// precision do not. On the wire it is RFC 3339.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the Unix epoch; what lies outside the years 0 to 9999 is brought to their border.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        const FIRST: i64 = -62_167_219_200_000;
        const LAST: i64 = 253_402_300_799_999;
        Self(millis.clamp(FIRST, LAST))
    }

    /// As [`Self::from_millis`], for numbers that are known to be in range.
    #[must_use]
    pub(crate) const fn from_millis_unclamped(millis: i64) -> Self {
        Self(millis)
    }

    /// Midnight, UTC, of the given day.
    #[must_use]
    pub fn from_date(date: Date) -> Self {
        Self::from_millis(date.midnight().assume_utc().unix_timestamp() * 1000)
    }

    /// Midnight, UTC, of a day as date fields send it: `2026-11-20`.
    #[must_use]
    pub fn parse_day(raw: &str) -> Option<Self> {
        let mut parts = raw.trim().splitn(3, '-');
        let year = parts.next()?.parse().ok().filter(|year| (1..=9998).contains(year))?;
        let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
        Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok().map(Self::from_date)
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This moment moved by `seconds`, which may be negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_millis(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `earlier` to this moment; negative if `earlier` is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / 1000
    }

    /// The calendar year, in UTC.
    #[must_use]
    pub fn year(self) -> i32 {
        self.utc().year()
    }

    /// The calendar year and month (1 to 12), in UTC.
    pub(crate) fn year_and_month(self) -> (i32, u8) {
        let utc = self.utc();
        (utc.year(), u8::from(utc.month()))
    }

    /// First moment of a calendar year, in UTC. `None` outside the years 1 to 9998.
    #[must_use]
    pub fn start_of_year(year: i32) -> Option<Self> {
        if !(1..=9998).contains(&year) {
            return None;
        }
        Date::from_ordinal_date(year, 1).ok().map(Self::from_date)
    }

    /// As people read it: `18 August 2016`.
    #[must_use]
    pub fn long_date(self) -> String {
        let utc = self.utc();
        format!("{} {} {}", utc.day(), MONTHS[usize::from(u8::from(utc.month())) - 1], utc.year())
    }

    /// The day and the minute: `18 August 2016, 09:05 UTC`.
    #[must_use]
    pub fn long_date_and_time(self) -> String {
        let utc = self.utc();
        format!("{}, {:02}:{:02} UTC", self.long_date(), utc.hour(), utc.minute())
    }

    /// Day and month: `18 August`.
    #[must_use]
    pub fn day_and_month(self) -> String {
        let utc = self.utc();
        format!("{} {}", utc.day(), MONTHS[usize::from(u8::from(utc.month())) - 1])
    }

    /// As machines read it (RFC 3339), for `<time datetime>` and for APIs.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc().format(&Rfc3339).unwrap_or_default()
    }

    /// A moment as RFC 3339 writes it, in whatever offset. Nothing for anything else.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        OffsetDateTime::parse(raw, &Rfc3339).ok().map(Self::from)
    }

    /// As letters and RSS write it (RFC 2822): `Thu, 18 Aug 2016 00:00:00 +0000`. Years before 1900 it cannot tell, and
    /// says the first moment of 1900 instead.
    #[must_use]
    pub fn rfc2822(self) -> String {
        const FIRST: i64 = -2_208_988_800_000;
        Self(self.0.max(FIRST)).utc().format(&Rfc2822).unwrap_or_default()
    }

    fn utc(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(moment: OffsetDateTime) -> Self {
        let millis = moment.unix_timestamp_nanos() / 1_000_000;
        Self::from_millis(i64::try_from(millis).unwrap_or(0))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("a time such as 2026-08-18T09:00:00Z is expected"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_for_people_and_for_machines() {
        let moment = Timestamp::from_millis(1_471_478_400_000);
        assert_eq!(moment.long_date(), "18 August 2016");
        assert_eq!(moment.day_and_month(), "18 August");
        assert_eq!(moment.plus_seconds(9 * 3600 + 5 * 60 + 59).long_date_and_time(), "18 August 2016, 09:05 UTC");
        assert_eq!(moment.rfc3339(), "2016-08-18T00:00:00Z");
        assert_eq!(moment.rfc2822(), "Thu, 18 Aug 2016 00:00:00 +0000");
        assert_eq!(moment.year(), 2016);
    }

    #[test]
    fn survives_the_wire_to_the_millisecond() {
        let moment = Timestamp::from_millis(1_471_478_400_123);
        let wire = serde_json::to_string(&moment).unwrap();
        assert_eq!(serde_json::from_str::<Timestamp>(&wire).unwrap(), moment);
    }

    #[test]
    fn absurd_numbers_stay_printable() {
        assert_eq!(Timestamp::from_millis(i64::MAX).year(), 9999);
        assert_eq!(Timestamp::from_millis(i64::MIN).year(), 0);
        assert_eq!(Timestamp::from_millis(i64::MIN).rfc2822(), "Mon, 01 Jan 1900 00:00:00 +0000");
        assert!(Timestamp::from_millis(i64::MAX).rfc2822().contains("9999"));
        assert_eq!(Timestamp::start_of_year(99_999), None);
    }
}
