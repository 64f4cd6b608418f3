//! What was found, in sentences.

use crate::experiment::capacity::{
    Binding, Capacity, CapacityStudy, Change, CurvePoint, Effect, Side, Site, TerminalShare,
};
use crate::report::words::{
    Precision, capitalized, compact, ends, is_lopsided, number, percent, plus_minus, short,
};
use crate::statistics::Summary;

/// TEU a year with their interval: "2,130,000 ± 60,000".
pub(super) fn teu(summary: &Summary) -> String {
    plus_minus(summary, Precision::Fine)
}

/// The ends of an interval that half its width would not tell.
pub(super) fn lopsided_ends(summary: &Summary) -> Option<String> {
    is_lopsided(summary).then(|| ends(summary, Precision::Fine))
}

/// What a change is, with the sign that printers use.
pub(super) fn words(effect: &Effect) -> String {
    effect.words.replace(" -", " −")
}

/// The answer, in a sentence or two.
pub(super) fn answer(found: &CapacityStudy) -> String {
    let base = &found.base;
    let difference = found.difference.as_ref().map(|of| &of.teu_per_year);
    let mut sentences = match (&found.against, difference) {
        (Some(against), Some(difference)) if found.question.site == Site::EachTerminal => {
            added(found, against, difference)
        }
        (Some(against), Some(difference)) => vec![
            capacity(&base.capacity, Some(&base.scenario)),
            beside(&base.capacity, against, difference),
        ],
        _ => vec![capacity(&base.capacity, None)],
    };
    sentences.extend(first_to_give_out(found));
    sentences.extend(range(found));
    sentences.join(" ")
}

/// The capacity beside it, and the difference.
fn beside(base: &Capacity, against: &Side, difference: &Summary) -> String {
    let handles = format!(
        "{} handles {}",
        against.scenario,
        teu(&against.capacity.teu_per_year)
    );
    let by_land = |capacity: &Capacity| capacity.binding == Binding::YardStatic;
    let width = difference.ci95_high - difference.ci95_low;
    if difference.mean == 0.0 && width == 0.0 {
        return format!("{handles}: there is no difference.");
    }
    let level = if by_land(base) && by_land(&against.capacity) {
        ""
    } else {
        " at the same waiting"
    };
    let unshown = if is_shown(difference) {
        ""
    } else {
        ", not shown at this number of replications"
    };
    let difference = teu(difference);
    format!("{handles}: the difference is {difference} TEU a year{level}{unshown}.")
}

/// What gives out first, where it is known.
fn first_to_give_out(found: &CapacityStudy) -> Option<String> {
    // A whole berth is no little more of anything: it has its row, and says nothing of what is short.
    let mut effects = found.effects.iter();
    let first = effects.find(|of| !matches!(of.change, Change::Berths(_)));
    let first = first.filter(|first| is_shown(&first.added))?;
    let (words, added) = (words(first), teu(&first.added));
    if found.base.capacity.binding == Binding::YardStatic {
        return Some(format!(
            "The land gives out first: a little more of anything else raises the berth side alone, \
             {words} most, by {added} TEU a year."
        ));
    }
    let of = if is_bounded_by_land(found) {
        " of the berth side"
    } else {
        ""
    };
    let who = gives_out(first.change);
    Some(format!(
        "{who} first: {words} would add {added} TEU a year{of}, more than any other change \
         that was tried."
    ))
}

/// The answer as a range over choices that a scenario assumes, where any of them matters.
fn range(found: &CapacityStudy) -> Option<String> {
    let chosen = found.effects.iter();
    let chosen = chosen.filter(|of| of.change.is_choice() && is_shown(&of.added));
    let chosen: Vec<&Effect> = chosen.collect();
    let base = found.base.capacity.berth_side.teu_per_year.mean;
    let ends = chosen.iter().map(|of| base + of.added.mean).chain([base]);
    let (low, high) = ends.fold((base, base), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let each = chosen.iter();
    let each = each.map(|of| format!("{} ({} TEU a year)", words(of), signed(&of.added)));
    let each: Vec<String> = each.collect();
    (!chosen.is_empty()).then(|| {
        format!(
            "Read the berth side as a range, {} to {} TEU a year, over choices that the scenario \
             assumes, each made alone: {}.",
            compact(low),
            compact(high),
            each.join(", ")
        )
    })
}

/// An addition with its sign and interval.
fn signed(added: &Summary) -> String {
    let sign = if added.mean > 0.0 { "+" } else { "" };
    format!("{sign}{}", teu(added))
}

/// Whether the land of any terminal bounds the capacity that resources are added to.
pub(super) fn is_bounded_by_land(found: &CapacityStudy) -> bool {
    let capacity = &found.base.capacity;
    capacity.binding == Binding::YardStatic
        || capacity.terminals.iter().any(TerminalShare::yard_binds)
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
        base.scenario.clone()
    } else {
        new.join(" and ")
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
pub(super) fn is_shown(difference: &Summary) -> bool {
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
        Change::CranesPerVessel(_) => "Cranes of a vessel give out",
        Change::HootManned => "The hours of work give out",
        Change::Punctual => "The spread of arrivals gives out",
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
            capitalized(&found.name),
            teu(&found.teu_per_year)
        ),
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
    for side in found.sides() {
        let capacity = &side.capacity;
        let berth_side = &capacity.berth_side;
        if !(berth_side.interval_closed_below && berth_side.interval_closed_above) {
            warnings.push(format!(
                "The interval of {} ends where it was looked for: it is wider than told. More \
                 replications narrow it.",
                side.scenario
            ));
        }
        if let Some(queue) = growing(&capacity.today) {
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

/// What a queue that does not settle does over the period; nothing of one that does.
pub(super) fn growing(point: &CurvePoint) -> Option<String> {
    (!point.stationary).then(|| {
        format!(
            "not stationary, the queue grows over the period from {} to {} vessels, and {} TEU a \
             year are unserved at its end",
            number(point.backlog_start, 1),
            number(point.backlog_end, 1),
            number(point.unserved_teu_per_year, 0)
        )
    })
}

/// Terminals whose land handles less than they are asked for at the capacity of all berths.
fn yard_warning(side: &Side) -> Option<String> {
    let terminals = &side.capacity.terminals;
    let above = terminals.iter().filter_map(|terminal| {
        let yard = terminal.yard_static?;
        let (name, teu) = (short(&terminal.name), terminal.teu_per_year);
        (teu > yard).then(|| format!("{name} ({} on land for {})", compact(teu), compact(yard)))
    });
    let names: Vec<String> = above.collect();
    (terminals.len() > 1 && !names.is_empty()).then(|| {
        format!(
            "At the capacity of all berths of {}, these terminals are above their yards' static \
             ceiling: {}.",
            side.scenario,
            names.join(", ")
        )
    })
}
