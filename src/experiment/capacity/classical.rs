//! What the textbook says of the same site, for orientation.
//!
//! Each rule says at what load the level is reached, given what the simulation shows at its own
//! answer: berths, their occupancy, calls and time at berth of each terminal. They differ from the
//! simulation in what they leave out: windows and lateness, vessels of different length on one
//! wharf, shifts, and cranes that move between vessels.

use crate::experiment::capacity::answer::Classical;
use crate::experiment::capacity::sample::Observed;
use crate::statistics::queueing::Queue;

/// A terminal as a queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Station {
    pub(super) berths: u32,
    pub(super) at_capacity: Observed,
}

/// Most occupancy that planners allow, by number of berths.
///
/// Source: UNCTAD, "Port development: a handbook for planners in developing countries", 2nd
/// edition (1985), recommended maximum berth occupancies for general cargo.
fn allowed(berths: u32) -> f64 {
    match berths {
        0 | 1 => 0.40,
        2 => 0.50,
        3 => 0.55,
        4 => 0.60,
        5 => 0.65,
        _ => 0.70,
    }
}

/// Utilization at which no queue of the textbook settles any more.
const FULL: f64 = 1.0 - 1e-6;

/// All rules, for a capacity that was simulated.
pub(super) fn rules(stations: &[Station], level: f64, simulated: f64) -> Vec<Classical> {
    let queue = |of: fn(u32) -> Queue| by_queue(stations, level, of);
    [
        ("occupancy rule", by_occupancy(stations)),
        ("M/M/n", queue(Queue::m_m)),
        ("M/E2/n", queue(Queue::m_e2)),
        ("E2/E2/n", queue(Queue::e2_e2)),
    ]
    .into_iter()
    .map(|(rule, factor)| Classical {
        rule,
        teu_per_year: factor * simulated,
        berth_occupancy: factor * occupancy(stations),
        error: factor - 1.0,
    })
    .collect()
}

/// Mean occupancy of all berths at the simulated capacity.
fn occupancy(stations: &[Station]) -> f64 {
    over_berths(stations, |station| station.at_capacity.occupancy)
}

fn over_berths(stations: &[Station], of: impl Fn(&Station) -> f64) -> f64 {
    let berths: f64 = stations.iter().map(|at| f64::from(at.berths)).sum();
    let sum: f64 = stations
        .iter()
        .map(|at| f64::from(at.berths) * of(at))
        .sum();
    sum / berths
}

/// Load against the simulated capacity at which berths are as occupied as the rule allows.
fn by_occupancy(stations: &[Station]) -> f64 {
    over_berths(stations, |at| allowed(at.berths)) / occupancy(stations)
}

/// Load against the simulated capacity at which queues wait as long as the level allows, each
/// terminal's by its share of all time at berth.
fn by_queue(stations: &[Station], level: f64, of: fn(u32) -> Queue) -> f64 {
    let busiest = stations.iter().map(|at| at.at_capacity.occupancy);
    let busiest = busiest.fold(f64::MIN_POSITIVE, f64::max);
    let stay: f64 = stations.iter().map(|at| at.at_capacity.stay).sum();
    let wait = |factor: f64| -> f64 {
        let each = stations.iter().map(|at| {
            let utilization = (factor * at.at_capacity.occupancy).min(FULL);
            at.at_capacity.stay * of(at.berths).wait_to_service(utilization)
        });
        each.sum::<f64>() / stay
    };
    let (mut low, mut high) = (0.0, FULL / busiest);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if wait(middle) < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn station(berths: u32, occupancy: f64, stay: f64) -> Station {
        let at_capacity = Observed {
            stay,
            occupancy,
            ..Observed::default()
        };
        Station {
            berths,
            at_capacity,
        }
    }

    #[test]
    fn one_terminal_is_its_queue() {
        let rules = rules(&[station(3, 0.5, 1_000.0)], 0.1, 2_000_000.0);
        let exact = Queue::e2_e2(3).utilization_at(0.1);
        assert_eq!(rules[3].rule, "E2/E2/n");
        assert!((rules[3].berth_occupancy - exact).abs() < 1e-6);
        assert!((rules[3].teu_per_year - 2_000_000.0 * exact / 0.5).abs() < 10.0);
        assert!((rules[0].berth_occupancy - 0.55).abs() < 1e-12 && rules[0].error > 0.09);
        assert!(rules[1].teu_per_year < rules[2].teu_per_year);
    }

    #[test]
    fn a_bay_of_like_terminals_is_as_each_of_them() {
        let two = [station(2, 0.4, 500.0), station(2, 0.4, 500.0)];
        let (one, two) = (rules(&two[..1], 0.1, 1.0), rules(&two, 0.1, 1.0));
        let names = |rules: &[Classical]| rules.iter().map(|of| of.rule).collect::<Vec<_>>();
        assert_eq!(
            names(&one),
            ["occupancy rule", "M/M/n", "M/E2/n", "E2/E2/n"]
        );
        assert_eq!(names(&one), names(&two));
        for (alone, both) in one.iter().zip(two) {
            assert!(alone.teu_per_year > 0.1, "{alone:?}");
            assert!((alone.teu_per_year - both.teu_per_year).abs() < 1e-9);
        }
    }
}
