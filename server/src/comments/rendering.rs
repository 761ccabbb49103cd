use domain::markdown::SafeHtml;

use crate::Result;

/// What readers see of the words of a comment.
pub(super) async fn render(source: &str) -> Result<SafeHtml> {
    let source = source.to_owned();
    let html = tokio::task::spawn_blocking(move || domain::markdown::render_comment(&source));
    Ok(html.await.map_err(anyhow::Error::from)?)
}
