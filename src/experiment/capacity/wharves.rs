//! Numbers of berths and cranes over the wharves of a terminal.

use crate::experiment::capacity::site::Site;
use crate::port::bay::{Bay, Terminal, WharfSpace};
use crate::units::Meters;

/// Wharf and cranes in proportion to a number of nominal berths; with several wharves, each its
/// part of them.
pub(super) fn change_berths(at: &mut Terminal, count: u32) {
    let now: Vec<u32> = at.wharves.iter().map(|of| of.nominal_berths).collect();
    let weights: Vec<f64> = now.iter().map(|berths| f64::from(*berths)).collect();
    let berths = parted(count, &weights);
    let all: u32 = now.iter().sum();
    let factor = f64::from(berths.iter().sum::<u32>()) / f64::from(all.max(1));
    let grown = (at.wharves.iter().zip(&berths).zip(&now))
        .map(|((wharf, then), now)| f64::from(wharf.cranes) * f64::from(*then) / f64::from(*now));
    let grown: Vec<f64> = grown.collect();
    let cranes = parted(whole((f64::from(at.cranes()) * factor).round()), &grown);
    for (index, wharf) in at.wharves.iter_mut().enumerate() {
        let factor = f64::from(berths[index]) / f64::from(now[index]);
        wharf.nominal_berths = berths[index];
        wharf.cranes = narrow(cranes[index]);
        match &mut wharf.space {
            WharfSpace::Length { length, clearance } => {
                // The outer ends need no clearance: k berths have k − 1 gaps between them.
                let gap = *clearance;
                *length = Meters::new((*length + gap).value() * factor) - gap;
            }
            WharfSpace::Slots(slots) => *slots = berths[index],
        }
    }
    if let Some(shore) = &mut at.shore_power {
        shore.points = whole((f64::from(shore.points) * factor).round());
        shore.terminal_limit = shore.terminal_limit * factor;
    }
}

/// A number of cranes, over the wharves in proportion to those they have.
pub(super) fn change_cranes(at: &mut Terminal, count: u32) {
    let now: Vec<f64> = at.wharves.iter().map(|of| f64::from(of.cranes)).collect();
    for (wharf, cranes) in at.wharves.iter_mut().zip(parted(count, &now)) {
        wharf.cranes = narrow(cranes);
    }
}

/// A number of things over wharves in proportion to these weights, one at least to each: whole
/// shares first, and what is left by the largest remainders.
fn parted(count: u32, weights: &[f64]) -> Vec<u32> {
    let all: f64 = weights.iter().sum();
    let exact: Vec<f64> = (weights.iter())
        .map(|weight| f64::from(count) * weight / all.max(f64::MIN_POSITIVE))
        .collect();
    let mut parts: Vec<u32> = exact.iter().map(|share| whole(share.floor())).collect();
    // How much more a wharf should have than it has.
    let short = |parts: &[u32], index: usize| exact[index] - f64::from(parts[index]);
    let indices = || 0..exact.len();
    while parts.iter().sum::<u32>() < count {
        let next = indices().rev();
        let next = next.max_by(|a, b| short(&parts, *a).total_cmp(&short(&parts, *b)));
        parts[next.expect("a terminal has a wharf")] += 1;
    }
    // The one that each has at least may be more than there are: from those that have too many.
    while parts.iter().sum::<u32>() > count {
        let next = indices().filter(|index| parts[*index] > 1);
        let next = next.min_by(|a, b| short(&parts, *a).total_cmp(&short(&parts, *b)));
        let Some(next) = next else { break };
        parts[next] -= 1;
    }
    parts
}

/// Fewest berths, or cranes, that a site can be given: one on each wharf.
pub fn fewest(bay: &Bay, site: Site) -> u32 {
    let terminals = site.terminals(bay).into_iter();
    let wharves = terminals.map(|index| bay.terminals[index].wharves.len());
    u32::try_from(wharves.sum::<usize>()).unwrap_or(u32::MAX)
}

/// `count` times a factor, rounded up: at least one more for a factor above 1.
pub(super) fn times(count: u32, factor: f64) -> u32 {
    whole((f64::from(count) * factor - 1e-9).ceil())
}

/// A whole number of things, one at least.
pub(super) fn whole(count: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of things are small and not negative"
    )]
    let count = count.clamp(1.0, 1e6) as u32;
    count
}

/// A number of cranes as a wharf holds it.
pub(super) fn narrow(count: u32) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_kept_however_many_wharves_share_it() {
        assert_eq!(parted(3, &[2.0, 2.0]), [2, 1]);
        assert_eq!(parted(5, &[2.0, 2.0]), [3, 2]);
        assert_eq!(parted(6, &[2.0, 2.0]), [3, 3]);
        assert_eq!(parted(7, &[3.0, 1.0, 1.0]), [4, 2, 1]);
        // One on each at least, taken from those that have most beyond their share.
        assert_eq!(parted(4, &[10.0, 1.0, 1.0]), [2, 1, 1]);
        assert_eq!(parted(3, &[10.0, 1.0, 1.0]), [1, 1, 1]);
        for count in 3..40 {
            let parts = parted(count, &[5.0, 2.5, 1.3]);
            assert_eq!(parts.iter().sum::<u32>(), count, "{parts:?}");
            assert!(parts.is_sorted_by(|a, b| a >= b), "{parts:?}");
        }
    }
}
