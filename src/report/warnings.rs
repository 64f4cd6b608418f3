//! What a reader must know before trusting the figures, each with what to do about it.

use crate::experiment::measure;
use std::fmt;

use super::precision::precision_in_words;
use super::words::{bound, compact, percent, significant};
use crate::experiment::capacity::SERVICE_LEVEL;
use crate::experiment::{LongestWait, Results, Scope};

/// Something a reader must know before trusting the figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Warning {
    /// Containers, vessels or energy did not balance: a bug of ours.
    OpenBalance(String),
    /// One replication tells nothing about chance.
    NoInterval,
    /// The precision asked for was not reached with the most replications allowed, in words.
    Imprecise(String),
    /// The queue grows or shrinks over the period: means depend on its length.
    Transient {
        /// Vessels waiting in the last quarter of days less those in the first, mean.
        growth: f64,
        /// Cargo still waiting at the end, in TEU, where it is known.
        unserved_teu: Option<f64>,
    },
    /// A queue that neither grows nor shrinks by days holds much of the cargo at the end.
    LeftOver {
        /// Vessels waiting at the end, mean.
        vessels: f64,
        /// Their cargo in TEU, mean.
        teu: f64,
        /// That cargo over all that was moved or waits.
        share: f64,
    },
    /// A vessel still waits at the end, longer than any that berthed at its terminal.
    StillWaits {
        /// Which.
        longest: LongestWait,
        /// Replications run.
        of: u32,
    },
    /// A port surely moves less than the cargo that it is asked for.
    LessThanDemand {
        /// Name of the port.
        port: String,
        /// Cargo moved over cargo asked for.
        share: f64,
    },
    /// Measures have a value in some replications only.
    Missing {
        /// Label of the first of them.
        first: &'static str,
        /// Replications that have it.
        n: u64,
        /// Replications run.
        of: u32,
        /// How many measures more.
        more: usize,
    },
    /// A terminal moves more than its yard, which is not simulated, is said to hold.
    YardCeiling {
        /// Name of the terminal.
        terminal: String,
        /// Cargo over the static ceiling of the yard.
        share: f64,
    },
    /// Terminals surely wait longer than the service level that capacities are told for.
    OverServiceLevel(
        /// Names and mean waits over mean times at berth, longest wait first.
        Vec<(String, f64)>,
    ),
}

/// Vessels by which a queue must surely have grown or shrunk, or that must surely wait at the end, for
/// it to be called not stationary, ...
const GROWTH: f64 = 2.0;
/// ... and this share of the vessels at berth on top: a busy season is no growth.
const GROWTH_SHARE: f64 = 0.1;
/// Share of the cargo that waits at the end of a period that is called not stationary.
const LEFT_OVER: f64 = 0.05;
/// Share of a port's demand that it must surely miss for a word: more than what is at berth when the
/// period begins and ends.
const LEAST_LOSS: f64 = 0.01;

/// Most terminals that are named behind the first.
const MOST_NAMES: usize = 3;

/// All that apply.
pub(crate) fn all(results: &Results) -> Vec<Warning> {
    let open = results.open_balances.iter().cloned();
    let single = (results.run.replications < 2).then_some(Warning::NoInterval);
    let imprecise = results.precision.iter().find(|found| !found.reached);
    let imprecise = imprecise.into_iter();
    let bay = &results.bay;
    let longest = results.still_waiting.clone();
    let still = longest.map(|longest| Warning::StillWaits {
        longest,
        of: results.run.replications,
    });
    let yards = results.terminals.iter().filter_map(|terminal| {
        let share = terminal.get(&measure::YARD_STATIC_SHARE)?;
        (share.ci95_low > 1.0).then(|| Warning::YardCeiling {
            terminal: terminal.name.clone(),
            share: share.mean,
        })
    });
    let over = over_service_level(results);
    open.map(Warning::OpenBalance)
        .chain(single)
        .chain(
            imprecise.map(|found| {
                Warning::Imprecise(precision_in_words(found, results.run.replications))
            }),
        )
        .chain(not_stationary(bay))
        .chain(still)
        .chain(less_than_demand(results))
        .chain(missing(results))
        .chain(yards)
        .chain(over)
        .collect()
}

