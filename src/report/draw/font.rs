//! The embedded font: a renamed subset of Liberation Sans, which has the metrics of Arial.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef};

/// Families named in SVG, all with the metrics of the embedded font, so that a browser or word
/// processor lays text out as we measured it.
pub(super) const FAMILY: &str = "Arial, Helvetica, 'Liberation Sans', sans-serif";

/// The two faces of the embedded font.
pub(super) struct Faces {
    /// For all text that is not bold.
    pub(super) regular: FontRef<'static>,
    /// For titles.
    pub(super) bold: FontRef<'static>,
}

static FACES: LazyLock<Faces> = LazyLock::new(|| Faces {
    regular: FontRef::try_from_slice(include_bytes!("../fonts/sanpedro-sans-regular.ttf"))
        .expect("the embedded regular face is a font"),
    bold: FontRef::try_from_slice(include_bytes!("../fonts/sanpedro-sans-bold.ttf"))
        .expect("the embedded bold face is a font"),
});

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
