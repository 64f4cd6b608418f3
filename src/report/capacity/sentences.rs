//! What was found, in sentences.

use super::csv::sides;
use crate::experiment::capacity::{
    Binding, Capacity, CapacityStudy, Change, Effect, Passing, Side, Site, TerminalShare, Years,
};
use crate::report::words::{Precision, compact, number, percent, plus_minus};
use crate::statistics::Summary;

/// TEU a year with their interval: "2,130,000 ± 60,000".
pub(super) fn teu(summary: &Summary) -> String {
    plus_minus(summary, Precision::Sharp)
}

/// What a change is, with the sign that printers use.
pub(super) fn words(effect: &Effect) -> String {
    effect.words.replace(" -", " −")
}

/// The answer, in a sentence or two.
pub(super) fn answer(found: &CapacityStudy) -> String {
    let base = &found.base;
    let mut sentences = match (&found.against, &found.difference) {
        (Some(against), Some(difference)) if found.question.site == Site::EachTerminal => {
            added(found, against, difference)
        }
        (Some(against), Some(difference)) => vec![
            capacity(&base.capacity, Some(&base.scenario)),
            format!(
                "{} handles {}: the difference is {} TEU a year at the same waiting{}.",
                against.scenario,
                teu(&against.capacity.teu_per_year),
                teu(difference),
                if is_shown(difference) {
                    ""
                } else {
                    ", not shown at this number of replications"
                }
            ),
        ],
        _ => vec![capacity(&base.capacity, None)],
    };
    let first = found.effects.first();
    if let Some(first) = first.filter(|first| is_shown(&first.added)) {
        sentences.push(format!(
            "{} first: {} would add {} TEU a year, more than a little more of anything else.",
            gives_out(first.change),
            words(first),
            teu(&first.added)
        ));
    }
    sentences.join(" ")
}

/// What the first of two bays, each filled terminal by terminal, has more.
fn added(found: &CapacityStudy, against: &Side, difference: &Summary) -> Vec<String> {
    let base = &found.base;
    let known = |at: &&TerminalShare| {
        let mut others = against.capacity.terminals.iter();
        !others.any(|other| other.id == at.id)
    };
    let new: Vec<&str> = (base.capacity.terminals.iter().filter(known))
        .map(|at| at.name.as_str())
        .collect();
    let what = if new.is_empty() {
        &base.scenario
    } else {
        &new.join(" and ")
    };
    let first = if is_shown(difference) {
        let verb = if new.len() > 1 { "add" } else { "adds" };
        format!(
            "{what} {verb} {} TEU a year at the same waiting.",
            teu(difference)
        )
    } else {
        format!(
            "What {what} adds at the same waiting is not shown at this number of replications: {} \
             TEU a year.",
            teu(difference)
        )
    };
    vec![
        first,
        format!(
            "The bay handles {} in {} and {} in {}, where each terminal is filled until its own \
             vessels wait {} of their time at berth or its yard is full (assumption: cargo goes \
             where there is room).",
            teu(&base.capacity.teu_per_year),
            base.scenario,
            teu(&against.capacity.teu_per_year),
            against.scenario,
            percent(found.question.level),
        ),
    ]
}

/// Whether the interval of a difference leaves out zero.
fn is_shown(difference: &Summary) -> bool {
    difference.ci95_low > 0.0 || difference.ci95_high < 0.0
}

/// What a change gives more of, as the one that gives out.
pub(super) fn gives_out(change: Change) -> &'static str {
    match change {
        Change::Wharf(_) | Change::Berths(_) => "The wharf gives out",
        Change::Cranes(_) | Change::CraneCount(_) => "Cranes give out",
        Change::CraneRate(_) => "The pace of cranes gives out",
        Change::Gangs(_) | Change::GangsInStep => "Gangs of the bay give out",
        Change::GangsPerVessel(_) => "Gangs of a vessel give out",
        Change::CallSize(_) => "The number of calls gives out",
        Change::ShorePower(_) => "Shore power gives out",
        Change::Handling(_) => "The time for lashing and papers gives out",
        Change::Channel(_) => "Pilots, tugs and the channel give out",
        Change::Nothing => "Nothing gives out",
    }
}

