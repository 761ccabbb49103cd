use std::fmt;

/// The kinds of pictures that are kept.
///
/// An SVG can hold script. Shown by `<img>` it never runs; opened by itself it must be served with a policy that forbids
/// it (`Content-Security-Policy: sandbox; default-src 'none'; style-src 'unsafe-inline'`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// AVIF.
    Avif,
    /// SVG.
    Svg,
}

impl MediaKind {
    /// From a file's extension, in either case; `jpg` and `jpeg` are the same.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "png" => Some(Self::Png),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "gif" => Some(Self::Gif),
            "webp" => Some(Self::Webp),
            "avif" => Some(Self::Avif),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }

    /// The extension of stored names.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }

    /// The media type for `Content-Type`.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// The name of a stored picture: 32 hexadecimal digits of its BLAKE3 digest and an extension. Nothing else parses, so a
/// name from a URL can be used as a file's name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MediaName {
    digest: String,
    kind: MediaKind,
}

impl MediaName {
    /// The name of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8], kind: MediaKind) -> Self {
        let digest = blake3::hash(bytes).to_hex().chars().take(32).collect();
        Self { digest, kind }
    }

    /// Takes a name as it stands in an address.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let (digest, extension) = raw.split_once('.')?;
        let kind = MediaKind::from_extension(extension).filter(|kind| kind.extension() == extension)?;
        let is_digest = digest.len() == 32 && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_digest.then(|| Self { digest: digest.to_owned(), kind })
    }

    /// What kind of picture it names.
    #[must_use]
    pub const fn kind(&self) -> MediaKind {
        self.kind
    }

    /// The media type for `Content-Type`.
    #[must_use]
    pub const fn mime(&self) -> &'static str {
        self.kind.mime()
    }

    /// Its address on the site.
    #[must_use]
    pub fn url(&self) -> String {
        domain::paths::media(&self.to_string())
    }
}

impl fmt::Display for MediaName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.digest, self.kind.extension())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_back() {
        let name = MediaName::of(b"x", MediaKind::Svg);
        assert_eq!(MediaName::parse(&name.to_string()), Some(name.clone()));
        assert_eq!(name.url(), format!("/media/{name}"));
    }

    #[test]
    fn no_path_is_a_name() {
        let digest = "0".repeat(32);
        for raw in [
            "",
            "x.png",
            "../../etc/passwd",
            &digest,
            &format!("{digest}.exe"),
            &format!("{digest}.PNG"),
            &format!("../{digest}.png"),
            &format!("{}.png", "A".repeat(32)),
            &format!("{digest}.png/.."),
        ] {
            assert_eq!(MediaName::parse(raw), None, "{raw}");
        }
    }
}
