use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
};

use anyhow::{Context, ensure};
use bytes::Bytes;

use super::Asset;

/// `site/` beside the program, where a build puts it; `None` if there is none.
pub(super) fn beside_the_executable() -> Option<PathBuf> {
    let site = std::env::current_exe().ok()?.canonicalize().ok()?.parent()?.join("site");
    site.is_dir().then_some(site)
}

/// Every file of `pkg/`, with its compressed twins beside it.
pub(super) fn load(pkg: &Path, names: &BTreeMap<String, String>) -> anyhow::Result<BTreeMap<String, Asset>> {
    let hashed: BTreeSet<&str> = names.values().map(String::as_str).collect();
    let mut contents = BTreeMap::new();
    collect(pkg, "", &mut contents)?;
    for (logical, file) in names {
        ensure!(contents.contains_key(file), "`{file}`, which assets.json gives for `{logical}`, is not in pkg");
    }
    let files = contents.keys().filter(|file| !is_twin(file, &contents)).map(|file| {
        let asset = Asset {
            mime: media_type(file),
            plain: contents[file].clone(),
            brotli: contents.get(&format!("{file}.br")).cloned(),
            gzip: contents.get(&format!("{file}.gz")).cloned(),
            immutable: hashed.contains(file.as_str()),
        };
        (file.clone(), asset)
    });
    Ok(files.collect())
}

/// One file as it is at this moment, for development.
///
/// cargo-leptos puts what it compiles into `pkg/`, calls the wasm `masthead.wasm`, and copies the public files beside it.
pub(super) async fn read_now(site: &Path, file: &str) -> Option<Asset> {
    // Names come from URLs: whatever is not simply below the folder does not exist.
    let inside = Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside {
        return None;
    }
    let pkg = site.join("pkg");
    for place in [pkg.join(file), pkg.join(file.replace("_bg.wasm", ".wasm")), site.join(file)] {
        if let Ok(content) = tokio::fs::read(place).await {
            let (mime, plain) = (media_type(file), content.into());
            return Some(Asset { mime, plain, brotli: None, gzip: None, immutable: false });
        }
    }
    None
}

fn collect(folder: &Path, prefix: &str, contents: &mut BTreeMap<String, Bytes>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), contents)?;
        } else {
            let content = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            contents.insert(format!("{prefix}{name}"), content.into());
        }
    }
    Ok(())
}

fn is_twin(file: &str, contents: &BTreeMap<String, Bytes>) -> bool {
    let original = file.strip_suffix(".br").or_else(|| file.strip_suffix(".gz"));
    original.is_some_and(|original| contents.contains_key(original))
}

fn media_type(file: &str) -> String {
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    let text = mime.type_() == "text" || mime.subtype() == "javascript";
    if text { format!("{mime}; charset=utf-8") } else { mime.to_string() }
}
