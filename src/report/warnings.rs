//! What a reader must know before trusting the figures, each with what to do about it.

use std::fmt;

use super::precision::told;
use super::words::{compact, percent, significant};
use crate::experiment::Results;

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
}

/// Vessels by which a queue must surely have grown to be called growing, ...
const GROWTH: f64 = 2.0;
/// ... and this share of the vessels at berth on top: a busy season is no growth.
const GROWTH_SHARE: f64 = 0.1;

/// All that apply.
pub(crate) fn of(results: &Results) -> Vec<Warning> {
    let open = results.open_balances.iter().cloned();
    let single = (results.run.replications < 2).then_some(Warning::NoInterval);
    let imprecise = results.precision.iter().find(|found| !found.reached);
    let imprecise = imprecise.into_iter();
    let bay = &results.bay;
    let at_berth = bay
        .get("vessels_at_berth_mean")
        .map_or(0.0, |vessels| vessels.mean);
    let grows = bay
        .get("backlog_growth")
        .filter(|growth| growth.ci95_low > GROWTH + GROWTH_SHARE * at_berth)
        .map(|growth| Warning::QueueGrows {
            growth: growth.mean,
            unserved_teu: bay.get("unserved_teu").map(|teu| teu.mean),
        });
    let yards = results.terminals.iter().filter_map(|terminal| {
        let share = terminal.get("yard_static_share")?;
        (share.ci95_low > 1.0).then(|| Warning::YardCeiling {
            terminal: terminal.name.clone(),
            share: share.mean,
        })
    });
    open.map(Warning::OpenBalance)
        .chain(single)
        .chain(imprecise.map(|found| Warning::Imprecise(told(found, results.run.replications))))
        .chain(grows)
        .chain(yards)
        .collect()
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::{self, summary};

    #[test]
    fn what_spoils_the_figures_is_told_and_a_steady_year_is_not() {
        let mut results = fixture::year();
        assert!(of(&results).is_empty());
        results.run.replications = 1;
        let queue = ("backlog_growth", summary(38.0, 5.0));
        results.bay.measures.push(queue);
        let cargo = ("unserved_teu", summary(410_000.0, 9.0));
        results.bay.measures.push(cargo);
        let yard = ("yard_static_share", summary(1.17, 0.02));
        results.terminals[1].measures.push(yard);
        let words: Vec<String> = of(&results).iter().map(Warning::to_string).collect();
        assert_eq!(words.len(), 3);
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
