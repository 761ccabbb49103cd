//! Compressed siblings, made once so that the server never compresses a file.

use std::io::Write;

use anyhow::Result;

/// The encodings that a file is also stored in: suffix and contents. None for what is compressed already, and none that
/// would be larger than the file itself.
///
/// # Errors
/// Not while writing into memory.
pub(crate) fn siblings(name: &str, contents: &[u8], release: bool) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let extension = name.rsplit('.').next().unwrap_or_default();
    if !COMPRESSIBLE.contains(&extension) {
        return Ok(Vec::new());
    }
    let mut siblings = vec![("br", brotli(contents, release)?), ("gz", gzip(contents, release)?)];
    siblings.retain(|(_, compressed)| compressed.len() < contents.len());
    Ok(siblings)
}

const COMPRESSIBLE: [&str; 9] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest"];

fn brotli(contents: &[u8], release: bool) -> Result<Vec<u8>> {
    let quality = if release { 11 } else { 4 };
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, quality, 22);
    writer.write_all(contents)?;
    drop(writer);
    Ok(compressed)
}

fn gzip(contents: &[u8], release: bool) -> Result<Vec<u8>> {
    let level = if release { 9 } else { 4 };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    encoder.write_all(contents)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_both_siblings_and_fonts_have_none() {
        let text = b"body { margin: 0 }\n".repeat(50);
        let suffixes: Vec<_> =
            siblings("masthead.css", &text, false).expect("compressed").into_iter().map(|(suffix, _)| suffix).collect();
        assert_eq!(suffixes, ["br", "gz"]);
        assert!(siblings("fonts/serif.woff2", &text, false).expect("compressed").is_empty());
    }

    #[test]
    fn nothing_is_stored_larger_than_it_was() {
        assert!(siblings("tiny.css", b"a", true).expect("compressed").is_empty());
    }
}
