//! A picture as a PNG file: anti-aliased pixels, text as outlines of the embedded font. The layout
//! is that of the SVG, without a system font or an SVG parser.

use ab_glyph::{Font, FontRef, OutlineCurve, Point};
use tiny_skia::{
    Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

use super::font;
use super::ink::Ink;
use super::picture::{Frame, Horizontal, Picture, Shape, Text, Vertical, pixel};

/// Pixels of the PNG to one of the picture: sharp in print at twice the screen's density.
const SCALE: u8 = 2;

/// A picture could not be drawn: a bug of ours, or no memory.
#[derive(Debug, thiserror::Error)]
#[error("failed to draw a picture: {0}")]
pub struct DrawError(String);

impl Picture {
    /// The picture as a PNG file at twice its size.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub(crate) fn png(&self) -> Result<Vec<u8>, DrawError> {
        let scale = u32::from(SCALE);
        let (width, height) = self.size;
        let mut map = Pixmap::new(width * scale, height * scale)
            .ok_or_else(|| DrawError(format!("no image of {width} by {height}")))?;
        let mut canvas = Canvas {
            scale: Transform::from_scale(f32::from(SCALE), f32::from(SCALE)),
            map: &mut map,
        };
        for shape in &self.shapes {
            canvas.draw(shape);
        }
        map.encode_png()
            .map_err(|error| DrawError(error.to_string()))
    }
}

/// Pixels being drawn.
struct Canvas<'a> {
    scale: Transform,
    map: &'a mut Pixmap,
}

impl Canvas<'_> {
    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Fill(frame, ink) => {
                let path = rect(*frame).map(PathBuilder::from_rect);
                self.fill(path, *ink, self.scale);
            }
            Shape::Outline(
                Frame {
                    left,
                    top,
                    right,
                    bottom,
                },
                ink,
            ) => {
                let corners = [
                    (*left, *top),
                    (*right, *top),
                    (*right, *bottom),
                    (*left, *bottom),
                ];
                self.stroke(polygon(&corners, 0.5, true), *ink, 1);
            }
            Shape::Line(points, ink, width) => {
                self.stroke(polygon(points, 0.5, false), *ink, *width);
            }
            Shape::Area(points, ink) => self.fill(polygon(points, 0.0, true), *ink, self.scale),
            Shape::Text(at, text) => self.text(*at, text),
        }
    }

    fn stroke(&mut self, path: Option<Path>, ink: Ink, width: u32) {
        if let Some(path) = path {
            let stroke = Stroke {
                width: width as f32,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            self.map
                .stroke_path(&path, &paint(ink), &stroke, self.scale, None);
        }
    }

    fn fill(&mut self, path: Option<Path>, ink: Ink, transform: Transform) {
        if let Some(path) = path {
            self.map
                .fill_path(&path, &paint(ink), FillRule::Winding, transform, None);
        }
    }

    fn text(&mut self, at: (f64, f64), text: &Text) {
        let em = single(text.size);
        let faces = font::faces();
        let face = if text.bold {
            &faces.bold
        } else {
            &faces.regular
        };
        let (path, width) = outline(face, &text.words, em);
        let across = match text.across {
            Horizontal::Left => 0.0,
            Horizontal::Center => -width / 2.0,
            Horizontal::Right => -width,
        };
        // The shares of the em that the SVG says: 0.76em, 0.5ex, -0.5ex.
        let down = match text.upright {
            Vertical::Top => 0.76 * em,
            Vertical::Center => 0.26 * em,
            Vertical::Bottom => -0.26 * em,
        };
        // A quarter turn without a sine, which would differ by CPU.
        let turn = if text.turned {
            Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, 0.0)
        } else {
            Transform::identity()
        };
        let (x, y) = pixel(at);
        let transform = self
            .scale
            .pre_translate(x as f32, y as f32)
            .pre_concat(turn)
            .pre_translate(across, down);
        self.fill(path, text.ink, transform);
    }
}

