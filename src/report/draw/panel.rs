//! A panel: a frame with two scales, grid, ticks and axis titles.

use super::ink::{BLACK, GREY, GRID, Ink};
use super::picture::{Frame, Horizontal, Picture, Text, Vertical};
use super::ticks::Ticks;

/// Values along one side of a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Values `from..to` on pixels `start..end`; an empty range of values becomes one wide.
    pub(crate) fn new(from: f64, to: f64, start: f64, end: f64) -> Self {
        let to = if to > from { to } else { from + 1.0 };
        Self {
            from,
            to,
            start,
            end,
        }
    }

    /// The pixel of a value; values outside the scale stay at its ends.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = (value - self.from) / (self.to - self.from);
        self.start + share.clamp(0.0, 1.0) * (self.end - self.start)
    }

    /// Whether a value lies on the scale.
    pub(crate) fn holds(&self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }
}

/// A frame in which data are drawn.
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    /// Where data lie; axes stand outside.
    pub(crate) frame: Frame,
    /// Values across.
    pub(crate) x: Scale,
    /// Values up.
    pub(crate) y: Scale,
}

impl Panel {
    /// A panel with these ranges of values.
    pub(crate) fn new(frame: Frame, x: (f64, f64), y: (f64, f64)) -> Self {
        Self {
            frame,
            x: Scale::new(x.0, x.1, frame.left, frame.right),
            y: Scale::new(y.0, y.1, frame.bottom, frame.top),
        }
    }

