//! Crane productivity by terminal, and how many cranes are at work.

use super::Figure;
use super::ranking::{self, Measured, Ranked};
use crate::experiment::measure;
use crate::experiment::{Results, Trace};
use crate::report::draw::{Frame, Key, LIGHT, Picture, Sheet, Ticks};
use crate::report::words::{Precision, counted, number, plus_minus, significant};

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows = ranking::rows(results, &measure::GROSS_MOVES_PER_CRANE_HOUR);
    if rows.is_empty() {
        return None;
    }
    let working = mean_working(&results.first);
    let terminals = results.first.bay.terminals.iter();
    let on_rail: Vec<f64> = terminals.map(|of| f64::from(of.cranes())).collect();
    let title = title(results, &rows, &working, &on_rail);
    let mut keys = ranking::port_keys(results);
    keys.push(("idle on the rail", Key::Box(LIGHT)));
    let sheet = Sheet::fitted(
        &title,
        "Left: gross moves per allocated crane hour, mean and 95 % interval. Right: cranes at work, averaged over all hours, first replication",
        &keys,
        ranking::height(rows.len()),
    );
    let frame = ranking::frame(&sheet, &rows);
    let mut picture = sheet.picture;
    let columns = frame.columns(&[1.0, 1.0], 44.0);
    rates(&mut picture, columns[0], &rows);
    at_work(&mut picture, columns[1], &rows, &working, &on_rail);
    ranking::names(&mut picture, columns[0], &rows);
    Some(Figure {
        id: "cranes".to_owned(),
        alt: format!("Two bar charts by terminal: crane rate, and cranes at work. {title}."),
        title,
        reading: "Gross rate divides by all hours a crane is allocated to a vessel, delays included; at right the colored part of the rail's cranes is at work at a time.".to_owned(),
        csv: "terminals.csv".to_owned(),
        picture,
    })
}

/// Cranes that work at a time, by terminal, averaged over the whole period.
fn mean_working(trace: &Trace) -> Vec<f64> {
    let period = (trace.period.end - trace.period.start).hours();
    let hours = trace.crane_hours.iter();
    hours.map(|hours| hours / period).collect()
}

fn title(results: &Results, rows: &[Ranked<'_>], working: &[f64], on_rail: &[f64]) -> String {
    let rate = results
        .bay
        .get(&measure::GROSS_MOVES_PER_CRANE_HOUR)
        .map_or(rows[0].value, |summary| *summary);
    let all: f64 = on_rail.iter().sum();
    format!(
        "A crane makes {} gross moves an hour; on average {} of {} at work",
        number(rate.mean, 1),
        significant(working.iter().sum(), 2),
        if all > 1.0 {
            format!("{} are", counted(all, "crane"))
        } else {
            "one crane is".to_owned()
        }
    )
}

fn rates(picture: &mut Picture, frame: Frame, rows: &[Ranked<'_>]) {
    let top = rows.iter().fold(0.0_f64, |top, row| {
        top.max(row.value.ci95_high).max(row.value.mean)
    });
    let x = Ticks::numbers(0.0, top * 1.15, 4);
    let measured = rows.iter().map(|row| {
        let rate = plus_minus(&row.value, Precision::Coarse);
        let told = format!("{rate} gross moves per crane hour");
        Measured::new(&row.value, row.ink, number(row.value.mean, 1), told)
    });
    let measured: Vec<_> = measured.collect();
    let panel = ranking::column(picture, (frame, top * 1.15), &x, rows, &measured);
    panel.x_axis(picture, &x, "Gross moves per crane hour");
}

fn at_work(
    picture: &mut Picture,
    frame: Frame,
    rows: &[Ranked<'_>],
    working: &[f64],
    on_rail: &[f64],
) {
    let top = rows.iter().fold(0.0_f64, |top, row| {
        top.max(on_rail.get(row.index).copied().unwrap_or(0.0))
    });
    let x = Ticks::numbers(0.0, top * 1.3, 4);
    let measured = rows.iter().map(|row| {
        let (Some(working), Some(all)) = (working.get(row.index), on_rail.get(row.index)) else {
            return Measured::default();
        };
        let note = format!("{} of {}", number(*working, 1), number(*all, 0));
        Measured {
            bars: vec![(*all, LIGHT), (*working, row.ink)],
            told: format!("{note} cranes at work"),
            note,
            ..Measured::default()
        }
    });
    let measured: Vec<_> = measured.collect();
    let panel = ranking::column(picture, (frame, top * 1.3), &x, rows, &measured);
    panel.x_axis(picture, &x, "Cranes");
    panel.base_line(picture);
}
