use std::{cell::RefCell, collections::BTreeMap};

use bytes::Bytes;
use domain::{
    Slug,
    markdown::{PictureSize, rewrite_links},
    posts::CoverUrl,
};

use super::{
    addresses::{Book, join},
    draft::Draft,
    report::Failure,
    source::Files,
};
use crate::storage::{MediaKind, MediaName, picture_size, refuse_unsafe};

/// A post whose links lead to where things are now.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) draft: Draft,
    pub(super) slug: Slug,
    /// Its pictures, by their new addresses.
    pub(super) pictures: BTreeMap<String, Picture>,
    /// Of everything that it is made of.
    pub(super) digest: String,
    pub(super) warnings: Vec<Failure>,
}

/// A picture to be stored.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub(super) name: MediaName,
    pub(super) bytes: Bytes,
    pub(super) size: Option<PictureSize>,
}

/// Finds the pictures of all posts and rewrites their links.
pub(super) fn prepare_all(drafts: Vec<(Draft, Slug)>, book: &Book, files: &Files) -> Vec<Ready> {
    drafts.into_iter().map(|(draft, slug)| prepare(draft, slug, book, files)).collect()
}

fn prepare(mut draft: Draft, slug: Slug, book: &Book, files: &Files) -> Ready {
    let found = RefCell::new(Found::default());
    let lead = |url: &str| {
        let mut found = found.borrow_mut();
        if let Some(known) = found.links.get(url) {
            return known.clone();
        }
        let new = picture(&draft, url, files, &mut found).or_else(|| book.resolve(&draft, url));
        found.links.insert(url.to_owned(), new.clone());
        new
    };
    let body = rewrite_links(&draft.form.body, &lead);
    let cover = draft.cover.as_deref().map(|cover| lead(cover).unwrap_or_else(|| cover.to_owned()));
    let Found { links, pictures, mut warnings } = found.into_inner();
    match cover.as_deref().map(CoverUrl::parse).transpose() {
        Ok(cover) => draft.form.cover = cover.flatten(),
        Err(error) => {
            warnings.push(Failure { file: draft.key.clone(), line: None, reason: format!("cover: {}", error.message) });
        }
    }
    draft.form.body = body;
    let digest = digest(&draft, &slug, &links);
    Ready { draft, slug, pictures, digest, warnings }
}

#[derive(Default)]
struct Found {
    links: BTreeMap<String, Option<String>>,
    pictures: BTreeMap<String, Picture>,
    warnings: Vec<Failure>,
}

/// The address of a stored picture that `url` names in the folder of the import.
fn picture(draft: &Draft, url: &str, files: &Files, found: &mut Found) -> Option<String> {
    if url.contains(':') || url.starts_with("//") || url.starts_with('#') || url.starts_with("/media/") {
        return None;
    }
    let path = url.split(['?', '#']).next()?;
    let kind = MediaKind::from_extension(path.rsplit_once('.')?.1)?;
    let folder = if path.starts_with('/') { "" } else { draft.key.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let key = join(folder, path);
    let read = files.read(&key).transpose().or_else(|| files.read(&format!("static/{key}")).transpose());
    let checked = match read {
        None => Err("there is no such picture in the folder".to_owned()),
        Some(Err(error)) => Err(error.to_string()),
        Some(Ok(bytes)) => refuse_unsafe(&bytes, kind).map(|()| bytes).map_err(|reason| format!("it {reason}")),
    };
    match checked {
        Ok(bytes) => {
            let name = MediaName::of(&bytes, kind);
            let url = name.url();
            let size = picture_size(&bytes, kind);
            found.pictures.insert(url.clone(), Picture { name, bytes: bytes.into(), size });
            Some(url)
        }
        Err(reason) => {
            let body = &draft.form.body;
            let line = body.find(url).map(|at| body[..at].matches('\n').count() + draft.body_line);
            found.warnings.push(Failure { file: draft.key.clone(), line, reason: format!("picture {url}: {reason}") });
            None
        }
    }
}

/// Of the file, its address, and where its links lead: a post also changes when another one moves.
fn digest(draft: &Draft, slug: &Slug, links: &BTreeMap<String, Option<String>>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(draft.digest.as_bytes()).update(slug.as_str().as_bytes());
    for (from, to) in links.iter().filter_map(|(from, to)| Some((from, to.as_ref()?))) {
        hasher.update(b"\0").update(from.as_bytes()).update(b"\0").update(to.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
