//! Emissions by mode and source: a panel each for CO2e, NOx and diesel particulate matter.

use super::Chart;
use crate::experiment::{EmissionRow, Results};
use crate::report::draw::{
    BLACK, BLUE, Frame, GREEN, Horizontal, Ink, Key, ORANGE, Panel, Picture, Sheet, Text, Ticks,
    VERMILION, Vertical, WHITE,
};
use crate::report::words::{capitalized, percent, significant};

/// Modes from the sea to the berth, and what they are called.
pub(crate) const MODES: [(&str, &str); 4] = [
    ("transit", "Transit"),
    ("maneuvering", "Maneuvering"),
    ("anchorage", "Anchorage"),
    ("hotelling", "Hotelling"),
];

/// Sources, what they are called, and their color.
const SOURCES: [(&str, &str, Ink); 4] = [
    ("main_engine", "Main engines", BLUE),
    ("auxiliary_engine", "Auxiliary engines", ORANGE),
    ("boiler", "Boilers", VERMILION),
    ("grid", "Grid (shore power)", GREEN),
];

/// Pollutants drawn.
const POLLUTANTS: [(&str, &str); 3] = [("co2e", "CO₂e"), ("nox", "NOx"), ("dpm", "DPM")];

pub(super) fn chart(results: &Results) -> Option<Chart> {
    let rows = &results.emissions;
    let shown: Vec<_> = POLLUTANTS
        .into_iter()
        .filter(|(key, _)| total(rows, |row| row.pollutant == *key) > 0.0)
        .collect();
    let title = title(rows, &shown)?;
    let subtitle = format!(
        "Tonnes by mode and source, vessels alone: {}",
        results.run.emission_settings
    );
    let keys: Vec<_> = SOURCES
        .into_iter()
        .filter(|(source, ..)| total(rows, |row| row.source == *source) > 0.0)
        .map(|(_, name, ink)| (name, Key::Box(ink)))
        .collect();
    let sheet = Sheet::new(400, &title, &subtitle).legend(&keys);
    let Sheet { mut picture, body } = sheet;
    let frame = Frame {
        left: body.left + 100.0,
        top: body.top + 26.0,
        right: body.right - 10.0,
        bottom: body.bottom - 50.0,
    };
    let shares = vec![1.0; shown.len()];
    for ((key, name), column) in shown.iter().zip(frame.columns(&shares, 30.0)) {
        panel(&mut picture, column, rows, key, name);
    }
    for (index, (_, name)) in MODES.into_iter().enumerate() {
        let (top, bottom) = bar_of(frame, index);
        let text = Text::new(name).anchor(Horizontal::Right, Vertical::Center);
        picture.text((frame.left - 10.0, f64::midpoint(top, bottom)), text);
    }
    Some(Chart {
        id: "emissions",
        alt: format!("Stacked bars by mode and source for each pollutant. {title}."),
        title,
        reading: "Each bar is one mode of the calls, divided by what burns or draws the energy; grid is what power plants emit for shore power, and no part of the shares in the title.",
        csv: "emissions.csv",
        picture,
    })
}

fn total(rows: &[EmissionRow], wanted: impl Fn(&EmissionRow) -> bool) -> f64 {
    rows.iter()
        .filter(|row| row.category == "ocean_going_vessels" && wanted(row))
        .map(EmissionRow::tonnes)
        .sum()
}

/// The mode that weighs most in each pollutant, of what vessels' stacks emit.
fn title(rows: &[EmissionRow], shown: &[(&str, &str)]) -> Option<String> {
    let mut findings: Vec<(&str, Vec<String>)> = Vec::new();
    for (key, name) in shown {
        let whole = total(rows, |row| row.pollutant == *key && row.source != "grid");
        let (mode, most) = MODES
            .into_iter()
            .map(|(mode, words)| {
                let tonnes = total(rows, |row| {
                    row.pollutant == *key && row.mode == mode && row.source != "grid"
                });
                (words, tonnes)
            })
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let finding = format!("{} of {name}", percent(most / whole));
        match findings.iter_mut().find(|(other, _)| *other == mode) {
            Some((_, shares)) => shares.push(finding),
            None => findings.push((mode, vec![finding])),
        }
    }
    let words: Vec<String> = findings
        .into_iter()
        .map(|(mode, shares)| format!("{} makes {}", mode.to_lowercase(), list(&shares)))
        .collect();
    let (first, rest) = words.split_first()?;
    let first = first.replacen(" of ", " of vessels’ ", 1);
    let title = [vec![first], rest.to_vec()].concat().join("; ");
    Some(capitalized(&title))
}

/// "a", "a and b", "a, b and c".
fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The pixels of a mode's bar, top and bottom.
fn bar_of(frame: Frame, index: usize) -> (f64, f64) {
    let row = frame.height() / MODES.len() as f64;
    let top = frame.top + row * (index as f64 + 0.18);
    (top, top + row * 0.64)
}

fn panel(picture: &mut Picture, frame: Frame, rows: &[EmissionRow], pollutant: &str, name: &str) {
    let of = |mode: &str, source: &str| {
        total(rows, |row| {
            row.pollutant == pollutant && row.mode == mode && row.source == source
        })
    };
    let sums =
        MODES.map(|(mode, _)| total(rows, |row| row.pollutant == pollutant && row.mode == mode));
    let top = sums.into_iter().fold(0.0, f64::max);
    let (factor, unit) = if top >= 20_000.0 {
        (1e-3, "Thousand tonnes")
    } else {
        (1.0, "Tonnes")
    };
    // A fifth more than the longest bar: its number stands right of it.
    let x = Ticks::numbers(0.0, top * factor * 1.2, 4);
    let panel = Panel::new(frame, (0.0, top * factor * 1.2), (0.0, 1.0));
    panel.x_grid(picture, &x);
    panel.heading(picture, name);
    for (index, (mode, _)) in MODES.into_iter().enumerate() {
        let (top, bottom) = bar_of(frame, index);
        let mut reached = 0.0;
        for (source, _, ink) in SOURCES {
            let left = panel.x.at(reached);
            reached += of(mode, source) * factor;
            picture.fill(Frame::new(left, top, panel.x.at(reached), bottom), ink);
        }
        let at = (panel.x.at(reached) + 7.0, f64::midpoint(top, bottom));
        let number = Text::new(significant(reached, 3)).ink(BLACK);
        let around = Frame::new(
            at.0 - 2.0,
            at.1 - 8.0,
            at.0 + number.width() + 2.0,
            at.1 + 8.0,
        );
        // No grid line through the number.
        picture.fill(around, WHITE);
        picture.text(at, number);
    }
    panel.x_axis(picture, &x, unit);
}
