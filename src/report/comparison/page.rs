//! The page of a comparison.

use super::select::by_change;
use super::words::{
    base, change, fold, label_with_unit, other as other_mean, p_value, share, signed,
    signed_with_margin, verdict,
};
use super::{Compared, Other, charts, emissions};
use crate::experiment::measure::Part as Level;
use crate::experiment::{Difference, Finding, PartId, Versus};
use crate::report::measures::{label, shown_unit};
use crate::report::study::{self, Card, Cell, Column, Part, Row, Section, Study, Table};
use crate::report::words::{capitalized, counted, number, short};
use crate::scenario::KeyDifference;

/// Key figures at most.
const CARDS: usize = 5;
/// Changes told in the answer.
const TOLD: usize = 3;
/// Measures by place at most.
const PLACES: usize = 6;
/// Keys of the scenarios at most; the rest is counted.
const KEYS: usize = 60;
/// Characters of a value at most.
const VALUE: usize = 90;
/// File with all numbers.
const CSV: &str = "differences.csv";

/// The page, put together.
pub(super) fn study(compared: &Compared) -> Study {
    let found = compared.found;
    let sides: Vec<(&Other, &Versus)> = compared.others.iter().zip(&found.versus).collect();
    let heads: Vec<String> = sides.iter().map(|(o, _)| heading(&o.named.name)).collect();
    let mut sections = Vec::new();
    for (index, (other, versus)) in sides.iter().enumerate() {
        sections.extend(sections_of(compared, index, other, versus));
    }
    sections.extend(emissions::section(compared));
    let answers: Vec<String> = sides
        .iter()
        .map(|(other, versus)| answer(compared, other, versus))
        .collect();
    let question = &compared.others[0].named.scenario.question;
    let asked = sides.len() == 1 && !question.is_empty();
    Study {
        title: format!(
            "{} against {}",
            heads.join(", "),
            heading(&compared.base.name)
        ),
        question: asked.then(|| question.clone()),
        answer: answers.join(" "),
        warnings: warnings(compared),
        cards: cards(compared, sides[0].1),
        sections,
        method: method(compared),
        again: compared.command.clone(),
    }
}

/// A scenario's name as a heading: `pier_500` is "Pier 500".
pub(super) fn heading(name: &str) -> String {
    let words: Vec<String> = name.split('_').map(capitalized).collect();
    words.join(" ")
}

/// What changed most, in a sentence, and what did not.
fn answer(compared: &Compared, other: &Other, versus: &Versus) -> String {
    let chosen = by_change(compared.found, versus.bay());
    let changed: Vec<String> = (chosen.iter().filter(|found| found.is_shown()))
        .take(TOLD)
        .map(|found| {
            let unit = shown_unit(found.measure.name);
            let unit = if unit == "1" {
                String::new()
            } else {
                format!(" {unit}")
            };
            let name = label(found.measure.name);
            format!(
                "{name} {} ({}{unit})",
                change(found),
                signed_with_margin(found)
            )
        })
        .collect();
    let open = chosen
        .iter()
        .filter(|found| matches!(found.verdict, Finding::NotShown { .. }));
    let open: Vec<String> = open.map(|found| label(found.measure.name)).collect();
    let (name, base) = (&other.named.name, &compared.base.name);
    let mut text = match (changed.is_empty(), compared.found.replications) {
        (false, _) => format!("{name} against {base}: {}.", changed.join("; ")),
        (true, 1) => format!("{name} against {base}: one replication cannot tell."),
        (true, _) => format!("{name} against {base}: no difference is shown."),
    };
    if !open.is_empty() && !changed.is_empty() {
        text.push_str(" Not shown to differ: ");
        text.push_str(&open.join(", "));
        text.push('.');
    }
    text
}

/// What must be known before trusting the answer.
fn warnings(compared: &Compared) -> Vec<String> {
    let base = compared.base.scenario;
    let mut warnings: Vec<String> = compared
        .others
        .iter()
        .filter(|other| other.named.scenario.bay.period != base.bay.period)
        .map(|other| {
            format!(
                "{} and {} measure different periods: totals differ for that alone, and the \
                 vessels of one replication are not the same.",
                other.named.name, compared.base.name
            )
        })
        .collect();
    let (done, asked) = (compared.found.replications, compared.found.asked);
    if done < asked {
        warnings.push(format!(
            "Interrupted: {done} of {asked} replications, which all scenarios had done. The same \
             command with --resume does the rest."
        ));
    }
    if done == 1 {
        let text = "One replication tells nothing of chance: there are no intervals and no \
                    verdicts.";
        warnings.push(text.to_owned());
    }
    warnings.extend(compared.found.open_balances.iter().cloned());
    warnings
}

