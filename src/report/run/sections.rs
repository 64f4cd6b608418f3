//! The sections of a run's page, in the order of reading.

use super::{emissions, tables};
use crate::experiment::Results;
use crate::report::chart::{Topic, of_topic};
use crate::report::study::{Panel, Part, Section};
use crate::report::targets;

/// Every section that the results have something for.
pub(super) fn sections(results: &Results) -> Vec<Section> {
    [
        Some(playback()),
        Some(capacity(results)),
        Some(terminals(results)),
        energy(results),
        rule(results),
        value(results),
        validation(results),
        assumptions(results),
        Some(measures(results)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Charts of a topic.
fn figures(results: &Results, topic: Topic) -> impl Iterator<Item = Part> {
    of_topic(results, topic).into_iter().map(Part::Figure)
}

fn text(words: &str) -> Part {
    Part::Text(words.to_owned())
}

fn note(words: &str) -> Part {
    Part::Note(words.to_owned())
}

/// A panel of this id; a section without a title takes its heading from it.
fn panel(id: &'static str, title: &'static str, note: &'static str) -> Part {
    Part::Panel(Panel { id, title, note })
}

fn playback() -> Section {
    let panel = panel("playback", "The first replication, played", "");
    Section::new("playback", "", vec![panel]).linked("Playback")
}

fn capacity(results: &Results) -> Section {
    let mut parts: Vec<Part> = figures(results, Topic::Capacity).collect();
    let data = "Data: `daily.csv`, `shore_power.csv`";
    parts.push(panel("explore", "Day by day", data));
    Section::new("capacity", "Capacity and waiting", parts).linked("Capacity and waiting")
}

fn terminals(results: &Results) -> Section {
    let mut parts = vec![
        note("Means over replications with the half-width of their 95 % intervals."),
        Part::Table(tables::terminals(results)),
        panel("compare", "Terminals by any measure", ""),
        panel(
            "plan",
            "Berth plan of any terminal",
            "First replication. Data: `calls.csv`",
        ),
    ];
    parts.extend(figures(results, Topic::Terminals));
    Section::new("terminals", "Terminals", parts).linked("Terminals")
}

fn energy(results: &Results) -> Option<Section> {
    let figures: Vec<Part> = figures(results, Topic::Energy).collect();
    let by_mode = emissions::by_mode(results);
    if figures.is_empty() && by_mode.is_empty() {
        return None;
    }
    let settings = &results.run.emission_settings;
    let mut parts = vec![
        Part::Heading("settings", "Factors, loads and boundary".to_owned()),
        Part::Text(format!("Every total of this page is of {settings}.")),
        text(
            "Vessels’ stacks, engines ashore and power plants always stand apart; a pollutant \
             without a published factor is “not estimated”, never zero.",
        ),
    ];
    parts.extend(emissions::inventory(results));
    parts.extend(figures);
    parts.extend(by_mode);
    parts.extend(emissions::left_out(results));
    let title = "Shore power and emissions";
    Some(Section::new("energy", title, parts).linked(title))
}

fn rule(results: &Results) -> Option<Section> {
    let table = tables::at_berth(results)?;
    let mut parts = vec![text(
        "A visit keeps the rule (17 CCR 93130) where shore power or a capture barge takes over \
         within two hours of all fast and until at most an hour before the pilot is due; \
         emergencies and incident events within their grants excuse it. Compliance is judged from \
         the record of each visit, and every miss has its reason.",
    )];
    parts.extend(figures(results, Topic::Rule));
    parts.extend([
        note(
            "Shares and visits by place; columns on the right are the reasons most often met, and \
             all of them stand in compliance.csv.",
        ),
        Part::Table(table),
    ]);
    Some(Section::new("rule", "California’s At-Berth rule", parts).linked("At-Berth rule"))
}

fn value(results: &Results) -> Option<Section> {
    let table = tables::value(results)?;
    let mut parts: Vec<Part> = figures(results, Topic::Value).collect();
    parts.extend([
        note(
            "Loaded containers at the average worth of their port; waiting counts the worth of a \
             call’s cargo times the days from its arrival until it is under way for a berth. Social \
             cost of carbon: EPA 2023, dollars of 2020 at 2 %, at the value of the year. Lanes \
             count calls that departed, with all they exchange; measures of cargo count what was \
             moved within the period: vessels at berth at its beginning and end set the two apart. \
             Lanes stand in `trade.csv`.",
        ),
        Part::Table(table),
    ]);
    let title = "In dollars: cargo, waiting, greenhouse gases";
    Some(Section::new("value", title, parts).linked("In dollars"))
}

fn validation(results: &Results) -> Option<Section> {
    if results.targets.is_empty() {
        return None;
    }
    let parts = vec![
        Part::Text(targets::hits_in_words(&results.targets)),
        text(
            "What a hit is worth: of a figure that is “independent”, no input was chosen by looking \
             at it; “looked at”, somebody who chose inputs knew it; a “consequence” follows from \
             other figures by arithmetic; an “input” goes in, and shows only that nothing is lost.",
        ),
        Part::Table(tables::targets(results)),
    ];
    Some(Section::new("validation", "Against published figures", parts).linked("Validation"))
}

fn assumptions(results: &Results) -> Option<Section> {
    let assumptions = &results.run.assumptions;
    let parts = vec![
        text("What no published source covers, and the scenario therefore assumes:"),
        Part::List(assumptions.clone()),
    ];
    let section = Section::new("assumptions", "Assumptions", parts).linked("Assumptions");
    (!assumptions.is_empty()).then_some(section)
}

fn measures(results: &Results) -> Section {
    let count = results.bay.measures.len();
    let words = format!("{count} measures with their definitions");
    let table = tables::measures(results);
    Section::new("measures", "All measures", vec![Part::Folded(words, table)])
}
