//! Tables of a capacity: one fact a row.

use serde_json::Value;

use super::sentences::{lopsided_ends, words};
use crate::experiment::capacity::{CapacityStudy, CurvePoint, Found, Limit, Side, Years};
use crate::experiment::measure;
use crate::report::ReportError;
use crate::report::csv::table::{Table, number, text};
use crate::report::study::{Entry, File, Listed, Listing, Parts};
use crate::report::words::{capitalized, half_width, heading, number as rounded};

const CURVE: [Listed; 8] = [
    Listed::new("load"),
    Listed::new("teu_per_year")
        .parts(Parts::Interval)
        .teu("Throughput"),
    Listed::new(measure::WAIT_TO_SERVICE_RATIO.name)
        .parts(Parts::Interval)
        .percent("Wait over time at berth", 1),
    Listed::new(measure::BERTH_OCCUPANCY.name).percent("Berths occupied", 0),
    Listed::new("stationary"),
    Listed::new(measure::BACKLOG_START.name).shown("Waiting at the start", "vessels"),
    Listed::new(measure::BACKLOG_END.name).shown("At the end", "vessels"),
    Listed::new("unserved_teu_per_year"),
];

const TERMINALS: [Listed; 6] = [
    Listed::new("load"),
    Listed::new("teu_per_year").teu("Throughput"),
    Listed::new(measure::WAIT_TO_SERVICE_RATIO.name).percent("Wait over time at berth", 1),
    Listed::new(measure::BERTH_OCCUPANCY.name).percent("Berths occupied", 0),
    Listed::new("berth_side")
        .header("berth_side_teu_per_year")
        .parts(Parts::Interval)
        .teu("Berth side by itself"),
    Listed::new("yard_static")
        .header("yard_static_teu_per_year")
        .teu("Yard, static"),
];

const TEXTBOOK: [Listed; 3] = [
    Listed::new("teu_per_year").teu("Capacity"),
    Listed::new(measure::BERTH_OCCUPANCY.name).percent("Berths occupied", 1),
    Listed::new("error").percent("Against the simulation", 1),
];

const BOTTLENECK: [Listed; 1] = [Listed::new("added_teu_per_year")
    .parts(Parts::Summary)
    .teu("Adds")];

const VARIANTS: [Listed; 2] = [
    Listed::new("berth_side")
        .header("berth_side_teu_per_year")
        .parts(Parts::Ends)
        .teu("Berth side"),
    Listed::new("none").header("note"),
];

/// Every file of a study, in their order, from its `results.json`.
///
/// # Errors
/// If a file cannot be formatted.
pub(super) fn files(found: &CapacityStudy, document: &Value) -> Result<Vec<File>, ReportError> {
    let mut files = Vec::new();
    let mut listings = vec![curve(found), terminals(found), textbook(found)];
    listings.extend((!found.effects.is_empty()).then(|| bottleneck(found)));
    listings.extend((!found.variants.is_empty()).then(|| variants(found)));
    for listing in listings {
        files.push(File::new(listing.file, listing.csv(document)?));
    }
    if let Some(of) = &found.years {
        files.push(File::new("years.csv", years(of)?));
        files.push(File::new("passing.csv", passing(of)?));
    }
    Ok(files)
}

/// An entry for each thing of each scenario, at its place under a key of `results.json`.
fn of_sides<Of>(
    found: &CapacityStudy,
    key: &str,
    things: fn(&Side) -> &[Of],
    entry: impl Fn(&Side, &Of, String) -> Entry,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (side, document) in found.sides().zip(["capacity", "against"]) {
        for (index, thing) in things(side).iter().enumerate() {
            let mut entry = entry(side, thing, format!("{document}.{key}.{index}"));
            if found.against.is_some() {
                entry.head = format!("{}, {}", heading(&side.scenario), entry.head);
            }
            entries.push(entry);
        }
    }
    entries
}

/// Every load of every scenario.
pub(super) fn curve(found: &CapacityStudy) -> Listing {
    let entries = of_sides(
        found,
        "curve",
        |side| &side.capacity.curve[..],
        |side, point, path| Entry {
            path,
            before: vec![side.scenario.clone(), side.capacity.site.clone()],
            head: format!("{:.3}", point.load),
            after: vec![queue(point)],
        },
    );
    Listing {
        file: "curve.csv",
        before: &["scenario", "site"],
        columns: &CURVE,
        head: "Load",
        after: &["Queue"],
        entries,
    }
}

/// What becomes of the queue at a load.
fn queue(point: &CurvePoint) -> String {
    if point.stationary {
        return "settles".to_owned();
    }
    let unserved = rounded(point.unserved_teu_per_year, 0);
    format!("grows: not stationary, {unserved} TEU/yr unserved")
}

/// Terminals when the site is at its berth side's capacity.
pub(super) fn terminals(found: &CapacityStudy) -> Listing {
    let entries = of_sides(
        found,
        "terminals",
        |side| &side.capacity.terminals[..],
        |side, at, path| Entry {
            path,
            before: vec![side.scenario.clone(), at.id.clone(), at.name.clone()],
            head: at.name.clone(),
            after: Vec::new(),
        },
    );
    Listing {
        file: "terminals.csv",
        before: &["scenario", "terminal", "name"],
        columns: &TERMINALS,
        head: "Terminal",
        after: &[],
        entries,
    }
}

