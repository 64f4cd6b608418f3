//! A plotters backend on tiny-skia: anti-aliased pixels at any density, text as outlines of the
//! embedded font. The same layout as the SVG without a system font or an SVG parser.

use std::convert::Infallible;

use ab_glyph::{Font, FontRef, OutlineCurve, Point};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};
use tiny_skia::{
    Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

use super::font;

/// plotters gives the height of a line; its SVG backend divides by the same number to get the em.
pub(super) const LINE_PER_EM: f64 = 1.24;

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// Pixels being drawn.
pub(super) struct SkiaBackend<'a> {
    size: (u32, u32),
    scale: Transform,
    map: &'a mut Pixmap,
}

impl<'a> SkiaBackend<'a> {
    /// Draws a picture of `size` into `map`, which is `scale` times as large.
    pub(super) fn new(size: (u32, u32), scale: u8, map: &'a mut Pixmap) -> Self {
        let scale = f32::from(scale);
        Self {
            size,
            scale: Transform::from_scale(scale, scale),
            map,
        }
    }

    fn stroke(&mut self, path: Option<Path>, color: BackendColor, width: u32) {
        if let Some(path) = path {
            let stroke = Stroke {
                width: width as f32,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            self.map
                .stroke_path(&path, &paint(color), &stroke, self.scale, None);
        }
    }

    fn fill(&mut self, path: Option<Path>, color: BackendColor, transform: Transform) {
        if let Some(path) = path {
            self.map
                .fill_path(&path, &paint(color), FillRule::Winding, transform, None);
        }
    }
}

impl DrawingBackend for SkiaBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        // Lines run through the middle of pixels, as a browser's crisp edges do.
        let path = polygon(path, 0.5, false);
        self.stroke(path, style.color(), style.stroke_width());
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        if fill {
            let rect = Rect::from_ltrb(
                x0.min(x1) as f32,
                y0.min(y1) as f32,
                x0.max(x1) as f32,
                y0.max(y1) as f32,
            );
            self.fill(rect.map(PathBuilder::from_rect), style.color(), self.scale);
        } else {
            let outline = polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], 0.5, true);
            self.stroke(outline, style.color(), style.stroke_width());
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        let circle = PathBuilder::from_circle(x as f32 + 0.5, y as f32 + 0.5, radius as f32);
        if fill {
            self.fill(circle, style.color(), self.scale);
        } else {
            self.stroke(circle, style.color(), style.stroke_width());
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Done {
        self.fill(polygon(points, 0.0, true), style.color(), self.scale);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Done {
        let em = single(style.size() / LINE_PER_EM);
        let faces = font::faces();
        let face = match style.style() {
            FontStyle::Bold => &faces.bold,
            _ => &faces.regular,
        };
        let (path, width) = outline(face, text, em);
        let across = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => -width / 2.0,
            HPos::Right => -width,
        };
        // The same shares of the em as plotters' SVG text: 0.76em, 0.5ex, -0.5ex.
        let down = match style.anchor().v_pos {
            VPos::Top => 0.76 * em,
            VPos::Center => 0.26 * em,
            VPos::Bottom => -0.26 * em,
        };
        let transform = self
            .scale
            .pre_translate(x as f32, y as f32)
            .pre_concat(turn(&style.transform()))
            .pre_translate(across, down);
        self.fill(path, style.color(), transform);
        Ok(())
    }
}

/// Quarter turns clockwise, without a sine that would differ by CPU.
fn turn(transform: &FontTransform) -> Transform {
    match transform {
        FontTransform::None => Transform::identity(),
        FontTransform::Rotate90 => Transform::from_row(0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
        FontTransform::Rotate180 => Transform::from_row(-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
        FontTransform::Rotate270 => Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
    }
}

fn paint(color: BackendColor) -> Paint<'static> {
    let (red, green, blue) = color.rgb;
    let opacity = single(color.alpha.clamp(0.0, 1.0));
    let mut ink = Color::from_rgba8(red, green, blue, 255);
    ink.apply_opacity(opacity);
    let mut paint = Paint {
        anti_alias: true,
        ..Paint::default()
    };
    paint.set_color(ink);
    paint
}

fn polygon(
    points: impl IntoIterator<Item = BackendCoord>,
    shift: f32,
    close: bool,
) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (x, y) in points {
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
