//! Cranes over hatches: who works where, without crossing and with clearance.
//!
//! The cranes of a vessel stand in order along the rail, and so do its hatches. A crane that has
//! finished its hatch takes, of those it can reach, the one with most work left. It reaches a
//! hatch if every crane between it and its next working neighbors still has its clearance there.

use std::cmp::Reverse;

use crate::port::call::Hatch;
use crate::port::event::Slot;

/// The hatch a crane should take next, if it can reach one with work.
///
/// `at` holds the hatch of each crane of the vessel, in order along the rail (`None` for idle
/// ones); `crane` is the position in it of the one that asks, which is idle.
pub(crate) fn next_hatch(
    hatches: &[Hatch],
    at: &[Option<u16>],
    crane: usize,
    clearance: u16,
) -> Option<u16> {
    assert!(at[crane].is_none(), "a crane takes one hatch at a time");
    let (low, high) = reach(at, crane, clearance, hatches.len());
    let within = hatches.iter().enumerate().take(high).skip(low);
    let open = within.filter(|(_, hatch)| hatch.left > 0 && !hatch.taken);
    let fullest = open.max_by_key(|(index, hatch)| (hatch.left, Reverse(*index)));
    fullest.map(|(index, _)| u16::try_from(index).expect("hatches fit u16"))
}

/// Hatches within reach of an idle crane, as a half-open range.
fn reach(at: &[Option<u16>], crane: usize, clearance: u16, hatches: usize) -> (usize, usize) {
    let clear = |cranes_apart: usize| cranes_apart * usize::from(clearance);
    let low = (0..crane)
        .rev()
        .find_map(|other| at[other].map(|hatch| usize::from(hatch) + clear(crane - other)));
    let high = (crane + 1..at.len()).find_map(|other| {
        at[other].map(|hatch| (usize::from(hatch) + 1).saturating_sub(clear(other - crane)))
    });
    (low.unwrap_or(0), high.unwrap_or(hatches).min(hatches))
}

/// Splits a vessel's work over its cranes at the start of a shift: contiguous zones of about equal
/// work, one a crane; each crane begins at the largest hatch of its zone that keeps clear of the
/// crane before it. A crane without such a hatch stays idle until it can reach one.
///
/// `at` becomes the hatch of each crane, in order along the rail.
pub(crate) fn split(hatches: &[Hatch], cranes: usize, clearance: u16, at: &mut Vec<Option<u16>>) {
    let total: u64 = hatches.iter().map(|hatch| u64::from(hatch.left)).sum();
    at.clear();
    at.resize(cranes, None);
    let (mut hatch, mut before) = (0_usize, 0_u64);
    for crane in 0..cranes {
        let upto = total * (crane as u64 + 1) / cranes as u64;
        let (low, _) = reach(at, crane, clearance, hatches.len());
        let mut best: Option<(u32, u16)> = None;
        while hatch < hatches.len() && (before < upto || crane + 1 == cranes) {
            let left = hatches[hatch].left;
            // A hatch belongs to the zone that holds its middle.
            if before + u64::from(left) / 2 >= upto && crane + 1 < cranes {
                break;
            }
            if hatch >= low && left > 0 && best.is_none_or(|(most, _)| left > most) {
                best = Some((left, u16::try_from(hatch).expect("hatches fit u16")));
            }
            before += u64::from(left);
            hatch += 1;
        }
        at[crane] = best.map(|(_, hatch)| hatch);
    }
}

/// One vessel's share in the cranes of a rail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Share {
    /// Who.
    pub(crate) slot: Slot,
    /// Cranes it gets.
    pub(crate) count: u16,
    /// Middle of its berth as a fraction of the wharf.
    pub(crate) middle: f64,
    /// Its first crane.
    pub(crate) first: u16,
}

/// Deals the cranes of a rail to the vessels along it, in order, so that no crane crosses another:
/// fills `first` of every share. Their counts together must not exceed `cranes`.
pub(crate) fn deal(cranes: u16, shares: &mut [Share]) {
    let mut rest: u16 = shares.iter().map(|share| share.count).sum();
    assert!(rest <= cranes, "{rest} cranes dealt of {cranes}");
    let mut next = 0_u16;
    for share in shares {
        let latest = cranes - rest;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a crane of the rail, clamped below"
        )]
        let ideal = (share.middle * f64::from(cranes) - f64::from(share.count) / 2.0)
            .round()
            .max(0.0) as u16;
        share.first = ideal.clamp(next, latest);
        next = share.first + share.count;
        rest -= share.count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hatches(left: &[u32]) -> Vec<Hatch> {
        left.iter()
            .map(|left| Hatch {
                left: *left,
                taken: false,
            })
            .collect()
    }

    #[test]
    fn a_crane_takes_the_fullest_hatch_between_its_neighbors() {
        let work = hatches(&[10, 50, 20, 90, 30, 99]);
        // Neighbors over hatches 0 and 5, clearance 2: reach is 2..=3.
        assert_eq!(next_hatch(&work, &[Some(0), None, Some(5)], 1, 2), Some(3));
        // Alone it takes the fullest of all.
        assert_eq!(next_hatch(&work, &[None], 0, 2), Some(5));
        // Two idle cranes between 0 and 5 keep room for each other: the first reaches 2 to 1.
        assert_eq!(
            next_hatch(&work, &[Some(0), None, None, Some(5)], 1, 2),
            None
        );
        assert_eq!(
            next_hatch(&work, &[Some(0), None, None, Some(5)], 1, 1),
            Some(3)
        );
    }

    #[test]
    fn the_split_keeps_order_and_clearance() {
        for left in [
            vec![30, 30, 30, 30, 30, 30, 30, 30],
            vec![100, 0, 0, 5, 5, 100, 3, 90],
            vec![1, 1, 1],
        ] {
            for cranes in 1..=4 {
                let mut at = Vec::new();
                split(&hatches(&left), cranes, 2, &mut at);
                let placed: Vec<(usize, u16)> = at
                    .iter()
                    .enumerate()
                    .filter_map(|(crane, hatch)| hatch.map(|hatch| (crane, hatch)))
                    .collect();
                assert!(!placed.is_empty(), "somebody works: {left:?}");
                for pair in placed.windows(2) {
                    let apart = u16::try_from(pair[1].0 - pair[0].0).unwrap();
                    assert!(pair[1].1 >= pair[0].1 + 2 * apart, "{at:?} for {left:?}");
                }
            }
        }
        let mut at = vec![Some(7)];
        split(&hatches(&[30; 8]), 2, 2, &mut at);
        assert_eq!(at, [Some(0), Some(4)]);
    }

    #[test]
    fn cranes_are_dealt_in_order_near_their_vessels() {
        let first_cranes = |cranes: u16, wanted: &[(u16, f64)]| -> Vec<u16> {
            let share = |(count, middle): &(u16, f64)| Share {
                slot: 0,
                count: *count,
                middle: *middle,
                first: 0,
            };
            let mut shares: Vec<Share> = wanted.iter().map(share).collect();
            deal(cranes, &mut shares);
            shares.iter().map(|share| share.first).collect()
        };
        assert_eq!(first_cranes(10, &[(3, 0.15), (4, 0.8)]), [0, 6]);
        assert_eq!(first_cranes(10, &[(5, 0.9), (5, 0.95)]), [0, 5]);
        assert_eq!(
            first_cranes(4, &[(1, 0.125), (1, 0.375), (1, 0.625), (1, 0.875)]),
            [0, 1, 2, 3]
        );
    }
}
