//! The page of a capacity.

use super::csv::sides;
use super::sentences::{answer, method, passing, teu, warnings};
use super::summary::ratio;
use super::years as chart;
use super::{charts, sentences};
use crate::experiment::capacity::{Binding, CapacityStudy, CurvePoint, Side};
use crate::report::study::{Card, Cell, Column, Level, Part, Row, Section, Study, Table};
use crate::report::words::{Precision, capitalized, half_width, margin, mean, number, percent};

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
    sections.extend(sides(found).filter_map(terminals));
    sections.push(textbook(found));
    let question = (!base.question.is_empty()).then(|| base.question.clone());
    Study {
        title: format!("Capacity of {}: {}", base.capacity.name, base.scenario),
        question,
        answer: answer(found),
        warnings: warnings(found),
        cards: cards(found),
        sections,
        method: method(found),
        again: again.to_owned(),
    }
}

fn cards(found: &CapacityStudy) -> Vec<Card> {
    let mut cards: Vec<Card> = sides(found)
        .map(|side| {
            let capacity = &side.capacity;
            Card {
                label: format!("Capacity of {}, {}", capacity.name, side.scenario),
                value: mean(&capacity.teu_per_year, Precision::Fine),
                unit: "TEU/yr".to_owned(),
                margin: margin(&capacity.teu_per_year, Precision::Fine),
                note: match capacity.binding {
                    Binding::BerthSide => "the berth side binds".to_owned(),
                    Binding::YardStatic => "the yard binds".to_owned(),
                },
            }
        })
        .collect();
    if let Some(difference) = &found.difference {
        cards.push(Card {
            label: "Difference".to_owned(),
            value: mean(difference, Precision::Fine),
            unit: "TEU/yr".to_owned(),
            margin: margin(difference, Precision::Fine),
            note: "on the same random numbers".to_owned(),
        });
    }
    if let Some(asked) = &found.for_teu {
        cards.push(Card {
            label: format!("Waiting at {} TEU a year", number(asked.teu, 0)),
            value: percent(asked.as_it_is.ratio.0),
            unit: "of time at berth".to_owned(),
            margin: None,
            note: match asked.berths {
                Some(1) => "the level holds from 1 berth on".to_owned(),
                Some(berths) => format!("the level holds from {berths} berths on"),
                None => String::new(),
            },
        });
    }
    cards
}

fn curve(found: &CapacityStudy) -> Section {
    let mut parts = vec![Part::Figure(charts::curve(found))];
    for side in sides(found) {
        let row = |point: &CurvePoint| Row {
            head: format!("{:.3}", point.load),
            level: Level::Plain,
            cells: vec![
                Cell::number(
                    mean(&point.teu_per_year, Precision::Fine),
                    margin(&point.teu_per_year, Precision::Fine),
                ),
                Cell::text(ratio(point)),
                Cell::text(number(100.0 * point.berth_occupancy, 0)),
                Cell::text(number(point.backlog.0, 1)),
                Cell::text(number(point.backlog.1, 1)),
                Cell::text(if point.stationary {
                    String::new()
                } else {
                    let unserved = number(point.unserved_teu, 0);
                    format!("not stationary, {unserved} TEU/yr unserved")
                }),
            ],
        };
        parts.push(Part::Text(format!("Loads of {}:", side.scenario)));
        parts.push(Part::Table(Table {
            label: format!("Loads simulated of {}", side.scenario),
            columns: vec![
                Column::numbers("Load", ""),
                Column::numbers("Throughput", "TEU/yr"),
                Column::numbers("Wait over time at berth", "%"),
                Column::numbers("Berths occupied", "%"),
                Column::numbers("Waiting at the start", "vessels"),
                Column::numbers("At the end", "vessels"),
                Column::words("Queue"),
            ],
            rows: side.capacity.curve.iter().map(row).collect(),
            csv: Some("curve.csv".to_owned()),
        }));
    }
    Section::new("waiting", "Waiting against throughput", parts)
}

fn bottleneck(found: &CapacityStudy) -> Section {
    let whole = found.base.capacity.berth_side.teu_per_year.mean;
    let rows = found.effects.iter().map(|effect| Row {
        head: capitalized(&effect.words),
        level: Level::Plain,
        cells: vec![
            Cell::number(
                mean(&effect.added, Precision::Fine),
                margin(&effect.added, Precision::Fine),
            ),
            Cell::text(number(100.0 * effect.added.mean / whole, 1)),
            Cell::text(if effect.added.mean.abs() > half_width(&effect.added) {
                "shown"
            } else {
                "not shown at this number of replications"
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
    let rows = found.variants.iter().map(|variant| {
        let cells = match &variant.found {
            Ok(estimate) => vec![
                Cell::number(
                    mean(&estimate.teu_per_year, Precision::Fine),
                    margin(&estimate.teu_per_year, Precision::Fine),
                ),
                Cell::text(""),
            ],
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
    let lines = sides(found).flat_map(|side| passing(side, years));
    let parts = vec![
        Part::List(lines.collect()),
        Part::Figure(chart::years(found, years)),
    ];
    Some(Section::new(
        "years",
        "Demand against capacity by year",
        parts,
    ))
}

/// Terminals of a bay at its capacity.
fn terminals(side: &Side) -> Option<Section> {
    let terminals = &side.capacity.terminals;
    if terminals.len() < 2 {
        return None;
    }
    let rows = terminals.iter().map(|at| Row {
        head: at.name.clone(),
        level: Level::Plain,
        cells: vec![
            Cell::text(number(at.teu_per_year, 0)),
            Cell::text(number(100.0 * at.ratio, 1)),
            Cell::text(number(100.0 * at.berth_occupancy, 0)),
            at.own.map_or(Cell::text(""), |own| {
                Cell::number(mean(&own, Precision::Fine), margin(&own, Precision::Fine))
            }),
            Cell::text(at.yard_static.map_or(String::new(), |yard| number(yard, 0))),
        ],
    });
    let table = Table {
        label: format!("Terminals of {} at its capacity", side.scenario),
        columns: vec![
            Column::numbers("Terminal", ""),
            Column::numbers("Throughput", "TEU/yr"),
            Column::numbers("Wait over time at berth", "%"),
            Column::numbers("Berths occupied", "%"),
            Column::numbers("Berth side by itself", "TEU/yr"),
            Column::numbers("Yard, static", "TEU/yr"),
        ],
        rows: rows.collect(),
        csv: Some("terminals.csv".to_owned()),
    };
    let id = format!("terminals-{}", anchor(&side.scenario));
    let title = format!("Terminals when {} is at its capacity", side.scenario);
    Some(Section::new(&id, title, vec![Part::Table(table)]))
}

/// A scenario's name as an anchor: it holds nothing else already.
fn anchor(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    name.chars().filter(|c| plain(*c)).collect()
}

fn textbook(found: &CapacityStudy) -> Section {
    let mut rows = Vec::new();
    for side in sides(found) {
        let side_row = |head: &str, level, cells| Row {
            head: head.to_owned(),
            level,
            cells,
        };
        rows.push(side_row(
            &format!("Simulated, {}", side.scenario),
            Level::Strong,
            vec![
                Cell::text(sentences::teu(&side.capacity.berth_side.teu_per_year)),
                Cell::text(""),
                Cell::text(""),
            ],
        ));
        for rule in &side.capacity.classical {
            let cells = vec![
                Cell::text(number(rule.teu_per_year, 0)),
                Cell::text(number(100.0 * rule.occupancy, 1)),
                Cell::text(number(100.0 * rule.error, 1)),
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
