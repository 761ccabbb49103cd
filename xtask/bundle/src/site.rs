//! The folder that the server serves from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::compression;
use crate::names::Names;

const MANIFEST: &str = "assets.json";
/// Which inputs the folder was made from. Hidden, and in no manifest, so it is not served.
const STAMP: &str = ".made-from";

/// A site folder, and the files that will be in it.
#[derive(Debug)]
pub(crate) struct Site {
    folder: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Open the folder, or make it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder.join("pkg")).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { folder: folder.to_path_buf(), files: BTreeMap::new() })
    }

    /// Whether the folder already holds what these inputs make. A folder that lost a file does not.
    pub(crate) fn is_made_from(&self, digest: &str) -> bool {
        let stamped = fs::read_to_string(self.folder.join(STAMP)).is_ok_and(|stamp| stamp == digest);
        let manifest = fs::read(self.folder.join(MANIFEST)).unwrap_or_default();
        let names: BTreeMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
        stamped && !names.is_empty() && names.values().all(|hashed| self.folder.join("pkg").join(hashed).is_file())
    }

    /// Take a file in under its hashed name.
    pub(crate) fn add(&mut self, names: &mut Names, logical: &str, contents: Vec<u8>) {
        let hashed = names.add(logical, &contents);
        self.files.insert(hashed, contents);
    }

    /// Write everything: first the files, then the manifest, so that it never names what is not there yet, and last
    /// remove what it does not name any longer.
    ///
    /// # Errors
    /// Names the file that cannot be written.
    pub(crate) fn write(self, names: &Names, digest: &str, release: bool) -> Result<()> {
        let package = self.folder.join("pkg");
        let mut kept = BTreeSet::new();
        let mut total = 0;
        for (hashed, contents) in &self.files {
            let path = package.join(hashed);
            put(&path, contents)?;
            for (suffix, compressed) in compression::siblings(hashed, contents, release)? {
                let sibling = package.join(format!("{hashed}.{suffix}"));
                put(&sibling, &compressed)?;
                kept.insert(sibling);
            }
            kept.insert(path);
            total += contents.len();
        }
        put(&self.folder.join(MANIFEST), names.to_json()?.as_bytes())?;
        remove_all_but(&package, &kept)?;
        put(&self.folder.join(STAMP), digest.as_bytes())?;
        println!("    {} files, {} kB before compression", self.files.len(), total / 1000);
        Ok(())
    }
}

/// Write by way of a new file, so that nobody reads half of one.
fn put(path: &Path, contents: &[u8]) -> Result<()> {
    let writing = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(writing)?;
    }
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    fs::write(&fresh, contents).with_context(writing)?;
    fs::rename(&fresh, path).with_context(writing)
}

fn remove_all_but(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    let cleaning = || format!("cannot clean {}", folder.display());
    for entry in fs::read_dir(folder).with_context(cleaning)? {
        let path = entry.with_context(cleaning)?.path();
        if path.is_dir() {
            remove_all_but(&path, kept)?;
            // Fails while something is left in it, which is right.
            let _ = fs::remove_dir(&path);
        } else if !kept.contains(&path) {
            fs::remove_file(&path).with_context(cleaning)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for a test, gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("masthead-site-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).expect("a folder");
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn write(folder: &Folder, contents: &str) -> String {
        let mut names = Names::default();
        let mut site = Site::open(&folder.0).expect("a site");
        site.add(&mut names, "boot.js", contents.as_bytes().to_vec());
        site.write(&names, contents, false).expect("written");
        names.resolve("boot.js").expect("a known file")
    }

    #[test]
    fn a_new_version_takes_the_place_of_the_old() {
        let folder = Folder::new("versions");
        let old = write(&folder, "one");
        let new = write(&folder, "two");
        assert!(!folder.0.join("pkg").join(old).exists());
        assert_eq!(fs::read_to_string(folder.0.join("pkg").join(new)).expect("the new file"), "two");
    }

    #[test]
    fn work_is_skipped_only_while_nothing_is_missing() {
        let folder = Folder::new("stamp");
        let name = write(&folder, "one");
        let made_from = |digest: &str| Site::open(&folder.0).expect("a site").is_made_from(digest);
        assert!(made_from("one"));
        assert!(!made_from("two"));
        fs::remove_file(folder.0.join("pkg").join(name)).expect("removed");
        assert!(!made_from("one"));
    }
}
