//! Gangs and cranes: what vessels want of them, what they get, and what there is.

use super::Figure;
use super::ranking::{self, Measured, Ranked};
use crate::experiment::Results;
use crate::experiment::measure::{self, Measure};
use crate::report::draw::{BLACK, Frame, Key, LIGHT, Picture, Sheet, Ticks};
use crate::report::words::{number, percent};

/// Gangs wanted and given in a day or night shift beside the cranes of each terminal; `None` where no
/// gangs are ordered.
pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows = ranking::rows(results, &measure::GANGS_WANTED_MEAN);
    let bay = |measure: &Measure| results.bay.get(measure).map(|summary| summary.mean);
    let (wanted, given) = (
        bay(&measure::GANGS_WANTED_MEAN)?,
        bay(&measure::GANGS_ORDERED_MEAN)?,
    );
    if rows.is_empty() || wanted <= 0.0 {
        return None;
    }
    let pool = bay(&measure::GANG_POOL_MEAN).map_or(String::new(), |pool| {
        format!("; the pool has {} on average", number(pool, 0))
    });
    let title = format!(
        "Vessels ask for {} gangs a shift and get {} ({}){pool}",
        number(wanted, 1),
        number(given, 1),
        percent(given / wanted)
    );
    let mut keys = ranking::port_keys(results);
    keys.extend([
        ("wanted, not given", Key::Box(LIGHT)),
        ("cranes on the rail", Key::Box(BLACK)),
    ]);
    let sheet = Sheet::fitted(
        &title,
        "Gangs in a day or night shift by terminal, mean over shifts and replications; a gang works one crane",
        &keys,
        ranking::height(rows.len()),
    );
    let frame = ranking::frame(&sheet, &rows);
    let mut picture = sheet.picture;
    draw(&mut picture, frame, &rows, &on_rail(results));
    ranking::names(&mut picture, frame, &rows);
    Some(Figure {
        id: "gangs".to_owned(),
        alt: format!(
            "Bar chart by terminal: gangs given and wanted in a shift beside its cranes. {title}."
        ),
        title,
        reading: "The colored bar is what vessels got, the light one behind it what they wanted; \
                  where it nears the black mark, cranes give out before gangs."
            .to_owned(),
        csv: "terminals.csv".to_owned(),
        picture,
    })
}

/// Cranes of each terminal, in the results' order.
fn on_rail(results: &Results) -> Vec<f64> {
    let terminals = results.first.bay.terminals.iter();
    terminals.map(|of| f64::from(of.cranes())).collect()
}

fn draw(picture: &mut Picture, frame: Frame, rows: &[Ranked<'_>], on_rail: &[f64]) {
    let cranes = |row: &Ranked<'_>| on_rail.get(row.index).copied().unwrap_or(0.0);
    let top = rows
        .iter()
        .fold(0.0_f64, |top, row| top.max(cranes(row)).max(row.value.mean));
    // The words behind the longest bar want room.
    let top = 1.5 * top;
    let x = Ticks::numbers(0.0, top, 8);
    let measured = rows.iter().map(|row| {
        let given = row.scope.get(&measure::GANGS_ORDERED_MEAN);
        let given = given.map_or(0.0, |summary| summary.mean);
        let note = format!(
            "{} of {} wanted, {} cranes",
            number(given, 1),
            number(row.value.mean, 1),
            number(cranes(row), 0)
        );
        Measured {
            bars: vec![(row.value.mean, LIGHT), (given, row.ink)],
            mark: Some(cranes(row)),
            told: format!("{note}, gangs in a shift"),
            note,
            ..Measured::default()
        }
    });
    let measured: Vec<_> = measured.collect();
    let panel = ranking::column(picture, (frame, top), &x, rows, &measured);
    panel.x_axis(picture, &x, "Gangs in a shift, cranes");
    panel.base_line(picture);
}
