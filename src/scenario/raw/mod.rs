//! A list of calls as written.

mod arrivals;
mod cells;

pub(super) use arrivals::{Arrivals, Call as RawCall, Eta, Vessel as ListedVessel};
