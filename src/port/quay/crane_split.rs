//! Cranes over hatches: who works where, without crossing and with clearance.
//!
//! The cranes of a vessel stand in order along the rail, and so do its hatches. A crane split gives
//! each crane a zone, contiguous hatches of about equal work, which it works from its low end to
//! its high end: cranes that all go the same way keep their distance by themselves, and such
//! schedules are seldom much longer than the best (Bierwirth and Meisel, A fast heuristic for quay
//! crane scheduling with interference constraints, Journal of Scheduling 12, 2009). A crane whose
//! zone is done helps where it can reach, at the hatch with most work left. It reaches a hatch if
//! every crane between it and its next working neighbors still has its clearance there.

use std::cmp::Reverse;

use crate::port::call::Hatch;
use crate::port::event::CallId;

/// The next hatch of its own zone for a crane, the lowest that it can reach and that has work.
///
/// `at` holds the hatch of each crane of the vessel, in order along the rail (`None` for idle
/// ones); `crane` is the position in it of the one that asks, which is idle.
pub(crate) fn next_in_zone(
    hatches: &[Hatch],
    at: &[Option<u16>],
    crane: usize,
    clearance: u16,
) -> Option<u16> {
    let mut open = open_hatches(hatches, at, crane, clearance);
    open.find(|(_, hatch)| usize::from(hatch.zone) == crane)
        .map(|(index, _)| index)
}

/// The hatch at which a crane helps whose zone is done: of those it can reach the fullest, the
/// lowest of equals. Arguments as for [`next_in_zone`].
pub(crate) fn next_to_help(
    hatches: &[Hatch],
    at: &[Option<u16>],
    crane: usize,
    clearance: u16,
) -> Option<u16> {
    open_hatches(hatches, at, crane, clearance)
        .max_by_key(|(index, hatch)| (hatch.left, Reverse(*index)))
        .map(|(index, _)| index)
}

/// Hatches with work over which no crane stands, within reach of an idle crane, in order.
fn open_hatches<'a>(
    hatches: &'a [Hatch],
    at: &[Option<u16>],
    crane: usize,
    clearance: u16,
) -> impl Iterator<Item = (u16, &'a Hatch)> {
    assert!(at[crane].is_none(), "a crane takes one hatch at a time");
    let (low, high) = reach(at, crane, clearance, hatches.len());
    let within = (0..).zip(hatches).take(high).skip(low);
    within.filter(|(_, hatch)| hatch.left > 0 && !hatch.taken)
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

/// Splits a vessel's work over its cranes: contiguous zones of about equal work, one a crane. A
/// hatch belongs to the zone that holds its middle.
pub(crate) fn split(hatches: &mut [Hatch], cranes: usize) {
    assert!(cranes > 0, "work is split over cranes");
    let total: u64 = hatches.iter().map(|hatch| u64::from(hatch.left)).sum();
    let mut before = 0;
    for hatch in hatches {
        let middle = 2 * before + u64::from(hatch.left);
        let zone = middle * cranes as u64 / (2 * total).max(1);
        hatch.zone = u16::try_from(zone.min(cranes as u64 - 1)).expect("cranes fit u16");
        before += u64::from(hatch.left);
    }
}

/// One vessel's share in the cranes of a rail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Share {
    /// Who.
    pub(crate) id: CallId,
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
    use crate::port::fixture::call_id;

    /// Hatches with so much work, split over so many cranes.
    fn hatches(left: &[u32], cranes: usize) -> Vec<Hatch> {
        let hatch = |left: &u32| Hatch {
            left: *left,
            taken: false,
            zone: 0,
        };
        let mut hatches: Vec<Hatch> = left.iter().map(hatch).collect();
        split(&mut hatches, cranes);
        hatches
    }

    #[test]
    fn a_crane_helps_at_the_fullest_hatch_between_its_neighbors() {
        let work = hatches(&[10, 50, 20, 90, 30, 99], 3);
        // Neighbors over hatches 0 and 5, clearance 2: reach is 2..=3.
        let over = [Some(0), None, Some(5)];
        assert_eq!(next_to_help(&work, &over, 1, 2), Some(3));
        // Alone it takes the fullest of all.
        assert_eq!(next_to_help(&work, &[None], 0, 2), Some(5));
        // Two idle cranes between 0 and 5 keep room for each other: the first reaches 2 to 1.
        let over = [Some(0), None, None, Some(5)];
        assert_eq!(next_to_help(&work, &over, 1, 2), None);
        assert_eq!(next_to_help(&work, &over, 1, 1), Some(3));
    }

    #[test]
    fn a_split_gives_contiguous_zones_of_about_equal_work() {
        let zones = |left: &[u32], cranes| -> Vec<u16> {
            let hatches = hatches(left, cranes);
            hatches.iter().map(|hatch| hatch.zone).collect()
        };
        assert_eq!(zones(&[30; 8], 2), [0, 0, 0, 0, 1, 1, 1, 1]);
        assert_eq!(zones(&[30; 8], 3), [0, 0, 0, 1, 1, 2, 2, 2]);
        // Middles at 100, 300 and 450 of 500, borders at 167 and 333.
        assert_eq!(zones(&[200, 0, 200, 100], 3), [0, 1, 1, 2]);
        assert_eq!(zones(&[0, 0], 2), [0, 0]);
    }

    #[test]
    fn a_crane_works_its_zone_from_the_low_end_and_keeps_clear() {
        let mut work = hatches(&[30; 8], 2);
        assert_eq!(next_in_zone(&work, &[None, None], 0, 2), Some(0));
        assert_eq!(next_in_zone(&work, &[Some(0), None], 1, 2), Some(4));
        // Hatch 4 is too near a crane over hatch 3, one that is taken is no more to be had.
        assert_eq!(next_in_zone(&work, &[Some(3), None], 1, 2), Some(5));
        work[5].taken = true;
        assert_eq!(next_in_zone(&work, &[Some(3), None], 1, 2), Some(6));
        work[4..].iter_mut().for_each(|hatch| hatch.left = 0);
        assert_eq!(next_in_zone(&work, &[Some(3), None], 1, 2), None);
    }

    #[test]
    fn cranes_are_dealt_in_order_near_their_vessels() {
        let first_cranes = |cranes: u16, wanted: &[(u16, f64)]| -> Vec<u16> {
            let share = |(count, middle): &(u16, f64)| Share {
                id: call_id(0),
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
