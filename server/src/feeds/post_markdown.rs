use anyhow::Context;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Slug, markdown::rewrite_links, paths};
use http::{HeaderValue, header};
use serde::Serialize;
use url::Url;

use super::answer::document;
use crate::{
    AppState, Result,
    posts::{self, Source},
};

/// What stands above the text.
#[derive(Serialize)]
struct FrontMatter<'p> {
    title: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'p str,
    authors: Vec<&'p str>,
    date: String,
    updated: String,
    tags: Vec<&'p str>,
    canonical: &'p str,
}

/// A published post as Markdown with YAML front matter, which says whose it is and where it belongs. An earlier slug leads
/// to the present one.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) for an address that no published post has or had.
pub async fn post_markdown(app: &AppState, slug: &Slug) -> Result<Response> {
    let post = posts::source(app, slug).await?;
    if post.slug != *slug {
        return Ok(Redirect::permanent(&paths::post_markdown(&post.slug)).into_response());
    }
    let (address, changed_at) = (app.site.absolute(&paths::post(slug)), post.changed_at);
    let canonical = HeaderValue::try_from(format!("<{address}>; rel=\"canonical\"")).ok();
    // A long text takes milliseconds that others would wait for.
    let written = tokio::task::spawn_blocking(move || write(&post, &address)).await.map_err(anyhow::Error::from)??;
    let mut response = document("text/markdown; charset=utf-8", 5, Some(changed_at), written);
    response.headers_mut().extend(canonical.map(|canonical| (header::LINK, canonical)));
    Ok(response)
}

fn write(post: &Source, address: &str) -> anyhow::Result<String> {
    let front = FrontMatter {
        title: &post.title,
        description: &post.standfirst,
        authors: post.authors.iter().map(|author| author.name.as_str()).collect(),
        date: post.publication.at().rfc3339(),
        updated: post.changed_at.rfc3339(),
        tags: post.tags.iter().map(|tag| tag.name.as_str()).collect(),
        canonical: address,
    };
    let front = serde_saphyr::to_string(&front).context("the front matter of a post cannot be written")?;
    let base = Url::parse(address).context("the address of the site is none")?;
    let body = rewrite_links(&post.body, &|link| absolute(&base, link));
    Ok(format!("---\n{}\n---\n\n{body}\n", front.trim_end()))
}

/// Where a link leads for whoever reads the text elsewhere; nothing if it is to stay as it is.
fn absolute(base: &Url, link: &str) -> Option<String> {
    let is_elsewhere = link.starts_with('#') || Url::parse(link).is_ok();
    if is_elsewhere { None } else { base.join(link).ok().map(String::from) }
}
