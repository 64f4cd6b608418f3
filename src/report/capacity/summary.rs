//! The summary for the terminal, at most 80 columns.

use std::path::Path;

use super::passed;
use super::sentences::{answer, teu, warnings, words};
use crate::experiment::capacity::{Binding, Capacity, CapacityStudy, CurvePoint, ForTeu, Variant};
use crate::report::terminal::wrapped;
use crate::report::words::{compact, half_width, number, percent, significant};

/// A summary of at most 80 columns, for the command line to print; the last line is not ended.
pub fn capacity_summary(found: &CapacityStudy, page: Option<&Path>) -> String {
    let base = &found.base;
    let heading = format!(
        "{}: capacity of {}, {} replications, seed {}",
        base.scenario, base.capacity.name, found.question.replications, found.seed
    );
    let mut parts = vec![heading, wrapped(&answer(found)).trim_end().to_owned()];
    parts.push(table_of(&base.capacity, &base.scenario));
    if let Some(against) = &found.against {
        parts.push(table_of(&against.capacity, &against.scenario));
    }
    parts.extend(bottleneck(found));
    parts.extend(variants(&found.variants));
    if let Some(years) = &found.years {
        let mut lines = Vec::new();
        for side in super::csv::sides(found) {
            lines.extend(passed::lines(side, years));
        }
        lines.extend(passed::cause(found, years));
        let lines = lines.iter().map(|line| wrapped(line).trim_end().to_owned());
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    if let Some(asked) = &found.for_teu {
        parts.push(
            wrapped(&format!(
                "For {} TEU a year: vessels wait {} of their time at berth{}.{}",
                number(asked.teu, 0),
                ratio(&asked.as_it_is),
                growing(&asked.as_it_is).map_or_else(String::new, |queue| format!("; {queue}")),
                needed(asked),
            ))
            .trim_end()
            .to_owned(),
        );
    }
    let notes = warnings(found);
    parts.extend(
        notes
            .iter()
            .map(|note| wrapped(&format!("warning: {note}")).trim_end().to_owned()),
    );
    parts.extend(page.map(|page| format!("Report: {}", page.display())));
    parts.join("\n\n")
}

/// What a queue that does not settle does over the period; nothing of one that does.
pub(super) fn growing(point: &CurvePoint) -> Option<String> {
    let (from, to) = point.backlog;
    (!point.stationary).then(|| {
        format!(
            "not stationary, the queue grows over the period from {} to {} vessels, and {} TEU a \
             year are unserved at its end",
            number(from, 1),
            number(to, 1),
            number(point.unserved_teu, 0)
        )
    })
}

/// From how many berths or cranes on the level holds; nothing of a bay.
fn needed(asked: &ForTeu) -> String {
    let berths = asked.berths.map(|n| {
        let berths = if n == 1 { "berth" } else { "berths" };
        format!("from {n} {berths} on (wharf and cranes in proportion)")
    });
    let cranes = asked.cranes.map(|n| {
        let cranes = if n == 1 { "crane" } else { "cranes" };
        format!("from {n} {cranes} on (wharf as it is)")
    });
    let ways: Vec<String> = berths.into_iter().chain(cranes).collect();
    if ways.is_empty() {
        String::new()
    } else {
        format!(" The level holds {}.", ways.join(", or "))
    }
}

/// Mean wait over mean time at berth with its margin, in percent.
fn ratio(point: &CurvePoint) -> String {
    let (mean, low, high) = point.ratio;
    let half = (high - low) / 2.0;
    format!("{} ± {}", percent(mean), significant(100.0 * half, 2))
}

fn table_of(found: &Capacity, scenario: &str) -> String {
    let mut lines = vec![format!("{scenario:<34}{:>24}{:>20}", "TEU/yr", "")];
    let mut row = |what: &str, value: String, note: String| {
        let told = pair(what, &value, 56);
        let room = 76_usize.saturating_sub(told.chars().count());
        let room = room.max(note.chars().count() + 1);
        lines.push(format!("  {told}{note:>room$}"));
    };
    let binds = |binding: Binding| {
        if found.binding == binding {
            "binds".to_owned()
        } else {
            String::new()
        }
    };
    let side = &found.berth_side;
    row(
        "berth side",
        teu(&side.teu_per_year),
        binds(Binding::BerthSide),
    );
    let yard = found
        .yard_static
        .map_or("not known".to_owned(), |yard| number(yard, 0));
    row("yard, static", yard, binds(Binding::YardStatic));
    let full = found.terminals.iter().filter(|at| at.yard_binds()).count();
    if full > 0 {
        row(
            "the smaller at each terminal",
            teu(&found.teu_per_year),
            format!(
                "{full} {}",
                if full == 1 {
                    "yard binds"
                } else {
                    "yards bind"
                }
            ),
        );
    }
    let now = &found.today;
    row(
        "the scenario as it is",
        teu(&now.teu_per_year),
        format!("waits {}", percent(now.ratio.0)),
    );
    for rule in &found.classical {
        let name = format!("{}, at {} busy", rule.rule, percent(rule.occupancy));
        let error = format!("{} %", number(100.0 * rule.error, 0));
        row(&name, number(rounded(rule.teu_per_year), 0), error);
    }
    lines.join("\n")
}

/// Two words at the ends of a width, or as near to it as they fit; what follows has less room then.
fn pair(what: &str, value: &str, width: usize) -> String {
    let room = width.saturating_sub(what.chars().count()).max(1);
    let gap = if value.chars().count() < room {
        ""
    } else {
        " "
    };
    format!("{what}{gap}{value:>room$}")
}

/// To four digits.
fn rounded(teu: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(teu.max(1.0))) - 3.0);
    (teu / unit).round() * unit
}

fn bottleneck(found: &CapacityStudy) -> Option<String> {
    if found.effects.is_empty() {
        return None;
    }
    let mut lines = vec![format!(
        "{:<40}{:>24}{:>14}",
        "A little more of", "adds TEU/yr", "of berth side"
    )];
    let whole = found.base.capacity.berth_side.teu_per_year.mean;
    for effect in &found.effects {
        let sure = effect.added.mean.abs() > half_width(&effect.added);
        let share = if sure {
            format!("{:+.1} %", 100.0 * effect.added.mean / whole)
        } else {
            "not shown".to_owned()
        };
        lines.push(format!(
            "  {:<38}{:>24}{share:>14}",
            words(effect),
            teu(&effect.added)
        ));
    }
    Some(lines.join("\n"))
}

fn variants(variants: &[Variant]) -> Option<String> {
    if variants.is_empty() {
        return None;
    }
    let mut lines = vec![format!("{:<40}{:>24}", "With", "berth side TEU/yr")];
    for variant in variants {
        let value = match &variant.found {
            Ok(found) => teu(&found.teu_per_year),
            Err(_) => "none".to_owned(),
        };
        let note = match &variant.found {
            Ok(found) => format!("  {} today's", compact(found.load)),
            Err(why) => format!("  {why}"),
        };
        let line = format!("  {}", pair(&variant.words, &value, 62));
        lines.push(if variant.found.is_ok() {
            line
        } else {
            wrapped(&format!("{line}{note}")).trim_end().to_owned()
        });
    }
    Some(lines.join("\n"))
}
