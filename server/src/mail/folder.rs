use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use domain::Timestamp;
use tokio::task;

use super::{Letter, Message};

/// Letters as files, for development: `<time>-<id>.eml`, which mail programs open, and the same in `.json`, from which
/// the page at [`domain::paths::DEV_MAIL`] is made. Only the owner of the folder can read it, for letters hold links that
/// open accounts.
#[derive(Clone, Debug)]
pub struct Folder(Arc<Path>);

/// A letter in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name of its files, without what is behind the dot.
    pub name: String,
    /// When it was put there.
    pub kept_at: Timestamp,
    /// What it says.
    pub letter: Letter,
}

impl Folder {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self(folder.into())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The letters, newest first, no more than `limit`.
    ///
    /// # Errors
    /// If the folder cannot be read; one that does not exist is empty.
    pub async fn newest(&self, limit: usize) -> anyhow::Result<Vec<Kept>> {
        let folder = self.0.clone();
        task::spawn_blocking(move || {
            let mut names = names(&folder)?;
            names.sort_unstable_by(|a, b| b.cmp(a));
            // One that cannot be read is none of ours, or goes at this moment.
            Ok(names.iter().filter_map(|name| read(&folder, name).ok()).take(limit).collect())
        })
        .await?
    }

    /// The letter with this name. `None` if there is none, or the name is none that a letter could have.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn letter(&self, name: &str) -> anyhow::Result<Option<Kept>> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.is_empty() || name.len() > 100 || !name.chars().all(plain) {
            return Ok(None);
        }
        let (folder, name) = (self.0.clone(), name.to_owned());
        task::spawn_blocking(move || match read(&folder, &name) {
            Ok(kept) => Ok(Some(kept)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        })
        .await?
    }

    pub(super) async fn keep(&self, message: Message) -> anyhow::Result<()> {
        let folder = self.0.clone();
        let kept = move || {
            make(&folder)?;
            let name = format!("{}-{}", stamp(message.written_at), message.id.simple());
            write(&folder.join(format!("{name}.json")), &serde_json::to_vec_pretty(&message.letter)?)?;
            write(&folder.join(format!("{name}.eml")), &message.mime.formatted())
        };
        let told = || format!("a letter cannot be written to {}", self.0.display());
        task::spawn_blocking(kept).await?.with_context(told)
    }

    pub(super) async fn check(&self) -> anyhow::Result<()> {
        let folder = self.0.clone();
        task::spawn_blocking(move || {
            make(&folder)?;
            try_to_write(&folder)
        })
        .await?
        .with_context(|| format!("{} cannot be written to", self.0.display()))
    }
}

fn make(folder: &Path) -> std::io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn try_to_write(folder: &Path) -> anyhow::Result<()> {
    let probe = folder.join(".probe");
    fs::write(&probe, b"")?;
    Ok(fs::remove_file(&probe)?)
}

/// Whole or not at all: somebody may be reading.
fn write(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    let part = file.with_added_extension("part");
    let mut written = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    written.write_all(content)?;
    Ok(fs::rename(part, file)?)
}

/// Sorts by time and is fit for the names of files everywhere: `20261120T120000Z`.
fn stamp(moment: Timestamp) -> String {
    let second = moment.rfc3339();
    let second = second.split(['.', 'Z']).next().unwrap_or_default();
    format!("{}Z", second.replace(['-', ':'], ""))
}

fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names: Vec<String> = names.collect::<std::io::Result<_>>()?;
    Ok(names.iter().filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect())
}

fn read(folder: &Path, name: &str) -> std::io::Result<Kept> {
    let file = folder.join(format!("{name}.json"));
    let letter = serde_json::from_slice(&fs::read(&file)?)?;
    let modified = fs::metadata(&file)?.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let kept_at = Timestamp::from_millis(i64::try_from(modified.as_millis()).unwrap_or(i64::MAX));
    Ok(Kept { name: name.to_owned(), kept_at, letter })
}
