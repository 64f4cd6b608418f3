//! Charts of a sweep: a small panel for each key.

use std::collections::BTreeMap;

use super::Charted;
use super::names::{bare, unit, value};
use crate::experiment::sweep::{Design, Sweep, SweepCell, number_of};
use crate::report::draw::{BLUE, Frame, GREY, Panel, Picture, Sheet, Ticks};
use crate::report::study::Figure;
use crate::report::words::{number, range, significant};
use crate::statistics::{Summary, rank_correlation};

/// Panels side by side.
const ACROSS: usize = 3;

/// How a measure goes with each key: every cell a point, and the mean of the cells of one value
/// with the mean of their intervals.
pub(super) fn by_key(charted: &Charted<'_>) -> Option<Figure> {
    let Charted { found, names, .. } = charted;
    let values = charted.shown()?;
    let rows = found.keys.len().div_ceil(ACROSS);
    let height = 110 + 250 * u32::try_from(rows).unwrap_or(8);
    let title = title(charted, &values);
    let joined = (0..found.keys.len()).any(|column| is_joined(found, column));
    let subtitle = if joined {
        "Each point is a cell, up its mean; lines join the means over the cells of one value, bands \
         are their mean 95 % interval"
    } else {
        "Each point is the mean of a cell"
    };
    let sheet = Sheet::new(height, &title, subtitle);
    let Sheet { mut picture, body } = sheet;
    let across = found.keys.len().min(ACROSS);
    let bands = body.rows(&vec![1.0; rows], 20.0);
    for (index, name) in names.iter().enumerate() {
        let columns = bands[index / ACROSS].columns(&vec![1.0; across], 20.0);
        panel(
            &mut picture,
            columns[index % ACROSS],
            found,
            (index, name),
            &values,
        );
    }
    Some(Figure {
        id: format!("by-key-{}", charted.measure),
        alt: format!("Small charts, one for each key. {title}."),
        title,
        reading: "Points above one value differ by the other keys.".to_owned(),
        csv: "cells.csv".to_owned(),
        picture,
    })
}

/// Which key the measure goes with most. Of a grid, by the means over the cells of each value;
/// of cells drawn from ranges, in which nothing else is alike, by their ranks.
fn title(charted: &Charted<'_>, values: &[Summary]) -> String {
    let found = match charted.found.design {
        Design::Grid => widest(charted, values),
        Design::LatinHypercube => surest(charted, values),
        Design::Morris(_) => None,
    };
    match found {
        Some(found) => format!("{}: {found}", charted.what()),
        None => format!("{} over what was varied", charted.what()),
    }
}

/// Changes of a measure that are smaller than this part of it are hardly any.
const HARDLY: f64 = 0.02;
/// Rank correlations that are smaller show little.
const LITTLE: f64 = 0.4;

fn widest(charted: &Charted<'_>, values: &[Summary]) -> Option<String> {
    let Charted { found, names, .. } = charted;
    let spread = |column: usize| {
        let mut means: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for (cell, value) in found.cells.iter().zip(values) {
            let sum = means.entry(&cell.values[column]).or_default();
            *sum = (sum.0 + value.mean, sum.1 + 1.0);
        }
        let means = means.into_iter();
        let means = means.map(|(word, (sum, count))| (word, sum / count));
        let mut means: Vec<(&str, f64)> = means.collect();
        means.sort_by(|a, b| a.1.total_cmp(&b.1));
        Some((column, *means.first()?, *means.last()?))
    };
    let width = |ends: &(usize, (&str, f64), (&str, f64))| ends.2.1 - ends.1.1;
    let widest = (0..found.keys.len()).filter_map(spread);
    let (column, least, most) = widest.max_by(|a, b| width(a).total_cmp(&width(b)))?;
    let unit = charted.behind();
    if most.1 - least.1 <= HARDLY * most.1.abs() {
        let range = range(least.1, most.1);
        return Some(format!("hardly changes ({range}{unit})"));
    }
    let name = &names[column];
    let at = |(word, mean): (&str, f64)| (significant(mean, 3), value(word));
    let ((least, low), (most, high)) = (at(least), at(most));
    Some(format!(
        "{least}{unit} at {name} {low}, {most}{unit} at {high}"
    ))
}

fn surest(charted: &Charted<'_>, values: &[Summary]) -> Option<String> {
    let Charted { found, names, .. } = charted;
    let correlation = |column: usize| {
        let pairs = found.cells.iter().zip(values);
        let pairs: Option<Vec<(f64, f64)>> = pairs
            .map(|(cell, value)| Some((number_of(&cell.values[column])?, value.mean)))
            .collect();
        Some((column, rank_correlation(&pairs?)?))
    };
    let all = (0..found.keys.len()).filter_map(correlation);
    let (column, rank) = all.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    if rank.abs() < LITTLE {
        return Some("goes with no key alone".to_owned());
    }
    let verb = if rank > 0.0 { "rises" } else { "falls" };
    let name = &names[column];
    Some(format!(
        "{verb} with {name} (rank correlation {})",
        number(rank, 2)
    ))
}

