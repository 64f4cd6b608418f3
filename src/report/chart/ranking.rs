//! Terminals one under the other, largest first, in the color of their port.

use super::bars;
use crate::experiment::measure::Measure;
use crate::experiment::{Results, Scope};
use crate::report::draw::{
    BLACK, Frame, Horizontal, Ink, Key, PORT_INKS, Panel, Picture, Sheet, Text, Ticks, Vertical,
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
pub(super) struct Ranked<'a> {
    pub(super) scope: &'a Scope,
    /// Position among the results' terminals.
    pub(super) index: usize,
    pub(super) value: Summary,
    pub(super) ink: Ink,
}

/// Terminals that have this measure, largest mean first.
pub(super) fn rows<'a>(results: &'a Results, measure: &Measure) -> Vec<Ranked<'a>> {
    let mut rows: Vec<_> = results
        .terminals
        .iter()
        .enumerate()
        .filter_map(|(index, scope)| {
            Some(Ranked {
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

/// The pixel in the middle of row `index`.
fn middle_of(frame: Frame, index: usize) -> f64 {
    frame.top + ROW * (index as f64 + 0.5)
}

/// A frame in the sheet's body with room for these rows: names left, axis below.
pub(super) fn frame(sheet: &Sheet, rows: &[Ranked<'_>]) -> Frame {
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
pub(super) fn names(picture: &mut Picture, frame: Frame, rows: &[Ranked<'_>]) {
    for (index, row) in rows.iter().enumerate() {
        let text = Text::new(short(&row.scope.name))
            .anchor(Horizontal::Right, Vertical::Center)
            .fit(frame.left - 20.0);
        if let Some(text) = text {
            picture.text((frame.left - 10.0, middle_of(frame, index)), text);
        }
    }
}

/// A terminal's row in a column of bars.
#[derive(Default)]
pub(super) struct Measured {
    /// Bars from the axis to these values, each over the one before.
    pub(super) bars: Vec<(f64, Ink)>,
    /// A black mark across the row.
    pub(super) mark: Option<f64>,
    /// Ends of the whisker.
    pub(super) interval: Option<(f64, f64)>,
    /// What stands right of all that.
    pub(super) note: String,
    /// What the row says under the pointer.
    pub(super) told: String,
}

impl Measured {
    /// A mean with its interval as a bar.
    pub(super) fn new(value: &Summary, ink: Ink, note: String, told: String) -> Self {
        Self {
            bars: vec![(value.mean, ink)],
            mark: None,
            interval: Some((value.ci95_low, value.ci95_high)),
            note,
            told,
        }
    }

    /// The largest value drawn.
    fn reach(&self) -> f64 {
        let bars = self.bars.iter().map(|(value, _)| *value);
        let high = self.interval.map(|(_, high)| high);
        bars.chain(self.mark).chain(high).fold(0.0, f64::max)
    }
}

/// Draws grid and bars of a column whose axis ends at `end`; `measured` are the rows, in their
/// order. The axis is left to the caller.
pub(super) fn column(
    picture: &mut Picture,
    (frame, end): (Frame, f64),
    ticks: &Ticks,
    rows: &[Ranked<'_>],
    measured: &[Measured],
) -> Panel {
    let panel = Panel::new(frame, (0.0, end), (0.0, 1.0));
    panel.x_grid(picture, ticks);
    for (index, (row, measured)) in rows.iter().zip(measured).enumerate() {
        let middle = middle_of(frame, index);
        let (top, bottom) = (middle - ROW * FILLED / 2.0, middle + ROW * FILLED / 2.0);
        for (value, ink) in &measured.bars {
            panel.bar(picture, (top, bottom), *value, *ink);
        }
        if let Some(mark) = measured.mark {
            let at = panel.x.at(mark);
            let mark = Frame::new(at - 1.5, top - 2.0, at + 1.5, bottom + 2.0);
            picture.fill(mark, BLACK);
        }
        if let Some((low, high)) = measured.interval {
            panel.whisker(picture, middle, low, high);
        }
        if !measured.note.is_empty() {
            let end = panel.x.at(measured.reach());
            bars::note(picture, (end, middle), &measured.note);
        }
        if !measured.told.is_empty() {
            let frame = Frame {
                top: middle - ROW / 2.0,
                bottom: middle + ROW / 2.0,
                ..frame
            };
            let name = short(&row.scope.name);
            picture.value(frame, format!("{name}: {}", measured.told));
        }
    }
    panel
}

/// Shares as bars with their intervals and numbers on a sheet made for these rows.
pub(super) fn shares(sheet: Sheet, rows: &[Ranked<'_>], axis: &str) -> Picture {
    let frame = frame(&sheet, rows);
    let mut picture = sheet.picture;
    // An interval of few replications may reach beyond all; a share cannot.
    let high = |row: &Ranked<'_>| row.value.ci95_high.max(row.value.mean).min(1.0);
    // A tenth more than the longest bar: its number stands right of it.
    let end = rows.iter().map(high).fold(0.0_f64, f64::max) * 110.0;
    let mut ticks = Ticks::numbers(0.0, end, 6);
    ticks.marks.retain(|(at, _)| *at <= 100.0);
    for (_, words) in &mut ticks.marks {
        words.push_str(" %");
    }
    let measured = rows.iter().map(|row| {
        let value = row.value.scaled(100.0);
        let told = plus_minus(&value, Precision::Coarse);
        let told = format!("{told} %, {}", axis.to_lowercase());
        Measured {
            interval: Some((value.ci95_low.max(0.0), high(row) * 100.0)),
            ..Measured::new(&value, row.ink, percent(row.value.mean), told)
        }
    });
    let measured: Vec<_> = measured.collect();
    let panel = column(&mut picture, (frame, end), &ticks, rows, &measured);
    names(&mut picture, frame, rows);
    panel.x_axis(&mut picture, &ticks, axis);
    picture
}
