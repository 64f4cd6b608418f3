//! `[vessel_class.*]`: vessel classes and the engines in them.

use super::check::Check;
use crate::emissions::{EngineKind, LoadSet, ModeLoads, VesselPlant};
use crate::port::bay::VesselClass;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{
    cargo, entries, length, missed_sum, number, power, share, share_below_all, speed, text, whole,
    word,
};
use crate::scenario::reader::{Given, Named, Reader};
use crate::scenario::tree::Node;
use crate::units::{Kilowatts, Knots, Meters, Teu};

/// The class of textbook queues, there without being written: fits everywhere, one crane, one
/// hatch, no idle hatch.
pub(super) const ANY: &str = "any";
/// Speed on passage of a class that says none (assumption).
const USUAL_SPEED_KN: f64 = 18.0;
/// Tier II alone.
const USUAL_TIERS: [f64; 4] = [0.0, 0.0, 1.0, 0.0];

/// A class with what others ask of how it is written.
pub(super) struct WrittenClass {
    pub(super) class: VesselClass,
    pub(super) plant: VesselPlant,
    pub(super) capacity: Given<Teu>,
    pub(super) loa: Given<Meters>,
    pub(super) draft: Given<Meters>,
    pub(super) air_draft: Given<Meters>,
    pub(super) rows: Given<u16>,
}

/// The classes of the scenario; of engines that say nothing, with these loads.
pub(super) fn vessel_classes(
    of: &Reader<'_>,
    loads: LoadSet,
    check: &Check<'_>,
) -> Vec<Named<WrittenClass>> {
    of.keyed("vessel_class", "vessel class", |of| class(of, loads, check))
}

fn class(of: &Reader<'_>, loads: LoadSet, check: &Check<'_>) -> WrittenClass {
    let nothing = Meters::ZERO;
    let name = of.name();
    let capacity = of.required("capacity", "\"14000 TEU\"", cargo);
    let loa = of.required("loa", "\"366 m\"", dimension);
    let beam = of.required("beam", "\"48 m\"", dimension);
    let draft = of.required("draft", "\"14 m\"", dimension);
    let air_draft = of.required("air_draft", "\"52 m\"", dimension);
    let rows = of.required("rows", "19", whole(1..=100_u16));
    let all_idle = share_below_all("a vessel whose hatches are all idle has no cargo");
    let mut class = VesselClass {
        id: of.id().to_owned(),
        name,
        capacity: capacity.value_or(Teu::ZERO),
        loa: loa.value_or(nothing),
        beam: beam.value_or(nothing),
        draft: draft.value_or(nothing),
        air_draft: air_draft.value_or(nothing),
        rows: rows.value_or(1),
        hatches: of.required("hatches", "20", whole(1..=100_u16)).value_or(1),
        cranes: of.required("cranes", "5", whole(1..=100_u16)).value_or(1),
        service_speed: of.or("service_speed", speed, Knots::new(USUAL_SPEED_KN)),
        hotelling_load: Kilowatts::ZERO,
        shore_power_ready: of.or("shore_power_ready", share, 0.0),
        engine_tiers: engine_tiers(of, check),
        idle_hatch_share: of.or("idle_hatch_share", all_idle, 0.0),
        hatch_cv: of.or("hatch_cv", number, 0.0),
    };
    let plant = plant(of, VesselPlant::default_for(class.capacity, loads));
    class.hotelling_load = plant.auxiliary.berth;
    WrittenClass {
        class,
        plant,
        capacity,
        loa,
        draft,
        air_draft,
        rows,
    }
}

/// A length above zero.
fn dimension(node: &Node, faults: &Faults) -> Option<Meters> {
    let length = length(node, faults)?;
    if length > Meters::ZERO {
        return Some(length);
    }
    let message = "a vessel has no such dimension";
    faults.push(Diagnostic::error(&node.place, message).label("must be above zero"));
    None
}

