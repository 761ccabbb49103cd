use std::{collections::HashSet, sync::Arc};

use axum::{
    Json,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use domain::{
    FieldError, FieldErrors, Problem,
    pagination::{Cursor, PAGE_SIZE, Page},
    site::Site,
};
use http::{HeaderValue, Uri, header, request::Parts};
use serde::{Serialize, de::DeserializeOwned};

use super::parameters;
use crate::{AppState, Error, Result};

/// The most items of one answer. Who asks for more gets these.
pub(crate) const MOST: u64 = 100;

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// How many items, from 1 to [`MOST`].
    pub(crate) limit: u64,
    /// Behind which one.
    pub(crate) after: Option<Cursor>,
}

/// The query of a list: `limit`, `after`, and what the list is filtered by.
#[derive(Debug)]
pub(crate) struct List<T> {
    pub(crate) filter: T,
    pub(crate) range: Range,
    uri: Uri,
    site: Arc<Site>,
}

impl<T: DeserializeOwned> FromRequestParts<AppState> for List<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let pairs: Vec<(String, String)> = parameters::parse(parts.uri.query().unwrap_or_default())?;
        if let Some(name) = repeated(&pairs) {
            return Err(Problem::field(name, "repeated", "Only once.").into());
        }
        let (of_range, of_filter): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| is_of_range(name));
        let filter = serde_urlencoded::to_string(of_filter).map_err(|_| Problem::Unreadable)?;
        Ok(Self {
            range: range(&of_range)?,
            filter: parameters::parse(&filter)?,
            uri: parts.uri.clone(),
            site: Arc::clone(&app.site),
        })
    }
}

fn repeated(pairs: &[(String, String)]) -> Option<&str> {
    let mut known = HashSet::new();
    pairs.iter().map(|(name, _)| name.as_str()).find(|name| !known.insert(*name))
}

fn is_of_range(name: &str) -> bool {
    name == "limit" || name == "after"
}

fn range(pairs: &[(String, String)]) -> Result<Range, Problem> {
    let mut fields = FieldErrors::default();
    let mut range = Range { limit: PAGE_SIZE, after: None };
    for (name, value) in pairs {
        if name == "limit" {
            range.limit = fields.check(name, limit(value)).unwrap_or(PAGE_SIZE);
        } else {
            let told = FieldError::new("cursor", "Take the cursor from the page before, or leave it out.");
            range.after = fields.check(name, Cursor::from_opaque(value).map_err(|_| told));
        }
    }
    if fields.is_empty() { Ok(range) } else { Err(Problem::Invalid { fields }) }
}

fn limit(raw: &str) -> Result<u64, FieldError> {
    let told = || FieldError::new("number", format!("A number from 1 to {MOST}."));
    raw.parse().ok().filter(|limit| *limit > 0).map(|limit: u64| limit.min(MOST)).ok_or_else(told)
}

impl<T> List<T> {
    /// The page that was asked for, with the way to the next one.
    pub(crate) fn answer<I>(self, page: Page<I>) -> Listed<I> {
        let next = page.next.map(Cursor::opaque);
        let link = next.as_deref().and_then(|next| self.link(next));
        Listed { body: Body { items: page.items, next }, link }
    }

    /// The address of the next page (RFC 8288).
    fn link(&self, next: &str) -> Option<HeaderValue> {
        let kept = self.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let kept = kept.filter(|pair| pair.split('=').next() != Some("after"));
        let query: Vec<&str> = kept.collect();
        let separator = if query.is_empty() { "" } else { "&" };
        let (site, path, query) = (&self.site.url, self.uri.path(), query.join("&"));
        HeaderValue::try_from(format!("<{site}{path}?{query}{separator}after={next}>; rel=\"next\"")).ok()
    }
}

/// A page of a list.
#[derive(Debug)]
pub(crate) struct Listed<T> {
    body: Body<T>,
    link: Option<HeaderValue>,
}

#[derive(Debug, Serialize)]
struct Body<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.body).into_response();
        if let Some(link) = self.link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Range, Problem> {
        range(&parameters::parse::<Vec<(String, String)>>(query).unwrap())
    }

    #[test]
    fn a_limit_is_capped_and_nonsense_is_told() {
        assert_eq!(read("").unwrap(), Range { limit: PAGE_SIZE, after: None });
        assert_eq!(read("limit=5").unwrap().limit, 5);
        assert_eq!(read("limit=1000000").unwrap().limit, MOST);
        for wrong in ["limit=0", "limit=-1", "limit=many", "limit=", "after=", "after=zz", "limit=99999999999999999999"]
        {
            assert!(matches!(read(wrong), Err(Problem::Invalid { .. })), "{wrong}");
        }
    }
}
