//! Ports, their demand, and the zone around them, as written.

use crate::engine::{Distribution, SimDuration};
use crate::scenario::distribution::random_duration;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{items, text};
use crate::scenario::quantity::{
    cargo, cargo_value, distance, duration, growth, number, share, speed, whole,
};
use crate::scenario::reader::{At, Given, Reader};
use crate::scenario::tree::Node;
use crate::units::{DollarsPerTeu, Knots, NauticalMiles, Teu};

/// `[port.*]`
pub(in crate::scenario) struct Port {
    pub name: Given<String>,
    pub pilots: Given<u64>,
    pub tugs: Given<u64>,
    pub tugs_per_transit: Given<u64>,
    pub inbound: Given<Distribution>,
    pub outbound: Given<Distribution>,
    pub headway: Given<SimDuration>,
    pub loaded_teu_value: Given<DollarsPerTeu>,
}

/// `[demand.*]`
pub(in crate::scenario) struct Demand {
    pub year: Given<u64>,
    pub annual: Given<Teu>,
    pub growth: Given<f64>,
    pub monthly: Given<Vec<At<f64>>>,
    pub reference_annual: Given<Teu>,
    pub growth_by_call_size: Given<f64>,
    pub season_by_call_size: Given<f64>,
    pub blank_share: Given<f64>,
    pub import_loaded: Given<f64>,
    pub export_loaded: Given<f64>,
    pub empty: Given<f64>,
}

/// `[speed_zone]`
pub(in crate::scenario) struct SpeedZone {
    pub outer: Given<NauticalMiles>,
    pub inner: Given<NauticalMiles>,
    pub limit: Given<Knots>,
    pub inner_compliance: Given<f64>,
    pub outer_compliance: Given<f64>,
}

impl Port {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let crew = |node: &Node, faults: &Faults| whole(node, 1, 10_000, faults);
        Self {
            name: of.optional("name", text),
            pilots: of.optional("pilots", crew),
            tugs: of.optional("tugs", crew),
            tugs_per_transit: of.optional("tugs_per_transit", |node, faults| {
                whole(node, 0, 100, faults)
            }),
            inbound: of.optional("inbound", random_duration),
            outbound: of.optional("outbound", random_duration),
            headway: of.optional("headway", duration),
            loaded_teu_value: of.optional("loaded_teu_value", cargo_value),
        }
    }
}

impl Demand {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let year = |node: &Node, faults: &Faults| whole(node, 1900, 2999, faults);
        Self {
            year: of.required("year", "2024", year),
            annual: of.required("annual", "\"10297352 TEU\"", cargo),
            growth: of.optional("growth", growth),
            monthly: of.optional("monthly", |node, faults| items(node, faults, number)),
            reference_annual: of.optional("reference_annual", cargo),
            growth_by_call_size: of.optional("growth_by_call_size", share),
            season_by_call_size: of.optional("season_by_call_size", share),
            blank_share: of.optional("blank_share", share),
            import_loaded: of.required("import_loaded", "\"52 %\"", share),
            export_loaded: of.required("export_loaded", "\"14.5 %\"", share),
            empty: of.required("empty", "\"33.5 %\"", share),
        }
    }
}

impl SpeedZone {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            outer: of.optional("outer", distance),
            inner: of.optional("inner", distance),
            limit: of.optional("limit", speed),
            inner_compliance: of.required("inner_compliance", "\"95 %\"", share),
            outer_compliance: of.required("outer_compliance", "\"90 %\"", share),
        }
    }
}
