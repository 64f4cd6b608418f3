//! The sections of a comparison's page about one of the other scenarios.

use super::words::{
    base, fold, label_in, other as other_mean, p_value, signed, signed_share, unit, verdict,
};
use super::{Compared, Side, charts};
use crate::experiment::measure::Measure;
use crate::experiment::measure::Part as PartOf;
use crate::experiment::{Difference, Finding, PartDifferences, PartId};
use crate::report::study::{Cell, Column, Level, Part, Row, Section, Table};
use crate::report::words::{capitalized, counted, short};
use crate::scenario::KeyDifference;

/// Measures by place at most.
const PLACES: usize = 6;
/// Keys of the scenarios at most; the rest is counted.
const KEYS: usize = 60;
/// Characters of a value at most.
const VALUE: usize = 90;
/// File with all numbers.
const CSV: &str = "differences.csv";

fn section(compared: &Compared, side: &Side, id: &str, words: &str, parts: Vec<Part>) -> Section {
    let title = if compared.sides.len() > 1 {
        format!("{}: {words}", side.named.heading)
    } else {
        capitalized(words)
    };
    Section::new(&side.id(id), title, parts)
}

/// The chosen measures of the bay.
pub(super) fn bay(compared: &Compared, side: &Side) -> Section {
    let chart = charts::relative(compared, side).map(Part::Figure);
    let table = Part::Table(bay_table(compared, side));
    let parts = chart.into_iter().chain([table]).collect();
    section(compared, side, "bay", "the whole bay", parts)
}

/// Where it changes.
pub(super) fn places(compared: &Compared, side: &Side) -> Section {
    let only = [
        (&compared.base, &side.versus.only_in_base),
        (&side.named, &side.versus.only_in_other),
    ];
    let only = only.into_iter().filter(|(_, parts)| !parts.is_empty());
    let only: Vec<String> = only
        .map(|(named, parts)| only_in(&named.heading, parts))
        .collect();
    let mut parts = Vec::new();
    if !only.is_empty() {
        parts.push(Part::List(only));
    }
    let measures = side.differing().take(PLACES);
    let measures: Vec<&Measure> = measures.map(|found| found.measure).collect();
    if measures.is_empty() {
        let text = "No chosen measure of the bay differs; differences.csv holds every part.";
        parts.push(Part::Text(text.to_owned()));
    } else {
        parts.extend(charts::by_terminal(compared, side).map(Part::Figure));
        let text = "Differences with the half-width of their 95 % intervals; in parentheses where \
                    no difference is shown.";
        parts.push(Part::Text(text.to_owned()));
        parts.push(Part::Table(place_table(side, &measures)));
    }
    section(compared, side, "places", "ports and terminals", parts)
}

/// What was changed.
pub(super) fn keys(compared: &Compared, side: &Side) -> Section {
    let mut parts = Vec::new();
    if side.keys.is_empty() {
        let text = "Nothing: every key has the same value.";
        parts.push(Part::Text(text.to_owned()));
    } else {
        parts.push(Part::Table(key_table(compared, side)));
    }
    if side.keys.len() > KEYS {
        let more = counted((side.keys.len() - KEYS) as f64, "more key");
        let text = format!("And {more}: see the files in scenarios/.");
        parts.push(Part::Text(text));
    }
    let words = "what the scenarios say differently";
    section(compared, side, "scenarios", words, parts)
}

fn key_table(compared: &Compared, side: &Side) -> Table {
    let value = |value: &Option<String>| {
        let text = value.as_deref().unwrap_or_default();
        let mut cut: String = text.chars().take(VALUE).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        Cell::text(cut)
    };
    let row = |key: &KeyDifference| Row {
        head: key.key.clone(),
        level: Level::Plain,
        cells: vec![value(&key.first), value(&key.second)],
    };
    let (base, other) = (&compared.base, &side.named);
    Table {
        label: format!(
            "Keys that {} and {} give different values",
            base.name, other.name
        ),
        columns: vec![
            Column::words("Key"),
            Column::words(&*base.heading),
            Column::words(&*other.heading),
        ],
        rows: side.keys.iter().take(KEYS).map(row).collect(),
        csv: None,
    }
}

/// The chosen measures of the bay.
fn bay_table(compared: &Compared, side: &Side) -> Table {
    let row = |found: &&Difference| {
        let (value, margin) = signed(found);
        let measure = found.measure;
        let factor = measure.unit.factor;
        let path = |what: &str| format!("{}.measures.{measure}.{what}", side.path());
        Row {
            head: label_in(measure, measure.unit.shown),
            level: Level::Plain,
            cells: vec![
                Cell::text(base(found)).of(path("base_mean"), found.base_mean, factor),
                Cell::text(other_mean(found)).of(path("other_mean"), found.other_mean, factor),
                Cell::number(value, margin).of(path("mean"), found.mean, factor),
                Cell::text(signed_share(found)),
                Cell::text(verdict(found)),
                Cell::text(found.p_holm.map_or_else(String::new, p_value)),
                Cell::text(found.variance_reduction.map_or_else(String::new, fold)),
            ],
        }
    };
    Table {
        label: "Differences of the whole bay".to_owned(),
        columns: vec![
            Column::words("Measure"),
            Column::numbers(&*compared.base.heading, ""),
            Column::numbers(&*side.named.heading, ""),
            Column::numbers("Difference", ""),
            Column::numbers("of the base", ""),
            Column::words("Verdict"),
            Column::numbers("p (Holm)", ""),
            Column::numbers("Variance fell", "times"),
        ],
        rows: side.chosen.iter().map(row).collect(),
        csv: Some(CSV.to_owned()),
    }
}

/// Differences by place of what changed most.
fn place_table(side: &Side, measures: &[&Measure]) -> Table {
    let cell = |part: &PartDifferences, measure: &Measure| {
        let Some(found) = part.get(measure) else {
            return Cell::default();
        };
        let (value, margin) = signed(found);
        let cell = match found.verdict {
            Finding::Same => return Cell::text("the same"),
            Finding::Less | Finding::More => Cell::number(value, margin),
            Finding::NotShown { .. } | Finding::Unknown => {
                Cell::number(format!("({value})"), margin)
            }
        };
        let id = &part.part.id;
        let place = match part.part.level {
            PartOf::Bay => "measures".to_owned(),
            PartOf::Port => format!("ports.{id}"),
            PartOf::Terminal => format!("terminals.{id}"),
        };
        let path = format!("{}.{place}.{measure}.mean", side.path());
        cell.of(path, found.mean, measure.unit.factor)
    };
    let row = |part: &PartDifferences| Row {
        head: short(&part.part.name).to_owned(),
        level: match part.part.level {
            PartOf::Terminal => Level::Inner,
            PartOf::Bay | PartOf::Port => Level::Strong,
        },
        cells: measures.iter().map(|measure| cell(part, measure)).collect(),
    };
    let column = |measure: &&Measure| Column::numbers(measure.label, unit(measure));
    let columns = [Column::words("Place")].into_iter();
    Table {
        label: "Differences by port and terminal".to_owned(),
        columns: columns.chain(measures.iter().map(column)).collect(),
        rows: side.versus.parts.iter().map(row).collect(),
        csv: Some(CSV.to_owned()),
    }
}

/// Ports and terminals that one scenario does not have.
fn only_in(name: &str, parts: &[PartId]) -> String {
    let named = parts.iter();
    let named = named.map(|part| format!("{} ({})", part.name, part.id));
    format!(
        "Only {name} has {}: there is no difference to tell of it, but the whole bay has it in its \
         numbers.",
        named.collect::<Vec<_>>().join(", ")
    )
}
