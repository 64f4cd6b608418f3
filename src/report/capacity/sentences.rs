//! What was found, in sentences.

use super::csv::sides;
use crate::experiment::capacity::{Binding, Capacity, CapacityStudy, Passing, Side, Years};
use crate::report::words::{Precision, compact, number, percent, plus_minus};
use crate::statistics::Summary;

/// TEU a year with their interval: "2,130,000 ± 60,000".
pub(super) fn teu(summary: &Summary) -> String {
    plus_minus(summary, Precision::Fine)
}

/// The answer, in a sentence or two.
pub(super) fn answer(found: &CapacityStudy) -> String {
    let base = &found.base;
    let mut sentences = vec![capacity(&base.capacity, &base.scenario)];
    if let (Some(against), Some(difference)) = (&found.against, &found.difference) {
        sentences.push(format!(
            "{} handles {}: the difference is {} TEU a year at the same waiting.",
            against.scenario,
            teu(&against.capacity.teu_per_year),
            teu(difference)
        ));
    }
    if let Some(first) = found.effects.first() {
        sentences.push(format!(
            "Of all resources given a little more, {} adds most: {} TEU a year.",
            first.words,
            teu(&first.added)
        ));
    }
    sentences.join(" ")
}

/// One capacity in a sentence.
fn capacity(found: &Capacity, scenario: &str) -> String {
    let level = percent(found.level);
    match (found.binding, found.yard_static) {
        (Binding::YardStatic, Some(yard)) => format!(
            "The yard of {} in {scenario} binds: its land handles {} TEU a year, its berths {} \
             before vessels wait more than {level} of their time at berth.",
            found.name,
            number(yard, 0),
            teu(&found.berth_side.teu_per_year)
        ),
        _ => format!(
            "{} in {scenario} handles {} TEU a year before vessels wait more than {level} of \
             their time at berth.",
            crate::report::words::capitalized(&found.name),
            teu(&found.teu_per_year)
        ),
    }
}

/// When demand passes a scenario's capacity, a line for each case of growth.
pub(super) fn passing(side: &Side, years: &Years) -> Vec<String> {
    let passed = years.passing(&side.capacity.teu_per_year).into_iter();
    passed
        .zip(&years.growth)
        .map(|(passed, growth)| {
            let rate = percent(growth.rate);
            let case = format!("{}, {} growth of {rate} a year", side.scenario, growth.name);
            match passed {
                Some(passed) => format!("{case}: {}", when(&passed)),
                None => format!("{case}: never"),
            }
        })
        .collect()
}

fn when(passed: &Passing) -> String {
    let (from, to) = passed.range;
    if from == to {
        format!("demand passes it in {}", passed.year)
    } else {
        format!("demand passes it in {} ({from} to {to})", passed.year)
    }
}

/// What must be known before trusting the answer.
pub(super) fn warnings(found: &CapacityStudy) -> Vec<String> {
    let mut warnings = Vec::new();
    if found.interrupted {
        warnings.push(
            "Interrupted: what is told here was found before; the rest of what was asked for is \
             missing. The same command with --resume finds it."
                .to_owned(),
        );
    }
    for side in sides(found) {
        let capacity = &side.capacity;
        if capacity.berth_side.closed != (true, true) {
            warnings.push(format!(
                "The interval of {} ends where it was looked for: it is wider than told. More \
                 replications narrow it.",
                side.scenario
            ));
        }
        if !capacity.today.stationary {
            warnings.push(format!(
                "{} is not stationary as it is: its queue grows over the period.",
                side.scenario
            ));
        }
        warnings.extend(yard_warning(side));
        warnings.extend(capacity.open_balances.iter().map(|fault| {
            format!(
                "{}: {fault}; this is a bug of ours, please report it",
                side.scenario
            )
        }));
    }
    warnings
}

/// Terminals whose land handles less than they are asked for at the capacity of all berths.
fn yard_warning(side: &Side) -> Option<String> {
    let terminals = &side.capacity.terminals;
    if terminals.len() < 2 {
        return None;
    }
    let above = terminals.iter().filter(|terminal| {
        let yard = terminal.yard_static.unwrap_or(f64::INFINITY);
        terminal.teu_per_year > yard
    });
    let names: Vec<String> = above
        .map(|terminal| {
            let yard = compact(terminal.yard_static.unwrap_or_default());
            format!(
                "{} ({} on land for {yard})",
                terminal.name,
                compact(terminal.teu_per_year)
            )
        })
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "At the capacity of all berths of {}, these terminals are above their yards' static \
             ceiling: {}.",
            side.scenario,
            names.join(", ")
        )
    })
}

/// How the numbers were found.
pub(super) fn method(found: &CapacityStudy) -> Vec<String> {
    let n = found.question.replications;
    let mut method = vec![
        format!(
            "Traffic is scaled by one factor, the load. Weekly services and extra loaders grow as \
             the scenario's demand says (growth_by_call_size: the rest comes as more calls), \
             random traffic comes more often; who is scaled is {}. Every load is run with the \
             same {n} replications on common random numbers.",
            if found.base.capacity.site == "bay" {
                "everybody"
            } else {
                "this terminal alone, the others keep their traffic and share gangs, pilots and \
                 channel with it"
            }
        ),
        "Each replication's waiting beyond the service level, and its TEU, are smoothed over the \
         loads around the answer by a polynomial; the answer is where the mean crosses zero. The \
         interval holds every load at which Student's t does not tell the mean from zero, after \
         taking off what a replication's surplus of cargo explains (Fieller's inversion); its \
         coverage is measured on queues with exact answers (benches/capacity_coverage.rs)."
            .to_owned(),
        "The yard's ceiling is static: acres times the most TEU an acre handles in a year. Yard, \
         gate and rail are not simulated. The smaller of berth side and yard binds."
            .to_owned(),
        "Textbook rows: the load at which the rule or the exact queue is at the level, given the \
         occupancy and time at berth that were simulated at the capacity. Occupancy rule: UNCTAD, \
         Port development (1985). The queues are computed, not looked up."
            .to_owned(),
    ];
    if !found.effects.is_empty() {
        method.push(
            "Bottleneck: each resource is given a little more, everything else and all chance the \
             same, and the capacity is found again; intervals are those of paired differences, \
             each at 95 %, not corrected for their number."
                .to_owned(),
        );
    }
    if let Some(years) = &found.years {
        method.push(format!(
            "Years: demand grows from {} TEU in {}, the year that the scenario's demand is given \
             for, by each case's rate. Capacity is that of the year simulated throughout: \
             terminals, fleet and gangs do not change with the years.",
            number(years.base_teu, 0),
            years.base_year
        ));
    }
    method
}
