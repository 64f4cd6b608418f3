//! The summary for the terminal, at most 80 columns.

use std::path::Path;

use super::passed;
use super::sentences::{answer, growing, teu, warnings, words};
use crate::experiment::capacity::{Binding, Capacity, CapacityStudy, ForTeu, Found, Side, Variant};
use crate::report::terminal::wrapped;
use crate::report::words::{counted, half_width, number, percent, significant};

/// A summary of at most 80 columns, for the command line to print; the last line is not ended.
pub fn capacity_summary(found: &CapacityStudy, page: Option<&Path>) -> String {
    let base = &found.base;
    let mut parts = vec![
        format!(
            "{}: capacity of {}, {} replications, seed {}",
            base.scenario, base.capacity.name, found.question.replications, found.seed
        ),
        paragraph(&answer(found)),
    ];
    parts.extend(found.sides().map(capacity));
    parts.extend((!found.effects.is_empty()).then(|| bottleneck(found)));
    parts.extend((!found.variants.is_empty()).then(|| variants(&found.variants)));
    if let Some(years) = &found.years {
        let lines = years
            .scenarios
            .iter()
            .flat_map(|of| passed::lines(of, years));
        let lines = lines.chain(passed::cause(found, years));
        let lines = lines.map(|line| paragraph(&line));
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    parts.extend(found.for_teu.as_ref().map(for_teu));
    let notes = warnings(found).into_iter();
    parts.extend(notes.map(|note| paragraph(&format!("warning: {note}"))));
    parts.extend(page.map(|page| format!("Report: {}", page.display())));
    parts.join("\n\n")
}

fn paragraph(text: &str) -> String {
    wrapped(text).trim_end().to_owned()
}

/// A line of a table: the value ends in column `end`, the note in column 78; longer words have
/// less room between them.
fn line(what: &str, value: &str, end: usize, note: &str) -> String {
    let length = |text: &str| text.chars().count();
    let room = (end - 2).saturating_sub(length(what));
    let room = room.max(length(value) + 1);
    let shown = format!("  {what}{value:>room$}");
    let room = 78_usize.saturating_sub(length(&shown));
    let room = room.max(length(note) + usize::from(!note.is_empty()));
    format!("{shown}{note:>room$}").trim_end().to_owned()
}

/// What berths, land and textbooks say of the site.
fn capacity(side: &Side) -> String {
    let Capacity {
        teu_per_year,
        berth_side,
        yard_static,
        binding,
        today,
        terminals,
        classical,
        ..
    } = &side.capacity;
    let mut lines = vec![format!("{:<34}{:>24}", side.scenario, "TEU/yr")];
    let mut row = |what: &str, value: &str, note: &str| lines.push(line(what, value, 58, note));
    let binds = |of: Binding| if *binding == of { "binds" } else { "" };
    row(
        "berth side",
        &teu(&berth_side.teu_per_year),
        binds(Binding::BerthSide),
    );
    let yard = yard_static.map_or("not known".to_owned(), |yard| number(yard, 0));
    row("yard, static", &yard, binds(Binding::YardStatic));
    let note = match terminals.iter().filter(|at| at.yard_binds()).count() {
        0 => None,
        1 => Some("1 yard binds".to_owned()),
        full => Some(format!("{full} yards bind")),
    };
    if let Some(note) = note {
        row("the smaller at each terminal", &teu(teu_per_year), &note);
    }
    let waits = format!("waits {}", percent(today.wait_to_service_ratio.mean));
    row("the scenario as it is", &teu(&today.teu_per_year), &waits);
    for rule in classical {
        let name = format!("{}, at {} busy", rule.rule, percent(rule.berth_occupancy));
        let error = format!("{} %", number(100.0 * rule.error, 0));
        row(&name, &number(four_digits(rule.teu_per_year), 0), &error);
    }
    lines.join("\n")
}

/// TEU rounded to four digits.
fn four_digits(teu: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(teu.max(1.0))) - 3.0);
    (teu / unit).round() * unit
}

fn bottleneck(found: &CapacityStudy) -> String {
    let (what, adds, of) = ("A little more of", "adds TEU/yr", "of berth side");
    let whole = found.base.capacity.berth_side.teu_per_year.mean;
    let mut lines = vec![format!("{what:<40}{adds:>24}{of:>14}")];
    for effect in &found.effects {
        let share = if effect.added.mean.abs() > half_width(&effect.added) {
            format!("{:+.1} %", 100.0 * effect.added.mean / whole)
        } else {
            "not shown".to_owned()
        };
        lines.push(line(&words(effect), &teu(&effect.added), 64, &share));
    }
    lines.join("\n")
}

fn variants(variants: &[Variant]) -> String {
    let mut lines = vec![format!("{:<40}{:>24}", "With", "berth side TEU/yr")];
    lines.extend(variants.iter().map(|variant| match &variant.found {
        Found::BerthSide(found) => line(&variant.words, &teu(&found.teu_per_year), 64, ""),
        Found::Missing(why) => {
            let none = line(&variant.words, "none", 64, "");
            paragraph(&format!("{none}  {why}"))
        }
    }));
    lines.join("\n")
}

/// What a throughput asks for; of a bay, how long its vessels wait.
fn for_teu(asked: &ForTeu) -> String {
    let ratio = &asked.as_it_is.wait_to_service_ratio;
    let half = (ratio.ci95_high - ratio.ci95_low) / 2.0;
    let waits = format!("{} ± {}", percent(ratio.mean), significant(100.0 * half, 2));
    let growing = growing(&asked.as_it_is).map_or_else(String::new, |queue| format!("; {queue}"));
    let needed = [
        (
            asked.berths_needed,
            "berth",
            "wharf and cranes in proportion",
        ),
        (asked.cranes_needed, "crane", "wharf as it is"),
    ];
    let ways = needed.into_iter().filter_map(|(count, noun, how)| {
        let count = counted(f64::from(count?), noun);
        Some(format!("from {count} on ({how})"))
    });
    let ways = ways.collect::<Vec<_>>().join(", or ");
    let holds = if ways.is_empty() {
        ways
    } else {
        format!(" The level holds {ways}.")
    };
    let teu = number(asked.teu, 0);
    paragraph(&format!(
        "For {teu} TEU a year: vessels wait {waits} of their time at berth{growing}.{holds}"
    ))
}
