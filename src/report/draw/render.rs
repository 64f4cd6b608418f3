//! Plays a picture's shapes on a backend of plotters: SVG text, PNG bytes.

use std::error::Error;

use plotters::prelude::{IntoFont, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontStyle, FontTransform, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};
use plotters_backend::{DrawingBackend, DrawingErrorKind};
use tiny_skia::Pixmap;

use super::font::FAMILY;
use super::ink::Ink;
use super::picture::{Horizontal, Picture, Shape, Text, Vertical, pixel};
use super::skia::{LINE_PER_EM, SkiaBackend};

/// Pixels of the PNG to one of the picture: sharp in print at twice the screen's density.
const PNG_SCALE: u8 = 2;
/// The chunk of a PNG that says its density: twice 96 pixels an inch, 7,559 a meter, so that it has the
/// size of the SVG on paper.
const DENSITY: [u8; 21] = [
    0, 0, 0, 9, b'p', b'H', b'Y', b's', 0, 0, 29, 135, 0, 0, 29, 135, 1, 143, 229, 241, 101,
];

/// A picture could not be drawn: a bug of ours, or no memory.
#[derive(Debug, thiserror::Error)]
#[error("failed to draw a picture: {0}")]
pub struct DrawError(String);

impl Picture {
    /// The picture as an SVG document that says in words, `alt`, what it shows.
    ///
    /// # Errors
    /// If plotters cannot draw it.
    pub(crate) fn svg(&self, alt: &str) -> Result<String, DrawError> {
        let mut text = String::new();
        let mut backend = SVGBackend::with_string(&mut text, self.size);
        play(self, &mut backend).map_err(|error| DrawError(error.to_string()))?;
        backend
            .present()
            .map_err(|error| DrawError(error.to_string()))?;
        drop(backend);
        Ok(self.described(&text, alt))
    }

    /// An SVG document of the picture with what plotters leaves out: what it shows, for those who
    /// hear it, and how wide each text was measured, so that a viewer without our font sets the text
    /// within its place.
    fn described(&self, svg: &str, alt: &str) -> String {
        let alt = escape(&alt.replace(char::is_control, " "));
        let svg = svg.replacen(
            "<svg ",
            &format!("<svg role=\"img\" aria-label=\"{alt}\" "),
            1,
        );
        let texts = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(_, text) if text.ink.opacity != 0.0 => Some(text),
            _ => None,
        });
        let mut pieces = svg.split("<text ");
        let mut described = pieces.next().unwrap_or_default().to_owned();
        let mut left = pieces.clone().count();
        for (piece, text) in pieces.zip(texts) {
            left -= 1;
            let width = text.width();
            let said = format!("textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\"");
            described.extend(["<text ", &said, " ", piece]);
        }
        assert!(left == 0, "an SVG has as many texts as its picture");
        described
    }

    /// The picture as a PNG file at twice its size.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub(crate) fn png(&self) -> Result<Vec<u8>, DrawError> {
        let scale = u32::from(PNG_SCALE);
        let (width, height) = self.size;
        let mut map = Pixmap::new(width * scale, height * scale)
            .ok_or_else(|| DrawError(format!("no image of {width} by {height}")))?;
        let mut backend = SkiaBackend::new(self.size, PNG_SCALE, &mut map);
        play(self, &mut backend).map_err(|error| DrawError(error.to_string()))?;
        let png = map.encode_png();
        let mut png = png.map_err(|error| DrawError(error.to_string()))?;
        // Behind the signature and the header, which are 33 bytes.
        png.splice(33..33, DENSITY);
        Ok(png)
    }
}

