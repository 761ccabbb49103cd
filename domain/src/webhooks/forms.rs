use crate::{
    FieldError, FieldErrors, Problem, Timestamp, text,
    webhooks::{EventSet, WebhookEvent},
};

/// Where a webhook leads and what it is told, parsed. Whether the address is one that can be called, the server knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookForm {
    /// Field `url`.
    pub url: String,
    /// Field `description`.
    pub description: String,
    /// Fields `events`.
    pub events: EventSet,
}

impl WebhookForm {
    /// Most characters of an address.
    pub const LONGEST_URL: usize = 2000;
    /// Most characters of a description.
    pub const LONGEST_DESCRIPTION: usize = 200;

    /// Parses all fields; `events` are names.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `url`, `description` and `events`.
    pub fn parse<'a>(url: &str, description: &str, events: impl IntoIterator<Item = &'a str>) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let url = fields.check("url", parse_url(url));
        let description = fields.check("description", text::line(description, 0..=Self::LONGEST_DESCRIPTION));
        let events = fields.check("events", parse_events(events));
        match (url, description, events) {
            (Some(url), Some(description), Some(events)) => Ok(Self { url, description, events }),
            _ => Err(Problem::Invalid { fields }),
        }
    }
}

fn parse_url(raw: &str) -> Result<String, FieldError> {
    let url = text::line(raw, 1..=WebhookForm::LONGEST_URL)?;
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if is_web && !url.contains(' ') {
        return Ok(url);
    }
    Err(FieldError::new("address", "Type a whole address that begins with https://."))
}

fn parse_events<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<EventSet, FieldError> {
    let unknown = |name: &str| FieldError::new("unknown", format!("There is no event “{name}”."));
    let events = names.into_iter().map(|name| WebhookEvent::parse(name).ok_or_else(|| unknown(name)));
    let events = events.collect::<Result<EventSet, _>>()?;
    if events.is_empty() { Err(FieldError::new("required", "Choose at least one event.")) } else { Ok(events) }
}

/// Which messages are to be sent once more, parsed: those of some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplayForm {
    /// Field `from`: the first moment.
    pub from: Timestamp,
    /// Field `to`: the first moment after it.
    pub to: Timestamp,
}

impl ReplayForm {
    /// Parses two days, `2026-11-20`, both included, in UTC.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `from` and `to`.
    pub fn parse(from: &str, to: &str) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let (first, last) = (fields.check("from", parse_day(from)), fields.check("to", parse_day(to)));
        let (Some(from), Some(last)) = (first, last) else { return Err(Problem::Invalid { fields }) };
        if last < from {
            return Err(Problem::field("to", "order", "This lies before the first day."));
        }
        Ok(Self { from, to: last.plus_seconds(24 * 60 * 60) })
    }
}

fn parse_day(raw: &str) -> Result<Timestamp, FieldError> {
    if raw.trim().is_empty() {
        return Err(FieldError::new("required", "This cannot be empty."));
    }
    Timestamp::parse_day(raw.trim()).ok_or_else(|| FieldError::new("day", "Type a day as 2026-11-20."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(outcome: Result<impl std::fmt::Debug, Problem>, field: &str) -> String {
        match outcome.unwrap_err() {
            Problem::Invalid { fields } => fields.get(field).map(|error| error.code.clone()).unwrap_or_default(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let outcome = WebhookForm::parse("example.org", &"x".repeat(201), ["post.read"]);
        assert_eq!(code(outcome.clone(), "url"), "address");
        assert_eq!(code(outcome.clone(), "description"), "too_long");
        assert_eq!(code(outcome, "events"), "unknown");
        assert_eq!(code(WebhookForm::parse("https://a.example/x y", "", []), "url"), "address");
        assert_eq!(code(WebhookForm::parse("https://a.example", "", []), "events"), "required");
    }

    #[test]
    fn a_range_holds_both_of_its_days() {
        let range = ReplayForm::parse("2026-11-20", "2026-11-20").unwrap();
        assert_eq!(range.to.seconds_since(range.from), 24 * 60 * 60);
        assert_eq!(code(ReplayForm::parse("2026-11-20", "2026-11-19"), "to"), "order");
        assert_eq!(code(ReplayForm::parse("", "yesterday"), "from"), "required");
        assert_eq!(code(ReplayForm::parse("", "yesterday"), "to"), "day");
    }
}
