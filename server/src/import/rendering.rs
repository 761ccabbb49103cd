use std::thread;

use domain::markdown::{RenderedPost, render_post};
use tokio::task::JoinSet;

use super::{relink::Ready, report::Progress};
use crate::{AppState, Result, markdown::Library};

/// A post with what readers see of it.
#[derive(Debug)]
pub(super) struct Rendered {
    pub(super) post: Ready,
    pub(super) text: RenderedPost,
}

/// Stores the pictures of posts and renders their texts, as many at a time as there are cores.
pub(super) async fn render_all(
    app: &AppState,
    posts: Vec<Ready>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Vec<Rendered>> {
    let total = posts.len();
    let width = thread::available_parallelism().map_or(2, usize::from).clamp(1, 8);
    let mut waiting = posts.into_iter();
    let mut working = JoinSet::new();
    let mut rendered = Vec::with_capacity(total);
    loop {
        while working.len() < width
            && let Some(post) = waiting.next()
        {
            for picture in post.pictures.values() {
                app.storage.put(picture.bytes.clone(), picture.name.kind()).await?;
            }
            working.spawn_blocking(move || render(post));
        }
        let Some(done) = working.join_next().await else { break };
        let done: Rendered = done.map_err(anyhow::Error::from)?;
        progress(Progress { done: rendered.len() + 1, total, file: done.post.draft.key.clone() });
        rendered.push(done);
    }
    Ok(rendered)
}

fn render(post: Ready) -> Rendered {
    let sizes = post.pictures.iter().filter_map(|(url, picture)| Some((url.clone(), picture.size?))).collect();
    let text = render_post(&post.draft.form.body, &Library::new(sizes));
    Rendered { post, text }
}
