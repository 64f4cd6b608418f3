//! The answer in two sentences, computed from the results.

use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, RunIdentity};
use crate::report::words::{
    Precision, capitalized, counted, mean, percent, rounded, short, significant, spoken,
};
use crate::statistics::Summary;

/// Hours from which a stay is told in days.
const DAYS_FROM_HOURS: f64 = 48.0;

/// What was moved and how vessels waited; how they lay and what they emitted.
pub(super) fn answer(results: &Results) -> String {
    let first = sentence(&[cargo(results), queue(results)]);
    let second = sentence(&[stay(results), busiest(results), energy(results)]);
    [first, second]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Parts that there are, joined by semicolons into one sentence.
fn sentence(parts: &[Option<String>]) -> Option<String> {
    let words = parts
        .iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join("; ");
    (!words.is_empty()).then(|| format!("{}.", capitalized(&words)))
}

fn get<'a>(results: &'a Results, measure: &Measure) -> Option<&'a Summary> {
    results
        .bay
        .get(measure)
        .filter(|summary| summary.mean > 0.0)
}

fn cargo(results: &Results) -> Option<String> {
    let teu = get(results, &measure::THROUGHPUT_TEU)?;
    let calls = get(results, &measure::VESSEL_CALLS)
        .map(|calls| format!(" on and off {} vessel calls", mean(calls, Precision::Whole)));
    Some(format!(
        "{}, {} TEU are moved{}",
        period(&results.run),
        spoken(teu),
        calls.unwrap_or_default()
    ))
}

/// "in 2025" for a calendar year, else its first and last day.
fn period(run: &RunIdentity) -> String {
    let year = run.first_day.strip_suffix("-01-01");
    match year.filter(|year| run.last_day == format!("{year}-12-31")) {
        Some(year) => format!("in {year}"),
        None => format!("from {} to {}", run.first_day, run.last_day),
    }
}

fn queue(results: &Results) -> Option<String> {
    let wait = results.bay.get(&measure::WAIT_HOURS_MEAN)?;
    if wait.p95 <= 0.0 {
        return Some("no call waits for a berth".to_owned());
    }
    let most = results.bay.get(&measure::VESSELS_WAITING_MAX).map(|most| {
        let vessels = counted(most.mean.round(), "vessel");
        format!(", and the longest queue averages {vessels}")
    });
    let unserved = results.bay.get(&measure::BACKLOG_END);
    let unserved = unserved
        .filter(|_| results.still_waiting.is_some())
        .map(|here| {
            let vessels = counted(here.mean.round().max(1.0), "vessel");
            format!(", with {vessels} unserved at the end")
        });
    Some(format!(
        "a call waits {} for a berth on average{}{}",
        hours(wait),
        unserved.unwrap_or_default(),
        most.unwrap_or_default()
    ))
}

/// A span in the unit that people would say it in: minutes below an hour, days from two on.
fn hours(span: &Summary) -> String {
    let found = rounded(span);
    match found {
        _ if found >= DAYS_FROM_HOURS => format!("{} days", significant(found / 24.0, 2)),
        _ if found < 1.0 => format!("{} min", significant(found * 60.0, 2)),
        _ => format!("{} h", significant(found, 2)),
    }
}

fn stay(results: &Results) -> Option<String> {
    let stay = get(results, &measure::TIME_AT_BERTH_HOURS_MEAN)?;
    let time = hours(stay);
    Some(format!("a vessel lies {time} at berth"))
}

fn busiest(results: &Results) -> Option<String> {
    if results.terminals.len() < 2 {
        return None;
    }
    let (name, share) = results
        .terminals
        .iter()
        .filter_map(|terminal| {
            Some((
                &terminal.name,
                terminal.get(&measure::BERTH_OCCUPANCY)?.mean,
            ))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(format!(
        "the busiest terminal is {}, with {} of its berth hours occupied",
        short(name),
        percent(share)
    ))
}

fn energy(results: &Results) -> Option<String> {
    let co2e = get(results, &measure::CO2E_TONNES)?;
    let power = get(results, &measure::SHORE_POWER_CALL_SHARE).map_or_else(
        || "no call uses shore power".to_owned(),
        |share| {
            let percent = mean(
                &measure::SHORE_POWER_CALL_SHARE.shown(share),
                Precision::Whole,
            );
            format!("{percent} % of calls use shore power")
        },
    );
    Some(format!(
        "{power}, and vessels emit {} t of CO₂e {}",
        significant(rounded(co2e), 3),
        results.run.emission_boundary
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_answer_has_two_sentences_from_the_results() {
        let answer = answer(&fixture::year());
        assert!(
            answer.starts_with(
                "In 2025, 20.1 million TEU are moved on and off 2,020 vessel calls; a call waits "
            ),
            "{answer}"
        );
        assert!(
            answer.contains(". A vessel lies 3.6 days at berth; the busiest"),
            "{answer}"
        );
        assert!(answer.ends_with("within 40 nm."), "{answer}");
    }

    #[test]
    fn what_a_queue_does_not_have_is_not_told() {
        let answer = answer(&fixture::textbook());
        assert!(answer.starts_with("A call waits "), "{answer}");
        assert!(
            !answer.contains("CO₂e") && !answer.contains("TEU"),
            "{answer}"
        );
    }
}