/// What textbooks say.
pub(super) fn textbook(found: &CapacityStudy) -> Listing {
    let entries = of_sides(
        found,
        "textbook",
        |side| &side.capacity.classical[..],
        |side, rule, path| Entry {
            path,
            before: vec![side.scenario.clone(), rule.rule.to_owned()],
            head: rule.rule.to_owned(),
            after: Vec::new(),
        },
    );
    Listing {
        file: "textbook.csv",
        before: &["scenario", "rule"],
        columns: &TEXTBOOK,
        head: "Rule",
        after: &[],
        entries,
    }
}

/// What a little more of each resource adds.
pub(super) fn bottleneck(found: &CapacityStudy) -> Listing {
    let whole = found.base.capacity.berth_side.teu_per_year.mean;
    let effects = found.effects.iter().enumerate();
    let entries = effects.map(|(index, effect)| {
        let shown = match half_width(&effect.added) {
            half if effect.added.mean.abs() > half => "shown",
            half if half > 0.0 => "not shown at this number of replications",
            _ => "none in any replication",
        };
        let share = rounded(100.0 * effect.added.mean / whole, 1);
        Entry {
            path: format!("bottleneck.{index}"),
            before: vec![
                (index + 1).to_string(),
                effect.words.clone(),
                "TEU/yr".to_owned(),
            ],
            head: capitalized(&words(effect)),
            after: vec![share, shown.to_owned()],
        }
    });
    Listing {
        file: "bottleneck.csv",
        before: &["rank", "change", "unit"],
        columns: &BOTTLENECK,
        head: "A little more of",
        after: &["Of the berth side [%]", "Effect"],
        entries: entries.collect(),
    }
}

/// Other versions of the site.
pub(super) fn variants(found: &CapacityStudy) -> Listing {
    let variants = found.variants.iter().enumerate();
    let entries = variants.map(|(index, variant)| Entry {
        path: format!("variants.{index}"),
        before: vec![variant.words.clone()],
        head: capitalized(&variant.words),
        after: vec![match &variant.found {
            Found::BerthSide(of) => lopsided_ends(&of.teu_per_year)
                .map_or_else(String::new, |ends| format!("95 %: {ends}")),
            Found::Missing(why) => why.clone(),
        }],
    });
    Listing {
        file: "variants.csv",
        before: &["variant"],
        columns: &VARIANTS,
        head: "With",
        after: &["Note"],
        entries: entries.collect(),
    }
}

/// Demand of each case of growth by year, and every capacity beside it.
fn years(years: &Years) -> Result<Vec<u8>, ReportError> {
    let header = [
        "year",
        "of",
        "what",
        "teu_per_year",
        "ci95_low",
        "ci95_high",
    ];
    let mut table = Table::new(&header)?;
    for growth in &years.growth {
        for (year, demand) in years.demand(growth) {
            let name = text(&growth.name);
            let (what, none) = ("demand".to_owned(), String::new());
            table.row(&[
                year.to_string(),
                name,
                what,
                number(demand),
                none.clone(),
                none,
            ])?;
        }
    }
    for (scenario, limit) in limits(years) {
        let [teu, low, high] = ends(limit);
        for year in years.span.0..=years.span.1 {
            let year = year.to_string();
            let (scenario, what) = (text(scenario), what(limit));
            table.row(&[year, scenario, what, teu.clone(), low.clone(), high.clone()])?;
        }
    }
    table.bytes()
}

/// When each case of growth passes each capacity.
fn passing(years: &Years) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&[
        "scenario",
        "growth",
        "rate",
        "capacity",
        "teu_per_year",
        "teu_per_year_ci95_low",
        "teu_per_year_ci95_high",
        "passes",
        "first_year_above",
        "first_year_above_ci95_low",
        "first_year_above_ci95_high",
    ])?;
    for (scenario, limit) in limits(years) {
        for case in &limit.passed {
            let (name, rate) = (text(&case.growth.name), number(case.growth.rate));
            let firsts = [case.when, case.ci95_low, case.ci95_high];
            let firsts = firsts.map(|when| when.year().map_or(String::new(), |y| y.to_string()));
            let mut row = vec![text(scenario), name, rate, what(limit)];
            row.extend(ends(limit));
            row.push(case.when.word());
            row.extend(firsts);
            table.row(&row)?;
        }
    }
    table.bytes()
}

/// Every capacity of every scenario that demand is held against.
fn limits(years: &Years) -> impl Iterator<Item = (&str, &Limit)> {
    let scenarios = years.scenarios.iter();
    scenarios.flat_map(|of| of.all.iter().map(|limit| (of.scenario.as_str(), limit)))
}

fn ends(limit: &Limit) -> [String; 3] {
    let teu = &limit.teu_per_year;
    [teu.mean, teu.ci95_low, teu.ci95_high].map(number)
}

/// Which capacity it is, as a word of the tables.
fn what(of: &Limit) -> String {
    let spread = if of.as_spread {
        "_as_cargo_is_spread"
    } else {
        ""
    };
    let gangs = if of.in_step { "_gangs_in_step" } else { "" };
    format!("capacity{spread}{gangs}")
}
