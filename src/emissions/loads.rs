//! Default engines and loads of container vessels by capacity.

use std::sync::LazyLock;

use crate::emissions::provenance::{self, value};
use crate::emissions::{EngineKind, LoadSet, ModeLoads, VesselPlant};
use crate::units::{Kilowatts, Knots, Teu};

/// Loads of container vessels by capacity: from a capacity in TEU on, auxiliary engines and boilers.
///
/// Small boarding samples show in the vessel boarding program: 2,456 kW at berth for 7,000 TEU and
/// low loads from 15,000 TEU on stand in the source as here. Vessels above 19,000 TEU use its last
/// row (assumption).
static STARCREST_2016: LazyLock<Vec<(f64, ModeLoads, ModeLoads)>> = LazyLock::new(|| {
    let bins = bins("loads_starcrest_2016").into_iter();
    bins.map(|bin| {
        let [auxiliary, boiler] = loads("loads_starcrest_2016", bin);
        (capacity(bin), auxiliary, boiler)
    })
    .collect()
});

/// Loads of container vessels up to a capacity in TEU.
static EPA_2022: LazyLock<Vec<(f64, ModeLoads, ModeLoads)>> = LazyLock::new(|| {
    let bins = bins("loads_epa2022").into_iter();
    bins.map(|bin| {
        let [auxiliary, boiler] = loads("loads_epa2022", bin);
        (capacity(bin), auxiliary, boiler)
    })
    .collect()
});

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

/// Names of the bins of a set, in order: the first word of its rows.
fn bins(set: &str) -> Vec<&'static str> {
    let mut bins: Vec<&str> = provenance::set(set)
        .filter_map(|row| row.factor.split('.').next())
        .collect();
    bins.dedup();
    bins
}

/// The capacity that bounds a bin, such as `from_8000_teu`; `larger` has none.
fn capacity(bin: &str) -> f64 {
    let digits = bin.trim_matches(|letter: char| !letter.is_ascii_digit());
    digits.parse().unwrap_or(f64::INFINITY)
}

fn loads(set: &str, bin: &str) -> [ModeLoads; 2] {
    ["auxiliary", "boiler"].map(|engine| {
        let load = |mode| Kilowatts::new(value(set, &format!("{bin}.{engine}.{mode}")));
        ModeLoads {
            transit: load("transit"),
            maneuvering: load("maneuvering"),
            berth: load("berth"),
            anchorage: load("anchorage"),
        }
    })
}

/// Auxiliary and boiler loads of a container vessel of this capacity: `starcrest_2016`.
pub fn starcrest_2016(capacity: Teu) -> (ModeLoads, ModeLoads) {
    let above = STARCREST_2016.partition_point(|(least, ..)| *least <= capacity.value());
    let (_, auxiliary, boiler) = STARCREST_2016[above.saturating_sub(1)];
    (auxiliary, boiler)
}

/// Auxiliary and boiler loads of a container vessel of this capacity: `epa2022`.
pub fn epa2022(capacity: Teu) -> (ModeLoads, ModeLoads) {
    let row = EPA_2022.partition_point(|(most, ..)| *most < capacity.value());
    let (_, auxiliary, boiler) = EPA_2022[row];
    (auxiliary, boiler)
}

impl VesselPlant {
    /// Engines and loads of a container vessel of this capacity that says nothing of its own.
    pub fn default_for(capacity: Teu, set: LoadSet) -> Self {
        let (auxiliary, boiler) = match set {
            LoadSet::Starcrest2016 => starcrest_2016(capacity),
            LoadSet::Epa2022 => epa2022(capacity),
        };
        let row = MAIN_ENGINES.partition_point(|(most, ..)| *most < capacity.value());
        let (_, main_kind, main_power, max_speed) = MAIN_ENGINES[row];
        Self {
            main_kind,
            main_power,
            max_speed,
            auxiliary,
            boiler,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_as_epas_own_tests_expect_them() {
        let (auxiliary, boiler) = starcrest_2016(Teu::new(11_000.0));
        assert_eq!(auxiliary.maneuvering, Kilowatts::new(3_500.0));
        assert_eq!(boiler.maneuvering, Kilowatts::new(575.0));
        let (auxiliary, boiler) = epa2022(Teu::new(8_000.0));
        assert_eq!(auxiliary.maneuvering, Kilowatts::new(2_600.0));
        assert_eq!(boiler.maneuvering, Kilowatts::new(450.0));
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
            let capacity = Teu::new(capacity);
            assert_eq!(
                starcrest_2016(capacity).0.berth.value().to_bits(),
                f64::to_bits(starcrest)
            );
            assert_eq!(
                epa2022(capacity).0.berth.value().to_bits(),
                f64::to_bits(epa)
            );
        }
    }

    #[test]
    fn a_default_plant_has_the_class_table_main_engine() {
        let plant = VesselPlant::default_for(Teu::new(14_000.0), LoadSet::Starcrest2016);
        assert_eq!(plant.main_power, Kilowatts::new(65_000.0));
        assert_eq!(plant.main_kind, EngineKind::SlowSpeedDiesel);
        let feeder = VesselPlant::default_for(Teu::new(900.0), LoadSet::Epa2022);
        assert_eq!(feeder.main_kind, EngineKind::MediumSpeedDiesel);
        assert_eq!(feeder.boiler.transit, Kilowatts::ZERO);
    }
}
