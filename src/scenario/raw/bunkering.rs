//! Bunker barges, as written.

use crate::engine::{Distribution, SimDuration};
use crate::scenario::distribution::random_duration;
use crate::scenario::quantity::{duration, pumping_rate, share, whole};
use crate::scenario::reader::{Given, Named, Reader};

/// `[bunker_barges.*]`
pub(in crate::scenario) struct BunkerBarges {
    pub barges: Given<u64>,
    pub connect: Given<Distribution>,
    /// Metric tonnes an hour.
    pub rate: Given<f64>,
    pub transfer: Given<SimDuration>,
    /// Share of calls, of services that say nothing of their own.
    pub share: Given<f64>,
    pub service_share: Given<Vec<Named<f64>>>,
}

impl BunkerBarges {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            barges: of.required("barges", "2", |node, faults| whole(node, 1, 1_000, faults)),
            connect: of.optional("connect", random_duration),
            rate: of.optional("rate", pumping_rate),
            transfer: of.optional("transfer", duration),
            share: of.optional("share", share),
            service_share: of.optional("service_share", |node, faults| {
                Reader::map(node, faults, share)
            }),
        }
    }
}
