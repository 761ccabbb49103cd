/// Width and height of a picture, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// What the renderer asks of the place it runs in. The browser knows none of it, the server all of it.
pub trait Surroundings {
    /// Code as HTML whose only markup is `<span class="…">`, or `None` to leave it plain. The result is sanitised with
    /// everything else.
    fn highlight(&self, language: &str, code: &str) -> Option<String>;

    /// Size of a picture, so that nothing moves when it arrives.
    fn picture_size(&self, url: &str) -> Option<PictureSize>;

    /// Where a link or a picture's address leads instead, if elsewhere.
    fn rewrite(&self, url: &str) -> Option<String>;
}

/// Surroundings that know nothing: code stays plain, pictures have no size, links stay.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl Surroundings for Plain {
    fn highlight(&self, _language: &str, _code: &str) -> Option<String> {
        None
    }

    fn picture_size(&self, _url: &str) -> Option<PictureSize> {
        None
    }

    fn rewrite(&self, _url: &str) -> Option<String> {
        None
    }
}