/// Whether cells share values of a key, so that a line may join their means.
fn is_joined(found: &Sweep, column: usize) -> bool {
    let mut values: Vec<&String> = found
        .cells
        .iter()
        .map(|cell| &cell.values[column])
        .collect();
    values.sort();
    values.dedup();
    found.keys.len() == 1
        || (found.design != Design::LatinHypercube && values.len() < found.cells.len())
}

/// Places of the values of one key on its axis, with the words for them.
fn places(cells: &[SweepCell], column: usize) -> (Vec<f64>, Ticks) {
    let numbers: Option<Vec<f64>> = cells
        .iter()
        .map(|cell| number_of(&cell.values[column]))
        .collect();
    if let Some(numbers) = numbers {
        let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        return (
            numbers.clone(),
            written(cells, column, &numbers)
                .unwrap_or_else(|| within(&Ticks::numbers(low, high, 4), (low, high))),
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

/// The ticks that lie on an axis.
fn within(ticks: &Ticks, (low, high): (f64, f64)) -> Ticks {
    let room = 0.06 * (high - low).max(1e-9);
    let marks = ticks.marks.iter();
    let marks = marks.filter(|(at, _)| *at >= low - room && *at <= high + room);
    Ticks {
        marks: marks.cloned().collect(),
    }
}

/// Most values of a key that are written at its axis one by one.
const MOST_WRITTEN: usize = 6;

/// A tick at every value as it is written, where they are few.
fn written(cells: &[SweepCell], column: usize, numbers: &[f64]) -> Option<Ticks> {
    let mut marks: Vec<(f64, String)> = Vec::new();
    for (cell, at) in cells.iter().zip(numbers) {
        let known = |(there, _): &(f64, String)| (there - at).abs() < 1e-9 * at.abs().max(1.0);
        if !marks.iter().any(known) {
            marks.push((*at, bare(&cell.values[column])));
        }
    }
    marks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let short = marks.iter().all(|(_, word)| word.len() <= 8);
    (marks.len() <= MOST_WRITTEN && short).then_some(Ticks { marks })
}

/// Means over the cells of one value: its place, the mean, and the ends of the mean interval.
fn joined(at: &[f64], values: &[Summary]) -> Vec<(f64, f64, f64, f64)> {
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by(|a, b| at[*a].total_cmp(&at[*b]).then(a.cmp(b)));
    // An interval of what cannot be negative is not drawn below zero.
    let least = if values.iter().all(|value| value.mean >= 0.0) {
        0.0
    } else {
        f64::NEG_INFINITY
    };
    let groups = order.chunk_by(|a, b| (at[*a] - at[*b]).abs() < 1e-12);
    let group = |group: &[usize]| {
        let mean = |pick: fn(&Summary) -> f64| {
            let sum: f64 = group.iter().map(|index| pick(&values[*index])).sum();
            sum / group.len() as f64
        };
        let low = mean(|value| value.ci95_low).max(least);
        (
            at[group[0]],
            mean(|value| value.mean),
            low,
            mean(|value| value.ci95_high),
        )
    };
    groups.map(group).collect()
}

fn panel(
    picture: &mut Picture,
    room: Frame,
    found: &Sweep,
    (column, name): (usize, &str),
    values: &[Summary],
) {
    let (at, ticks) = places(&found.cells, column);
    // Where no two cells share a value, a line would only join chance.
    let line = if is_joined(found, column) {
        joined(&at, values)
    } else {
        Vec::new()
    };
    let ends = line.iter().flat_map(|(_, _, low, high)| [*low, *high]);
    let ends = ends.chain(values.iter().map(|value| value.mean));
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let slack = 0.05 * (high - low).max(1e-9 * high.abs()).max(1e-12);
    let bottom = if low.abs() > 0.0 { low - slack } else { 0.0 };
    let left = at.iter().copied().fold(f64::INFINITY, f64::min);
    let right = at.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.06 * (right - left).max(1e-9);
    let frame = Frame::new(
        room.left + 76.0,
        room.top + 26.0,
        room.right - 10.0,
        room.bottom - 34.0,
    );
    let ends = (bottom, high + slack);
    let panel = Panel::new(frame, (left - margin, right + margin), ends);
    let up = within(&Ticks::numbers(ends.0, ends.1, 4), ends);
    panel.y_axis(picture, &up, "");
    panel.x_axis(picture, &ticks, "");
    let unit = unit(&found.cells, column);
    let head = unit.map_or_else(|| name.to_owned(), |unit| format!("{name} [{unit}]"));
    panel.heading(picture, &head);
    let band: Vec<_> = line
        .iter()
        .map(|(x, _, low, high)| (*x, *low, *high))
        .collect();
    let means: Vec<_> = line.iter().map(|(x, mean, _, _)| (*x, *mean)).collect();
    panel.band(picture, &band, BLUE.fade(0.22));
    panel.curve(picture, &means, BLUE, 2);
    let ink = if found.keys.len() == 1 { BLUE } else { GREY };
    for (x, value) in at.iter().zip(values) {
        panel.point(picture, (*x, value.mean), ink);
    }
}
