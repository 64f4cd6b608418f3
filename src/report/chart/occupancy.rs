//! Berth occupancy by terminal.

use super::Figure;
use super::ranking::{self, Ranked};
use crate::experiment::Results;
use crate::experiment::measure;
use crate::report::draw::Sheet;
use crate::report::words::{percent, short};

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows = ranking::rows(results, &measure::BERTH_OCCUPANCY);
    let title = title(&rows)?;
    let sheet = Sheet::fitted(
        &title,
        "Berth occupancy = vessel-hours at berth ÷ (nominal berths × hours); bars are means, whiskers 95 % intervals of the mean",
        &ranking::port_keys(results),
        ranking::height(rows.len()),
    );
    let picture = ranking::shares(sheet, &rows, "Share of berth hours occupied");
    Some(Figure {
        id: measure::BERTH_OCCUPANCY.name.to_owned(),
        alt: format!("Bar chart by terminal, busiest first. {title}."),
        title,
        reading: "A bar is the share of berth hours with a vessel alongside; the whisker is the 95 % interval of that mean.".to_owned(),
        csv: "terminals.csv".to_owned(),
        picture,
    })
}

fn title(rows: &[Ranked<'_>]) -> Option<String> {
    let (first, last) = (rows.first()?, rows.last()?);
    let busiest = percent(first.value.mean);
    Some(if rows.len() == 1 {
        format!("Berths are occupied {busiest} of the time")
    } else {
        format!(
            "{} is busiest: berths occupied {busiest} of the time; {} least, {}",
            short(&first.scope.name),
            short(&last.scope.name),
            percent(last.value.mean)
        )
    })
}
