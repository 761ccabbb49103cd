//! A small demo publication, so that a fresh installation has something to look at.
//!
//! Its posts come in by the same way as imported ones. Its members have passwords that nobody knows, so nobody can
//! sign in as one of them; the first person who signs up still becomes the owner.

mod comments;
mod members;

use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    AppState, Result,
    entities::{member, post},
    import::{Files, Source, Sources, bring_in},
};

macro_rules! files {
    ($include:ident: $($name:literal),+ $(,)?) => {
        &[$(($name, $include!(concat!("posts/", $name)))),+]
    };
}

const POSTS: &[(&str, &str)] = files![include_str:
    "a-style-sheet-for-four.md",
    "dates-are-promises.md",
    "deleting.md",
    "errors-are-prose.md",
    "ownership-for-editors.md",
    "plain-forms.md",
    "reading-on-paper.md",
    "the-first-sentence.md",
];

const PICTURES: &[(&str, &[u8])] = &[("demo/desk.svg", include_bytes!("posts/desk.svg"))];

/// Fills an installation in which there is neither a post nor a member. Whether it did.
///
/// # Errors
/// If the database or the storage does not work.
pub async fn seed(app: &AppState) -> Result<bool> {
    let posts = post::Entity::find().count(app.db.read()).await?;
    let members = member::Entity::find().count(app.db.read()).await?;
    if posts + members > 0 {
        return Ok(false);
    }
    let posts = POSTS.iter().map(|(name, text)| Source { key: format!("demo/{name}"), text: Ok((*text).to_owned()) });
    let sources = Sources { posts: posts.collect(), files: Files::Embedded(PICTURES) };
    let report = bring_in(app, sources, None, &|_| {}).await?;
    if let Some(failure) = report.failed.first() {
        return Err(anyhow::anyhow!("the demo publication is broken: {failure}").into());
    }
    let members = members::write(app).await?;
    comments::write(app, &members).await?;
    Ok(true)
}
