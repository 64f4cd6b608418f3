//! Berth occupancy by terminal.

use super::Chart;
use super::ranking::{self, Row};
use crate::experiment::Results;
use crate::report::draw::{Panel, Sheet, Ticks};
use crate::report::words::{percent, scaled, short};

pub(super) fn chart(results: &Results) -> Option<Chart> {
    let rows = ranking::rows(results, "berth_occupancy");
    let title = title(&rows)?;
    let sheet = Sheet::new(
        ranking::sheet_height(rows.len()),
        &title,
        "Berth occupancy = vessel-hours at berth ÷ (nominal berths × hours); bars are means, whiskers 95 % intervals of the mean",
    )
    .legend(&ranking::port_keys(results));
    let frame = ranking::frame(&sheet, &rows);
    let mut picture = sheet.picture;
    let top = rows.iter().fold(0.0_f64, |top, row| {
        top.max(row.value.ci95_high).max(row.value.mean)
    });
    // A tenth more than the longest bar: its number stands right of it.
    let mut x = Ticks::numbers(0.0, top * 110.0, 6);
    for (_, words) in &mut x.marks {
        words.push_str(" %");
    }
    let panel = Panel::new(frame, (0.0, top * 110.0), (0.0, 1.0));
    panel.x_grid(&mut picture, &x);
    for (index, row) in rows.iter().enumerate() {
        let value = scaled(&row.value, 100.0);
        let middle = ranking::middle_of(frame, index);
        panel.bar(
            &mut picture,
            ranking::bar_of(frame, index),
            value.mean,
            row.ink,
        );
        panel.whisker(&mut picture, middle, value.ci95_low, value.ci95_high);
        let end = panel.x.at(value.ci95_high.max(value.mean));
        ranking::note(&mut picture, (end, middle), &percent(row.value.mean));
    }
    ranking::names(&mut picture, frame, &rows);
    panel.x_axis(&mut picture, &x, "Share of berth hours occupied");
    Some(Chart {
        id: "berth_occupancy",
        alt: format!("Bar chart by terminal, busiest first. {title}."),
        title,
        reading: "A bar is the share of berth hours with a vessel alongside; the whisker is the 95 % interval of that mean.",
        csv: "terminals.csv",
        picture,
    })
}

fn title(rows: &[Row<'_>]) -> Option<String> {
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