/// Shares by tier; of a tier that is not said, none.
fn engine_tiers(of: &Reader<'_>, check: &Check<'_>) -> [f64; 4] {
    let tiers = of.table("engine_tiers", |of| {
        let tiers = ["tier_0", "tier_1", "tier_2", "tier_3"];
        let tiers = tiers.map(|tier| of.optional(tier, share));
        let right = !tiers.iter().any(|tier| matches!(tier, Given::Wrong));
        right.then(|| tiers.map(|tier| tier.value_or(0.0)))
    });
    let tiers = tiers.flatten();
    let Some(given) = tiers.at() else {
        return USUAL_TIERS;
    };
    let sum: f64 = given.value.iter().sum();
    if let Some(percent) = missed_sum(sum) {
        let id = of.id();
        let message = format!("the engine tiers of vessel class `{id}` do not add up to 100 %");
        check.error(&given.place, message, format!("add up to {percent} %"));
    }
    given.value.map(|share| share / sum)
}

/// What a class says of its engines; the rest is as usual.
fn plant(of: &Reader<'_>, usual: VesselPlant) -> VesselPlant {
    let kinds = [
        ("slow_speed_diesel", EngineKind::SlowSpeedDiesel),
        ("medium_speed_diesel", EngineKind::MediumSpeedDiesel),
    ];
    VesselPlant {
        main_power: of.or("main_engine", power, usual.main_power),
        max_speed: of.or("max_speed", speed, usual.max_speed),
        main_kind: of.or("engine", word("main engine", kinds), usual.main_kind),
        auxiliary: loads(of, "auxiliary_load").unwrap_or(usual.auxiliary),
        boiler: loads(of, "boiler_load").unwrap_or(usual.boiler),
    }
}

/// Loads by mode, if all four are said.
fn loads(of: &Reader<'_>, key: &'static str) -> Option<ModeLoads> {
    let loads = of.table(key, |of| {
        let load = |key, example| of.required(key, example, power).value_or(Kilowatts::ZERO);
        ModeLoads {
            transit: load("transit", "\"2500 kW\""),
            maneuvering: load("maneuvering", "\"3500 kW\""),
            berth: load("berth", "\"1500 kW\""),
            anchorage: load("anchorage", "\"1015 kW\""),
        }
    });
    loads.into_value()
}

/// Shares of vessel classes: of several, or one that is all.
pub(super) fn mix(of: &Reader<'_>) -> Option<Vec<Named<f64>>> {
    of.exclusive("vessel_class", "vessel_classes");
    let one = of.optional("vessel_class", text);
    if one.is_absent() {
        let example = "{ neopanamax_14000 = \"60 %\", neopanamax_11000 = \"40 %\" }";
        return of.required("vessel_classes", example, shares).into_value();
    }
    one.into_at().map(|one| {
        vec![Named {
            id: one.value,
            place: one.place,
            value: 1.0,
        }]
    })
}

/// Shares that add up to 1, made exact.
fn shares(node: &Node, faults: &Faults) -> Option<Vec<Named<f64>>> {
    let mut mix = entries(share)(node, faults)?;
    let sum: f64 = mix.iter().map(|part| part.value).sum();
    if let Some(percent) = missed_sum(sum) {
        let message = "the shares do not add up to 100 %";
        let label = format!("add up to {percent} %");
        faults.push(Diagnostic::error(&node.place, message).label(label));
        return None;
    }
    for part in &mut mix {
        part.value /= sum;
    }
    mix.retain(|part| part.value > 0.0);
    Some(mix)
}

/// The built-in class of textbook queues.
pub(super) fn any() -> VesselClass {
    VesselClass {
        id: ANY.into(),
        name: "any vessel".into(),
        capacity: Teu::new(1_000.0),
        loa: Meters::new(1.0),
        beam: Meters::new(1.0),
        draft: Meters::new(0.1),
        air_draft: Meters::new(0.1),
        rows: 1,
        hatches: 1,
        cranes: 1,
        service_speed: Knots::new(USUAL_SPEED_KN),
        hotelling_load: VesselPlant::none().auxiliary.berth,
        shore_power_ready: 0.0,
        engine_tiers: USUAL_TIERS,
        idle_hatch_share: 0.0,
        hatch_cv: 0.0,
    }
}
