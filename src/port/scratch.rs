//! Lists that an event needs for itself: kept between events, so that none allocates.

use crate::port::event::CallId;
use crate::port::quay::crane_split::Share;
use crate::port::quay::labor::Request;
use crate::port::sea::hatches::HatchPart;

/// Lists used again by every event. Whoever needs one takes it, empty, with [`borrow`] and gives
/// it back; what was left in it is not for the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// Free cranes of a rail.
    pub(crate) cranes: Vec<usize>,
    /// Hatches that the cranes of a vessel stand over.
    pub(crate) hatches: Vec<Option<u16>>,
    /// Vessels of a wharf or a terminal.
    pub(crate) vessels: Vec<CallId>,
    /// Shares of the vessels along a rail in its cranes.
    pub(crate) shares: Vec<Share>,
    /// What the vessels of the bay ask for a shift.
    pub(crate) requests: Vec<Request>,
    /// Cranes not yet spoken for, by rail.
    pub(crate) cranes_left: Vec<u16>,
    /// Gangs wanted and ordered, by terminal.
    pub(crate) gangs: Vec<(u32, u32)>,
    /// Parts of a call's moves.
    pub(crate) parts: Vec<HatchPart>,
}

/// Takes a list out of the scratch, empty; it is given back by assigning it.
pub(crate) fn borrow<T>(list: &mut Vec<T>) -> Vec<T> {
    let mut taken = std::mem::take(list);
    taken.clear();
    taken
}
