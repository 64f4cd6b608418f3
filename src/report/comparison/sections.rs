//! The sections of a comparison's page about one of the other scenarios.

use super::page::document;
use super::select::by_change;
use super::words::{
    base, fold, label_with_unit, other as other_mean, p_value, signed, signed_share, unit, verdict,
};
use super::{Compared, Other, charts};
use crate::experiment::measure::Part as Level;
use crate::experiment::{Difference, Finding, PartDifferences, PartId, Versus};
use crate::report::measures::{label, shown_factor};
use crate::report::study::{self, Cell, Column, Part, Row, Section, Table};
use crate::report::words::{capitalized, counted, heading, short};
use crate::scenario::KeyDifference;

/// Measures by place at most.
const PLACES: usize = 6;
/// Keys of the scenarios at most; the rest is counted.
const KEYS: usize = 60;
/// Characters of a value at most.
const VALUE: usize = 90;
/// File with all numbers.
const CSV: &str = "differences.csv";

/// One other scenario against the base, as sections name it.
pub(super) struct Against<'a> {
    compared: &'a Compared<'a>,
    index: usize,
    other: &'a Other<'a>,
    versus: &'a Versus,
}

impl<'a> Against<'a> {
    /// The one at this position among the others.
    pub(super) const fn new(
        compared: &'a Compared<'a>,
        index: usize,
        other: &'a Other<'a>,
        versus: &'a Versus,
    ) -> Self {
        Self {
            compared,
            index,
            other,
            versus,
        }
    }

    /// An anchor or a file, unlike that of another scenario.
    fn id(&self, name: &str) -> String {
        match self.index {
            0 => name.to_owned(),
            index => format!("{name}_{}", index + 1),
        }
    }

    fn section(&self, id: &str, words: &str, parts: Vec<Part>) -> Section {
        let title = if self.compared.others.len() > 1 {
            format!("{}: {words}", heading(&self.other.named.name))
        } else {
            capitalized(words)
        };
        Section::new(&self.id(id), title, parts)
    }

    /// The chosen measures of the bay.
    pub(super) fn bay(&self) -> Section {
        let chart = charts::relative(self.compared, self.other, self.versus, &self.id("relative"));
        let mut parts: Vec<Part> = chart.map(Part::Figure).into_iter().collect();
        parts.push(Part::Table(bay_table(
            self.compared,
            self.other,
            self.versus,
        )));
        self.section("bay", "the whole bay", parts)
    }

    /// Where it changes.
    pub(super) fn places(&self) -> Section {
        let chart = self.id("by_terminal");
        let parts = places(self.compared, self.other, self.versus, &chart);
        self.section("places", "ports and terminals", parts)
    }

    /// What was changed.
    pub(super) fn keys(&self) -> Section {
        let parts = keys(self.compared, self.other);
        self.section("scenarios", "what the scenarios say differently", parts)
    }
}

fn keys(compared: &Compared, other: &Other) -> Vec<Part> {
    if other.keys.is_empty() {
        return vec![Part::Text(
            "Nothing: every key has the same value.".to_owned(),
        )];
    }
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
        level: study::Level::Plain,
        cells: vec![value(&key.first), value(&key.second)],
    };
    let (base, name) = (&compared.base.name, &other.named.name);
    let mut parts = vec![Part::Table(Table {
        label: format!("Keys that {base} and {name} give different values"),
        columns: vec![
            Column::words("Key"),
            Column::words(heading(base)),
            Column::words(heading(name)),
        ],
        rows: other.keys.iter().take(KEYS).map(row).collect(),
        csv: None,
    })];
    if other.keys.len() > KEYS {
        let more = counted((other.keys.len() - KEYS) as f64, "more key");
        parts.push(Part::Text(format!(
            "And {more}: see the files in scenarios/."
        )));
    }
    parts
}

/// The chosen measures of the bay.
fn bay_table(compared: &Compared, other: &Other, versus: &Versus) -> Table {
    let document = document(compared, other);
    let row = |found: &Difference| {
        let (value, margin) = signed(found);
        let name = found.measure.name;
        let factor = shown_factor(name);
        let path = |what: &str| format!("{document}.measures.{name}.{what}");
        Row {
            head: label_with_unit(found.measure.name),
            level: study::Level::Plain,
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
    let chosen = by_change(compared.found, versus.bay());
    Table {
        label: "Differences of the whole bay".to_owned(),
        columns: vec![
            Column::words("Measure"),
            Column::numbers(heading(&compared.base.name), ""),
            Column::numbers(heading(&other.named.name), ""),
            Column::numbers("Difference", ""),
            Column::numbers("of the base", ""),
            Column::words("Verdict"),
            Column::numbers("p (Holm)", ""),
            Column::numbers("Variance fell", "times"),
        ],
        rows: chosen.into_iter().map(row).collect(),
        csv: Some(CSV.to_owned()),
    }
}

/// Differences by place of what changed most.
fn places(compared: &Compared, other: &Other, versus: &Versus, chart: &str) -> Vec<Part> {
    let measures: Vec<&str> = by_change(compared.found, versus.bay())
        .into_iter()
        .filter(|found| found.verdict != Finding::Same)
        .map(|found| found.measure.name)
        .take(PLACES)
        .collect();
    let sides = [
        (&compared.base.name, &versus.only_in_base),
        (&other.named.name, &versus.only_in_other),
    ];
    let only = sides
        .into_iter()
        .filter_map(|(name, only)| only_in(&heading(name), only));
    let only: Vec<String> = only.collect();
    let mut parts = Vec::new();
    if !only.is_empty() {
        parts.push(Part::List(only));
    }
    if measures.is_empty() {
        let text = "No chosen measure of the bay differs; differences.csv holds every part.";
        parts.push(Part::Text(text.to_owned()));
        return parts;
    }
    parts.extend(charts::by_terminal(compared, other, versus, chart).map(Part::Figure));
    let text = "Differences with the half-width of their 95 % intervals; in parentheses where no \
                difference is shown.";
    parts.push(Part::Text(text.to_owned()));
    let document = document(compared, other);
    parts.push(Part::Table(place_table(versus, &measures, &document)));
    parts
}

fn place_table(versus: &Versus, measures: &[&str], document: &str) -> Table {
    let cell = |part: &PartDifferences, measure: &str| {
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
            Level::Bay => "measures".to_owned(),
            Level::Port => format!("ports.{id}"),
            Level::Terminal => format!("terminals.{id}"),
        };
        let path = format!("{document}.{place}.{measure}.mean");
        cell.of(path, found.mean, shown_factor(measure))
    };
    let column = |measure: &&str| Column::numbers(label(measure), unit(measure));
    let columns = measures.iter().map(column);
    Table {
        label: "Differences by port and terminal".to_owned(),
        columns: [Column::words("Place")]
            .into_iter()
            .chain(columns)
            .collect(),
        rows: (versus.parts.iter())
            .map(|part| Row {
                head: short(&part.part.name).to_owned(),
                level: match part.part.level {
                    Level::Terminal => study::Level::Inner,
                    Level::Bay | Level::Port => study::Level::Strong,
                },
                cells: measures.iter().map(|measure| cell(part, measure)).collect(),
            })
            .collect(),
        csv: Some(CSV.to_owned()),
    }
}

/// Ports and terminals that one scenario does not have.
fn only_in(name: &str, parts: &[PartId]) -> Option<String> {
    let named: Vec<String> = parts
        .iter()
        .map(|part| format!("{} ({})", part.name, part.id))
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "Only {name} has {}: there is no difference to tell of it, but the whole bay has it \
             in its numbers.",
            named.join(", ")
        )
    })
}
