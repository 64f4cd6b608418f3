//! The embedded font: a renamed subset of Liberation Sans, which has the metrics of Arial.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef};

/// Families named in SVG: the embedded font, which a page brings along, then those with its metrics.
pub(super) const FAMILY: &str = "sanpedro-sans, Arial, Helvetica, 'Liberation Sans', sans-serif";

/// The two faces of the embedded font.
pub(super) struct Faces {
    /// For all text that is not bold.
    pub(super) regular: FontRef<'static>,
    /// For titles.
    pub(super) bold: FontRef<'static>,
}

const REGULAR: &[u8] = include_bytes!("../fonts/sanpedro-sans-regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/sanpedro-sans-bold.ttf");

static FACES: LazyLock<Faces> = LazyLock::new(|| Faces {
    regular: FontRef::try_from_slice(REGULAR).expect("the embedded regular face is a font"),
    bold: FontRef::try_from_slice(BOLD).expect("the embedded bold face is a font"),
});

/// Style rules that bring the embedded font along in a page.
pub(crate) fn font_face_rules() -> String {
    let rule = |weight: &str, bytes: &[u8]| {
        format!(
            "@font-face {{ font-family: sanpedro-sans; font-weight: {weight}; \
             src: url(data:font/ttf;base64,{}) format(\"truetype\"); }}\n",
            base64(bytes)
        )
    };
    rule("normal", REGULAR) + &rule("bold", BOLD)
}

/// Bytes in the alphabet of RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= group.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

/// The embedded faces, parsed once.
pub(super) fn faces() -> &'static Faces {
    &FACES
}

/// Width of a line of text, in pixels, at `size` pixels per em.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let face = if bold { &FACES.bold } else { &FACES.regular };
    let em = face.units_per_em().unwrap_or(2048.0);
    let units: f32 = text
        .chars()
        .map(|letter| face.h_advance_unscaled(face.glyph_id(letter)))
        .sum();
    f64::from(units / em) * size
}

/// `text` in lines of at most `limit` pixels, broken at spaces; a longer word stands alone.
pub(super) fn wrap(text: &str, size: f64, bold: bool, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `text` cut to at most `limit` pixels, with an ellipsis where something is missing; `None`
/// where not even three letters would be left.
pub(super) fn fit(text: &str, size: f64, bold: bool, limit: f64) -> Option<String> {
    if width(text, size, bold) <= limit {
        return Some(text.to_owned());
    }
    let letters: Vec<char> = text.chars().collect();
    (3..letters.len())
        .rev()
        .map(|kept| {
            let head: String = letters[..kept].iter().collect();
            format!("{}…", head.trim_end())
        })
        .find(|cut| width(cut, size, bold) <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_every_sign_that_reports_use() {
        for letter in "₂→≤≥≈µ±–—×·’“”…−°½ñ0123456789%,.".chars() {
            for face in [&FACES.regular, &FACES.bold] {
                assert_ne!(face.glyph_id(letter).0, 0, "no glyph for {letter:?}");
            }
        }
    }

    #[test]
    fn base64_gives_the_vectors_of_its_standard() {
        // RFC 4648, section 10.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn text_is_wrapped_at_spaces_and_cut_with_an_ellipsis() {
        let lines = wrap("one two three four", 10.0, false, 45.0);
        assert_eq!(lines, ["one two", "three four"]);
        assert_eq!(fit("short", 10.0, false, 100.0).as_deref(), Some("short"));
        let cut = fit("Transpacific Express", 10.0, false, 60.0).expect("three letters fit");
        assert!(
            cut.ends_with('…') && width(&cut, 10.0, false) <= 60.0,
            "{cut}"
        );
        assert_eq!(fit("Transpacific", 10.0, false, 5.0), None);
    }
}
