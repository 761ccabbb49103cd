mod attacks;
mod bounds;
mod comments;
mod digests;
mod good;
mod raw;

use super::{PictureSize, Plain, Surroundings, render_comment, render_post};

/// HTML of a post in surroundings that know nothing.
fn post(source: &str) -> String {
    render_post(source, &Plain).html.into()
}

fn comment(source: &str) -> String {
    render_comment(source).into()
}

/// A library with one picture, one moved page and a highlighter that cannot be trusted.
struct Library;

impl Surroundings for Library {
    fn highlight(&self, language: &str, code: &str) -> Option<String> {
        (language == "rust")
            .then(|| format!("<span class=\"hl-keyword other\" onclick=\"x()\">{code}</span><script>x()</script>"))
    }

    fn picture_size(&self, url: &str) -> Option<PictureSize> {
        (url == "/media/cat.png").then_some(PictureSize { width: 640, height: 480 })
    }

    fn rewrite(&self, url: &str) -> Option<String> {
        match url {
            "cat.png" => Some("/media/cat.png".to_owned()),
            "other.md?a=1&b=2" => Some("/posts/other".to_owned()),
            _ => None,
        }
    }
}
