use domain::{FieldError, FieldErrors, Problem, Slug, Timestamp, text};

/// Which posts of a list are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PostFilter {
    /// Where they stand.
    pub(crate) status: StatusFilter,
    /// A tag that they have.
    pub(crate) tag: Option<Slug>,
    /// An author of theirs.
    pub(crate) author: Option<Slug>,
    /// Words that their title or standfirst holds, in a row.
    pub(crate) words: Option<String>,
    /// Published (or, of drafts and deleted posts, saved) at this moment or later.
    pub(crate) since: Option<Timestamp>,
}

/// Where the posts of a list stand. Other than published ones see only those who may edit them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StatusFilter {
    /// What everybody may read, newest first.
    #[default]
    Published,
    /// What is not published, saved last first.
    Draft,
    /// What is in the bin, saved last first.
    Deleted,
}

/// A filter as it was typed; an empty part filters nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RawFilter<'a> {
    pub(crate) status: &'a str,
    pub(crate) tag: &'a str,
    pub(crate) author: &'a str,
    pub(crate) q: &'a str,
    pub(crate) since: &'a str,
}

impl RawFilter<'_> {
    /// Parses every part, so that all mistakes are told at once.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `status`, `tag`, `author`, `q` and `since`.
    pub(crate) fn parse(self) -> Result<PostFilter, Problem> {
        let mut fields = FieldErrors::default();
        let filter = PostFilter {
            status: fields.check("status", status(self.status)).unwrap_or_default(),
            tag: fields.check("tag", optional(self.tag, Slug::parse)).flatten(),
            author: fields.check("author", optional(self.author, Slug::parse)).flatten(),
            words: fields.check("q", optional(self.q, |raw| text::line(raw, 1..=100))).flatten(),
            since: fields.check("since", optional(self.since, moment)).flatten(),
        };
        if fields.is_empty() { Ok(filter) } else { Err(Problem::Invalid { fields }) }
    }
}

fn status(raw: &str) -> Result<StatusFilter, FieldError> {
    match raw {
        "" | "published" => Ok(StatusFilter::Published),
        "draft" => Ok(StatusFilter::Draft),
        "deleted" => Ok(StatusFilter::Deleted),
        _ => Err(FieldError::new("unknown", "`published`, `draft` or `deleted`.")),
    }
}

fn moment(raw: &str) -> Result<Timestamp, FieldError> {
    Timestamp::parse(raw).ok_or_else(|| FieldError::new("time", "A time such as 2026-08-18T09:00:00Z."))
}

fn optional<T>(raw: &str, parse: impl Fn(&str) -> Result<T, FieldError>) -> Result<Option<T>, FieldError> {
    if raw.is_empty() { Ok(None) } else { parse(raw).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_of_a_filter_are_told() {
        let raw = RawFilter { status: "secret", tag: "No Slug", author: "", q: "", since: "yesterday" };
        let Err(Problem::Invalid { fields }) = raw.parse() else { panic!("accepted") };
        assert_eq!(fields.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["since", "status", "tag"]);
        assert_eq!(RawFilter::default().parse().unwrap(), PostFilter::default());
    }
}