    /// The pixel of a point.
    pub(crate) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.at(x), self.y.at(y))
    }

    /// A heading above the panel's left edge.
    pub(crate) fn heading(&self, picture: &mut Picture, words: &str) {
        let text = Text::new(words)
            .bold()
            .anchor(Horizontal::Left, Vertical::Bottom);
        picture.text((self.frame.left, self.frame.top - 8.0), text);
    }

    /// The part of the frame between two values across, as far as it lies inside.
    pub(crate) fn strip(&self, from: f64, to: f64) -> Frame {
        Frame {
            left: self.x.at(from).max(self.frame.left),
            right: self.x.at(to).min(self.frame.right),
            ..self.frame
        }
    }

    /// Horizontal grid lines with their numbers to the left, and the axis title beside them.
    pub(crate) fn y_axis(&self, picture: &mut Picture, ticks: &Ticks, title: &str) {
        let Frame { left, right, .. } = self.frame;
        let mut widest: f64 = 0.0;
        for (value, words) in ticks.marks.iter().filter(|mark| self.y.holds(mark.0)) {
            let y = self.y.at(*value);
            picture.line([(left, y), (right, y)], GRID, 1);
            let label = Text::new(words.as_str())
                .ink(GREY)
                .anchor(Horizontal::Right, Vertical::Center);
            widest = widest.max(label.width());
            picture.text((left - 8.0, y), label);
        }
        if !title.is_empty() {
            let middle = f64::midpoint(self.frame.top, self.frame.bottom);
            let text = Text::new(title)
                .ink(GREY)
                .anchor(Horizontal::Center, Vertical::Bottom)
                .turned();
            picture.text((left - widest - 16.0, middle), text);
        }
    }

    /// Ticks below with their words, the base line, and the axis title under them.
    pub(crate) fn x_axis(&self, picture: &mut Picture, ticks: &Ticks, title: &str) {
        let Frame {
            left,
            right,
            bottom,
            ..
        } = self.frame;
        picture.line([(left, bottom), (right, bottom)], GREY, 1);
        for (value, words) in ticks.marks.iter().filter(|mark| self.x.holds(mark.0)) {
            let x = self.x.at(*value);
            picture.line([(x, bottom), (x, bottom + 4.0)], GREY, 1);
            let label = Text::new(words.as_str())
                .ink(GREY)
                .anchor(Horizontal::Center, Vertical::Top);
            picture.text((x, bottom + 9.0), label);
        }
        if !title.is_empty() {
            let text = Text::new(title)
                .ink(GREY)
                .anchor(Horizontal::Center, Vertical::Top);
            picture.text((f64::midpoint(left, right), bottom + 29.0), text);
        }
    }

    /// Vertical grid lines at the ticks.
    pub(crate) fn x_grid(&self, picture: &mut Picture, ticks: &Ticks) {
        for (value, _) in ticks.marks.iter().filter(|mark| self.x.holds(mark.0)) {
            let x = self.x.at(*value);
            picture.line([(x, self.frame.top), (x, self.frame.bottom)], GRID, 1);
        }
    }

    /// A band between two lines over the same x.
    pub(crate) fn band(&self, picture: &mut Picture, points: &[(f64, f64, f64)], ink: Ink) {
        let low = points.iter().map(|(x, low, _)| self.at(*x, *low));
        let high = points.iter().rev().map(|(x, _, high)| self.at(*x, *high));
        picture.area(low.chain(high).collect(), ink);
    }

    /// A line through points.
    pub(crate) fn curve(&self, picture: &mut Picture, points: &[(f64, f64)], ink: Ink, width: u32) {
        let points: Vec<_> = points.iter().map(|(x, y)| self.at(*x, *y)).collect();
        picture.line(points, ink, width);
    }

    /// A line inside its band, through points of x with the band's low end, the line and the high
    /// end.
    pub(crate) fn line_in_band(
        &self,
        picture: &mut Picture,
        points: &[(f64, [f64; 3])],
        ink: Ink,
        opacity: f64,
    ) {
        let band: Vec<_> = (points.iter())
            .map(|(x, [low, _, high])| (*x, *low, *high))
            .collect();
        let line: Vec<_> = points.iter().map(|(x, [_, y, _])| (*x, *y)).collect();
        self.band(picture, &band, ink.fade(opacity));
        self.curve(picture, &line, ink, 2);
    }

    /// A line along the left edge, from which bars begin.
    pub(crate) fn base_line(&self, picture: &mut Picture) {
        let Frame {
            left, top, bottom, ..
        } = self.frame;
        picture.line([(left, top), (left, bottom)], GREY, 1);
    }

    /// A small square at a point.
    pub(crate) fn point(&self, picture: &mut Picture, (x, y): (f64, f64), ink: Ink) {
        let (x, y) = self.at(x, y);
        picture.fill(Frame::new(x - 3.0, y - 3.0, x + 3.0, y + 3.0), ink);
    }

    /// A bar from the left edge's value up to `value`, across the pixels `top..bottom`.
    pub(crate) fn bar(
        &self,
        picture: &mut Picture,
        (top, bottom): (f64, f64),
        value: f64,
        ink: Ink,
    ) {
        let right = self.x.at(value);
        picture.fill(Frame::new(self.frame.left, top, right, bottom), ink);
    }

    /// A horizontal whisker from `low` to `high` at pixel `y`; not drawn where it is a point.
    pub(crate) fn whisker(&self, picture: &mut Picture, y: f64, low: f64, high: f64) {
        let (low, high) = (self.x.at(low), self.x.at(high));
        if high - low < 1.0 {
            return;
        }
        picture.line([(low, y), (high, y)], BLACK, 1);
        for end in [low, high] {
            picture.line([(end, y - 4.0), (end, y + 4.0)], BLACK, 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_turns_values_into_pixels_and_never_leaves_its_panel() {
        let panel = Panel::new(
            Frame::new(50.0, 10.0, 250.0, 110.0),
            (0.0, 10.0),
            (0.0, 4.0),
        );
        assert_eq!(panel.at(5.0, 1.0), (150.0, 85.0));
        assert_eq!(panel.at(-3.0, 9.0), (50.0, 10.0));
        assert!(panel.x.holds(10.0) && !panel.x.holds(10.1));
    }
}
