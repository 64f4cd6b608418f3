//! Rows of stacked horizontal bars under headings, in panels side by side.

use crate::report::draw::{
    Frame, GREY, Horizontal, Ink, Panel, Picture, Text, Ticks, Vertical, WHITE,
};

use crate::report::words::significant;

/// Pixels of each row.
const ROW: f64 = 25.0;
/// Share of a row that its bar fills.
const FILLED: f64 = 0.64;
/// Pixels between a bar's end and its number.
const BESIDE: f64 = 8.0;
/// Pixels under the rows for ticks and the axis title.
const AXIS: f64 = 50.0;
/// Pixels above the rows for the panels' headings.
const HEADING: f64 = 28.0;
/// Amounts from here on are told in thousands.
const THOUSANDS_FROM: f64 = 20_000.0;
/// Room for names at most, in pixels.
const NAMES: f64 = 280.0;

/// What stands left of a row.
#[derive(Clone, Debug)]
pub(crate) enum Name {
    /// Of the rows that follow.
    Heading(&'static str),
    /// Of one row.
    Row(String),
}

/// One row of one panel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bar {
    /// Amounts from left to right, each with its color.
    pub(crate) parts: Vec<(f64, Ink)>,
    /// Interval of their sum.
    pub(crate) interval: Option<(f64, f64)>,
    /// What stands right of it.
    pub(crate) note: String,
}

/// A panel: heading, axis title, and a bar for each name; `None` under headings.
#[derive(Clone, Debug)]
pub(crate) struct Bars {
    pub(crate) heading: String,
    pub(crate) axis: String,
    pub(crate) rows: Vec<Option<Bar>>,
}

impl Name {
    fn text(&self) -> Text {
        match self {
            Self::Heading(words) => Text::new(*words).bold(),
            Self::Row(words) => Text::new(words.as_str()),
        }
    }
}

impl Bar {
    /// How far it and its interval reach.
    fn reach(&self) -> f64 {
        let sum: f64 = self.parts.iter().map(|(amount, _)| amount).sum();
        self.interval.map_or(sum, |(_, high)| high.max(sum))
    }
}

/// Pixels that so many rows need under title and legend.
pub(crate) fn height(rows: usize) -> f64 {
    HEADING + ROW * rows as f64 + AXIS
}

/// What amounts of up to `top` are multiplied by to be shown, and the unit that makes of `unit`.
pub(crate) fn in_thousands(top: f64, unit: &str) -> (f64, String) {
    if top >= THOUSANDS_FROM {
        let mut letters = unit.chars();
        let first = letters.next().map(|first| first.to_ascii_lowercase());
        let unit: String = first.into_iter().chain(letters).collect();
        (1e-3, format!("Thousand {unit}"))
    } else {
        (1.0, unit.to_owned())
    }
}

/// Draws names and panels into a sheet's body.
pub(crate) fn draw(picture: &mut Picture, body: Frame, names: &[Name], panels: &[Bars]) {
    let widest = names.iter().map(|name| name.text().width());
    // 15 % slack, for viewers that set text wider than we measure it.
    let room = (widest.fold(0.0_f64, f64::max) * 1.15).min(NAMES);
    let top = body.top + HEADING;
    let frame = Frame {
        left: body.left + room + 12.0,
        top,
        right: body.right - 8.0,
        bottom: top + ROW * names.len() as f64,
    };
    for (index, name) in names.iter().enumerate() {
        let (x, across) = match name {
            Name::Heading(_) => (body.left, Horizontal::Left),
            Name::Row(_) => (frame.left - 10.0, Horizontal::Right),
        };
        if let Some(text) = name.text().fit(room) {
            let text = text.anchor(across, Vertical::Center);
            picture.text((x, middle(frame, index)), text);
        }
    }
    let columns = frame.columns(&vec![1.0; panels.len()], 34.0);
    let several = panels.len() > 1;
    for (column, panel) in columns.into_iter().zip(panels) {
        one(picture, column, panel);
        for (index, (name, bar)) in names.iter().zip(&panel.rows).enumerate() {
            if let (Name::Row(name), Some(bar)) = (name, bar) {
                let middle = middle(column, index);
                let row = Frame {
                    top: middle - ROW / 2.0,
                    bottom: middle + ROW / 2.0,
                    ..column
                };
                let heading = if several { panel.heading.as_str() } else { "" };
                picture.value(row, row_words(picture, name, heading, bar, &panel.axis));
            }
        }
    }
}

