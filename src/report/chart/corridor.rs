//! A corridor's energy and well-to-wake CO2e by fuel and leg.

use super::Figure;
use super::bars::{self, Bar, Bars, Name};
use crate::experiment::{FuelRow, Results};
use crate::report::draw::{BLUE, Ink, Key, ORANGE, SKY_BLUE, Sheet};
use crate::report::words::{capitalized, percent, significant};

/// Legs, what they are called, and their colors.
const LEGS: [(&str, &str, Ink); 3] = [
    ("bay", "In the bay", ORANGE),
    ("ocean_inbound", "Ocean, inbound", BLUE),
    ("ocean_outbound", "Ocean, outbound", SKY_BLUE),
];

/// Fuels that their names in files do not explain.
const FUELS: [(&str, &str); 15] = [
    ("hfo", "Heavy fuel oil"),
    ("vlsfo", "Very-low-sulfur fuel oil"),
    ("mgo", "Marine gas oil"),
    ("lng_otto_medium_speed", "LNG, Otto medium speed"),
    ("lng_otto_slow_speed", "LNG, Otto slow speed"),
    ("lng_diesel_slow_speed", "LNG, diesel slow speed"),
    ("methanol_fossil", "Fossil methanol"),
    ("methanol_e", "E-methanol"),
    ("methanol_bio", "Biomethanol"),
    ("biodiesel", "Biodiesel"),
    ("renewable_diesel", "Renewable diesel"),
    ("ammonia_fossil", "Fossil ammonia"),
    ("ammonia_e", "E-ammonia"),
    ("hydrogen_fossil", "Fossil hydrogen"),
    ("hydrogen_e", "E-hydrogen"),
];

/// What stands in place of a corridor for the rest of the bay.
const OTHER_SERVICES: &str = "other_services";
/// Gigajoules in a petajoule.
const GJ_PER_PJ: f64 = 1e6;

/// A fuel as people call it.
pub(crate) fn fuel_name(fuel: &str) -> String {
    let known = FUELS.iter().find(|(key, _)| *key == fuel);
    known.map_or_else(
        || capitalized(&fuel.replace('_', " ")),
        |(_, name)| (*name).to_owned(),
    )
}

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows: Vec<&FuelRow> = (results.fuels.iter())
        .filter(|row| row.corridor != OTHER_SERVICES && row.energy_gj.mean > 0.0)
        .collect();
    let title = title(&rows)?;
    let lines = lines(&rows);
    let names: Vec<_> = lines.iter().map(|line| Name::Row(line.0.clone())).collect();
    let (energy, emitted) = (energy(&rows, &lines), well_to_wake(&rows, &lines));
    let keys: Vec<_> = LEGS
        .into_iter()
        .filter(|(leg, ..)| rows.iter().any(|row| row.leg == *leg))
        .map(|(_, name, ink)| (name, Key::Box(ink)))
        .collect();
    let sheet = Sheet::fitted(
        &title,
        "Fuel and electricity of the corridor’s services, with CO₂e from well to wake by the defaults of Regulation (EU) 2023/1805; a balance of its own, never added to the inventory of stacks",
        &keys,
        bars::height(names.len()),
    );
    let mut picture = sheet.picture;
    bars::draw(&mut picture, sheet.body, &names, &[energy, emitted]);
    let told: Vec<_> = lines
        .iter()
        .map(|(name, mine)| {
            let tonnes = sum(&rows, mine, None, well);
            let tonnes = tonnes.map_or_else(
                || "not estimated".to_owned(),
                |tonnes| format!("{} t", significant(tonnes, 3)),
            );
            format!("{name} {tonnes}")
        })
        .collect();
    Some(Figure {
        id: "corridor".to_owned(),
        alt: format!(
            "Stacked bars by fuel and leg. {title}. CO₂e from well to wake: {}.",
            told.join(", ")
        ),
        title,
        reading: "Left is how much energy each fuel supplies, right what it causes from its source to the propeller: a fuel with a long bar left and a short one right is a green one. Electricity at berth is not estimated from well to wake.".to_owned(),
        csv: "fuels.csv".to_owned(),
        picture,
    })
}

