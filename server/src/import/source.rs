use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

/// Folders are not followed deeper than this.
const DEPTH: usize = 16;
/// A text file beyond this size is no post; a picture beyond this size is not stored.
const FILE: u64 = 20 * 1024 * 1024;

/// A file that may be a post.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path in the folder, with `/`; what ties a post to its file.
    pub(crate) key: String,
    /// What it holds, or why it cannot be read.
    pub(crate) text: Result<String, String>,
}

/// Files that may be posts, and where what they refer to is found.
#[derive(Debug)]
pub(crate) struct Sources {
    pub(crate) posts: Vec<Source>,
    pub(crate) files: Files,
}

/// Where pictures are found.
#[derive(Debug)]
pub(crate) enum Files {
    /// In a folder.
    Folder(PathBuf),
    /// In the program.
    Embedded(&'static [(&'static str, &'static [u8])]),
}

impl Files {
    /// The bytes of a file by its path in the folder; `None` if there is no such file.
    pub(super) fn read(&self, key: &str) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Embedded(files) => Ok(files.iter().find(|(name, _)| *name == key).map(|(_, bytes)| bytes.to_vec())),
            Self::Folder(folder) => {
                let path = folder.join(key);
                let Ok(real) = path.canonicalize() else { return Ok(None) };
                // A link must not lead out of the folder.
                if !real.starts_with(folder.canonicalize()?) || !real.is_file() {
                    return Ok(None);
                }
                if real.metadata()?.len() > FILE {
                    return Err(io::Error::other("it is larger than 20 MB"));
                }
                fs::read(real).map(Some)
            }
        }
    }
}

/// Every Markdown file of a folder, in the order of their paths. Hidden files and symbolic links are left out.
pub(super) fn of_folder(folder: &Path) -> io::Result<Sources> {
    let mut paths = Vec::new();
    walk(folder, 0, &mut paths)?;
    let mut posts: Vec<_> = paths
        .into_iter()
        .map(|path| Source { key: key(path.strip_prefix(folder).unwrap_or(&path)), text: read(&path) })
        .collect();
    posts.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(Sources { posts, files: Files::Folder(folder.to_owned()) })
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() && depth < DEPTH {
            walk(&path, depth + 1, found)?;
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md")) {
            found.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    let told = |error: io::Error| match error.kind() {
        io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
        _ => format!("it cannot be read: {error}"),
    };
    if fs::metadata(path).map_err(told)?.len() > FILE {
        return Err("it is larger than 20 MB".to_owned());
    }
    fs::read_to_string(path).map_err(told)
}

fn key(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}
