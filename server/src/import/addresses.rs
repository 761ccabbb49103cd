use std::collections::{HashMap, HashSet};

use domain::{Slug, paths};

use super::{draft::Draft, known::Known};

/// Gives every post its address, oldest first. A post that was imported before keeps its own unless its file asks for
/// another one.
///
/// Else: what the file asks for, the last part of its old path, or its title; one that is in use is numbered.
pub(super) fn assign(mut drafts: Vec<Draft>, known: &Known) -> Vec<(Draft, Slug)> {
    drafts.sort_by(|a, b| (a.date, &a.key).cmp(&(b.date, &b.key)));
    let mut taken: HashSet<String> = known.slugs.clone();
    drafts
        .into_iter()
        .map(|draft| {
            let before = known.posts.get(&draft.key).map(|post| post.slug.clone());
            let slug = match (before, draft.slug.clone()) {
                (Some(before), None) => before,
                (Some(before), Some(wanted)) if before == wanted || taken.contains(wanted.as_str()) => before,
                (_, wanted) => choose(wanted.into_iter().chain(wishes(&draft)).collect(), &taken),
            };
            taken.insert(slug.as_str().to_owned());
            (draft, slug)
        })
        .collect()
}

fn wishes(draft: &Draft) -> Vec<Slug> {
    let last = draft.path.as_deref().and_then(|path| path.rsplit('/').next());
    let last = last.map(|last| last.strip_suffix(".html").unwrap_or(last));
    last.and_then(Slug::from_title).into_iter().chain(Slug::from_title(&draft.form.title)).collect()
}

fn choose(wishes: Vec<Slug>, taken: &HashSet<String>) -> Slug {
    let free = |slug: &Slug| !taken.contains(slug.as_str());
    if let Some(slug) = wishes.iter().find(|slug| free(slug)) {
        return slug.clone();
    }
    let first = wishes.into_iter().next().or_else(|| Slug::from_title("post"));
    let first = first.expect("`post` is a slug");
    (1..).map(|number| if number == 1 { first.clone() } else { first.numbered(number) }).find(free).unwrap_or(first)
}

/// Where posts were, and where they are now.
#[derive(Debug)]
pub(super) struct Book {
    places: HashMap<String, Slug>,
    files: HashMap<String, Slug>,
    base: Option<String>,
}

impl Book {
    /// From the posts of one import, for a blog that was served at `base_url`.
    pub(super) fn new(drafts: &[(Draft, Slug)], base_url: Option<&str>) -> Self {
        let mut book = Self { places: HashMap::new(), files: HashMap::new(), base: base_url.map(without_scheme) };
        for (draft, slug) in drafts {
            book.files.insert(draft.key.clone(), slug.clone());
            for old in draft.path.iter().chain(&draft.aliases) {
                book.places.entry(place(old)).or_insert_with(|| slug.clone());
            }
        }
        book
    }

    /// Where a link in a post leads, if it leads to another post of the import.
    pub(super) fn resolve(&self, from: &Draft, url: &str) -> Option<String> {
        let (address, fragment) = match url.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (url, None),
        };
        let address = address.split('?').next().filter(|address| !address.is_empty())?;
        let slug = self.find(from, address)?;
        let post = paths::post(slug);
        Some(fragment.map_or_else(|| post.clone(), |fragment| format!("{post}#{fragment}")))
    }

    fn find(&self, from: &Draft, address: &str) -> Option<&Slug> {
        if let Some(key) = address.strip_prefix("@/") {
            return self.files.get(key);
        }
        if address.contains("://") || address.starts_with("//") {
            let rest = without_scheme(address);
            let path = rest.strip_prefix(self.base.as_deref()?)?;
            return if path.starts_with('/') { self.places.get(&place(path)) } else { None };
        }
        if address.starts_with('/') {
            return self.places.get(&place(address));
        }
        if address.contains(':') {
            return None;
        }
        let folder = from.key.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = join(folder, address);
        let index = format!("{}/index.md", file.trim_end_matches('/'));
        self.files.get(&file).or_else(|| self.files.get(&index)).or_else(|| self.beside(from, address))
    }

    /// Relative to where the post was served: as a page, or as a folder.
    fn beside(&self, from: &Draft, address: &str) -> Option<&Slug> {
        let path = from.path.as_deref()?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        [folder, path].iter().find_map(|folder| self.places.get(&place(&join(folder, address))))
    }
}

/// An old address in the form in which it is compared and kept: a leading slash, none at the end.
pub(super) fn place(path: &str) -> String {
    format!("/{}", path.trim_matches('/'))
}

fn without_scheme(url: &str) -> String {
    url.trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("//")
        .trim_end_matches('/')
        .to_owned()
}

/// `address` as seen from `folder`, without `.` and `..`; what would lead out of everything stays inside.
pub(super) fn join(folder: &str, address: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