/// Whether waiting depends on the length of the period, and why.
fn not_stationary(bay: &Scope) -> Option<Warning> {
    let mean = |measure| bay.get(measure).map(|found| found.mean);
    let at_berth = mean(&measure::VESSELS_AT_BERTH_MEAN).unwrap_or(0.0);
    let many = GROWTH + GROWTH_SHARE * at_berth;
    let unserved_teu = mean(&measure::UNSERVED_TEU);
    let growth = bay.get(&measure::BACKLOG_GROWTH);
    let growth = growth.filter(|growth| growth.ci95_low > many || growth.ci95_high < -many);
    if let Some(growth) = growth {
        return Some(Warning::Transient {
            growth: growth.mean,
            unserved_teu,
        });
    }
    let teu = unserved_teu?;
    let share = teu / (teu + mean(&measure::THROUGHPUT_TEU)?);
    let backlog = bay.get(&measure::BACKLOG_END)?;
    (backlog.ci95_low > many && share > LEFT_OVER).then_some(Warning::LeftOver {
        vessels: backlog.mean,
        teu,
        share,
    })
}

/// Ports that move less than they are asked for, whatever keeps them.
fn less_than_demand(results: &Results) -> impl Iterator<Item = Warning> {
    let period = results.first.period;
    let ports = results.ports.iter().zip(&results.first.bay.ports);
    ports.filter_map(move |(found, place)| {
        let asked = place.demand.as_ref()?.teu_between(period.start, period.end);
        let teu = found.get(&measure::THROUGHPUT_TEU)?;
        (teu.ci95_high < (1.0 - LEAST_LOSS) * asked).then(|| Warning::LessThanDemand {
            port: found.name.clone(),
            share: teu.mean / asked,
        })
    })
}

/// Measures of the bay that some replications have and others lack, if there are any.
fn missing(results: &Results) -> Option<Warning> {
    let of = results.run.replications;
    let some = |n: u64| n > 0 && n < u64::from(of);
    let measures = results.bay.measures.iter();
    let mut missing = measures.filter(|(_, summary)| some(summary.n));
    let (measure, summary) = missing.next()?;
    Some(Warning::Missing {
        first: measure.label,
        n: summary.n,
        of,
        more: missing.count(),
    })
}

/// Terminals with wharves that wait longer than the service level, if there are any. A terminal of
/// slots is a queue of the textbook, which may wait as long as it likes.
fn over_service_level(results: &Results) -> Option<Warning> {
    let places = results.first.bay.terminals.iter();
    let places = places.filter(|place| place.wharf_length().is_some());
    let mut over: Vec<(String, f64)> = places
        .filter_map(|place| {
            let mut scopes = results.terminals.iter();
            let terminal = scopes.find(|terminal| terminal.id == place.id)?;
            let ratio = terminal.get(&measure::WAIT_TO_SERVICE_RATIO)?;
            (ratio.ci95_low > SERVICE_LEVEL).then(|| (terminal.name.clone(), ratio.mean))
        })
        .collect();
    over.sort_by(|a, b| b.1.total_cmp(&a.1));
    (!over.is_empty()).then_some(Warning::OverServiceLevel(over))
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenBalance(fault) => write!(
                f,
                "The books do not close, {fault}: do not use these figures, and report the fault."
            ),
            Self::Imprecise(told) => write!(f, "{told}."),
            Self::NoInterval => f.write_str(
                "One replication only: no intervals. Run at least ten, with --replications 10.",
            ),
            Self::Transient {
                growth,
                unserved_teu,
            } => f.write_str(&transient_words(*growth, *unserved_teu)),
            Self::LeftOver {
                vessels,
                teu,
                share,
            } => f.write_str(&left_over_words(*vessels, *teu, *share)),
            Self::StillWaits { longest, of } => f.write_str(&still_waits_words(longest, *of)),
            Self::LessThanDemand { port, share } => write!(
                f,
                "{port} moves {} of its demand: vessels wait with the rest, or no call may carry it \
                 (`call_size_cap`), and no other calls come for it.",
                percent(*share)
            ),
            Self::Missing { first, n, of, more } => {
                f.write_str(&missing_words(first, *n, *of, *more))
            }
            Self::YardCeiling { terminal, share } => write!(
                f,
                "{terminal} moves {} of what its yard is said to take; the yard is not simulated \
                 and would have bound first.",
                percent(*share)
            ),
            Self::OverServiceLevel(terminals) => f.write_str(&over_words(terminals)),
        }
    }
}

