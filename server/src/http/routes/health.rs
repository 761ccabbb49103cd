use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::Problem;
use http::header;
use tokio::time::timeout;

use crate::{AppState, http::problem::refuse};

/// How long the database may take to show that it is there.
const LONGEST: Duration = Duration::from_secs(2);

/// Whether the process lives. Asks nobody else, so a database that is down does not get the process killed.
pub(super) async fn up() -> Response {
    told("alive\n")
}

/// Whether traffic may come: the database answers, and it has every table that this program needs.
///
/// Anyone may ask, so the answer gives no reason; the log does.
pub(super) async fn ready(State(app): State<AppState>) -> Response {
    let reason = match timeout(LONGEST, app.db.pending()).await {
        Ok(Ok(0)) => return told("ready\n"),
        Ok(Ok(pending)) => format!("{pending} migrations wait to be applied: run `masthead migrate up`"),
        Ok(Err(error)) => format!("the database cannot be read: {error}"),
        Err(_) => format!("the database did not answer within {} seconds", LONGEST.as_secs()),
    };
    tracing::warn!(reason, "Not ready");
    refuse(Problem::Unavailable)
}

fn told(word: &'static str) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], word).into_response()
}
