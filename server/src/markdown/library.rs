use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use domain::markdown::{PictureSize, Surroundings};

use super::highlight::highlight;

/// Code beyond this many bytes in one post stays plain: highlighting is the slowest part of rendering.
const CODE: usize = 256 * 1024;

/// What the server knows when it renders a post.
#[derive(Debug, Default)]
pub struct Library {
    /// Sizes of pictures, by address.
    sizes: HashMap<String, PictureSize>,
    highlighted: AtomicUsize,
}

impl Library {
    /// For one post, given the sizes of pictures by their addresses.
    #[must_use]
    pub fn new(sizes: HashMap<String, PictureSize>) -> Self {
        Self { sizes, highlighted: AtomicUsize::new(0) }
    }
}

impl Surroundings for Library {
    fn highlight(&self, language: &str, code: &str) -> Option<String> {
        let before = self.highlighted.fetch_add(code.len(), Ordering::Relaxed);
        if before.saturating_add(code.len()) > CODE {
            return None;
        }
        highlight(language, code)
    }

    fn picture_size(&self, url: &str) -> Option<PictureSize> {
        self.sizes.get(url).copied()
    }

    fn rewrite(&self, _url: &str) -> Option<String> {
        None
    }
}
