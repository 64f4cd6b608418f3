//! What a foot of wharf, an acre and a crane handle in a year, by terminal.

use super::Figure;
use super::ranking::{self, Measured, Ranked};
use crate::experiment::Results;
use crate::experiment::measure::{self, Measure};
use crate::report::draw::{Frame, Picture, Sheet, Ticks};
use crate::report::words::{Precision, amount, compact, plus_minus, short, significant};

/// Measure, what stands under its bars, and how it is told in the title.
const PANELS: [(&Measure, &str, &str); 3] = [
    (
        &measure::TEU_PER_WHARF_FOOT_YEAR,
        "TEU per wharf foot and year",
        "foot of wharf",
    ),
    (&measure::TEU_PER_ACRE_YEAR, "TEU per acre and year", "acre"),
    (
        &measure::TEU_PER_CRANE_YEAR,
        "TEU per crane and year",
        "crane",
    ),
];

/// Three columns of bars over the terminals, in the order of the first; `None` where no terminal
/// has a wharf with a length.
pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows = ranking::rows(results, PANELS[0].0);
    let first = rows.first()?;
    let title = title(first, rows.last()?);
    let sheet = Sheet::fitted(
        &title,
        "Cargo of a year over wharf, land and cranes of each terminal, mean and 95 % interval",
        &ranking::port_keys(results),
        ranking::height(rows.len()),
    );
    let frame = ranking::frame(&sheet, &rows);
    let mut picture = sheet.picture;
    let columns = frame.columns(&[1.0; PANELS.len()], 30.0);
    for (column, (measure, words, _)) in columns.iter().zip(PANELS) {
        bars(&mut picture, *column, &rows, measure, words);
    }
    ranking::names(&mut picture, columns[0], &rows);
    Some(Figure {
        id: "land".to_owned(),
        alt: format!(
            "Three bar charts by terminal: TEU a year per foot of wharf, per acre and per crane. \
             {title}."
        ),
        title,
        reading: "A terminal that leads in one column and trails in another is short of what it \
                  leads in; acres are those of the whole terminal."
            .to_owned(),
        csv: "terminals.csv".to_owned(),
        picture,
    })
}

fn title(most: &Ranked<'_>, least: &Ranked<'_>) -> String {
    let name = |row: &Ranked<'_>| short(&row.scope.name).to_owned();
    let of = |measure: &Measure| most.scope.get(measure).map(|summary| summary.mean);
    let more: Vec<String> = PANELS[1..]
        .iter()
        .filter_map(|(measure, _, words)| Some(format!("{} per {words}", compact(of(measure)?))))
        .collect();
    let more = match &more[..] {
        [] => String::new(),
        more => format!(" ({})", more.join(", ")),
    };
    let foot = told_of(most.value.mean);
    if most.index == least.index {
        return format!(
            "{} handles {foot} TEU a year per foot of wharf{more}",
            name(most)
        );
    }
    format!(
        "{} handles most per foot of wharf: {foot} TEU a year{more}",
        name(most)
    )
}

fn bars(picture: &mut Picture, frame: Frame, rows: &[Ranked<'_>], measure: &Measure, words: &str) {
    let values = || rows.iter().map(|row| row.scope.get(measure));
    let ends = values()
        .flatten()
        .map(|value| value.ci95_high.max(value.mean));
    let top = ends.fold(0.0_f64, f64::max).max(f64::MIN_POSITIVE) * 1.5;
    let x = Ticks::numbers(0.0, top, 3);
    let measured = rows.iter().zip(values()).map(|(row, value)| match value {
        Some(value) => {
            let told = format!("{} {words}", plus_minus(value, Precision::Fine));
            Measured::new(value, row.ink, told_of(value.mean), told)
        }
        // Without acres or cranes there is nothing to divide by.
        None => Measured {
            note: "not known".to_owned(),
            ..Measured::default()
        },
    });
    let measured: Vec<_> = measured.collect();
    let panel = ranking::column(picture, (frame, top), &x, rows, &measured);
    panel.x_axis(picture, &x, words);
}

/// No more than three digits: the interval allows no more.
fn told_of(value: f64) -> String {
    if value > 0.0 && value < 10.0 {
        significant(value, 2)
    } else {
        amount(value)
    }
}
