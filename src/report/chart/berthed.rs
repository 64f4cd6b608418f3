//! How many calls find a berth within two hours, by terminal.

use super::Figure;
use super::ranking::{self, Ranked};
use crate::experiment::Results;
use crate::experiment::measure::{self, Measure};
use crate::report::draw::Sheet;
use crate::report::words::{percent, short};

/// Share of calls that waited two hours at most.
const MEASURE: &Measure = &measure::BERTHED_WITHIN_2H_SHARE;

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows = ranking::rows(results, MEASURE);
    if rows.len() < 2 {
        return None;
    }
    let title = title(results, &rows)?;
    let sheet = Sheet::fitted(
        &title,
        "Share of calls that wait for a berth two hours at most; bars are means, whiskers 95 % intervals of the mean",
        &ranking::port_keys(results),
        ranking::height(rows.len()),
    );
    Some(Figure {
        id: "berthed_within_2h".to_owned(),
        alt: format!("Bar chart by terminal, most first. {title}."),
        title,
        reading: "A bar is the share of a terminal's calls that wait two hours at most; what is missing to 100 % waits longer.".to_owned(),
        csv: "terminals.csv".to_owned(),
        picture: ranking::shares(sheet, &rows, "Share of calls berthed within 2 h"),
    })
}

fn title(results: &Results, rows: &[Ranked<'_>]) -> Option<String> {
    let last = rows.last()?;
    if last.value.mean >= 1.0 {
        return Some("Every call berths within 2 h at every terminal".to_owned());
    }
    Some(format!(
        "{} of calls berth within 2 h; fewest at {}, {}",
        percent(results.bay.get(MEASURE)?.mean),
        short(&last.scope.name),
        percent(last.value.mean)
    ))
}