/// How much of the energy is renewable or electric is for the reader; what is told is the most
/// emitting fuel.
fn title(rows: &[&FuelRow]) -> Option<String> {
    let fuels = fuels(rows);
    let whole: f64 = rows.iter().filter_map(|row| well(row)).sum();
    let energy: f64 = rows.iter().map(|row| row.energy_gj.mean).sum();
    let of = |fuel: &str, value: &dyn Fn(&FuelRow) -> Option<f64>| -> f64 {
        let mine = rows.iter().filter(|row| row.fuel == fuel);
        mine.filter_map(|row| value(row)).sum()
    };
    let (fuel, tonnes) = (fuels.into_iter())
        .map(|fuel| (fuel, of(fuel, &well)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (whole > 0.0).then(|| {
        format!(
            "The corridor causes {} thousand tonnes of CO₂e from well to wake; {} is {} of its energy and {} of its CO₂e",
            significant(whole / 1e3, 3),
            fuel_name(fuel).to_lowercase(),
            percent(of(fuel, &|row| Some(row.energy_gj.mean)) / energy),
            percent(tonnes / whole)
        )
    })
}

/// Fuels in the order of their first rows.
fn fuels(rows: &[&FuelRow]) -> Vec<&'static str> {
    let mut fuels: Vec<&'static str> = Vec::new();
    for row in rows {
        if !fuels.contains(&row.fuel) {
            fuels.push(row.fuel);
        }
    }
    fuels
}

/// A row of the chart: corridor, where there are several, and fuel.
type Line<'a> = (String, (&'a str, &'static str));

fn lines<'a>(rows: &[&'a FuelRow]) -> Vec<Line<'a>> {
    let mut corridors: Vec<&str> = rows.iter().map(|row| row.corridor.as_str()).collect();
    corridors.dedup();
    let several = corridors.len() > 1;
    let mut lines = Vec::new();
    for corridor in corridors {
        let mine: Vec<&FuelRow> = (rows.iter().copied())
            .filter(|row| row.corridor == corridor)
            .collect();
        lines.extend(fuels(&mine).into_iter().map(|fuel| {
            let name = fuel_name(fuel);
            let name = if several {
                format!("{}: {name}", capitalized(&corridor.replace('_', " ")))
            } else {
                name
            };
            (name, (corridor, fuel))
        }));
    }
    lines
}

fn well(row: &FuelRow) -> Option<f64> {
    row.well_to_wake_tonnes.map(|found| found.mean)
}

/// The sum of a line's rows, of one leg or of all; `None` where nothing is estimated.
fn sum(
    rows: &[&FuelRow],
    (corridor, fuel): &(&str, &str),
    leg: Option<&str>,
    value: impl Fn(&FuelRow) -> Option<f64>,
) -> Option<f64> {
    let mine = rows
        .iter()
        .filter(|row| row.corridor == *corridor && row.fuel == *fuel)
        .filter(|row| leg.is_none_or(|leg| row.leg == leg));
    let mut found = mine.filter_map(|row| value(row)).peekable();
    found.peek()?;
    Some(found.sum())
}

/// A bar of a line's legs.
fn bar(
    rows: &[&FuelRow],
    line: &Line<'_>,
    factor: f64,
    value: impl Fn(&FuelRow) -> Option<f64> + Copy,
) -> Bar {
    let leg = |(leg, _, ink): (&str, &str, Ink)| {
        (
            sum(rows, &line.1, Some(leg), value).unwrap_or(0.0) * factor,
            ink,
        )
    };
    let whole = sum(rows, &line.1, None, value);
    Bar {
        parts: LEGS.map(leg).to_vec(),
        interval: None,
        note: whole.map_or_else(
            || "not estimated".to_owned(),
            |whole| significant(whole * factor, 3),
        ),
    }
}

fn energy(rows: &[&FuelRow], lines: &[Line<'_>]) -> Bars {
    let value = |row: &FuelRow| Some(row.energy_gj.mean);
    Bars {
        heading: "Energy".to_owned(),
        axis: "Petajoules of lower calorific value".to_owned(),
        rows: (lines.iter())
            .map(|line| Some(bar(rows, line, 1.0 / GJ_PER_PJ, value)))
            .collect(),
    }
}

fn well_to_wake(rows: &[&FuelRow], lines: &[Line<'_>]) -> Bars {
    let sums = lines
        .iter()
        .filter_map(|line| sum(rows, &line.1, None, well));
    let (factor, axis) = bars::in_thousands(sums.fold(0.0, f64::max), "Metric tonnes");
    Bars {
        heading: "CO₂e from well to wake".to_owned(),
        axis,
        rows: (lines.iter())
            .map(|line| Some(bar(rows, line, factor, well)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::{self, MarineFuel};

    #[test]
    fn every_fuel_has_a_name() {
        for fuel in MarineFuel::ALL {
            assert!(
                FUELS.iter().any(|(key, _)| *key == fuel.name()),
                "{}",
                fuel.name()
            );
        }
    }

    #[test]
    fn what_is_not_estimated_is_never_zero_and_no_corridor_has_no_chart() {
        let mut results = fixture::year();
        let found = chart(&results).unwrap();
        assert!(
            found.alt.contains("Electricity not estimated"),
            "{}",
            found.alt
        );
        results.fuels.clear();
        assert!(chart(&results).is_none());
    }
}
