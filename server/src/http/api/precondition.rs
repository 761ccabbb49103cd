use axum::extract::FromRequestParts;
use domain::Problem;
use http::{HeaderMap, HeaderValue, header, request::Parts};

use crate::{Error, Result};

/// The state that a thing is in, as far as a change of it could collide with another one. It is the first part of the
/// `ETag` that the thing is read with; the middleware puts the digest of the very bytes behind it, after a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntityTag(String);

impl EntityTag {
    /// A tag made of letters, digits and hyphens.
    pub(crate) fn new(state: String) -> Self {
        debug_assert!(state.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{state}");
        Self(state)
    }

    pub(super) fn header(&self) -> HeaderValue {
        HeaderValue::try_from(format!("\"{}\"", self.0)).expect("letters, digits and hyphens fit into a header")
    }
}

/// The states that a change may start from (RFC 9110 section 13.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum IfMatch {
    /// Nothing was said.
    Absent,
    /// Whatever it is.
    Any,
    /// One of these.
    OneOf(Vec<String>),
}

impl IfMatch {
    /// Goes on if the thing is still in a state that the change may start from.
    ///
    /// # Errors
    /// [`Problem::PreconditionFailed`] otherwise.
    pub(crate) fn check(&self, current: &EntityTag) -> Result<(), Problem> {
        match self {
            Self::OneOf(states) if !states.contains(&current.0) => Err(Problem::PreconditionFailed),
            _ => Ok(()),
        }
    }

    /// The same for changes that overwrite what stands there: they must say what they saw.
    ///
    /// # Errors
    /// [`Problem::PreconditionRequired`], too, if nothing was said.
    pub(crate) fn demand(&self, current: &EntityTag) -> Result<(), Problem> {
        if *self == Self::Absent { Err(Problem::PreconditionRequired) } else { self.check(current) }
    }

    fn read(headers: &HeaderMap) -> Self {
        let lines: Vec<&str> = headers.get_all(header::IF_MATCH).iter().filter_map(|line| line.to_str().ok()).collect();
        let tags = || lines.iter().flat_map(|line| line.split(',')).map(str::trim);
        match tags().next() {
            None if headers.contains_key(header::IF_MATCH) => Self::OneOf(Vec::new()),
            None => Self::Absent,
            Some("*") => Self::Any,
            Some(_) => Self::OneOf(tags().filter_map(state).collect()),
        }
    }
}

/// The state in a tag. Weak ones never match.
fn state(tag: &str) -> Option<String> {
    let tag = tag.strip_prefix('"')?.strip_suffix('"')?;
    Some(tag.split('.').next().unwrap_or_default().to_owned())
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self::read(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sent: &[&str], current: &str) -> Result<(), Problem> {
        let mut headers = HeaderMap::new();
        for line in sent {
            headers.append(header::IF_MATCH, line.parse().unwrap());
        }
        IfMatch::read(&headers).demand(&EntityTag::new(current.to_owned()))
    }

    #[test]
    fn a_change_starts_from_the_state_that_was_read() {
        assert_eq!(check(&[], "5p"), Err(Problem::PreconditionRequired));
        for good in
            [vec!["*"], vec!["\"5p\""], vec!["\"5p.0a1b-br\""], vec!["\"4p.77\", \"5p.0a\""], vec!["\"1\"", "\"5p\""]]
        {
            assert_eq!(check(&good, "5p"), Ok(()), "{good:?}");
        }
        for bad in [vec!["\"4p\""], vec!["W/\"5p\""], vec!["5p"], vec![""], vec!["\"\""], vec!["\"5\""]] {
            assert_eq!(check(&bad, "5p"), Err(Problem::PreconditionFailed), "{bad:?}");
        }
    }
}
