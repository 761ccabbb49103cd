use axum::{extract::State, response::Response};
use domain::{feeds::FeedFormat, pagination::Page, paths, posts::Card, site::Site};

use super::answer::document;
use crate::{AppState, Result, http::error_response, posts};

/// The site in a page of Markdown, for language models (llmstxt.org): what it is, its latest posts, where the rest is.
pub(super) async fn llms(State(app): State<AppState>) -> Response {
    answer(&app).await.unwrap_or_else(error_response)
}

async fn answer(app: &AppState) -> Result<Response> {
    let changed_at = posts::last_public_change(app).await?;
    let latest = posts::front_page(app, None).await?;
    Ok(document("text/plain; charset=utf-8", 60, changed_at, page(&app.site, &latest)))
}

fn page(site: &Site, latest: &Page<Card>) -> String {
    let mut page = format!("# {}\n\n", plain(&site.name));
    if !site.tagline.is_empty() {
        page.push_str(&format!("> {}\n\n", plain(&site.tagline)));
    }
    page.push_str("Every post is there as Markdown, too: put `.md` behind its address.\n\n## Latest posts\n\n");
    for card in &latest.items {
        let address = site.absolute(&paths::post_markdown(&card.slug));
        page.push_str(&format!("- [{}]({address}): {}\n", plain(&card.title), plain(&card.summary)));
    }
    let rest = [
        ("Archive", paths::ARCHIVE.to_owned(), "all posts by year"),
        ("Sitemap", paths::SITEMAP.to_owned(), "the addresses of all posts, tags and authors"),
        ("Feed", paths::feed(paths::HOME, FeedFormat::Json), "the latest posts with their texts, as JSON Feed"),
    ];
    page.push_str("\n## Optional\n\n");
    for (name, path, what) in rest {
        page.push_str(&format!("- [{name}]({}): {what}\n", site.absolute(&path)));
    }
    page
}

/// A line of words that mean nothing to Markdown but themselves.
fn plain(line: &str) -> String {
    line.chars().fold(String::with_capacity(line.len()), |mut escaped, c| {
        if "\\`*_[]<>&#".contains(c) {
            escaped.push('\\');
        }
        escaped.push(if c.is_whitespace() { ' ' } else { c });
        escaped
    })
}