/// One capacity in a sentence; the scenario is named where there is another.
fn capacity(found: &Capacity, scenario: Option<&str>) -> String {
    let level = percent(found.level);
    let of = scenario.map_or_else(String::new, |name| format!(" in {name}"));
    match (found.binding, found.yard_static) {
        (Binding::YardStatic, Some(yard)) => format!(
            "The yard of {}{of} binds: its land handles {} TEU a year, its berths {} \
             before vessels wait more than {level} of their time at berth.",
            found.name,
            number(yard, 0),
            teu(&found.berth_side.teu_per_year)
        ),
        _ => format!(
            "{}{of} handles {} TEU a year before vessels wait more than {level} of \
             their time at berth.",
            crate::report::words::capitalized(&found.name),
            teu(&found.teu_per_year)
        ),
    }
}

/// When demand passes a scenario's capacity, a line for each case of growth.
pub(super) fn passing(side: &Side, years: &Years) -> Vec<String> {
    let filled = years.passing(&side.capacity.teu_per_year);
    let as_spread = side.as_spread.as_ref();
    let as_spread = as_spread.map(|found| years.passing(&found.teu_per_year));
    (years.growth.iter().enumerate())
        .map(|(index, growth)| {
            let rate = percent(growth.rate);
            let case = format!("{}, {} growth of {rate} a year", side.scenario, growth.name);
            let year = |passed: &Option<Passing>| passed.as_ref().map_or("never".to_owned(), when);
            let filled = year(&filled[index]);
            match &as_spread {
                Some(as_spread) => format!(
                    "{case}: demand passes the level in {} as cargo is spread over the terminals \
                     now, in {filled} if it goes where there is room",
                    year(&as_spread[index])
                ),
                None => format!("{case}: demand passes the level in {filled}"),
            }
        })
        .collect()
}

fn when(passed: &Passing) -> String {
    let (from, to) = passed.range;
    if from == to {
        passed.year.to_string()
    } else {
        format!("{} ({from} to {to})", passed.year)
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
        if let Some(queue) = super::summary::growing(&capacity.today) {
            warnings.push(format!("{} as it is: {queue}.", side.scenario));
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
    let who = match found.question.site {
        Site::Bay => {
            "Everybody's traffic is scaled by one factor, the load, so that cargo stays with its \
             terminals and the level is that of all vessels together."
        }
        Site::EachTerminal => {
            "Each terminal's traffic is scaled by a factor of its own, until its own vessels are at \
             the level; all are looked for at once, so that what terminals take from one another \
             (gangs, pilots, the channel) counts. This assumes that cargo goes where there is room, \
             carried by each terminal's own services. The load is then one factor more, of all of \
             them. Of each terminal the smaller of berth side and yard counts; where yards bind, \
             the gangs that this would free are not used again."
        }
        Site::Terminal(_) => {
            "The traffic of this terminal alone is scaled by one factor, the load; the others keep \
             theirs and share gangs, pilots and channel with it."
        }
    };
    let mut method = vec![
        format!(
            "{who} Weekly services and extra loaders grow as the scenario's demand says \
             (growth_by_call_size: the rest comes as more calls), random traffic comes more often. \
             Every load is run with the same {n} replications on common random numbers."
        ),
        "Each replication's waiting beyond the service level, and its TEU, are smoothed over the \
         loads around the answer by a polynomial; the answer is where the mean crosses zero. The \
         interval holds every load at which Student's t, or Hall's test for skewed values, does not \
         tell the mean from zero, after taking off what a replication's surplus of cargo explains \
         (Fieller's inversion); its coverage is measured on queues with exact answers (benches/capacity_coverage.rs)."
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
             each at 95 %, not corrected for their number. Gangs in step with cargo: the bay's pool \
             grows as the cargo over all its quays does, to the nearest gang of a shift; elsewhere \
             the pool stays as the scenario has it."
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
