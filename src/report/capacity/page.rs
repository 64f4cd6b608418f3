//! The page of a capacity.

use serde_json::Value;

use super::method::method;
use super::sentences::{answer, gives_out, lopsided_ends, teu, warnings, words};
use super::{charts, passed, tables, years};
use crate::experiment::capacity::{Binding, CapacityStudy, ForTeu, Side};
use crate::report::study::{Card, Listing, Part, Section, Study, Traced, teu_cell};
use crate::report::words::{counted, heading, number, percent, significant};
use crate::statistics::Summary;

/// Everything found, as a page, with its numbers out of `results.json`; `again` is the command that
/// makes it again.
pub(super) fn page(found: &CapacityStudy, document: &Value, again: &str) -> Study {
    let base = &found.base;
    let question = (!base.question.is_empty()).then(|| base.question.clone());
    Study {
        title: format!("Capacity of {}", base.capacity.name),
        question,
        answer: answer(found),
        warnings: warnings(found),
        cards: cards(found),
        sections: sections(found, document),
        method: method(found),
        again: again.to_owned(),
        ..Study::default()
    }
}

fn sections(found: &CapacityStudy, document: &Value) -> Vec<Section> {
    let table = |listing: Listing, label: &str| {
        let label = format!("{label} {}", found.base.capacity.name);
        Part::Table(listing.page(label, document))
    };
    let figure = Part::Figure;
    let loads = table(tables::curve(found), "Loads simulated of");
    let mut sections = vec![Section::new(
        "waiting",
        "Waiting against throughput",
        vec![figure(charts::curve(found)), loads],
    )];
    if !found.effects.is_empty() {
        let effects = table(tables::bottleneck(found), "What a little more adds to");
        let parts = vec![figure(charts::bottleneck(found)), effects];
        sections.push(Section::new(
            "first-to-give-out",
            "What gives out first",
            parts,
        ));
    }
    if !found.variants.is_empty() {
        let variants = table(tables::variants(found), "Other versions of");
        let title = "With other berths, cranes and gangs";
        sections.push(Section::new("variants", title, vec![variants]));
    }
    if let Some(of) = &found.years {
        let cause = passed::cause(found, of).map(Part::Text).into_iter();
        let parts = [figure(years::years(of)), Part::Table(passed::table(of))];
        let title = "Demand against capacity by year";
        sections.push(Section::new("years", title, cause.chain(parts).collect()));
    }
    if found.base.capacity.terminals.len() > 1 {
        let terminals = table(tables::terminals(found), "Terminals at the capacity of");
        let title = "Terminals when the bay is at its capacity";
        sections.push(Section::new("terminals", title, vec![terminals]));
    }
    let simulated: Vec<String> = found.sides().map(simulated).collect();
    let words = format!(
        "For orientation, what planning rules say of the same site, and by how much they are wrong \
         here. Simulated: {}.",
        simulated.join("; ")
    );
    let rules = table(tables::textbook(found), "What textbooks say of");
    let parts = vec![Part::Text(words), rules];
    sections.push(Section::new("textbook", "What textbooks say", parts));
    sections
}

/// The berth side of a scenario, in words.
fn simulated(side: &Side) -> String {
    let found = teu(&side.capacity.berth_side.teu_per_year);
    format!("{}, {found} TEU a year", heading(&side.scenario))
}

/// TEU a year as a key figure.
fn teu_card(label: String, summary: &Summary, path: &str, note: impl Into<String>) -> Card {
    let cell = teu_cell(summary);
    let note: String = note.into();
    let ends = lopsided_ends(summary).map(|ends| format!("{ends} (95 %); {note}"));
    Card {
        label,
        value: cell.text,
        unit: "TEU/yr".to_owned(),
        margin: cell.margin,
        note: ends.unwrap_or(note),
        of: Some(traced(format!("{path}.mean"), summary.mean, 1.0)),
    }
}

fn traced(path: impl Into<String>, value: f64, scale: f64) -> Traced {
    let path = path.into();
    Traced { path, value, scale }
}

/// Key figures.
fn cards(found: &CapacityStudy) -> Vec<Card> {
    let several = found.against.is_some();
    let capacity = |(side, document): (&Side, &str)| {
        let capacity = &side.capacity;
        let of = if several {
            format!(", {}", heading(&side.scenario))
        } else {
            String::new()
        };
        let label = format!("Capacity of {}{of}", capacity.name);
        let note = match capacity.binding {
            Binding::BerthSide => "the berth side binds",
            Binding::YardStatic => "the yard binds",
        };
        let path = format!("{document}.teu_per_year");
        teu_card(label, &capacity.teu_per_year, &path, note)
    };
    let sides = found.sides().zip(["capacity", "against"]);
    let mut cards: Vec<Card> = sides.map(capacity).collect();
    let difference = found.difference.as_ref().map(|of| {
        let (path, note) = ("difference.teu_per_year", "on the same random numbers");
        teu_card("Difference".to_owned(), &of.teu_per_year, path, note)
    });
    let first = found.effects.first().map(|first| {
        let label = format!("{} first", gives_out(first.change));
        let path = "bottleneck.0.added_teu_per_year";
        let note = format!("added by {}", words(first));
        teu_card(label, &first.added, path, note)
    });
    let base = &found.base.capacity;
    let yard = base.yard_static.filter(|_| !several).map(|yard| Card {
        label: "Static ceiling of the yard".to_owned(),
        value: significant(yard, 4),
        unit: "TEU/yr".to_owned(),
        margin: None,
        note: "acres times TEU an acre".to_owned(),
        of: Some(traced("capacity.yard_static", yard, 1.0)),
    });
    cards.extend(difference.into_iter().chain(first).chain(yard));
    let waits = percent(base.today.wait_to_service_ratio.mean);
    cards.push(teu_card(
        "The scenario as it is".to_owned(),
        &base.today.teu_per_year,
        "capacity.today.teu_per_year",
        format!("vessels wait {waits} of time at berth"),
    ));
    cards.extend(found.for_teu.as_ref().map(for_teu));
    cards
}

/// What waiting a cargo asked for would bring.
fn for_teu(asked: &ForTeu) -> Card {
    let ratio = asked.as_it_is.wait_to_service_ratio.mean;
    let berths = asked.berths_needed.map(|n| counted(f64::from(n), "berth"));
    let note = berths.map(|berths| format!("the level holds from {berths} on"));
    Card {
        label: format!("Waiting at {} TEU a year", number(asked.teu, 0)),
        value: percent(ratio),
        unit: "of time at berth".to_owned(),
        margin: None,
        note: note.unwrap_or_default(),
        of: Some(traced(
            "for_teu.as_it_is.wait_to_service_ratio.mean",
            ratio,
            100.0,
        )),
    }
}
