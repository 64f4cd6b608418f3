//! What a reader must know before trusting the figures, each with what to do about it.

use crate::experiment::measure;
use std::fmt;

use super::precision::precision_in_words;
use super::words::{compact, percent, significant};
use crate::experiment::Results;
use crate::experiment::capacity::SERVICE_LEVEL;

/// Something a reader must know before trusting the figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Warning {
    /// Containers, vessels or energy did not balance: a bug of ours.
    OpenBalance(String),
    /// One replication tells nothing about chance.
    NoInterval,
    /// The precision asked for was not reached with the most replications allowed, in words.
    Imprecise(String),
    /// The queue grows over the period: means depend on its length.
    QueueGrows {
        /// Vessels waiting in the last quarter of days less those in the first, mean.
        growth: f64,
        /// Cargo still waiting at the end, in TEU, where it is known.
        unserved_teu: Option<f64>,
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

/// Vessels by which a queue must surely have grown to be called growing, ...
const GROWTH: f64 = 2.0;
/// ... and this share of the vessels at berth on top: a busy season is no growth.
const GROWTH_SHARE: f64 = 0.1;

/// Most terminals that are named behind the first.
const MOST_NAMES: usize = 3;

/// All that apply.
pub(crate) fn all(results: &Results) -> Vec<Warning> {
    let open = results.open_balances.iter().cloned();
    let single = (results.run.replications < 2).then_some(Warning::NoInterval);
    let imprecise = results.precision.iter().find(|found| !found.reached);
    let imprecise = imprecise.into_iter();
    let bay = &results.bay;
    let at_berth = bay
        .get(&measure::VESSELS_AT_BERTH_MEAN)
        .map_or(0.0, |vessels| vessels.mean);
    let grows = bay
        .get(&measure::BACKLOG_GROWTH)
        .filter(|growth| growth.ci95_low > GROWTH + GROWTH_SHARE * at_berth)
        .map(|growth| Warning::QueueGrows {
            growth: growth.mean,
            unserved_teu: bay.get(&measure::UNSERVED_TEU).map(|teu| teu.mean),
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
        .chain(grows)
        .chain(yards)
        .chain(over)
        .collect()
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
            Self::QueueGrows {
                growth,
                unserved_teu,
            } => {
                write!(
                    f,
                    "Not stationary: {} more vessels wait in the last quarter of the period than in \
                     the first",
                    significant(*growth, 2)
                )?;
                if let Some(teu) = unserved_teu {
                    write!(f, ", and {} TEU are unserved at its end", compact(*teu))?;
                }
                f.write_str(
                    ". Waiting depends on the length of the period: read the growth, not the mean.",
                )
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
