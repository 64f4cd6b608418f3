//! Vessel classes, as written.

use crate::emissions::EngineKind;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{text, word};
use crate::scenario::quantity::{cargo, length, number, power, share, speed, whole};
use crate::scenario::reader::{At, Given, Reader};
use crate::scenario::tree::Node;
use crate::units::{Kilowatts, Knots, Meters, Teu};

/// `[vessel_class.*]`
pub(in crate::scenario) struct VesselClass {
    pub name: Given<String>,
    pub capacity: Given<Teu>,
    pub loa: Given<Meters>,
    pub beam: Given<Meters>,
    pub draft: Given<Meters>,
    pub air_draft: Given<Meters>,
    pub rows: Given<u64>,
    pub hatches: Given<u64>,
    pub cranes: Given<u64>,
    pub service_speed: Given<Knots>,
    pub shore_power_ready: Given<f64>,
    /// Tier 0 to Tier III; what is not said is 0 %.
    pub engine_tiers: Given<[f64; 4]>,
    pub idle_hatch_share: Given<f64>,
    pub hatch_cv: Given<f64>,
    pub main_engine: Given<Kilowatts>,
    pub max_speed: Given<Knots>,
    pub engine: Given<EngineKind>,
    pub auxiliary_load: Given<Loads>,
    pub boiler_load: Given<Loads>,
}

/// `auxiliary_load` and `boiler_load`
pub(in crate::scenario) struct Loads {
    pub transit: Given<Kilowatts>,
    pub maneuvering: Given<Kilowatts>,
    pub berth: Given<Kilowatts>,
    pub anchorage: Given<Kilowatts>,
}

impl VesselClass {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let kinds = [
            ("slow_speed_diesel", EngineKind::SlowSpeedDiesel),
            ("medium_speed_diesel", EngineKind::MediumSpeedDiesel),
        ];
        let hundred = |node: &Node, faults: &Faults| whole(node, 1, 100, faults);
        Self {
            name: of.optional("name", text),
            capacity: of.required("capacity", "\"14000 TEU\"", cargo),
            loa: of.required("loa", "\"366 m\"", length),
            beam: of.required("beam", "\"48 m\"", length),
            draft: of.required("draft", "\"14 m\"", length),
            air_draft: of.required("air_draft", "\"52 m\"", length),
            rows: of.required("rows", "19", hundred),
            hatches: of.required("hatches", "20", hundred),
            cranes: of.required("cranes", "5", hundred),
            service_speed: of.optional("service_speed", speed),
            shore_power_ready: of.optional("shore_power_ready", share),
            engine_tiers: of.table("engine_tiers", tiers).and_then(|tiers| {
                let place = tiers.place;
                tiers.value.map(|value| At { value, place })
            }),
            idle_hatch_share: of.optional("idle_hatch_share", share),
            hatch_cv: of.optional("hatch_cv", number),
            main_engine: of.optional("main_engine", power),
            max_speed: of.optional("max_speed", speed),
            engine: of.optional("engine", |node, faults| {
                word(node, "main engine", &kinds, faults)
            }),
            auxiliary_load: of.table("auxiliary_load", Loads::read),
            boiler_load: of.table("boiler_load", Loads::read),
        }
    }
}

fn tiers(of: &Reader<'_>) -> Option<[f64; 4]> {
    let given = ["tier_0", "tier_1", "tier_2", "tier_3"]
        .map(|tier| (of.has(tier), of.optional(tier, share)));
    let read = given
        .each_ref()
        .map(|(_, tier)| tier.as_ref().map_or(0.0, |tier| tier.value));
    let all_right = given.iter().all(|(has, tier)| *has == tier.is_some());
    all_right.then_some(read)
}

impl Loads {
    fn read(of: &Reader<'_>) -> Self {
        Self {
            transit: of.required("transit", "\"2500 kW\"", power),
            maneuvering: of.required("maneuvering", "\"3500 kW\"", power),
            berth: of.required("berth", "\"1500 kW\"", power),
            anchorage: of.required("anchorage", "\"1015 kW\"", power),
        }
    }
}
