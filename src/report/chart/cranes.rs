//! Crane productivity by terminal, and how many cranes are at work.

use super::Figure;
use super::ranking::{self, Row};
use crate::experiment::measure;
use crate::experiment::{Results, Trace};
use crate::report::draw::{Frame, GREY, Key, LIGHT, Panel, Picture, Sheet, Ticks};
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
    let mut hours = vec![0.0; trace.bay.terminals.len()];
    for work in &trace.crane_work {
        hours[work.tag.terminal.index()] += (work.to - work.from).hours();
    }
    let period = (trace.period.end - trace.period.start).hours();
    hours.into_iter().map(|hours| hours / period).collect()
}

fn title(results: &Results, rows: &[Row<'_>], working: &[f64], on_rail: &[f64]) -> String {
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

fn rates(picture: &mut Picture, frame: Frame, rows: &[Row<'_>]) {
    let top = rows.iter().fold(0.0_f64, |top, row| {
        top.max(row.value.ci95_high).max(row.value.mean)
    });
    let x = Ticks::numbers(0.0, top * 1.15, 4);
    let panel = Panel::new(frame, (0.0, top * 1.15), (0.0, 1.0));
    panel.x_grid(picture, &x);
    for (index, row) in rows.iter().enumerate() {
        let middle = ranking::middle_of(frame, index);
        panel.bar(
            picture,
            ranking::bar_of(frame, index),
            row.value.mean,
            row.ink,
        );
        panel.whisker(picture, middle, row.value.ci95_low, row.value.ci95_high);
        let end = panel.x.at(row.value.ci95_high.max(row.value.mean));
        ranking::note(picture, (end, middle), &number(row.value.mean, 1));
        let words = format!(
            "{} gross moves per crane hour",
            plus_minus(&row.value, Precision::Coarse)
        );
        ranking::value(picture, frame, index, row, &words);
    }
    panel.x_axis(picture, &x, "Gross moves per crane hour");
}

fn at_work(
    picture: &mut Picture,
    frame: Frame,
    rows: &[Row<'_>],
    working: &[f64],
    on_rail: &[f64],
) {
    let top = rows.iter().fold(0.0_f64, |top, row| {
        top.max(on_rail.get(row.index).copied().unwrap_or(0.0))
    });
    let x = Ticks::numbers(0.0, top * 1.3, 4);
    let panel = Panel::new(frame, (0.0, top * 1.3), (0.0, 1.0));
    panel.x_grid(picture, &x);
    for (index, row) in rows.iter().enumerate() {
        let (Some(working), Some(all)) = (working.get(row.index), on_rail.get(row.index)) else {
            continue;
        };
        panel.bar(picture, ranking::bar_of(frame, index), *all, LIGHT);
        panel.bar(picture, ranking::bar_of(frame, index), *working, row.ink);
        let words = format!("{} of {}", number(*working, 1), number(*all, 0));
        ranking::value(
            picture,
            frame,
            index,
            row,
            &format!("{words} cranes at work"),
        );
        ranking::note(
            picture,
            (panel.x.at(*all), ranking::middle_of(frame, index)),
            &words,
        );
    }
    panel.x_axis(picture, &x, "Cranes");
    picture.line(
        [(frame.left, frame.top), (frame.left, frame.bottom)],
        GREY,
        1,
    );
}
