use std::{collections::BTreeMap, io::ErrorKind, path::Path};

use anyhow::Context;

/// The manifest of a finished build: a JSON object from logical names to names in `pkg/`. `None` if the build is one
/// of development, which has no manifest.
pub(super) fn read(site: &Path) -> anyhow::Result<Option<BTreeMap<String, String>>> {
    match std::fs::read(site.join("assets.json")) {
        Ok(manifest) => serde_json::from_slice(&manifest).map(Some).context("assets.json is damaged"),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("assets.json cannot be read"),
    }
}
