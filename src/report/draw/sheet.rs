//! A sheet: title that states the finding, what is drawn, legend, and room for panels.

use super::ink::{GREY, Ink, WHITE};
use super::picture::{Frame, Horizontal, Picture, TITLE_SIZE, Text, Vertical};

/// Width of every chart, in pixels.
const WIDTH: u32 = 900;
/// Room around everything, in pixels.
const MARGIN: f64 = 18.0;

/// How a series looks in the legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Key {
    /// A filled box.
    Box(Ink),
    /// A line inside its band.
    Band(Ink),
}

/// A picture under construction and the room that is left in it.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) picture: Picture,
    /// What title and legend have left free, in pixels.
    pub(crate) body: Frame,
}

impl Sheet {
    /// A white sheet with a title (wrapped to at most its width) and a subtitle.
    pub(crate) fn new(height: u32, title: &str, subtitle: &str) -> Self {
        let (width, bottom) = (f64::from(WIDTH), f64::from(height));
        let mut picture = Picture::new((WIDTH, height));
        picture.fill(Frame::new(0.0, 0.0, width, bottom), WHITE);
        let mut y = MARGIN;
        let title = Text::new(title).size(TITLE_SIZE).bold();
        y = lines(&mut picture, &title, y, 25.0, width);
        let subtitle = Text::new(subtitle).ink(GREY);
        y = lines(&mut picture, &subtitle, y, 18.0, width);
        let body = Frame::new(MARGIN, y + 6.0, width - MARGIN, bottom - MARGIN);
        Self { picture, body }
    }

    /// A sheet with a legend whose height leaves `room` pixels for the data.
    pub(crate) fn fitted(title: &str, subtitle: &str, keys: &[(&str, Key)], room: f64) -> Self {
        let trial = Self::new(0, title, subtitle).legend(keys);
        let height = trial.body.top + room + MARGIN;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few hundred pixels"
        )]
        Self::new(height.ceil() as u32, title, subtitle).legend(keys)
    }

    /// A legend between subtitle and data, so that it can never lie on the data.
    #[must_use]
    pub(crate) fn legend(mut self, entries: &[(&str, Key)]) -> Self {
        if entries.is_empty() {
            return self;
        }
        let (mut x, mut y) = (self.body.left, self.body.top + 8.0);
        for (name, key) in entries {
            let text = Text::new(*name).anchor(Horizontal::Left, Vertical::Center);
            // 15 % slack: a viewer without our font sets text wider than we measure it.
            let width = 30.0 + text.width() * 1.15 + 18.0;
            if x > self.body.left && x + width > self.body.right {
                x = self.body.left;
                y += 20.0;
            }
            key.draw(&mut self.picture, x, y);
            let (Key::Box(ink) | Key::Band(ink)) = *key;
            self.picture.keys.push((ink, (*name).to_owned()));
            self.picture.text((x + 30.0, y), text);
            x += width;
        }
        self.body.top = y + 16.0;
        self
    }
}

impl Key {
    fn draw(self, picture: &mut Picture, x: f64, y: f64) {
        match self {
            Self::Box(ink) => picture.fill(Frame::new(x + 6.0, y - 6.0, x + 22.0, y + 6.0), ink),
            Self::Band(ink) => {
                picture.fill(Frame::new(x, y - 6.0, x + 22.0, y + 6.0), ink.fade(0.25));
                picture.line([(x, y), (x + 22.0, y)], ink, 2);
            }
        }
    }
}

/// Draws a text in as many lines as it needs; the free pixel row under it.
fn lines(picture: &mut Picture, text: &Text, top: f64, step: f64, width: f64) -> f64 {
    let mut y = top;
    for line in text.wrap(width - 2.0 * MARGIN) {
        picture.text((MARGIN, y), line.anchor(Horizontal::Left, Vertical::Top));
        y += step;
    }
    y
}