/// The whole pixels of a frame; `None` where there are none.
fn rect(frame: Frame) -> Option<Rect> {
    let ((x0, y0), (x1, y1)) = (
        pixel((frame.left, frame.top)),
        pixel((frame.right, frame.bottom)),
    );
    Rect::from_ltrb(
        x0.min(x1) as f32,
        y0.min(y1) as f32,
        x0.max(x1) as f32,
        y0.max(y1) as f32,
    )
}

fn paint(ink: Ink) -> Paint<'static> {
    let (red, green, blue) = ink.rgb;
    let mut color = Color::from_rgba8(red, green, blue, 255);
    color.apply_opacity(single(ink.opacity.clamp(0.0, 1.0)));
    let mut paint = Paint {
        anti_alias: true,
        ..Paint::default()
    };
    paint.set_color(color);
    paint
}

/// A path through points; lines run through the middle of pixels, as a browser's crisp edges do.
fn polygon(points: &[(f64, f64)], shift: f32, close: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (x, y) in points.iter().copied().map(pixel) {
        let (x, y) = (x as f32 + shift, y as f32 + shift);
        if path.is_empty() {
            path.move_to(x, y);
        } else {
            path.line_to(x, y);
        }
    }
    if close {
        path.close();
    }
    path.finish()
}

/// Outlines of a line of text with its origin on the baseline, and its width, in pixels.
fn outline(face: &FontRef<'_>, text: &str, em: f32) -> (Option<Path>, f32) {
    let scale = em / face.units_per_em().unwrap_or(2048.0);
    let mut path = PathBuilder::new();
    let mut x = 0.0;
    for letter in text.chars() {
        let glyph = face.glyph_id(letter);
        if let Some(shape) = face.outline(glyph) {
            letter_outline(&mut path, &shape.curves, x, scale);
        }
        x += face.h_advance_unscaled(glyph) * scale;
    }
    (path.finish(), x)
}

/// Adds one letter's contours: a curve that does not begin where the last ended opens a new one.
fn letter_outline(path: &mut PathBuilder, curves: &[OutlineCurve], x: f32, scale: f32) {
    let at = |point: Point| (x + point.x * scale, -point.y * scale);
    let mut pen = None;
    for curve in curves {
        let (from, to) = match *curve {
            OutlineCurve::Line(from, to)
            | OutlineCurve::Quad(from, _, to)
            | OutlineCurve::Cubic(from, _, _, to) => (at(from), at(to)),
        };
        if pen != Some(from) {
            if pen.is_some() {
                path.close();
            }
            path.move_to(from.0, from.1);
        }
        match *curve {
            OutlineCurve::Line(..) => path.line_to(to.0, to.1),
            OutlineCurve::Quad(_, by, _) => path.quad_to(at(by).0, at(by).1, to.0, to.1),
            OutlineCurve::Cubic(_, by, then, _) => {
                path.cubic_to(at(by).0, at(by).1, at(then).0, at(then).1, to.0, to.1);
            }
        }
        pen = Some(to);
    }
    if pen.is_some() {
        path.close();
    }
}

/// A size or opacity in single precision.
fn single(value: f64) -> f32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sizes of a picture need no more than seven digits"
    )]
    {
        value as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::draw::{BLACK, BLUE, WHITE};

    #[test]
    fn the_png_has_twice_the_pixels_and_ink_where_it_was_put() {
        let mut picture = Picture::new((20, 10));
        picture.fill(Frame::new(0.0, 0.0, 20.0, 10.0), WHITE);
        picture.fill(Frame::new(10.0, 0.0, 20.0, 10.0), BLUE);
        picture.line([(0.0, 5.0), (5.0, 5.0)], BLACK, 1);
        let map = Pixmap::decode_png(&picture.png().unwrap()).unwrap();
        assert_eq!((map.width(), map.height()), (40, 20));
        let at = |x, y| map.pixel(x, y).map(|p| (p.red(), p.green(), p.blue()));
        assert_eq!(at(30, 10), Some((0, 114, 178)));
        assert_eq!(at(15, 2), Some((255, 255, 255)));
        assert_eq!(at(4, 11), Some((17, 17, 17)));
    }
}