/// Draws every shape in order.
fn play<D>(picture: &Picture, backend: &mut D) -> Result<(), DrawingErrorKind<D::ErrorType>>
where
    D: DrawingBackend,
    D::ErrorType: Error,
{
    for shape in &picture.shapes {
        match shape {
            Shape::Fill(frame, ink) => backend.draw_rect(
                pixel((frame.left, frame.top)),
                pixel((frame.right, frame.bottom)),
                &style(*ink, 1),
                true,
            )?,
            Shape::Outline(frame, ink) => backend.draw_rect(
                pixel((frame.left, frame.top)),
                pixel((frame.right, frame.bottom)),
                &style(*ink, 1),
                false,
            )?,
            Shape::Line(points, ink, width) => {
                backend.draw_path(points.iter().copied().map(pixel), &style(*ink, *width))?;
            }
            Shape::Area(points, ink) => {
                backend.fill_polygon(points.iter().copied().map(pixel), &style(*ink, 1))?;
            }
            Shape::Text(at, text) => {
                backend.draw_text(&text.words, &text_style(text), pixel(*at))?;
            }
        }
    }
    Ok(())
}

fn color(ink: Ink) -> RGBAColor {
    let (red, green, blue) = ink.rgb;
    RGBColor(red, green, blue).mix(ink.opacity)
}

fn style(ink: Ink, width: u32) -> ShapeStyle {
    color(ink).filled().stroke_width(width)
}

fn text_style(text: &Text) -> TextStyle<'static> {
    let weight = if text.bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let turn = if text.turned {
        FontTransform::Rotate270
    } else {
        FontTransform::None
    };
    let across = match text.across {
        Horizontal::Left => HPos::Left,
        Horizontal::Center => HPos::Center,
        Horizontal::Right => HPos::Right,
    };
    let upright = match text.upright {
        Vertical::Top => VPos::Top,
        Vertical::Center => VPos::Center,
        Vertical::Bottom => VPos::Bottom,
    };
    (FAMILY, text.size * LINE_PER_EM, weight)
        .into_font()
        .transform(turn)
        .color(&color(text.ink))
        .pos(Pos::new(across, upright))
}

/// `text` as it may stand in an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::draw::picture::LABEL_SIZE;
    use crate::report::draw::{BLACK, BLUE, Frame, WHITE};

    #[test]
    fn names_are_escaped_and_sizes_kept() {
        let mut picture = Picture::new((200, 100));
        picture.fill(Frame::new(0.0, 0.0, 200.0, 100.0), WHITE);
        picture.text(
            (10.0, 50.0),
            Text::new("Pier <A> & \u{1}B").size(LABEL_SIZE),
        );
        let svg = picture.svg("\"Pier\u{1}\" > quay").unwrap();
        assert!(
            svg.contains("aria-label=\"&quot;Pier &quot; &gt; quay\""),
            "{svg}"
        );
        assert_eq!(svg.matches(" textLength=\"").count(), 1, "{svg}");
        assert!(svg.contains("viewBox=\"0 0 200 100\""), "{svg}");
        assert!(svg.contains("Pier &lt;A&gt; &amp;  B"), "{svg}");
        assert!(svg.contains("font-size=\"13.25\""), "{svg}");
        assert!(svg.trim_end().ends_with("</svg>"), "{svg}");
    }

    #[test]
    fn the_png_has_twice_the_pixels_and_ink_where_it_was_put() {
        let mut picture = Picture::new((20, 10));
        picture.fill(Frame::new(0.0, 0.0, 20.0, 10.0), WHITE);
        picture.fill(Frame::new(10.0, 0.0, 20.0, 10.0), BLUE);
        picture.line([(0.0, 5.0), (5.0, 5.0)], BLACK, 1);
        let map = Pixmap::decode_png(&picture.png().unwrap()).unwrap();
        assert_eq!((map.width(), map.height()), (40, 20));
        // The CRC-32 of PNG, bit by bit.
        let crc = DENSITY[4..17].iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1))
            })
        });
        assert_eq!(DENSITY[17..], (!crc).to_be_bytes());
        let per_meter = f64::from(u32::from_be_bytes([0, 0, 29, 135]));
        assert!((per_meter * 0.0254 / 96.0 - f64::from(PNG_SCALE)).abs() < 1e-3);
        let at = |x, y| map.pixel(x, y).map(|p| (p.red(), p.green(), p.blue()));
        assert_eq!(at(30, 10), Some((0, 114, 178)));
        assert_eq!(at(15, 2), Some((255, 255, 255)));
        assert_eq!(at(4, 11), Some((17, 17, 17)));
    }
}
