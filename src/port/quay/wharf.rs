//! Space along one wharf: who lies where, and which gap is left for a vessel.

use crate::port::bay::{Hull, Wharf, WharfSpace};
use crate::port::event::CallId;
use crate::units::Meters;

/// How a place is chosen among the gaps that are long enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preference {
    /// Lowest position along the wharf.
    Lowest,
    /// Gap that leaves the least length over, the lowest of equal ones.
    Tightest,
}

/// A free place, and the length that would be left over in its gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// Lower end.
    pub(crate) position: Meters,
    /// Length taken.
    pub(crate) length: Meters,
    /// Length left over.
    pub(crate) spare: Meters,
}

/// Vessels along one wharf, in order of position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quayside {
    berthed: Vec<(Meters, Meters, CallId)>,
}

impl Quayside {
    /// Vessels that lie or have a place here, in order along the wharf.
    pub(crate) fn vessels(&self) -> impl Iterator<Item = CallId> {
        self.berthed.iter().map(|(_, _, id)| *id)
    }

    /// The place a vessel would get now, if there is one.
    pub(crate) fn place(
        &self,
        wharf: &Wharf,
        hull: &Hull,
        preference: Preference,
    ) -> Option<Place> {
        if !wharf.takes(hull) {
            return None;
        }
        match wharf.space {
            WharfSpace::Slots(slots) => self.free_slot(slots),
            WharfSpace::Length { length, clearance } => {
                self.gap(length, clearance, hull.loa, preference)
            }
        }
    }

    /// Lowest free slot, as a meter of wharf each.
    fn free_slot(&self, slots: u32) -> Option<Place> {
        let one = Meters::new(1.0);
        let free = (0..slots)
            .map(|slot| Meters::new(f64::from(slot)))
            .zip(
                self.berthed
                    .iter()
                    .map(|entry| Some(entry.0))
                    .chain(std::iter::repeat(None)),
            )
            .find(|(position, taken)| *taken != Some(*position));
        free.map(|(position, _)| Place {
            position,
            length: one,
            spare: Meters::ZERO,
        })
    }

    /// Gap for a vessel of length `loa`, with clearance to its neighbors.
    fn gap(
        &self,
        length: Meters,
        clearance: Meters,
        loa: Meters,
        preference: Preference,
    ) -> Option<Place> {
        let mut best: Option<Place> = None;
        let mut from = Meters::ZERO;
        let ends = self
            .berthed
            .iter()
            .map(|(start, end, _)| (*start - clearance, *end + clearance));
        for (until, next) in ends.chain(std::iter::once((length, length))) {
            let spare = until - from - loa;
            let better =
                best.is_none_or(|best| preference == Preference::Tightest && spare < best.spare);
            if spare >= Meters::ZERO && better {
                best = Some(Place {
                    position: from,
                    length: loa,
                    spare,
                });
            }
            from = next;
        }
        best
    }

    /// Gives a place to a vessel.
    ///
    /// # Panics
    /// If it overlaps another: a bug.
    pub(crate) fn moor(&mut self, id: CallId, place: Place) {
        let end = place.position + place.length;
        let at = self
            .berthed
            .partition_point(|(start, _, _)| *start < place.position);
        assert!(
            at == 0 || self.berthed[at - 1].1 <= place.position,
            "two vessels on one meter of wharf"
        );
        assert!(
            self.berthed
                .get(at)
                .is_none_or(|(start, _, _)| *start >= end),
            "two vessels on one meter of wharf"
        );
        self.berthed.insert(at, (place.position, end, id));
    }

    /// Takes a vessel away.
    pub(crate) fn cast_off(&mut self, id: CallId) {
        let at = self
            .berthed
            .iter()
            .position(|(_, _, of)| *of == id)
            .expect("a vessel lies where it moored");
        self.berthed.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fixture::{call_id, class_of_loa, wharf_of_length, wharf_of_slots};

    fn m(value: f64) -> Meters {
        Meters::new(value)
    }

    #[test]
    fn vessels_lie_apart_by_the_clearance_and_the_ends_need_none() {
        let wharf = wharf_of_length(1_000.0, 25.0);
        let mut quay = Quayside::default();
        let hull = class_of_loa(300.0).hull();
        for expected in [0_u32, 325, 650] {
            let place = quay.place(&wharf, &hull, Preference::Lowest).unwrap();
            assert_eq!(place.position, m(f64::from(expected)));
            quay.moor(call_id(expected), place);
        }
        assert_eq!(quay.place(&wharf, &hull, Preference::Lowest), None);
        quay.cast_off(call_id(325));
        assert_eq!(
            quay.place(&wharf, &class_of_loa(301.0).hull(), Preference::Lowest),
            None
        );
        assert_eq!(
            quay.place(&wharf, &hull, Preference::Lowest)
                .unwrap()
                .position,
            m(325.0)
        );
    }

    #[test]
    fn the_tightest_gap_leaves_room_for_the_long_vessel() {
        let wharf = wharf_of_length(1_200.0, 0.0);
        let mut quay = Quayside::default();
        for (id, start, end) in [(1, 400.0, 600.0), (2, 820.0, 1_200.0)] {
            quay.moor(
                call_id(id),
                Place {
                    position: m(start),
                    length: m(end - start),
                    spare: m(0.0),
                },
            );
        }
        // Gaps of 400 m at 0 and of 220 m at 600.
        let hull = class_of_loa(200.0).hull();
        assert_eq!(
            quay.place(&wharf, &hull, Preference::Lowest)
                .unwrap()
                .position,
            m(0.0)
        );
        assert_eq!(
            quay.place(&wharf, &hull, Preference::Tightest)
                .unwrap()
                .position,
            m(600.0)
        );
    }

    #[test]
    fn slots_are_filled_from_the_lowest() {
        let wharf = wharf_of_slots(3);
        let mut quay = Quayside::default();
        let hull = class_of_loa(400.0).hull();
        for slot in 0..3 {
            let place = quay.place(&wharf, &hull, Preference::Lowest).unwrap();
            assert_eq!(place.position, m(f64::from(slot)));
            quay.moor(call_id(slot), place);
        }
        assert_eq!(quay.place(&wharf, &hull, Preference::Lowest), None);
        quay.cast_off(call_id(1));
        assert_eq!(
            quay.place(&wharf, &hull, Preference::Lowest)
                .unwrap()
                .position,
            m(1.0)
        );
    }
}
