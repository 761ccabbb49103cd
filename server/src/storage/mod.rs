//! Stored pictures: where their bytes are kept, under names made of their digest, so that a name always means the same
//! picture and can be cached for ever.

mod media;
mod size;

pub use media::{MediaKind, MediaName};
pub use size::{picture_size, refuse_unsafe};

use std::{
    collections::HashMap,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::Context;
use bytes::Bytes;

use crate::Result;

/// Where pictures are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Storage {
    /// In a folder, in subfolders named by the first two characters of the digest.
    Disk(PathBuf),
    /// In memory, for tests.
    Memory(Arc<Mutex<HashMap<MediaName, Bytes>>>),
}

impl Storage {
    /// A storage that forgets everything with the process.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Keeps a picture and names it. The same bytes again get the same name and are written once.
    ///
    /// A file appears under its name only when it is whole: it is written beside it and renamed.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub async fn put(&self, bytes: Bytes, kind: MediaKind) -> Result<MediaName> {
        let name = MediaName::of(&bytes, kind);
        match self {
            Self::Disk(folder) => {
                let path = place(folder, &name);
                let written = tokio::task::spawn_blocking(move || {
                    write_whole(&path, &bytes).with_context(|| format!("storing {}", path.display()))
                });
                written.await.map_err(anyhow::Error::from)??;
            }
            Self::Memory(pictures) => {
                pictures.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone(), bytes);
            }
        }
        Ok(name)
    }

    /// The bytes of a picture; `None` if there is none of that name.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    pub async fn get(&self, name: &MediaName) -> Result<Option<Bytes>> {
        match self {
            Self::Disk(folder) => match tokio::fs::read(place(folder, name)).await {
                Ok(bytes) => Ok(Some(bytes.into())),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(anyhow::Error::from(error).context(format!("reading picture {name}")).into()),
            },
            Self::Memory(pictures) => Ok(pictures.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()),
        }
    }
}

fn place(folder: &Path, name: &MediaName) -> PathBuf {
    let name = name.to_string();
    folder.join(name.get(..2).unwrap_or_default()).join(name)
}

/// Counts files that are being written.
static PARTS: AtomicU64 = AtomicU64::new(0);

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.try_exists()? {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Whoever stores the same picture at the same moment writes the same bytes; the name keeps their halves apart.
    let part = path.with_extension(format!("part-{}-{}", std::process::id(), PARTS.fetch_add(1, Ordering::Relaxed)));
    let stored = write_through(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    stored.inspect_err(|_| drop(std::fs::remove_file(&part)))
}

/// Writes a file and waits until the disk has it: a name that is there after a power cut must not stand for half a picture.
fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn gives_back_what_it_took(storage: Storage) {
        let bytes = Bytes::from_static(b"\x89PNG");
        let name = storage.put(bytes.clone(), MediaKind::Png).await.unwrap();
        assert_eq!(storage.put(bytes.clone(), MediaKind::Png).await.unwrap(), name);
        assert_eq!(storage.get(&name).await.unwrap(), Some(bytes));
        let other = MediaName::of(b"other", MediaKind::Png);
        assert_eq!(storage.get(&other).await.unwrap(), None);
    }

    #[tokio::test]
    async fn memory_gives_back_what_it_took() {
        gives_back_what_it_took(Storage::in_memory()).await;
    }

    #[tokio::test]
    async fn the_same_picture_can_be_stored_at_the_same_moment() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::Disk(folder.path().into());
        let bytes = Bytes::from(vec![7; 1024 * 1024]);
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (storage, bytes) = (storage.clone(), bytes.clone());
            writers.spawn(async move { storage.put(bytes, MediaKind::Png).await });
        }
        for stored in writers.join_all().await {
            assert_eq!(storage.get(&stored.unwrap()).await.unwrap().as_ref(), Some(&bytes));
        }
    }

    #[tokio::test]
    async fn the_disk_gives_back_what_it_took_and_keeps_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        gives_back_what_it_took(Storage::Disk(folder.path().join("media"))).await;
        let files =
            |path: &Path| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
        let subfolders = files(&folder.path().join("media"));
        assert_eq!(subfolders.iter().flat_map(|subfolder| files(subfolder)).count(), 1);
    }
}