fn cards(compared: &Compared, versus: &Versus) -> Vec<Card> {
    let chosen = by_change(compared.found, versus.bay());
    let shown = chosen.into_iter().filter(|found| found.is_shown());
    let card = |found: &Difference| {
        let (value, margin) = signed(found);
        let unit = shown_unit(found.measure.name);
        Card {
            label: label(found.measure.name),
            value,
            unit: if unit == "1" {
                String::new()
            } else {
                unit.to_owned()
            },
            margin,
            note: share(found).map_or_else(
                || "from nothing".to_owned(),
                |_| format!("{} than {}", change(found), base(found)),
            ),
        }
    };
    shown.take(CARDS).map(card).collect()
}

/// Sections about one other scenario.
fn sections_of(compared: &Compared, index: usize, other: &Other, versus: &Versus) -> Vec<Section> {
    let several = compared.others.len() > 1;
    let id = |name: &str| {
        if index == 0 {
            name.to_owned()
        } else {
            format!("{name}_{}", index + 1)
        }
    };
    let title = |words: &str| {
        if several {
            format!("{}: {words}", other.named.name)
        } else {
            capitalized(words)
        }
    };
    let keys = Section::new(
        &id("scenarios"),
        title("what the scenarios say differently"),
        keys(compared, other),
    );
    let mut of_bay = vec![Part::Table(bay_table(compared, other, versus))];
    of_bay.extend(charts::relative(compared, other, versus, &id("relative")).map(Part::Figure));
    let bay = Section::new(&id("bay"), title("the whole bay"), of_bay);
    let places = Section::new(
        &id("places"),
        title("ports and terminals"),
        places(compared, other, versus, &id("by_terminal")),
    );
    vec![keys, bay, places]
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
            Column::words(base),
            Column::words(name),
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
    let row = |found: &Difference| {
        let (value, margin) = signed(found);
        Row {
            head: label_with_unit(found.measure.name),
            level: study::Level::Plain,
            cells: vec![
                Cell::text(base(found)),
                Cell::text(other_mean(found)),
                Cell::number(value, margin),
                Cell::text(share(found).unwrap_or_default()),
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
            Column::numbers(&compared.base.name, ""),
            Column::numbers(&other.named.name, ""),
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
        .filter_map(|(name, only)| only_in(name, only));
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
    let text = "Differences with the half-width of their 95 % intervals; in parentheses where no \
                difference is shown.";
    parts.push(Part::Text(text.to_owned()));
    parts.push(Part::Table(place_table(versus, &measures)));
    parts.extend(charts::by_terminal(compared, other, versus, chart).map(Part::Figure));
    parts
}

fn place_table(versus: &Versus, measures: &[&str]) -> Table {
    let cell = |found: Option<&Difference>| {
        let Some(found) = found else {
            return Cell::default();
        };
        let (value, margin) = signed(found);
        match found.verdict {
            Finding::Same => Cell::text("the same"),
            Finding::Less | Finding::More => Cell::number(value, margin),
            Finding::NotShown { .. } | Finding::Unknown => {
                Cell::number(format!("({value})"), margin)
            }
        }
    };
    let column = |measure: &&str| Column::numbers(label(measure), shown_unit(measure));
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
                cells: measures
                    .iter()
                    .map(|measure| cell(part.get(measure)))
                    .collect(),
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

fn method(compared: &Compared) -> Vec<String> {
    let found = compared.found;
    let times = number(f64::from(found.replications), 0);
    [
        format!(
            "Every scenario ran {times} times with seed {}. Replications of the same number meet \
             the same random numbers: every source of chance has its own stream, and what belongs \
             to a call is drawn when the call is made. What the scenarios leave alike happens \
             alike in both, and cancels in the difference.",
            found.seed
        ),
        "Differences are the other scenario less the base, replication by replication; intervals \
         are 95 % Student-t intervals of their mean. \"Variance fell\" is the variance the \
         difference would have with independent seeds (that of the base and that of the other, \
         added) over the one it has."
            .to_owned(),
        "Verdicts are paired t tests at 5 %, corrected for their number by Holm's procedure \
         (1979) within three families: the measures chosen for the whole bay, the same by port and \
         terminal, and everything else in differences.csv; each over all scenarios compared here. \
         The intervals are not corrected, so that one may lie beside zero and the verdict still \
         be that no difference is shown."
            .to_owned(),
        "\"N more would show 2 %\" counts the further replications with which a true difference \
         of 2 % of the base would be shown nine times in ten, by the spread of the differences so \
         far and at the level of the strictest test of the family."
            .to_owned(),
    ]
    .into()
}
