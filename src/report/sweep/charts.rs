//! Charts of a sweep: a small panel for each key.

use std::collections::BTreeMap;

use super::SweepShown;
use super::summary::{name, part};
use crate::experiment::sweep::{Cell, Sweep, number_of};
use crate::report::draw::{BLUE, Frame, GREY, Panel, Picture, Sheet, Ticks};
use crate::report::measures::shown as in_unit;
use crate::report::study::Figure;
use crate::report::words::significant;
use crate::statistics::Summary;

/// Panels side by side.
const ACROSS: usize = 3;

/// How a measure goes with each key: every cell a point, and the mean of the cells of one value
/// with the mean of their intervals.
pub(super) fn by_key(found: &Sweep, shown: &SweepShown<'_>, measure: &str) -> Option<Figure> {
    let values: Option<Vec<Summary>> = (found.cells.iter())
        .map(|cell| Some(in_unit(measure, cell.get(shown.of, measure)?)))
        .collect();
    let values = values?;
    let rows = found.keys.len().div_ceil(ACROSS);
    let height = 110 + 250 * u32::try_from(rows).unwrap_or(8);
    let title = title(found, shown, measure, &values);
    let subtitle = "Each point is a cell; the line joins means over the cells of one value, the \
                    band their mean 95 % interval";
    let sheet = Sheet::new(height, &title, subtitle);
    let Sheet { mut picture, body } = sheet;
    let across = found.keys.len().min(ACROSS);
    let bands = body.rows(&vec![1.0; rows], 20.0);
    for (index, key) in found.keys.iter().enumerate() {
        let columns = bands[index / ACROSS].columns(&vec![1.0; across], 20.0);
        panel(
            &mut picture,
            columns[index % ACROSS],
            found,
            index,
            key,
            &values,
        );
    }
    Some(Figure {
        id: format!("by-key-{measure}"),
        alt: format!("Small charts, one for each key. {title}."),
        title,
        reading: "What a point has beside its neighbors is the work of the other keys.".to_owned(),
        csv: "cells.csv".to_owned(),
        picture,
    })
}

/// Which key the measure goes with most, by the means over the cells of each of its values; of
/// a design in which no cells share values, that it was varied.
fn title(found: &Sweep, shown: &SweepShown<'_>, measure: &str, values: &[Summary]) -> String {
    let what = format!("{} of {}", name(measure), part(found, shown));
    let spread = |column: usize| {
        let mut means: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for (cell, value) in found.cells.iter().zip(values) {
            let sum = means.entry(&cell.values[column]).or_default();
            *sum = (sum.0 + value.mean, sum.1 + 1.0);
        }
        let shared = found.keys.len() == 1 || means.len() < found.cells.len();
        let means = means
            .into_iter()
            .map(|(word, (sum, count))| (word, sum / count));
        let mut means: Vec<(&str, f64)> = means.collect();
        means.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (least, most) = (*means.first()?, *means.last()?);
        shared.then_some((column, least, most))
    };
    let width = |ends: &(usize, (&str, f64), (&str, f64))| ends.2.1 - ends.1.1;
    let widest = (0..found.keys.len()).filter_map(spread);
    let widest = widest.max_by(|a, b| width(a).total_cmp(&width(b)));
    match widest {
        Some((column, least, most)) if most.1 > least.1 => format!(
            "{what}: {} at {} {}, {} at {}",
            significant(least.1, 2),
            tail(&found.keys[column]),
            least.0,
            significant(most.1, 2),
            most.0
        ),
        _ => format!("{what} over what was varied"),
    }
}

/// Places of the values of one key on its axis, with the words for them.
fn places(cells: &[Cell], column: usize) -> (Vec<f64>, Ticks) {
    let numbers: Option<Vec<f64>> = cells
        .iter()
        .map(|cell| number_of(&cell.values[column]))
        .collect();
    if let Some(numbers) = numbers {
        let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        return (
            numbers.clone(),
            written(cells, column, &numbers).unwrap_or_else(|| Ticks::numbers(low, high, 3)),
        );
    }
    let mut words: Vec<&String> = Vec::new();
    let mut at = Vec::new();
    for cell in cells {
        let value = &cell.values[column];
        let known = words.iter().position(|word| *word == value);
        let place = known.unwrap_or_else(|| {
            words.push(value);
            words.len() - 1
        });
        at.push(place as f64);
    }
    let marks = words.iter().enumerate();
    let marks = marks
        .map(|(place, word)| (place as f64, (*word).clone()))
        .collect();
    (at, Ticks { marks })
}

