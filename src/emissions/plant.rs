//! Engines and loads of vessels, and what container vessels of a capacity have by default.

use std::sync::LazyLock;

use crate::emissions::choice::LoadSet;
use crate::emissions::provenance::{self, value};
use crate::emissions::stack::Mode;
use crate::units::{Kilowatts, Knots, Teu};

/// Main engine types with their own factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// Slow-speed diesel.
    SlowSpeedDiesel,
    /// Medium-speed diesel.
    MediumSpeedDiesel,
}

/// Engines and loads of a vessel class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VesselPlant {
    /// Main engine type.
    pub main_kind: EngineKind,
    /// Installed main engine power.
    pub main_power: Kilowatts,
    /// Speed at that power.
    pub max_speed: Knots,
    /// Auxiliary engines.
    pub auxiliary: ModeLoads,
    /// Boilers.
    pub boiler: ModeLoads,
}

/// Load by mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeLoads {
    /// Under way outside the breakwater.
    pub transit: Kilowatts,
    /// Between breakwater and berth.
    pub maneuvering: Kilowatts,
    /// At berth (hotelling).
    pub berth: Kilowatts,
    /// At anchor.
    pub anchorage: Kilowatts,
}

impl ModeLoads {
    /// No load in any mode.
    const NONE: Self = Self {
        transit: Kilowatts::ZERO,
        maneuvering: Kilowatts::ZERO,
        berth: Kilowatts::ZERO,
        anchorage: Kilowatts::ZERO,
    };

    /// Load in a mode.
    pub(super) const fn in_mode(&self, mode: Mode) -> Kilowatts {
        match mode {
            Mode::Transit => self.transit,
            Mode::Maneuvering => self.maneuvering,
            Mode::Anchorage => self.anchorage,
            Mode::Hotelling => self.berth,
        }
    }
}

/// Loads of container vessels whose capacity in TEU a bound limits.
struct LoadBin {
    bound: f64,
    auxiliary: ModeLoads,
    boiler: ModeLoads,
}

/// Loads of container vessels from a capacity on.
///
/// Small boarding samples show in the vessel boarding program: 2,456 kW at berth for 7,000 TEU and
/// low loads from 15,000 TEU on stand in the source as here. Vessels above 19,000 TEU use its last
/// row (assumption).
static STARCREST_2016: LazyLock<Vec<LoadBin>> = LazyLock::new(|| load_bins("loads_starcrest_2016"));

/// Loads of container vessels up to a capacity.
static EPA_2022: LazyLock<Vec<LoadBin>> = LazyLock::new(|| load_bins("loads_epa2022"));

/// Main engines of container vessels up to a capacity in TEU: installed power, speed at that power.
static MAIN_ENGINES: LazyLock<Vec<(f64, EngineKind, Kilowatts, Knots)>> = LazyLock::new(|| {
    let powers = provenance::set(ENGINES).filter_map(|row| {
        let engine = row.factor.strip_suffix(".power")?;
        let (bin, kind) = engine.split_once('.')?;
        let kind = match kind {
            "slow_speed" => EngineKind::SlowSpeedDiesel,
            "medium_speed" => EngineKind::MediumSpeedDiesel,
            _ => panic!("`{kind}` is no main engine"),
        };
        let speed = Knots::new(value(ENGINES, &format!("{engine}.max_speed")));
        Some((capacity(bin), kind, Kilowatts::new(row.value), speed))
    });
    powers.collect()
});

const ENGINES: &str = "main_engines";

/// The bins of a set in order; the first word of its rows names the bin.
fn load_bins(set: &str) -> Vec<LoadBin> {
    let mut bins: Vec<&str> = provenance::set(set)
        .filter_map(|row| row.factor.split('.').next())
        .collect();
    bins.dedup();
    let bin = |bin| LoadBin {
        bound: capacity(bin),
        auxiliary: mode_loads(set, bin, "auxiliary"),
        boiler: mode_loads(set, bin, "boiler"),
    };
    bins.into_iter().map(bin).collect()
}

