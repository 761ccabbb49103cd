//! A copy of everything that the installation knows of a member and that they wrote, to take away.
//!
//! Posts are Markdown files that `masthead import` reads again, with their pictures; all else is JSON. Secrets stay: no
//! password hash, no key, no session id is in it.

mod access;
mod archive;
mod markdown;
mod pictures;
mod records;

use std::time::Duration;

use domain::{Problem, accounts::Actor, audit::Event};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    config::Limit,
    http::Visit,
    posts, throttle,
};
use pictures::Pictures;

/// Gathering reads much; nobody needs more copies of the same.
const LIMIT: Limit = Limit { attempts: 5, window: Duration::from_secs(60 * 60) };
/// The largest copy, in bytes before compression: what is held in memory while it is made.
const LARGEST: usize = 256 * 1024 * 1024;

/// A file of the copy.
#[derive(Debug)]
struct File {
    path: String,
    content: Vec<u8>,
}

/// A copy of one's data.
#[derive(Debug)]
pub struct Export {
    /// A name for its file.
    pub name: String,
    /// The zip.
    pub bytes: Vec<u8>,
}

/// Makes a copy of the member's data.
///
/// # Errors
/// [`Problem::ProofNeeded`], [`Problem::NotWhileActing`]; [`Problem::TooManyAttempts`] above five in an hour;
/// [`Problem::TooLarge`] for more than fits into memory, which an operator has to take out of the database.
pub async fn export(app: &AppState, visit: &Visit, actor: &Actor) -> Result<Export> {
    actor.require_proof(app.clock.now())?;
    throttle::attempt(app, &format!("export:member:{}", actor.id), LIMIT).await?;
    let files = gather(app, actor).await?;
    let bytes = tokio::task::spawn_blocking(move || archive::zip(files)).await.map_err(anyhow::Error::from)??;
    audit::record_alone(app, Entry::own(Event::DataExported, actor.id).from(&visit.client)).await?;
    let day = app.clock.now().rfc3339();
    Ok(Export { name: format!("masthead-{}.zip", day.get(..10).unwrap_or("export")), bytes })
}

async fn gather(app: &AppState, actor: &Actor) -> Result<Vec<File>> {
    let mut files = records::all(app, actor).await?;
    let mut size: usize = files.iter().map(|file| file.content.len()).sum();
    let mut pictures = Pictures::default();
    for post in posts::written_by(app, actor.id).await? {
        let post = pictures.take_along(app, post).await?;
        let content = markdown::file(&post)?;
        size += content.len();
        files.push(File { path: format!("posts/{}.md", post.input.slug), content: content.into_bytes() });
        if size + pictures.bytes() > LARGEST {
            return Err(Problem::TooLarge { limit: LARGEST as u64 }.into());
        }
    }
    files.extend(pictures.into_files());
    Ok(files)
}
