use std::io::{Cursor, Write};

use anyhow::Context;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::File;

/// Packs the files into a zip.
pub(super) fn zip(files: Vec<File>) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for File { path, content } in files {
        // Pictures are compressed already.
        let method =
            if path.starts_with("posts/media/") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let told = || format!("{path} cannot be packed");
        zip.start_file(&*path, SimpleFileOptions::default().compression_method(method)).with_context(told)?;
        zip.write_all(&content).with_context(told)?;
    }
    Ok(zip.finish().context("the zip cannot be finished")?.into_inner())
}