/// Most values of a key that are written at its axis one by one.
const MOST_WRITTEN: usize = 6;

/// A tick at every value as it is written, where they are few.
fn written(cells: &[Cell], column: usize, numbers: &[f64]) -> Option<Ticks> {
    let mut marks: Vec<(f64, String)> = Vec::new();
    for (cell, at) in cells.iter().zip(numbers) {
        let known = |(there, _): &(f64, String)| (there - at).abs() < 1e-9 * at.abs().max(1.0);
        if !marks.iter().any(known) {
            marks.push((*at, cell.values[column].clone()));
        }
    }
    marks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let short = marks.iter().all(|(_, word)| word.len() <= 8);
    (marks.len() <= MOST_WRITTEN && short).then_some(Ticks { marks })
}

fn panel(
    picture: &mut Picture,
    room: Frame,
    found: &Sweep,
    column: usize,
    key: &str,
    values: &[Summary],
) {
    let (at, ticks) = places(&found.cells, column);
    let ends = |of: fn(f64, f64) -> f64, start: f64, pick: fn(&Summary) -> f64| {
        values.iter().map(pick).fold(start, of)
    };
    let low = ends(f64::min, f64::INFINITY, |value| value.ci95_low);
    let high = ends(f64::max, f64::NEG_INFINITY, |value| value.ci95_high);
    // An interval of what cannot be negative is not drawn below zero.
    let low = if values.iter().all(|value| value.mean >= 0.0) {
        low.max(0.0)
    } else {
        low
    };
    let slack = 0.05 * (high - low).max(1e-9 * high.abs()).max(1e-12);
    let below = if low.abs() > 0.0 { low - slack } else { 0.0 };
    let left = at.iter().copied().fold(f64::INFINITY, f64::min);
    let right = at.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.06 * (right - left).max(1.0);
    let frame = Frame::new(
        room.left + 62.0,
        room.top + 26.0,
        room.right - 6.0,
        room.bottom - 34.0,
    );
    let panel = Panel::new(
        frame,
        (left - margin, right + margin),
        (below, high + slack),
    );
    panel.y_axis(picture, &Ticks::numbers(below, high + slack, 4), "");
    panel.x_axis(picture, &ticks, "");
    panel.heading(picture, tail(key));
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by(|a, b| at[*a].total_cmp(&at[*b]).then(a.cmp(b)));
    let (mut line, mut band) = (Vec::new(), Vec::new());
    for group in order.chunk_by(|a, b| (at[*a] - at[*b]).abs() < 1e-12) {
        let mean = |pick: fn(&Summary) -> f64| {
            let sum: f64 = group.iter().map(|index| pick(&values[*index])).sum();
            sum / group.len() as f64
        };
        line.push((at[group[0]], mean(|value| value.mean)));
        band.push((
            at[group[0]],
            mean(|value| value.ci95_low).max(below),
            mean(|value| value.ci95_high),
        ));
    }
    // Where no two cells share a value, a line would only join chance.
    if line.len() < found.cells.len() || found.keys.len() == 1 {
        panel.band(picture, &band, BLUE.fade(0.22));
        panel.curve(picture, &line, BLUE, 2);
    }
    for (x, value) in at.iter().zip(values) {
        panel.point(
            picture,
            (*x, value.mean),
            if found.keys.len() == 1 { BLUE } else { GREY },
        );
    }
}

/// The last two parts of a dotted path, which tell keys apart.
pub(super) fn tail(key: &str) -> &str {
    let dots: Vec<usize> = key.match_indices('.').map(|(at, _)| at).collect();
    match dots.len() {
        0 | 1 => key,
        count => &key[dots[count - 2] + 1..],
    }
}
