//! A picture as a list of shapes.

use super::font;
use super::ink::Ink;

/// Text sizes [px per em], such that plotters' way to a line height and back is exact.
pub(crate) const TITLE_SIZE: f64 = 19.0;
pub(crate) const LABEL_SIZE: f64 = 13.25;

/// A rectangle of the picture, in pixels; `top` is less than `bottom`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// Which point of a text is placed, across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Horizontal {
    Left,
    Center,
    Right,
}

/// Which point of a text is placed, up and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vertical {
    Top,
    Center,
    Bottom,
}

/// A line of text and how it is set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) words: String,
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) ink: Ink,
    pub(crate) across: Horizontal,
    pub(crate) upright: Vertical,
    /// Reads from bottom to top.
    pub(crate) turned: bool,
}

/// One shape; later ones cover earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A filled rectangle.
    Fill(Frame, Ink),
    /// A rectangle's outline, one pixel wide.
    Outline(Frame, Ink),
    /// A line through points, with its width, in pixels.
    Line(Vec<(f64, f64)>, Ink, u32),
    /// A filled polygon.
    Area(Vec<(f64, f64)>, Ink),
    /// Text at a point.
    Text((f64, f64), Text),
}

/// A picture: its size and its shapes, in order of drawing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture {
    /// Width and height, in pixels.
    pub(crate) size: (u32, u32),
    /// What is drawn.
    pub(crate) shapes: Vec<Shape>,
    /// What each part of it says, for those who point at it; drawn by nobody.
    pub(crate) values: Vec<(Frame, String)>,
    /// Inks of the legend with their words.
    pub(crate) keys: Vec<(Ink, String)>,
}

impl Frame {
    /// The frame between these edges.
    pub(crate) const fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// Pixels across.
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Pixels up and down.
    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Side by side frames, `gap` apart, with these shares of the width.
    pub(crate) fn columns(&self, shares: &[f64], gap: f64) -> Vec<Self> {
        let total: f64 = shares.iter().sum();
        let free = self.width() - gap * (shares.len() as f64 - 1.0);
        let mut left = self.left;
        shares
            .iter()
            .map(|share| {
                let right = left + free * share / total;
                let column = Self {
                    left,
                    right,
                    ..*self
                };
                left = right + gap;
                column
            })
            .collect()
    }

    /// Frames one under the other, `gap` apart, with these shares of the height.
    pub(crate) fn rows(&self, shares: &[f64], gap: f64) -> Vec<Self> {
        let total: f64 = shares.iter().sum();
        let free = self.height() - gap * (shares.len() as f64 - 1.0);
        let mut top = self.top;
        shares
            .iter()
            .map(|share| {
                let bottom = top + free * share / total;
                let row = Self {
                    top,
                    bottom,
                    ..*self
                };
                top = bottom + gap;
                row
            })
            .collect()
    }
}

impl Text {
    /// Black text of label size, placed by its left end and its middle.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self {
            // Control characters are not allowed in SVG, and none of them can be seen.
            words: words.into().replace(char::is_control, " "),
            size: LABEL_SIZE,
            bold: false,
            ink: super::BLACK,
            across: Horizontal::Left,
            upright: Vertical::Center,
            turned: false,
        }
    }

    pub(crate) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub(crate) fn anchor(self, across: Horizontal, upright: Vertical) -> Self {
        Self {
            across,
            upright,
            ..self
        }
    }

    pub(crate) fn turned(self) -> Self {
        Self {
            turned: true,
            ..self
        }
    }

    /// Width of the line, in pixels.
    pub(crate) fn width(&self) -> f64 {
        font::width(&self.words, self.size, self.bold)
    }

    /// The same text cut to `limit` pixels; `None` where nothing readable is left.
    pub(crate) fn fit(self, limit: f64) -> Option<Self> {
        let words = font::fit(&self.words, self.size, self.bold, limit)?;
        Some(Self { words, ..self })
    }

    /// The same text in lines of at most `limit` pixels.
    pub(crate) fn wrap(&self, limit: f64) -> Vec<Self> {
        font::wrap(&self.words, self.size, self.bold, limit)
            .into_iter()
            .map(|words| Self {
                words,
                ..self.clone()
            })
            .collect()
    }
}

impl Picture {
    /// An empty picture of this size, in pixels.
    pub(crate) fn new(size: (u32, u32)) -> Self {
        Self {
            size,
            shapes: Vec::new(),
            values: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// Tells what a part of the picture says.
    pub(crate) fn value(&mut self, frame: Frame, words: impl Into<String>) {
        let words: String = words.into();
        self.values
            .push((frame, words.replace(char::is_control, " ")));
    }

    /// The words of an ink in the legend.
    pub(crate) fn key(&self, ink: Ink) -> Option<&str> {
        let key = self.keys.iter().find(|(known, _)| *known == ink);
        key.map(|(_, words)| words.as_str())
    }

    pub(crate) fn fill(&mut self, frame: Frame, ink: Ink) {
        self.shapes.push(Shape::Fill(frame, ink));
    }

    pub(crate) fn outline(&mut self, frame: Frame, ink: Ink) {
        self.shapes.push(Shape::Outline(frame, ink));
    }

    pub(crate) fn line(&mut self, points: impl Into<Vec<(f64, f64)>>, ink: Ink, width: u32) {
        self.shapes.push(Shape::Line(points.into(), ink, width));
    }

    pub(crate) fn area(&mut self, points: Vec<(f64, f64)>, ink: Ink) {
        self.shapes.push(Shape::Area(points, ink));
    }

    pub(crate) fn text(&mut self, at: (f64, f64), text: Text) {
        self.shapes.push(Shape::Text(at, text));
    }
}

/// The nearest pixel.
pub(super) fn pixel((x, y): (f64, f64)) -> (i32, i32) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "pictures are thousands of pixels at most; `as` saturates"
    )]
    let nearest = |value: f64| value.round() as i32;
    (nearest(x), nearest(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_divide_without_overlap() {
        let body = Frame::new(10.0, 20.0, 110.0, 220.0);
        let columns = body.columns(&[1.0, 2.0], 10.0);
        assert_eq!(columns[0], Frame::new(10.0, 20.0, 40.0, 220.0));
        assert_eq!(columns[1], Frame::new(50.0, 20.0, 110.0, 220.0));
        let rows = body.rows(&[1.0, 1.0], 20.0);
        assert_eq!(rows[1], Frame::new(10.0, 130.0, 110.0, 220.0));
    }
}
