use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use domain::{Problem, Slug, paths};
use http::{StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::{
    AppState, Result,
    http::error_response,
    posts::{self, Source},
};

/// What a site asks that wants to show something in place of a link. How large it may be does not matter: we only say what
/// the link is.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    url: Option<String>,
    format: Option<String>,
}

/// Says what a link to a post is (oembed.com, type `link`): our pages cannot be put into frames.
pub(super) async fn oembed(State(app): State<AppState>, Query(wish): Query<Wish>) -> Response {
    if wish.format.as_deref().is_some_and(|format| format != "json") {
        // What the specification wants for a format that a provider does not have.
        return (StatusCode::NOT_IMPLEMENTED, "Only format=json is there.\n").into_response();
    }
    answer(&app, wish.url.as_deref()).await.unwrap_or_else(error_response)
}

async fn answer(app: &AppState, url: Option<&str>) -> Result<Response> {
    let url = url.ok_or(Problem::Unreadable)?;
    let post = posts::source(app, &own_post(app, url).ok_or(Problem::NotFound)?).await?;
    let keep = [(header::CACHE_CONTROL, "public, max-age=3600")];
    Ok((keep, Json(described(app, &post))).into_response())
}

/// The slug in an absolute address of one of our posts.
fn own_post(app: &AppState, url: &str) -> Option<Slug> {
    let url = Url::parse(url).ok()?;
    if url.origin() != Url::parse(&app.site.url).ok()?.origin() {
        return None;
    }
    Slug::parse(url.path().strip_prefix("/posts/")?).ok()
}

fn described(app: &AppState, post: &Source) -> Value {
    let mut told = Map::new();
    let mut say = |key: &str, value: &str| drop(told.insert(key.to_owned(), value.into()));
    say("version", "1.0");
    say("type", "link");
    say("title", &post.title);
    if let Some(author) = post.authors.first() {
        let names: Vec<&str> = post.authors.iter().map(|author| author.name.as_str()).collect();
        say("author_name", &names.join(", "));
        say("author_url", &app.site.absolute(&paths::author(&author.slug)));
    }
    say("provider_name", &app.site.name);
    say("provider_url", &app.site.absolute(paths::HOME));
    told.insert("cache_age".to_owned(), 3600.into());
    Value::Object(told)
}
