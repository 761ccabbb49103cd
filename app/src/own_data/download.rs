use axum::response::{IntoResponse, Redirect, Response};
use domain::{Problem, paths};
use http::header;
use server::{Error, accounts};

use crate::{Answer, Cx};

/// The copy of one's data, as a file. Whoever has to prove first who they are is led there, and back to the page.
pub(crate) async fn download(cx: Cx) -> Answer {
    match accounts::export(&cx.app, &cx.visit, cx.actor()?).await {
        Ok(export) => Ok(file(&export.name, export.bytes)),
        Err(Error::Problem(Problem::ProofNeeded)) => {
            Ok(Redirect::to(&paths::confirm_then(paths::OWN_DATA)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Where somebody ends up who reloads, or opens the address by hand.
pub(crate) async fn form(cx: Cx) -> Answer {
    cx.actor()?;
    Ok(Redirect::to(paths::OWN_DATA).into_response())
}

fn file(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
