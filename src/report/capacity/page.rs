//! The page of a capacity.

use super::cards::{DOCUMENTS, cards, lopsided_ends, percent_cell, ratio_cell, teu_cell};
use super::csv::sides;
use super::method::method;
use super::sentences::{answer, teu, warnings};
use super::years as chart;
use super::{charts, passed, sentences};
use crate::experiment::capacity::{CapacityStudy, CurvePoint, Side, TerminalShare};
use crate::experiment::measure;
use crate::report::study::{Cell, Column, Level, Part, Row, Section, Study, Table};
use crate::report::words::{capitalized, half_width, heading, number, significant};

/// Everything found, as a page; `again` is the command that makes it again.
pub(super) fn page(found: &CapacityStudy, again: &str) -> Study {
    let base = &found.base;
    let mut sections = vec![curve(found)];
    if !found.effects.is_empty() {
        sections.push(bottleneck(found));
    }
    if !found.variants.is_empty() {
        sections.push(variants(found));
    }
    sections.extend(years(found));
    let each = sides(found).zip(DOCUMENTS);
    sections.extend(each.filter_map(|(side, document)| terminals(side, document)));
    sections.push(textbook(found));
    let question = (!base.question.is_empty()).then(|| base.question.clone());
    Study {
        title: format!("Capacity of {}", base.capacity.name),
        question,
        answer: answer(found),
        warnings: warnings(found),
        cards: cards(found),
        sections,
        method: method(found),
        again: again.to_owned(),
        ..Study::default()
    }
}

fn curve(found: &CapacityStudy) -> Section {
    let mut parts = vec![Part::Figure(charts::curve(found))];
    for (side, document) in sides(found).zip(DOCUMENTS) {
        let row = |(index, point): (usize, &CurvePoint)| {
            let path = format!("{document}.curve.{index}");
            Row {
                head: format!("{:.3}", point.load),
                level: Level::Plain,
                cells: vec![
                    teu_cell(&point.teu_per_year, &format!("{path}.teu_per_year")),
                    ratio_cell(point, &path),
                    percent_cell(point.berth_occupancy, 0, format!("{path}.berth_occupancy")),
                    Cell::text(number(point.backlog.0, 1)).of(
                        format!("{path}.backlog_start"),
                        point.backlog.0,
                        1.0,
                    ),
                    Cell::text(number(point.backlog.1, 1)).of(
                        format!("{path}.backlog_end"),
                        point.backlog.1,
                        1.0,
                    ),
                    Cell::text(if point.stationary {
                        "settles".to_owned()
                    } else {
                        let unserved = number(point.unserved_teu, 0);
                        format!("grows: not stationary, {unserved} TEU/yr unserved")
                    }),
                ],
            }
        };
        parts.push(Part::Text(format!("Loads of {}:", heading(&side.scenario))));
        parts.push(Part::Table(Table {
            label: format!("Loads simulated of {}", heading(&side.scenario)),
            columns: vec![
                Column::numbers("Load", ""),
                Column::numbers("Throughput", "TEU/yr"),
                Column::numbers("Wait over time at berth", "%"),
                Column::numbers("Berths occupied", "%"),
                Column::numbers("Waiting at the start", "vessels"),
                Column::numbers("At the end", "vessels"),
                Column::words("Queue"),
            ],
            rows: side.capacity.curve.iter().enumerate().map(row).collect(),
            csv: Some("curve.csv".to_owned()),
        }));
    }
    Section::new("waiting", "Waiting against throughput", parts)
}

fn bottleneck(found: &CapacityStudy) -> Section {
    let whole = found.base.capacity.berth_side.teu_per_year.mean;
    let effects = found.effects.iter().enumerate();
    let rows = effects.map(|(index, effect)| Row {
        head: capitalized(&sentences::words(effect)),
        level: Level::Plain,
        cells: vec![
            teu_cell(
                &effect.added,
                &format!("bottleneck.{index}.added_teu_per_year"),
            ),
            Cell::text(number(100.0 * effect.added.mean / whole, 1)),
            Cell::text(match half_width(&effect.added) {
                half if effect.added.mean.abs() > half => "shown",
                half if half > 0.0 => "not shown at this number of replications",
                _ => "none in any replication",
            }),
        ],
    });
    let table = Table {
        label: "What a little more of each resource adds".to_owned(),
        columns: vec![
            Column::numbers("A little more of", ""),
            Column::numbers("Adds", "TEU/yr"),
            Column::numbers("Of the berth side", "%"),
            Column::words("Effect"),
        ],
        rows: rows.collect(),
        csv: Some("bottleneck.csv".to_owned()),
    };
    let parts = vec![Part::Figure(charts::bottleneck(found)), Part::Table(table)];
    Section::new("first-to-give-out", "What gives out first", parts)
}

