//! Emissions by source category and mode: a panel each for CO2e, NOx and diesel particulate matter.

use super::Figure;
use super::bars::{self, Bar, Bars, Name};
use crate::experiment::{EmissionRow, Mode, Pollutant, Results};
use crate::report::draw::{BLUE, GREEN, Ink, Key, ORANGE, PURPLE, Sheet, VERMILION};
use crate::report::words::{amount, capitalized, list, percent, significant};

/// Category of vessels' engines, and what the power plants behind their shore power are charged to.
const VESSELS: &str = "ocean_going_vessels";
/// Engine of rows that power plants emit for.
const GRID: &str = "grid";

/// Modes from the sea to the berth, and what they are called.
pub(crate) const MODES: [(Mode, &str); 4] = [
    (Mode::Transit, "Transit"),
    (Mode::Maneuvering, "Maneuvering"),
    (Mode::Anchorage, "Anchorage"),
    (Mode::Hotelling, "Hotelling"),
];

/// Categories ashore, and what they are called.
pub(crate) const ASHORE: [(&str, &str); 4] = [
    ("cargo_handling_equipment", "Cargo-handling equipment"),
    ("sts_cranes", "Ship-to-shore cranes"),
    ("drayage_trucks", "Drayage trucks"),
    ("on_dock_rail", "On-dock rail"),
];

/// What burns or draws the energy, and its color.
const SOURCES: [(&str, Ink); 5] = [
    ("Main engines", BLUE),
    ("Auxiliary engines", ORANGE),
    ("Boilers", VERMILION),
    ("Engines ashore", PURPLE),
    ("Power plants (grid)", GREEN),
];

/// Which of them a row is about.
fn source_of(row: &EmissionRow) -> usize {
    match row.source {
        GRID => 4,
        "main_engine" => 0,
        "auxiliary_engine" => 1,
        "boiler" => 2,
        _ => 3,
    }
}

/// What stands where nothing was estimated, as of the grid behind cranes; never a zero.
const NOT_ESTIMATED: &str = "not estimated";

/// A row of the chart: which rows of the inventory it adds up, power plants by what draws from them.
struct Wanted {
    charged_to: &'static str,
    mode: Option<&'static str>,
    name: &'static str,
}

impl Wanted {
    fn takes(&self, row: &EmissionRow) -> bool {
        row.charged_to == self.charged_to && self.mode.is_none_or(|mode| row.mode == mode)
    }
}

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let rows = &results.emissions;
    let shown: Vec<_> = Pollutant::CHARTED
        .into_iter()
        .filter(|pollutant| total(rows, |row| row.pollutant == pollutant.name()) > 0.0)
        .collect();
    let title = title(rows, &shown)?;
    let (names, wanted) = layout(rows);
    let subtitle = format!(
        "By source category and mode: {}",
        results.run.emission_settings_briefly
    );
    let keys: Vec<_> = (0..)
        .zip(SOURCES)
        .filter(|(source, _)| total(rows, |row| source_of(row) == *source) > 0.0)
        .map(|(_, (name, ink))| (name, Key::Box(ink)))
        .collect();
    let sheet = Sheet::fitted(&title, &subtitle, &keys, bars::height(names.len()));
    let panels: Vec<_> = (shown.iter())
        .map(|pollutant| panel(rows, &wanted, *pollutant))
        .collect();
    let mut picture = sheet.picture;
    bars::draw(&mut picture, sheet.body, &names, &panels);
    Some(Figure {
        id: "emissions".to_owned(),
        alt: format!(
            "Stacked bars by source category and mode. {title}. {}",
            co2e_in_words(rows, &wanted)
        ),
        title,
        reading: "Each bar is one mode of the calls, or one source ashore, divided by what burns or draws the energy. Power plants stand beside engines for CO₂e alone: other pollutants of the grid are not estimated, and the shares in the title are of vessels’ own engines.".to_owned(),
        csv: "emissions.csv".to_owned(),
        picture,
    })
}

