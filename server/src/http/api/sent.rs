use axum::extract::{FromRequest, Request};
use domain::{FieldError, FieldErrors, Problem};
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// The body, as JSON; `application/merge-patch+json` (RFC 7396) is JSON, too. Its size is limited before it gets here.
#[derive(Debug)]
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Sent<T> {
    type Rejection = Error;

    /// Fails with [`Problem::UnsupportedMediaType`]; with [`Problem::Unreadable`] for what is no JSON; with the errors of
    /// the fields that have a wrong type or are unknown.
    async fn from_request(request: Request, _: &S) -> Result<Self> {
        if !is_json(request.headers()) {
            return Err(Problem::UnsupportedMediaType { wanted: "application/json".to_owned() }.into());
        }
        let body = axum::body::to_bytes(request.into_body(), usize::MAX).await.map_err(|_| Problem::Unreadable)?;
        Ok(Self(parse(&body)?))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = sent.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    ["application/json", "application/merge-patch+json"].contains(&kind.as_str())
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| unreadable(&error))?;
    json.end().map_err(|_| Problem::Unreadable)?;
    Ok(value)
}

/// What is no JSON is told as that; what is JSON of a wrong shape is told at its place.
fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    if !error.inner().is_data() {
        return Problem::Unreadable;
    }
    let path = error.path().to_string();
    let field = if path == "." { "body" } else { &path };
    let told = error.inner().to_string();
    let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
    Problem::Invalid { fields: FieldErrors::one(field, FieldError::new("type", format!("Not as documented: {told}."))) }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[serde(default)]
        tags: Vec<String>,
    }

    fn told(body: &str) -> String {
        match parse::<Body>(body.as_bytes()) {
            Ok(body) => format!("{:?}", body.tags),
            Err(Problem::Invalid { fields }) => fields.iter().map(|(field, _)| field).collect(),
            Err(problem) => problem.code().to_owned(),
        }
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        assert_eq!(told(r#"{"tags": ["a"]}"#), r#"["a"]"#);
        assert_eq!(told(r#"{"tags": ["a", 7]}"#), "tags[1]");
        assert_eq!(told(r#"{"tag": []}"#), "tag");
        assert_eq!(told("7"), "body");
        for broken in ["", "{", "{} {}", "\u{0}"] {
            assert_eq!(told(broken), "unreadable", "{broken:?}");
        }
    }
}