/// A queue that grows or shrinks, in sentences.
fn transient_words(growth: f64, unserved_teu: Option<f64>) -> String {
    let vessels = significant(growth.abs(), 2);
    let than = if growth < 0.0 { "fewer" } else { "more" };
    let unserved = unserved_teu.map_or_else(String::new, |teu| {
        format!(", and {} TEU are unserved at its end", compact(teu))
    });
    format!(
        "Not stationary: {vessels} {than} vessels wait in the last quarter of the period than in the \
         first{unserved}. Waiting depends on the length of the period: read the growth, not the mean."
    )
}

/// A queue that is left at the end, in sentences.
fn left_over_words(vessels: f64, teu: f64, share: f64) -> String {
    format!(
        "Not stationary: {} vessels with {} TEU, {} of all cargo, are unserved at the end of the \
         period. Waiting depends on its length: their waits count as far as they have gone.",
        significant(vessels, 2),
        compact(teu),
        percent(share)
    )
}

/// Measures that some replications lack, in a sentence.
fn missing_words(first: &str, n: u64, of: u32, more: usize) -> String {
    let others = match more {
        0 => String::new(),
        1 => " and one measure more".to_owned(),
        more => format!(" and {more} measures more"),
    };
    format!(
        "“{first}”{others} has no value in every replication, only in {n} of {of}: column `n` counts \
         those that have one."
    )
}

/// A vessel that still waits, in sentences.
fn still_waits_words(longest: &LongestWait, of: u32) -> String {
    let LongestWait {
        vessel,
        terminal,
        hours,
        longest_over,
        replications,
    } = longest;
    let hours = bound(*hours);
    let than = longest_over.map_or_else(
        || "where no vessel berthed within the period".to_owned(),
        |over| format!("longer than any that berthed there ({} h)", bound(over)),
    );
    let times = if of > 1 {
        format!(" In {replications} of {of} replications a vessel does; this is the longest.")
    } else {
        String::new()
    };
    format!(
        "Still waiting at the end: {vessel} has waited {hours} h for {terminal}, {than}.{times} Such \
         waits count as far as they have gone."
    )
}

/// Terminals that wait longer than the service level, in a sentence.
fn over_words(terminals: &[(String, f64)]) -> String {
    let first = terminals.iter().take(1);
    let first =
        first.map(|(name, ratio)| format!("{name} waits {} of its time at berth", percent(*ratio)));
    let rest = terminals.iter().skip(1).take(MOST_NAMES);
    let rest = rest.map(|(name, ratio)| format!("{name} {}", percent(*ratio)));
    let more = match terminals.len().saturating_sub(1 + MOST_NAMES) {
        0 => None,
        more => Some(format!("{more} more likewise")),
    };
    let named: Vec<String> = first.chain(rest).chain(more).collect();
    format!(
        "{}: above the {} that `capacity` allows, and so more cargo than it tells as capacity.",
        named.join(", "),
        percent(SERVICE_LEVEL)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::{self, summary};

    #[test]
    fn what_spoils_the_figures_is_told_and_a_steady_year_is_not() {
        let mut results = fixture::year();
        assert!(all(&results).is_empty());
        results.run.replications = 1;
        let queue = (&measure::BACKLOG_GROWTH, summary(38.0, 5.0));
        results.bay.measures.push(queue);
        let cargo = (&measure::UNSERVED_TEU, summary(410_000.0, 9.0));
        results.bay.measures.push(cargo);
        let yard = (&measure::YARD_STATIC_SHARE, summary(1.17, 0.02));
        results.terminals[1].measures.push(yard);
        for (terminal, ratio) in [(2, 0.12), (3, 0.23), (4, 0.105)] {
            let measures = &mut results.terminals[terminal].measures;
            measures.retain(|(measure, _)| *measure != &measure::WAIT_TO_SERVICE_RATIO);
            measures.push((&measure::WAIT_TO_SERVICE_RATIO, summary(ratio, 0.01)));
        }
        let words: Vec<String> = all(&results).iter().map(Warning::to_string).collect();
        assert_eq!(words.len(), 4);
        let names = [3, 2].map(|terminal| results.terminals[terminal].name.clone());
        assert_eq!(
            words[3],
            format!(
                "{} waits 23 % of its time at berth, {} 12 %: above the 10 % that `capacity` allows, \
                 and so more cargo than it tells as capacity.",
                names[0], names[1]
            )
        );
        assert_eq!(
            words[1],
            "Not stationary: 38 more vessels wait in the last quarter of the period than in the \
             first, and 410,000 TEU are unserved at its end. Waiting depends on the length of the \
             period: read the growth, not the mean."
        );
        assert!(
            words[2].starts_with("TraPac moves 117 % of what its yard"),
            "{}",
            words[2]
        );
    }
}
