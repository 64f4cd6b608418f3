//! Terminals one under the other, largest first, in the color of their port.

use crate::experiment::measure::Measure;
use crate::experiment::{Results, Scope};
use crate::report::draw::{
    Frame, GREY, Horizontal, Ink, Key, PORT_INKS, Panel, Picture, Sheet, Text, Ticks, Vertical,
    WHITE,
};
use crate::report::words::{Precision, percent, plus_minus, short};
use crate::statistics::Summary;

/// Pixels of each row.
const ROW: f64 = 27.0;
/// Pixels above the rows, and under them for ticks and the axis title.
const ABOVE: f64 = 6.0;
const AXIS: f64 = 46.0;
/// Share of a row that its bar fills.
const FILLED: f64 = 0.66;

/// A terminal in a ranking.
pub(super) struct Row<'a> {
    pub(super) scope: &'a Scope,
    /// Position among the results' terminals.
    pub(super) index: usize,
    pub(super) value: Summary,
    pub(super) ink: Ink,
}

/// Terminals that have this measure, largest mean first.
pub(super) fn rows<'a>(results: &'a Results, measure: &Measure) -> Vec<Row<'a>> {
    let mut rows: Vec<_> = results
        .terminals
        .iter()
        .enumerate()
        .filter_map(|(index, scope)| {
            Some(Row {
                scope,
                index,
                value: *scope.get(measure)?,
                ink: port_ink(results, scope),
            })
        })
        .collect();
    rows.sort_by(|a, b| b.value.mean.total_cmp(&a.value.mean));
    rows
}

fn port_ink(results: &Results, scope: &Scope) -> Ink {
    let port = results
        .ports
        .iter()
        .position(|port| scope.port.as_ref() == Some(&port.id));
    PORT_INKS[port.unwrap_or(0) % PORT_INKS.len()]
}

/// A legend of the ports, where there are several.
pub(super) fn port_keys(results: &Results) -> Vec<(&str, Key)> {
    if results.ports.len() < 2 {
        return Vec::new();
    }
    results
        .ports
        .iter()
        .zip(PORT_INKS.iter().cycle())
        .map(|(port, ink)| (port.name.as_str(), Key::Box(*ink)))
        .collect()
}

/// Pixels that so many rows and the axis under them need.
pub(super) fn height(rows: usize) -> f64 {
    ABOVE + ROW * rows as f64 + AXIS
}

/// The pixels of row `index` in a frame, top and bottom of its bar.
pub(super) fn bar_of(frame: Frame, index: usize) -> (f64, f64) {
    let middle = middle_of(frame, index);
    (middle - ROW * FILLED / 2.0, middle + ROW * FILLED / 2.0)
}

/// The pixel in the middle of row `index`.
pub(super) fn middle_of(frame: Frame, index: usize) -> f64 {
    frame.top + ROW * (index as f64 + 0.5)
}

/// A frame in the sheet's body with room for these rows: names left, axis below.
pub(super) fn frame(sheet: &Sheet, rows: &[Row<'_>]) -> Frame {
    let names = rows
        .iter()
        .map(|row| Text::new(short(&row.scope.name)).width())
        .fold(0.0_f64, f64::max);
    let top = sheet.body.top + ABOVE;
    Frame {
        // 15 % slack, for viewers that set text wider than we measure it.
        left: sheet.body.left + (names * 1.15).min(300.0) + 12.0,
        top,
        right: sheet.body.right - 10.0,
        bottom: top + ROW * rows.len() as f64,
    }
}

/// Names of the terminals to the left of a frame.
pub(super) fn names(picture: &mut Picture, frame: Frame, rows: &[Row<'_>]) {
    for (index, row) in rows.iter().enumerate() {
        let text = Text::new(short(&row.scope.name))
            .anchor(Horizontal::Right, Vertical::Center)
            .fit(frame.left - 20.0);
        if let Some(text) = text {
            picture.text((frame.left - 10.0, middle_of(frame, index)), text);
        }
    }
}

/// Shares as bars with their intervals and numbers on a sheet made for these rows.
pub(super) fn shares(sheet: Sheet, rows: &[Row<'_>], axis: &str) -> Picture {
    let frame = frame(&sheet, rows);
    let mut picture = sheet.picture;
    // An interval of few replications may reach beyond all; a share cannot.
    let high = |row: &Row<'_>| row.value.ci95_high.max(row.value.mean).min(1.0);
    let top = rows.iter().map(high).fold(0.0_f64, f64::max);
    // A tenth more than the longest bar: its number stands right of it.
    let mut x = Ticks::numbers(0.0, top * 110.0, 6);
    x.marks.retain(|(at, _)| *at <= 100.0);
    for (_, words) in &mut x.marks {
        words.push_str(" %");
    }
    let panel = Panel::new(frame, (0.0, top * 110.0), (0.0, 1.0));
    panel.x_grid(&mut picture, &x);
    for (index, row) in rows.iter().enumerate() {
        let value = row.value.scaled(100.0);
        let middle = middle_of(frame, index);
        panel.bar(&mut picture, bar_of(frame, index), value.mean, row.ink);
        let (low, high) = (value.ci95_low.max(0.0), high(row) * 100.0);
        panel.whisker(&mut picture, middle, low, high);
        let end = panel.x.at(high);
        note(&mut picture, (end, middle), &percent(row.value.mean));
        let words = plus_minus(&value, Precision::Coarse);
        let axis = axis.to_lowercase();
        self::value(
            &mut picture,
            frame,
            index,
            row,
            &format!("{words} %, {axis}"),
        );
    }
    names(&mut picture, frame, rows);
    panel.x_axis(&mut picture, &x, axis);
    picture
}

/// What a row of a frame says under the pointer.
pub(super) fn value(picture: &mut Picture, frame: Frame, index: usize, row: &Row<'_>, words: &str) {
    let middle = middle_of(frame, index);
    let (top, bottom) = (middle - ROW / 2.0, middle + ROW / 2.0);
    let name = short(&row.scope.name);
    picture.value(
        Frame {
            top,
            bottom,
            ..frame
        },
        format!("{name}: {words}"),
    );
}

/// A number right of pixel `x` in the middle of a row.
pub(super) fn note(picture: &mut Picture, (x, y): (f64, f64), words: &str) {
    let text = Text::new(words).ink(GREY);
    let around = Frame::new(x + 6.0, y - 8.0, x + 10.0 + text.width(), y + 8.0);
    // No grid line through the number.
    picture.fill(around, WHITE);
    picture.text((x + 8.0, y), text);
}
