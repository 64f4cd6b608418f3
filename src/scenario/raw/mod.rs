//! A list of calls as written.

mod arrivals;

pub(super) use arrivals::Arrivals;