fn variants(found: &CapacityStudy) -> Section {
    let variants = found.variants.iter().enumerate();
    let rows = variants.map(|(index, variant)| {
        let cells = match &variant.found {
            Ok(estimate) => {
                let path = format!("variants.{index}.berth_side");
                vec![
                    teu_cell(&estimate.teu_per_year, &path),
                    Cell::text(
                        lopsided_ends(&estimate.teu_per_year)
                            .map_or(String::new(), |ends| format!("95 %: {ends}")),
                    ),
                ]
            }
            Err(why) => vec![Cell::text(""), Cell::text(why.as_str())],
        };
        Row {
            head: capitalized(&variant.words),
            level: Level::Plain,
            cells,
        }
    });
    let table = Table {
        label: "Capacity of other versions".to_owned(),
        columns: vec![
            Column::numbers("With", ""),
            Column::numbers("Berth side", "TEU/yr"),
            Column::words("Note"),
        ],
        rows: rows.collect(),
        csv: Some("variants.csv".to_owned()),
    };
    Section::new(
        "variants",
        "With other berths, cranes and gangs",
        vec![Part::Table(table)],
    )
}

fn years(found: &CapacityStudy) -> Option<Section> {
    let years = found.years.as_ref()?;
    let cause = passed::cause(found, years).map(Part::Text);
    let mut parts: Vec<Part> = cause.into_iter().collect();
    parts.push(Part::Figure(chart::years(found, years)));
    parts.push(Part::Table(passed::table(found, years)));
    Some(Section::new(
        "years",
        "Demand against capacity by year",
        parts,
    ))
}

/// Terminals of a bay at its capacity.
fn terminals(side: &Side, document: &str) -> Option<Section> {
    let terminals = &side.capacity.terminals;
    if terminals.len() < 2 {
        return None;
    }
    let row = |(index, at): (usize, &TerminalShare)| {
        let path = |what: &str| format!("{document}.terminals.{index}.{what}");
        let teu =
            |value: f64, what: &str| Cell::text(significant(value, 4)).of(path(what), value, 1.0);
        Row {
            head: at.name.clone(),
            level: Level::Plain,
            cells: vec![
                teu(at.teu_per_year, "teu_per_year"),
                percent_cell(at.ratio, 1, path(measure::WAIT_TO_SERVICE_RATIO.name)),
                percent_cell(at.berth_occupancy, 0, path(measure::BERTH_OCCUPANCY.name)),
                at.own
                    .as_ref()
                    .map_or_else(Cell::default, |own| teu_cell(own, &path("berth_side"))),
                at.yard_static
                    .map_or_else(Cell::default, |yard| teu(yard, "yard_static")),
            ],
        }
    };
    let table = Table {
        label: format!("Terminals of {} at its capacity", heading(&side.scenario)),
        columns: vec![
            Column::numbers("Terminal", ""),
            Column::numbers("Throughput", "TEU/yr"),
            Column::numbers("Wait over time at berth", "%"),
            Column::numbers("Berths occupied", "%"),
            Column::numbers("Berth side by itself", "TEU/yr"),
            Column::numbers("Yard, static", "TEU/yr"),
        ],
        rows: terminals.iter().enumerate().map(row).collect(),
        csv: Some("terminals.csv".to_owned()),
    };
    let id = format!("terminals-{}", anchor(&side.scenario));
    let title = format!(
        "Terminals when {} is at its capacity",
        heading(&side.scenario)
    );
    Some(Section::new(&id, title, vec![Part::Table(table)]))
}

/// A scenario's name as an anchor: it holds nothing else already.
fn anchor(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    name.chars().filter(|c| plain(*c)).collect()
}

fn textbook(found: &CapacityStudy) -> Section {
    let mut rows = Vec::new();
    for (side, document) in sides(found).zip(DOCUMENTS) {
        let side_row = |head: &str, level, cells| Row {
            head: head.to_owned(),
            level,
            cells,
        };
        rows.push(side_row(
            &format!("Simulated, {}", heading(&side.scenario)),
            Level::Strong,
            vec![
                teu_cell(
                    &side.capacity.berth_side.teu_per_year,
                    &format!("{document}.berth_side"),
                ),
                Cell::text(""),
                Cell::text(""),
            ],
        ));
        for (index, rule) in side.capacity.classical.iter().enumerate() {
            let path = |what: &str| format!("{document}.textbook.{index}.{what}");
            let teu = significant(rule.teu_per_year, 4);
            let cells = vec![
                Cell::text(teu).of(path("teu_per_year"), rule.teu_per_year, 1.0),
                percent_cell(rule.occupancy, 1, path(measure::BERTH_OCCUPANCY.name)),
                percent_cell(rule.error, 1, path("error")),
            ];
            rows.push(side_row(rule.rule, Level::Inner, cells));
        }
    }
    let table = Table {
        label: "What textbooks say".to_owned(),
        columns: vec![
            Column::numbers("Rule", ""),
            Column::numbers("Capacity", "TEU/yr"),
            Column::numbers("Berths occupied", "%"),
            Column::numbers("Against the simulation", "%"),
        ],
        rows,
        csv: Some("textbook.csv".to_owned()),
    };
    let words = format!(
        "For orientation, what planning rules say of the same site, and by how much they are \
         wrong here. Simulated: {} TEU a year.",
        teu(&found.base.capacity.berth_side.teu_per_year)
    );
    let parts = vec![Part::Text(words), Part::Table(table)];
    Section::new("textbook", "What textbooks say", parts)
}
