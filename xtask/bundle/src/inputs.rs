//! What goes in, and one digest over all of it, so that nothing is done twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::Options;

/// The files of the public folder, and what identifies everything that the bundle depends on.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// Logical name, with `/` on every system, to contents.
    pub(crate) public: BTreeMap<String, Vec<u8>>,
    /// Changes when any input, option or this program changes.
    pub(crate) digest: String,
}

impl Inputs {
    /// Read everything.
    ///
    /// # Errors
    /// Names the file that cannot be read.
    pub(crate) fn read(options: &Options) -> Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(this_program()?.as_bytes());
        hasher.update(&[u8::from(options.release), u8::from(options.release && crate::scripts::has_optimiser())]);
        for (name, wasm) in &options.wasm {
            let contents = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
            mix(&mut hasher, name, &contents);
        }

        let style = options.style.parent().context("--style names no file")?;
        for (name, contents) in files_below(style)? {
            mix(&mut hasher, &name, &contents);
        }
        let public = files_below(&options.public)?;
        for (name, contents) in &public {
            mix(&mut hasher, name, contents);
        }
        Ok(Self { public, digest: hasher.finalize().to_hex().to_string() })
    }
}

/// Names and lengths are mixed in too, so that moving a byte from one file to the next is a change.
fn mix(hasher: &mut blake3::Hasher, name: &str, contents: &[u8]) {
    hasher.update(name.as_bytes()).update(&[0]).update(&contents.len().to_le_bytes()).update(contents);
}

/// A new build of this program may bundle differently.
fn this_program() -> Result<String> {
    let facts = fs::metadata(std::env::current_exe()?)?;
    Ok(format!("{} {:?}", facts.len(), facts.modified()?))
}

/// Every file below a folder but the hidden ones, by its path from there.
fn files_below(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let reading = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(reading)? {
        let entry = entry.with_context(reading)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        let logical = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{logical}/"), files)?;
        } else {
            let contents = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(logical, contents);
        }
    }
    Ok(())
}
