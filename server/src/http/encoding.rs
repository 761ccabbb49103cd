use std::io::{self, Write};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::{HeaderMap, header};

/// How a body may travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

impl Encoding {
    /// The one that the client likes best, and among equals the smallest.
    pub(super) fn negotiate(headers: &HeaderMap) -> Self {
        let accepted: Vec<(String, f32)> = headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .map(weighed)
            .collect();
        let weight = |name: &str| {
            let named = accepted.iter().find(|(coding, _)| coding == name);
            named.or_else(|| accepted.iter().find(|(coding, _)| coding == "*")).map_or(0.0, |(_, weight)| *weight)
        };
        let (brotli, gzip) = (weight("br"), weight("gzip").max(weight("x-gzip")));
        let plain = accepted.iter().find(|(coding, _)| coding == "identity").map_or(0.0, |(_, weight)| *weight);
        if brotli > 0.0 && brotli >= gzip && brotli >= plain {
            Self::Brotli
        } else if gzip > 0.0 && gzip >= plain {
            Self::Gzip
        } else {
            Self::Plain
        }
    }

    /// As `Content-Encoding` names it; a plain body has no such field.
    pub(super) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }

    /// The body in this encoding; `None` when it would not become smaller.
    pub(super) fn compress(self, body: &Bytes) -> Option<Bytes> {
        let compressed = match self {
            Self::Brotli => brotli(body),
            Self::Gzip => gzip(body),
            Self::Plain => return None,
        };
        compressed.ok().filter(|compressed| compressed.len() < body.len()).map(Bytes::from)
    }
}

/// A coding with its weight; a weight that cannot be read refuses the coding.
fn weighed(item: &str) -> (String, f32) {
    let (coding, parameters) = item.split_once(';').unwrap_or((item, ""));
    let weight = match parameters.trim().strip_prefix("q=") {
        Some(weight) => weight.trim().parse().unwrap_or(0.0),
        None => 1.0,
    };
    (coding.trim().to_ascii_lowercase(), weight)
}

/// Quality 5 is where brotli is still as quick as gzip and already a sixth smaller.
fn brotli(body: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 5,
        lgwin: 18,
        size_hint: body.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut compressed = Vec::with_capacity(body.len() / 4);
    brotli::BrotliCompress(&mut &body[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::new(5));
    encoder.write_all(body)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negotiated(accept: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
        Encoding::negotiate(&headers)
    }

    #[test]
    fn the_client_decides_and_among_equals_the_smallest() {
        assert_eq!(negotiated("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(negotiated("gzip"), Encoding::Gzip);
        assert_eq!(negotiated("br;q=0.5, gzip;q=0.8"), Encoding::Gzip);
        assert_eq!(negotiated("br;q=0, gzip"), Encoding::Gzip);
        assert_eq!(negotiated("*"), Encoding::Brotli);
        assert_eq!(negotiated("*;q=0"), Encoding::Plain);
        assert_eq!(negotiated("identity, gzip;q=0.5"), Encoding::Plain);
        assert_eq!(negotiated("br;q=nonsense"), Encoding::Plain);
        assert_eq!(Encoding::negotiate(&HeaderMap::new()), Encoding::Plain);
    }

    #[test]
    fn what_would_grow_stays_plain() {
        assert_eq!(Encoding::Gzip.compress(&Bytes::from_static(b"x")), None);
        let page = Bytes::from("<p>Again and again.</p>".repeat(100));
        assert!(Encoding::Brotli.compress(&page).unwrap().len() < Encoding::Gzip.compress(&page).unwrap().len());
    }
}
