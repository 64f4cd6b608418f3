//! Vessel classes and the engines in them.

use super::Check;
use crate::emissions::{LoadSet, ModeLoads, VesselPlant};
use crate::port::bay::{ClassId, VesselClass};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw;
use crate::scenario::reader::{At, Named, OrDefault as _};
use crate::scenario::source::Place;
use crate::units::{Knots, Meters, Teu};

/// The class of textbook queues, there without being written: fits everywhere, one crane, one
/// hatch, no idle hatch.
const ANY: &str = "any";

/// Speed on passage of a class that says none (assumption).
const USUAL_SPEED_KN: f64 = 18.0;

impl Check<'_> {
    /// The classes of the scenario, and after them `any` if it is sent for and not written.
    pub(super) fn vessel_classes(&self) -> Option<Vec<VesselClass>> {
        let mut classes = super::all(
            self.raw
                .vessel_classes
                .iter()
                .map(|class| self.class(class)),
        )?;
        if self.uses_any() {
            classes.push(any());
        }
        Some(classes)
    }

    /// Engines and loads of every class, in the same order.
    pub(super) fn plants(&self) -> Vec<VesselPlant> {
        let mut plants: Vec<VesselPlant> = self
            .raw
            .vessel_classes
            .iter()
            .map(|class| self.plant(&class.value))
            .collect();
        if self.uses_any() {
            plants.push(VesselPlant::none());
        }
        plants
    }

    pub(super) fn load_set(&self) -> LoadSet {
        self.raw.emissions.loads.value_or(LoadSet::Starcrest2016)
    }

    /// Position of a class by name; reported if there is none.
    pub(super) fn class_id(&self, id: &str, place: &Place) -> Option<ClassId> {
        let written = self.raw.vessel_classes.iter().any(|class| class.id == id);
        let at = if id == ANY && !written {
            self.raw.vessel_classes.len()
        } else {
            self.position("vessel class", id, place, &self.raw.vessel_classes)?
        };
        let at = u16::try_from(at).expect("a scenario has fewer than 65,536 vessel classes");
        Some(ClassId(at))
    }

    /// Capacity of a class by name, if it can be told; reports nothing.
    pub(super) fn capacity(&self, id: &str) -> Option<Teu> {
        let written = self.raw.vessel_classes.iter().find(|class| class.id == id);
        match written {
            Some(class) => Some(class.value.capacity.as_ref()?.value),
            None => (id == ANY).then(|| any().capacity),
        }
    }

    fn uses_any(&self) -> bool {
        let is_written = self.raw.vessel_classes.iter().any(|class| class.id == ANY);
        let services = self
            .raw
            .services
            .iter()
            .map(|service| &service.value.classes);
        let extra = self
            .raw
            .extra_loaders
            .iter()
            .map(|extra| &extra.value.classes);
        let mut deployed = services.chain(extra).flatten().flatten();
        let listed = self.raw.arrivals.calls.iter().any(
            |call| matches!(&call.vessel, raw::ListedVessel::Class(class) if class.value == ANY),
        );
        !is_written && (listed || deployed.any(|class| class.id == ANY))
    }

    fn class(&self, class: &Named<raw::VesselClass>) -> Option<VesselClass> {
        let raw = &class.value;
        let count = |given: Option<&At<u64>>| {
            Some(u16::try_from(given?.value).expect("read as at most 100"))
        };
        let tiers = self.tiers(&class.id, raw.engine_tiers.as_ref());
        Some(VesselClass {
            id: class.id.clone(),
            name: raw.name.value_or(class.id.clone()),
            capacity: raw.capacity.as_ref()?.value,
            loa: self.dimension(raw.loa.as_ref())?,
            beam: self.dimension(raw.beam.as_ref())?,
            draft: self.dimension(raw.draft.as_ref())?,
            air_draft: self.dimension(raw.air_draft.as_ref())?,
            rows: count(raw.rows.as_ref())?,
            hatches: count(raw.hatches.as_ref())?,
            cranes: count(raw.cranes.as_ref())?,
            service_speed: raw.service_speed.value_or(Knots::new(USUAL_SPEED_KN)),
            hotelling_load: self.plant(raw).auxiliary.berth,
            shore_power_ready: raw.shore_power_ready.value_or(0.0),
            engine_tiers: tiers?,
            idle_hatch_share: self.idle_hatch_share(raw)?,
            hatch_cv: raw.hatch_cv.value_or(0.0),
        })
    }

    fn dimension(&self, given: Option<&At<Meters>>) -> Option<Meters> {
        let given = given?;
        if given.value > Meters::ZERO {
            return Some(given.value);
        }
        self.error(
            &given.place,
            "a vessel has no such dimension",
            "must be above zero",
        );
        None
    }

    fn idle_hatch_share(&self, raw: &raw::VesselClass) -> Option<f64> {
        let share = raw.idle_hatch_share.value_or(0.0);
        if share < 1.0 {
            return Some(share);
        }
        if let Some(given) = &raw.idle_hatch_share {
            let message = "a vessel whose hatches are all idle has no cargo";
            self.error(&given.place, message, "must be below 100 %");
        }
        None
    }

    /// Shares by tier, Tier II by default.
    fn tiers(&self, id: &str, given: Option<&At<[f64; 4]>>) -> Option<[f64; 4]> {
        let Some(given) = given else {
            return Some([0.0, 0.0, 1.0, 0.0]);
        };
        let sum: f64 = given.value.iter().sum();
        if (sum - 1.0).abs() <= super::demand::SHARE_TOLERANCE {
            return Some(given.value.map(|share| share / sum));
        }
        let message = format!("the engine tiers of vessel class `{id}` do not add up to 100 %");
        let percent = (sum * 1_000.0).round() / 10.0;
        self.push(Diagnostic::error(&given.place, message).label(format!("add up to {percent} %")));
        None
    }

    /// What a class says of its engines; the rest by its capacity.
    fn plant(&self, raw: &raw::VesselClass) -> VesselPlant {
        let capacity = raw.capacity.as_ref().map_or(Teu::ZERO, |given| given.value);
        let usual = VesselPlant::default_for(capacity, self.load_set());
        VesselPlant {
            main_kind: raw.engine.value_or(usual.main_kind),
            main_power: raw.main_engine.value_or(usual.main_power),
            max_speed: raw.max_speed.value_or(usual.max_speed),
            auxiliary: loads(raw.auxiliary_load.as_ref(), usual.auxiliary),
            boiler: loads(raw.boiler_load.as_ref(), usual.boiler),
        }
    }
}

fn loads(given: Option<&At<raw::Loads>>, usual: ModeLoads) -> ModeLoads {
    given.map_or(usual, |given| ModeLoads {
        transit: given.value.transit.value_or(usual.transit),
        maneuvering: given.value.maneuvering.value_or(usual.maneuvering),
        berth: given.value.berth.value_or(usual.berth),
        anchorage: given.value.anchorage.value_or(usual.anchorage),
    })
}

/// The built-in class of textbook queues.
fn any() -> VesselClass {
    let capacity = Teu::new(1_000.0);
    VesselClass {
        id: ANY.into(),
        name: "any vessel".into(),
        capacity,
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
        engine_tiers: [0.0, 0.0, 1.0, 0.0],
        idle_hatch_share: 0.0,
        hatch_cv: 0.0,
    }
}