/// Names and rows of the inventory behind them; ashore only where it is estimated.
fn layout(rows: &[EmissionRow]) -> (Vec<Name>, Vec<Option<Wanted>>) {
    let vessels = MODES.map(|(mode, name)| Wanted {
        charged_to: VESSELS,
        mode: Some(mode.name()),
        name,
    });
    let ashore = ASHORE.map(|(charged_to, name)| Wanted {
        charged_to,
        mode: None,
        name,
    });
    let groups = [
        ("Ocean-going vessels", Vec::from(vessels)),
        ("Ashore", Vec::from(ashore)),
    ];
    let (mut names, mut wanted) = (Vec::new(), Vec::new());
    for (heading, lines) in groups {
        let estimated = |line: &Wanted| rows.iter().any(|row| line.takes(row));
        if lines.iter().any(estimated) {
            names.push(Name::Heading(heading));
            wanted.push(None);
        }
        for line in lines.into_iter().filter(estimated) {
            names.push(Name::Row(line.name.to_owned()));
            wanted.push(Some(line));
        }
    }
    (names, wanted)
}

/// Tonnes of the rows that are wanted.
fn total(rows: &[EmissionRow], wanted: impl Fn(&EmissionRow) -> bool) -> f64 {
    let wanted = rows.iter().filter(|row| wanted(row));
    wanted.map(EmissionRow::tonnes).sum()
}

fn panel(rows: &[EmissionRow], wanted: &[Option<Wanted>], pollutant: Pollutant) -> Bars {
    let (pollutant, name) = (pollutant.name(), pollutant.short_label());
    let sum = |line: &Wanted| total(rows, |row| row.pollutant == pollutant && line.takes(row));
    let top = wanted.iter().flatten().map(sum).fold(0.0, f64::max);
    let (factor, axis) = bars::in_thousands(top, "Metric tonnes");
    let bar = |line: &Wanted| Bar {
        parts: (0..)
            .zip(SOURCES)
            .map(|(source, (_, ink))| {
                let of_source = |row: &EmissionRow| {
                    row.pollutant == pollutant && line.takes(row) && source_of(row) == source
                };
                (total(rows, of_source) * factor, ink)
            })
            .collect(),
        interval: None,
        note: if rows
            .iter()
            .any(|row| row.pollutant == pollutant && line.takes(row))
        {
            amount(sum(line) * factor)
        } else {
            NOT_ESTIMATED.to_owned()
        },
    };
    Bars {
        heading: name.to_owned(),
        axis,
        rows: wanted.iter().map(|line| line.as_ref().map(bar)).collect(),
    }
}

/// The bars of CO2e in words.
fn co2e_in_words(rows: &[EmissionRow], wanted: &[Option<Wanted>]) -> String {
    let told = wanted.iter().flatten().map(|line| {
        let tonnes = total(rows, |row| row.pollutant == "co2e" && line.takes(row));
        format!("{} {} t", line.name, significant(tonnes, 3))
    });
    format!("CO₂e: {}.", told.collect::<Vec<_>>().join(", "))
}

/// The mode that weighs most in each pollutant, of what vessels' stacks emit.
fn title(rows: &[EmissionRow], shown: &[Pollutant]) -> Option<String> {
    let mut findings: Vec<(&str, Vec<String>)> = Vec::new();
    for pollutant in shown {
        let (key, name) = (pollutant.name(), pollutant.short_label());
        let stack = |row: &EmissionRow| row.pollutant == key && row.category == VESSELS;
        let whole = total(rows, stack);
        let (mode, most) = MODES
            .into_iter()
            .map(|(mode, words)| {
                (
                    words,
                    total(rows, |row| stack(row) && row.mode == mode.name()),
                )
            })
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let finding = format!("{} of {name}", percent(most / whole));
        match findings.iter_mut().find(|(other, _)| *other == mode) {
            Some((_, shares)) => shares.push(finding),
            None => findings.push((mode, vec![finding])),
        }
    }
    let words: Vec<String> = findings
        .into_iter()
        .map(|(mode, shares)| format!("{} makes {}", mode.to_lowercase(), list(&shares)))
        .collect();
    let (first, rest) = words.split_first()?;
    let first = first.replacen(" of ", " of vessels’ ", 1);
    let title = [vec![first], rest.to_vec()].concat().join("; ");
    Some(capitalized(&title))
}
