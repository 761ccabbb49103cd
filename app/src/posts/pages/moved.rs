use axum::response::{IntoResponse, Redirect};
use domain::{Problem, paths};
use http::{Method, Uri};
use server::posts;

use crate::{Answer, Cx};

/// Whatever no route answers: an address from before an import leads to its post for ever, anything else is not found.
pub(crate) async fn moved(cx: Cx, method: Method, uri: Uri) -> Answer {
    if !matches!(method, Method::GET | Method::HEAD) {
        return Err(Problem::NotFound.into());
    }
    let slug = posts::moved_from(&cx.app, uri.path()).await?.ok_or(Problem::NotFound)?;
    Ok(Redirect::permanent(&paths::post(&slug)).into_response())
}