/// The capacity that bounds a bin, such as `from_8000_teu`; `larger` has none.
fn capacity(bin: &str) -> f64 {
    let digits = bin.trim_matches(|letter: char| !letter.is_ascii_digit());
    digits.parse().unwrap_or(f64::INFINITY)
}

fn mode_loads(set: &str, bin: &str, engine: &str) -> ModeLoads {
    let load = |mode| Kilowatts::new(value(set, &format!("{bin}.{engine}.{mode}")));
    ModeLoads {
        transit: load("transit"),
        maneuvering: load("maneuvering"),
        berth: load("berth"),
        anchorage: load("anchorage"),
    }
}

impl VesselPlant {
    /// No engine and no load: a textbook's customer, which emits nothing.
    pub fn none() -> Self {
        Self {
            main_kind: EngineKind::SlowSpeedDiesel,
            main_power: Kilowatts::ZERO,
            max_speed: Knots::new(20.0),
            auxiliary: ModeLoads::NONE,
            boiler: ModeLoads::NONE,
        }
    }

    /// Engines and loads of a container vessel of this capacity that says nothing of its own.
    pub fn default_for(capacity: Teu, set: LoadSet) -> Self {
        let teu = capacity.value();
        let loads = match set {
            LoadSet::Starcrest2016 => {
                let above = STARCREST_2016.partition_point(|bin| bin.bound <= teu);
                &STARCREST_2016[above.saturating_sub(1)]
            }
            LoadSet::Epa2022 => &EPA_2022[EPA_2022.partition_point(|bin| bin.bound < teu)],
        };
        let row = MAIN_ENGINES.partition_point(|(most, ..)| *most < teu);
        let (_, main_kind, main_power, max_speed) = MAIN_ENGINES[row];
        Self {
            main_kind,
            main_power,
            max_speed,
            auxiliary: loads.auxiliary,
            boiler: loads.boiler,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plant(capacity: f64, set: LoadSet) -> VesselPlant {
        VesselPlant::default_for(Teu::new(capacity), set)
    }

    #[test]
    fn loads_as_epas_own_tests_expect_them() {
        let starcrest = plant(11_000.0, LoadSet::Starcrest2016);
        assert_eq!(starcrest.auxiliary.maneuvering, Kilowatts::new(3_500.0));
        assert_eq!(starcrest.boiler.maneuvering, Kilowatts::new(575.0));
        let epa = plant(8_000.0, LoadSet::Epa2022);
        assert_eq!(epa.auxiliary.maneuvering, Kilowatts::new(2_600.0));
        assert_eq!(epa.boiler.maneuvering, Kilowatts::new(450.0));
    }

    #[test]
    fn every_capacity_has_a_row() {
        for (capacity, starcrest, epa) in [
            (0.0, 429.0, 340.0),
            (1_999.0, 429.0, 600.0),
            (8_500.0, 902.0, 1_000.0),
            (14_500.0, 1_500.0, 1_200.0),
            (16_999.0, 1_000.0, 1_320.0),
            (24_000.0, 1_000.0, 1_320.0),
        ] {
            for (set, load) in [(LoadSet::Starcrest2016, starcrest), (LoadSet::Epa2022, epa)] {
                let found = plant(capacity, set).auxiliary.berth;
                assert_eq!(
                    found.value().to_bits(),
                    f64::to_bits(load),
                    "{capacity} TEU"
                );
            }
        }
    }

    #[test]
    fn a_default_plant_has_the_class_table_main_engine() {
        let large = plant(14_000.0, LoadSet::Starcrest2016);
        assert_eq!(large.main_power, Kilowatts::new(65_000.0));
        assert_eq!(large.main_kind, EngineKind::SlowSpeedDiesel);
        let feeder = plant(900.0, LoadSet::Epa2022);
        assert_eq!(feeder.main_kind, EngineKind::MediumSpeedDiesel);
        assert_eq!(feeder.boiler.transit, Kilowatts::ZERO);
    }
}
