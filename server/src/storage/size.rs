use domain::markdown::PictureSize;

use super::MediaKind;

/// What a picture's file says of its size. `None` if it says nothing that can be understood, or is not what its kind says.
#[must_use]
pub fn picture_size(bytes: &[u8], kind: MediaKind) -> Option<PictureSize> {
    if kind == MediaKind::Svg {
        return svg_size(bytes);
    }
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    is_of_kind(bytes, kind).then_some(PictureSize { width, height })
}

fn is_of_kind(bytes: &[u8], kind: MediaKind) -> bool {
    let found = imagesize::image_type(bytes);
    match kind {
        MediaKind::Png => matches!(found, Ok(imagesize::ImageType::Png)),
        MediaKind::Jpeg => matches!(found, Ok(imagesize::ImageType::Jpeg)),
        MediaKind::Gif => matches!(found, Ok(imagesize::ImageType::Gif)),
        MediaKind::Webp => matches!(found, Ok(imagesize::ImageType::Webp)),
        MediaKind::Avif => matches!(found, Ok(imagesize::ImageType::Heif(_))),
        MediaKind::Svg => false,
    }
}

/// Whether a picture may be kept: a raster picture must be what its extension says, an SVG must be one and hold no script.
///
/// # Errors
/// What is wrong with it, as a sentence without a subject.
pub fn refuse_unsafe(bytes: &[u8], kind: MediaKind) -> Result<(), &'static str> {
    if kind != MediaKind::Svg {
        return if is_of_kind(bytes, kind) { Ok(()) } else { Err("is not the kind of picture that its name says") };
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "is not an SVG picture in UTF-8")?.to_ascii_lowercase();
    if !text.contains("<svg") {
        return Err("is not an SVG picture");
    }
    let handler = text.match_indices(" on").any(|(at, _)| {
        let name = text.get(at + 3..).unwrap_or_default();
        let length = name.bytes().take_while(u8::is_ascii_lowercase).count();
        length > 0 && name.get(length..).is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    if handler || ["<script", "javascript:", "<foreignobject", "<!entity"].iter().any(|bad| text.contains(bad)) {
        return Err("holds script or foreign content");
    }
    Ok(())
}

/// From `width` and `height` of the outermost element, else from its `viewBox`.
fn svg_size(bytes: &[u8]) -> Option<PictureSize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = text.get(text.find("<svg")?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let pair = attribute(tag, "width").and_then(pixels).zip(attribute(tag, "height").and_then(pixels));
    let (width, height) = pair.or_else(|| {
        let mut numbers = attribute(tag, "viewBox")?.split([' ', ',']).filter(|piece| !piece.is_empty()).skip(2);
        numbers.next().and_then(pixels).zip(numbers.next().and_then(pixels))
    })?;
    Some(PictureSize { width, height })
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag.get(..at)?.chars().next_back()?;
        let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        before.is_whitespace().then(|| value.get(1..)?.split(quote).next())?
    })
}

/// CSS pixels, rounded; points count 4/3. Percentages and other units say nothing.
fn pixels(length: &str) -> Option<u32> {
    let length = length.trim();
    let (number, factor) = match length.strip_suffix("pt") {
        Some(points) => (points, 4.0 / 3.0),
        None => (length.strip_suffix("px").unwrap_or(length), 1.0),
    };
    let pixels = number.trim().parse::<f64>().ok()? * factor;
    let rounded = pixels.round();
    // In this range the conversion is exact.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range")]
    (1.0..=100_000.0).contains(&rounded).then_some(rounded as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(tag: &str) -> Option<(u32, u32)> {
        picture_size(tag.as_bytes(), MediaKind::Svg).map(|size| (size.width, size.height))
    }

    #[test]
    fn an_svg_says_its_size_in_several_ways() {
        assert_eq!(svg("<?xml?><svg width=\"640\" height='480px'>"), Some((640, 480)));
        assert_eq!(svg("<svg viewBox=\"0 0 300 150.4\" width=\"100%\">"), Some((300, 150)));
        assert_eq!(svg("<svg stroke-width=\"3\" width=\"75pt\" height=\"9pt\">"), Some((100, 12)));
        assert_eq!(svg("<svg>"), None);
        assert_eq!(svg("<svg width=\"-1\" height=\"1e99\">"), None);
    }

    #[test]
    fn a_raster_picture_must_be_what_it_is_called() {
        let gif = b"GIF89a\x02\x00\x03\x00\x00\x00\x00;";
        assert_eq!(picture_size(gif, MediaKind::Gif), Some(PictureSize { width: 2, height: 3 }));
        assert_eq!(picture_size(gif, MediaKind::Png), None);
        assert!(refuse_unsafe(gif, MediaKind::Gif).is_ok());
        assert!(refuse_unsafe(gif, MediaKind::Png).is_err());
        assert!(refuse_unsafe(b"<html>", MediaKind::Jpeg).is_err());
    }

    #[test]
    fn script_in_an_svg_is_refused() {
        assert!(refuse_unsafe(b"<svg><path d='M0 0'/></svg>", MediaKind::Svg).is_ok());
        for bad in
            ["<svg><script>x</script></svg>", "<svg onload = \"x\">", "<svg><a href='javascript:x'/></svg>", "<p>"]
        {
            assert!(refuse_unsafe(bad.as_bytes(), MediaKind::Svg).is_err(), "{bad}");
        }
    }
}