/// What a row says: its name, its number, and its parts where it has several.
fn row_words(picture: &Picture, name: &str, heading: &str, bar: &Bar, axis: &str) -> String {
    let parts: Vec<String> = bar
        .parts
        .iter()
        .filter(|(amount, _)| *amount > 0.0)
        .filter_map(|(amount, ink)| {
            Some(format!(
                "{} {}",
                picture.key(*ink)?,
                significant(*amount, 3)
            ))
        })
        .collect();
    let parts = match &parts[..] {
        [] | [_] => String::new(),
        several => format!(" ({})", several.join(", ")),
    };
    let comma = if heading.is_empty() { "" } else { ", " };
    format!("{name}{comma}{heading}: {}{parts}; {axis}", bar.note)
}

/// The pixel in the middle of a row.
fn middle(frame: Frame, index: usize) -> f64 {
    frame.top + ROW * (index as f64 + 0.5)
}

/// A panel whose axis ends where every bar has room for its number.
fn one(picture: &mut Picture, frame: Frame, content: &Bars) {
    let bars = content.rows.iter().flatten();
    let end = bars.fold(0.0_f64, |end, bar| {
        let beside = BESIDE + Text::new(bar.note.as_str()).width() * 1.1 + 2.0;
        end.max(bar.reach() / (1.0 - beside / frame.width()).max(0.2))
    });
    let ticks = Ticks::numbers(0.0, end, if frame.width() > 320.0 { 6 } else { 4 });
    let panel = Panel::new(frame, (0.0, end), (0.0, 1.0));
    panel.x_grid(picture, &ticks);
    panel.heading(picture, &content.heading);
    for (index, bar) in content.rows.iter().enumerate() {
        if let Some(bar) = bar {
            row(picture, &panel, middle(frame, index), bar);
        }
    }
    panel.x_axis(picture, &ticks, &content.axis);
}

fn row(picture: &mut Picture, panel: &Panel, y: f64, bar: &Bar) {
    let half = ROW * FILLED / 2.0;
    let mut reached = 0.0;
    for (amount, ink) in &bar.parts {
        let left = panel.x.at(reached);
        reached += amount;
        let part = Frame::new(left, y - half, panel.x.at(reached), y + half);
        picture.fill(part, *ink);
    }
    if let Some((low, high)) = bar.interval {
        panel.whisker(picture, y, low, high);
    }
    note(picture, (panel.x.at(bar.reach()), y), &bar.note);
}

/// A number right of pixel `x`, where a bar ends, in the middle of its row.
pub(super) fn note(picture: &mut Picture, (x, y): (f64, f64), words: &str) {
    let x = x + BESIDE;
    let text = Text::new(words).ink(GREY);
    let around = Frame::new(x - 2.0, y - 8.0, x + text.width() + 2.0, y + 8.0);
    // No grid line through the number.
    picture.fill(around, WHITE);
    picture.text((x, y), text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::lies_on_its_sheet;
    use crate::report::draw::BLUE;

    #[test]
    fn the_longest_bar_has_room_for_its_number_and_headings_have_no_bar() {
        let mut picture = Picture::new((400, 200));
        let bar = |amount: f64| Bar {
            parts: vec![(amount / 2.0, BLUE), (amount / 2.0, BLUE)],
            interval: Some((amount * 0.9, amount * 1.1)),
            note: "123,456,789 t".to_owned(),
        };
        let panel = Bars {
            heading: "NOx".to_owned(),
            axis: "Tonnes".to_owned(),
            rows: vec![None, Some(bar(5.0)), Some(bar(0.0))],
        };
        let row = |name: &str| Name::Row(name.to_owned());
        let names = [Name::Heading("Vessels"), row("Transit"), row("Hotelling")];
        let body = Frame::new(10.0, 10.0, 390.0, 190.0);
        draw(&mut picture, body, &names, &[panel]);
        lies_on_its_sheet("bars", &picture);
        let told: Vec<&str> = picture.values.iter().map(|(_, words)| &words[..]).collect();
        assert_eq!(
            told,
            [
                "Transit: 123,456,789 t; Tonnes",
                "Hotelling: 123,456,789 t; Tonnes"
            ]
        );
    }

    #[test]
    fn large_amounts_are_told_in_thousands() {
        assert_eq!(in_thousands(19_999.0, "Tonnes"), (1.0, "Tonnes".to_owned()));
        assert_eq!(
            in_thousands(20_000.0, "Tonnes of CO₂e"),
            (1e-3, "Thousand tonnes of CO₂e".to_owned())
        );
    }
}
