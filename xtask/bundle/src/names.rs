//! Hashed names: a file's name changes with its contents, so browsers may keep it for ever.

use std::collections::BTreeMap;

/// Logical name (`fonts/serif.woff2`) to hashed name (`fonts/serif.0123456789abcdef.woff2`), both from the folder `pkg/`.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// Name a file by its contents and return the hashed name.
    pub(crate) fn add(&mut self, logical: &str, contents: &[u8]) -> String {
        let hashed = hashed(logical, contents);
        self.0.insert(logical.to_owned(), hashed.clone());
        hashed
    }

    /// The hashed name of a file that a stylesheet refers to. The sources may say it from the folder of the stylesheet or
    /// from the root of the site, as `cargo leptos` serves it; what follows `#` or `?` stays.
    pub(crate) fn resolve(&self, reference: &str) -> Option<String> {
        let end = reference.find(['#', '?']).unwrap_or(reference.len());
        let (path, rest) = reference.split_at(end);
        let logical = path.trim_start_matches("./").trim_start_matches("../").trim_start_matches('/');
        let hashed = self.0.get(logical).or_else(|| self.0.get(logical.strip_prefix("pkg/")?))?;
        Some(format!("{hashed}{rest}"))
    }

    /// A script with every quoted reference to a named file replaced: `'masthead_bg.wasm'`, `"./snippets/…/inline0.js"`.
    pub(crate) fn rewrite_script(&self, script: &str) -> String {
        let mut rewritten = script.to_owned();
        for (logical, hashed) in &self.0 {
            for quote in ['\'', '"', '`'] {
                for prefix in ["", "./"] {
                    let from = format!("{quote}{prefix}{logical}{quote}");
                    rewritten = rewritten.replace(&from, &format!("{quote}{prefix}{hashed}{quote}"));
                }
            }
        }
        rewritten
    }

    /// The manifest that the server reads.
    ///
    /// # Errors
    /// Not for these plain strings.
    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.0)
    }
}

/// `boot.js` with its contents' hash in it: `boot.0123456789abcdef.js`.
fn hashed(logical: &str, contents: &[u8]) -> String {
    let digest = blake3::hash(contents).to_hex();
    let hash = &digest.as_str()[..16];
    let (folder, file) = logical.rsplit_once('/').map_or(("", logical), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.') {
        Some((stem, extension)) => format!("{folder}{slash}{stem}.{hash}.{extension}"),
        None => format!("{folder}{slash}{file}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        names.add("fonts/serif.woff2", b"serif");
        names.add("masthead_bg.wasm", b"wasm");
        names
    }

    #[test]
    fn the_hash_stands_before_the_extension() {
        let name = hashed("fonts/serif.v2.woff2", b"abc");
        assert_eq!(name, "fonts/serif.v2.6437b3ac38465133.woff2");
        assert_eq!(hashed("LICENSE", b"abc"), "LICENSE.6437b3ac38465133");
    }

    #[test]
    fn other_contents_make_another_name() {
        assert_ne!(hashed("boot.js", b"one"), hashed("boot.js", b"two"));
    }

    #[test]
    fn a_reference_is_found_however_it_is_written() {
        let names = names();
        let hashed = names.resolve("fonts/serif.woff2").expect("a known file");
        for reference in ["./fonts/serif.woff2", "../fonts/serif.woff2", "/fonts/serif.woff2", "/pkg/fonts/serif.woff2"]
        {
            assert_eq!(names.resolve(reference).as_ref(), Some(&hashed), "{reference}");
        }
        assert_eq!(names.resolve("fonts/serif.woff2?x#y"), Some(format!("{hashed}?x#y")));
        assert_eq!(names.resolve("fonts/missing.woff2"), None);
    }

    #[test]
    fn scripts_follow_their_wasm() {
        let names = names();
        let hashed = names.resolve("masthead_bg.wasm").expect("a known file");
        assert_eq!(
            names.rewrite_script("new URL('masthead_bg.wasm', import.meta.url); masthead_bg.wasm"),
            format!("new URL('{hashed}', import.meta.url); masthead_bg.wasm"),
        );
    }
}
