use axum::{
    response::Html,
    routing::{MethodRouter, get},
};
use bytes::Bytes;

use crate::{AppState, config::BenchConfig};

/// `/bench/baseline`, if benchmarks asked for it: a fixed body through every layer, to measure pages against.
pub(super) fn route(config: &BenchConfig) -> Option<(String, MethodRouter<AppState>)> {
    let words = b"<p>All the news that is fit to measure.</p>\n";
    let body: Bytes = words.iter().copied().cycle().take(config.baseline?).collect();
    Some(("/bench/baseline".to_owned(), get(move || async move { Html(body) })))
}
