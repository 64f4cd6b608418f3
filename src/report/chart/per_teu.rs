//! CO2e for the cargo of each terminal.

use super::Figure;
use super::bars::{self, Bar, Bars, Name};
use super::ranking::{self, Ranked};
use crate::experiment::Results;
use crate::experiment::measure::{self, Measure};
use crate::report::draw::Sheet;
use crate::report::words::{Precision, plus_minus, short, significant};

/// Measure and heading of each panel; the first one orders the terminals.
const PANELS: [(&Measure, &str); 2] = [
    (&measure::CO2E_TONNES_PER_10000_TEU, "Vessels’ stacks"),
    (
        &measure::CO2E_TONNES_PER_10000_TEU_ALL_SOURCES,
        "Stacks and engines ashore",
    ),
];
/// Kilograms for each TEU in a metric tonne for each 10,000 TEU.
const KG_PER_TEU: f64 = 0.1;

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows = ranking::rows(results, PANELS[0].0);
    let title = title(&rows)?;
    let subtitle = format!(
        "CO₂e for each 10,000 TEU moved, means with 95 % intervals: {}",
        results.run.emission_settings_briefly
    );
    let names: Vec<_> = (rows.iter())
        .map(|row| Name::Row(short(&row.scope.name).to_owned()))
        .collect();
    let panels: Vec<_> = PANELS
        .into_iter()
        .filter(|(measure, _)| rows.iter().any(|row| row.scope.get(measure).is_some()))
        .map(|(measure, heading)| Bars {
            heading: heading.to_owned(),
            axis: "Metric tonnes per 10,000 TEU".to_owned(),
            rows: rows.iter().map(|row| bar(row, measure)).collect(),
        })
        .collect();
    let keys = ranking::port_keys(results);
    let sheet = Sheet::fitted(&title, &subtitle, &keys, bars::height(rows.len()));
    let mut picture = sheet.picture;
    bars::draw(&mut picture, sheet.body, &names, &panels);
    let told: Vec<_> = (rows.iter())
        .map(|row| {
            let tonnes = significant(row.value.mean, 3);
            format!("{} {tonnes}", short(&row.scope.name))
        })
        .collect();
    Some(Figure {
        id: "co2e_per_teu".to_owned(),
        alt: format!(
            "Bars by terminal. {title}. Vessels’ stacks in metric tonnes per 10,000 TEU: {}.",
            told.join(", ")
        ),
        title,
        reading: "A tenth of these numbers is kilograms of CO₂e for each TEU. The power plants behind electricity are no part of them; terminals with small calls, long stays or few equipped vessels stand on top.".to_owned(),
        csv: "terminals.csv".to_owned(),
        picture,
    })
}

fn title(rows: &[Ranked<'_>]) -> Option<String> {
    let (most, least) = (rows.first()?, rows.last()?);
    let kg = |row: &Ranked<'_>| significant(row.value.mean * KG_PER_TEU, 3);
    (most.value.mean > 0.0 && rows.len() > 1).then(|| {
        format!(
            "Vessels emit most CO₂e a TEU at {}, {} kg; least at {}, {} kg",
            short(&most.scope.name),
            kg(most),
            short(&least.scope.name),
            kg(least)
        )
    })
}

fn bar(row: &Ranked<'_>, measure: &Measure) -> Option<Bar> {
    let found = row.scope.get(measure)?;
    Some(Bar {
        parts: vec![(found.mean, row.ink)],
        interval: Some((found.ci95_low, found.ci95_high)),
        note: plus_minus(found, Precision::Coarse),
    })
}
