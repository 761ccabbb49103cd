use crate::{Timestamp, audit::Event};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Which part of the record somebody wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Events of this kind only.
    pub event: Option<Event>,
    /// What a member did or what was done to them: their id or their e-mail address, as typed.
    pub member: String,
    /// What came from this network address, as typed.
    pub address: String,
    /// From the beginning of this day, UTC.
    pub from: Option<Timestamp>,
    /// Up to this moment, which is the end of the last day.
    pub until: Option<Timestamp>,
}

impl AuditFilter {
    /// Reads what was typed; what cannot be understood does not filter.
    #[must_use]
    pub fn parse(event: &str, member: &str, address: &str, from: &str, to: &str) -> Self {
        Self {
            event: Event::parse(event),
            member: member.trim().to_owned(),
            address: address.trim().to_owned(),
            from: Timestamp::parse_day(from),
            until: Timestamp::parse_day(to).map(|day| day.plus_seconds(DAY_SECONDS)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_meant_with_all_its_hours() {
        let filter = AuditFilter::parse("signed_in", " ada@example.org ", "", "2026-11-20", "2026-11-20");
        let hours = |filter: &AuditFilter| filter.until.unwrap().seconds_since(filter.from.unwrap()) / 3600;
        assert_eq!((filter.event, &*filter.member, hours(&filter)), (Some(Event::SignedIn), "ada@example.org", 24));
    }

    #[test]
    fn what_cannot_be_understood_does_not_filter() {
        for wrong in ["", "yesterday", "2026-02-30", "2026-13-01", "99999-01-01", "2026"] {
            assert_eq!(AuditFilter::parse("nonsense", "", "", wrong, wrong), AuditFilter::default(), "{wrong:?}");
        }
    }
}
