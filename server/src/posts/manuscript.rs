use domain::{
    Timestamp,
    accounts::Actor,
    id::PostId,
    markdown::SafeHtml,
    posts::{Manuscript, PostInput},
};

use super::{
    editable::editable,
    labels,
    lists::reading_time,
    row::{Standing, headings, slug},
    slugs::is_provisional,
};
use crate::{AppState, Result};

/// A post as its writers see it. The field for its address is empty as long as the address follows the title.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) unless this member may edit it.
pub async fn manuscript(app: &AppState, actor: &Actor, id: PostId) -> Result<Manuscript> {
    let db = app.db.read();
    let post = editable(db, actor, id).await?;
    let labels = labels::of(db, &[post.id]).await?.remove(&post.id).unwrap_or_default();
    let tags: Vec<&str> = labels.tags.iter().map(|tag| tag.name.as_str()).collect();
    let input = PostInput {
        tags: tags.join(", "),
        slug: if is_provisional(&post) { String::new() } else { post.slug.clone() },
        title: post.title.clone(),
        standfirst: post.standfirst.clone(),
        body: post.body.clone(),
        cover: post.cover.clone().unwrap_or_default(),
    };
    Ok(Manuscript {
        id,
        input,
        status: Standing::from(&post).status()?,
        version: post.version,
        contents: headings(&post.contents)?,
        reading_time: reading_time(post.words),
        authors: labels.authors,
        tags: labels.tags,
        updated_at: Timestamp::from_millis(post.updated_at),
        slug: slug(post.slug)?,
        html: SafeHtml::from_store(post.html),
    })
}
