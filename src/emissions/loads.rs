//! Default engines and loads of container vessels by capacity.

use crate::emissions::{EngineKind, LoadSet, ModeLoads, VesselPlant};
use crate::units::{Kilowatts, Knots, Teu};

/// Loads of one row: transit, maneuvering, berth, anchorage, in kW.
type Row = [f64; 4];

/// Auxiliary engine and boiler loads by capacity class (lower bound in TEU): vessel boarding
/// program of the Port of Los Angeles, Inventory of Air Emissions 2016, as shipped in EPA's
/// `Marine_Emissions_Tools` (commit 752696e). The newest bay-wide table found in public.
///
/// Small boarding samples show: 2,456 kW at berth for 7,000 TEU and low loads from 15,000 TEU
/// on stand in the source as here. Vessels above 19,000 TEU use the last row (assumption).
const STARCREST_2016: [(f64, Row, Row); 16] = [
    (
        0.0,
        [545.0, 1058.0, 429.0, 1000.0],
        [106.0, 213.0, 273.0, 270.0],
    ),
    (
        2_000.0,
        [981.0, 2180.0, 1035.0, 1008.0],
        [141.0, 282.0, 361.0, 358.0],
    ),
    (
        3_000.0,
        [602.0, 2063.0, 516.0, 559.0],
        [164.0, 328.0, 420.0, 416.0],
    ),
    (
        4_000.0,
        [1434.0, 2526.0, 1161.0, 1200.0],
        [195.0, 371.0, 477.0, 472.0],
    ),
    (
        5_000.0,
        [1811.0, 3293.0, 945.0, 967.0],
        [247.0, 473.0, 579.0, 572.0],
    ),
    (
        6_000.0,
        [1453.0, 2197.0, 990.0, 1645.0],
        [182.0, 567.0, 615.0, 611.0],
    ),
    (
        7_000.0,
        [1107.0, 3086.0, 2456.0, 1000.0],
        [259.0, 470.0, 623.0, 619.0],
    ),
    (
        8_000.0,
        [1494.0, 2753.0, 902.0, 986.0],
        [228.0, 506.0, 668.0, 673.0],
    ),
    (
        9_000.0,
        [1501.0, 2942.0, 1037.0, 968.0],
        [381.0, 613.0, 677.0, 675.0],
    ),
    (
        10_000.0,
        [2300.0, 2350.0, 1450.0, 1129.0],
        [384.0, 458.0, 581.0, 581.0],
    ),
    (
        11_000.0,
        [2500.0, 3500.0, 1500.0, 2000.0],
        [330.0, 575.0, 790.0, 790.0],
    ),
    (
        12_000.0,
        [2460.0, 3300.0, 1780.0, 2000.0],
        [330.0, 575.0, 790.0, 790.0],
    ),
    (
        13_000.0,
        [1865.0, 3085.0, 982.0, 1015.0],
        [203.0, 420.0, 612.0, 612.0],
    ),
    (
        14_000.0,
        [2500.0, 3500.0, 1500.0, 1015.0],
        [203.0, 420.0, 612.0, 612.0],
    ),
    (
        15_000.0,
        [1500.0, 1750.0, 1000.0, 1000.0],
        [216.0, 485.0, 647.0, 647.0],
    ),
    (
        17_000.0,
        [1500.0, 1750.0, 1000.0, 1250.0],
        [216.0, 485.0, 647.0, 647.0],
    ),
];

/// Auxiliary engine loads (table E.1) and boiler load outside transit (table E.2) of container
/// vessels up to a capacity in TEU: EPA-420-B-22-011.
const EPA_2022: [(f64, Row, f64); 8] = [
    (1_000.0, [300.0, 550.0, 340.0, 300.0], 120.0),
    (2_000.0, [820.0, 1320.0, 600.0, 820.0], 290.0),
    (3_000.0, [1230.0, 1800.0, 700.0, 1230.0], 350.0),
    (5_000.0, [1390.0, 2470.0, 940.0, 1390.0], 450.0),
    (8_000.0, [1420.0, 2600.0, 970.0, 1420.0], 450.0),
    (12_000.0, [1630.0, 2780.0, 1000.0, 1630.0], 520.0),
    (14_500.0, [1960.0, 3330.0, 1200.0, 1960.0], 630.0),
    (f64::INFINITY, [2160.0, 3670.0, 1320.0, 2160.0], 700.0),
];

/// Main engines of container vessels up to a capacity in TEU, installed power in kW and speed at
/// that power in kn: EPA-420-B-22-011, table C.3.
const MAIN_ENGINES: [(f64, EngineKind, f64, f64); 8] = [
    (1_000.0, EngineKind::MediumSpeedDiesel, 8_200.0, 18.6),
    (2_000.0, EngineKind::SlowSpeedDiesel, 14_700.0, 21.3),
    (3_000.0, EngineKind::SlowSpeedDiesel, 21_800.0, 22.9),
    (5_000.0, EngineKind::SlowSpeedDiesel, 37_000.0, 25.1),
    (8_000.0, EngineKind::SlowSpeedDiesel, 55_800.0, 26.5),
    (12_000.0, EngineKind::SlowSpeedDiesel, 61_000.0, 25.9),
    (14_500.0, EngineKind::SlowSpeedDiesel, 65_000.0, 25.6),
    (f64::INFINITY, EngineKind::SlowSpeedDiesel, 49_000.0, 25.6),
];

/// Auxiliary and boiler loads of a container vessel of this capacity: `starcrest_2016`.
pub fn starcrest_2016(capacity: Teu) -> (ModeLoads, ModeLoads) {
    let above = STARCREST_2016.partition_point(|(least, ..)| *least <= capacity.value());
    let (_, auxiliary, boiler) = STARCREST_2016[above.saturating_sub(1)];
    (loads(auxiliary), loads(boiler))
}

/// Auxiliary and boiler loads of a container vessel of this capacity: `epa2022`.
pub fn epa2022(capacity: Teu) -> (ModeLoads, ModeLoads) {
    let row = EPA_2022.partition_point(|(most, ..)| *most < capacity.value());
    let (_, auxiliary, boiler) = EPA_2022[row];
    (loads(auxiliary), loads([0.0, boiler, boiler, boiler]))
}

fn loads([transit, maneuvering, berth, anchorage]: Row) -> ModeLoads {
    ModeLoads {
        transit: Kilowatts::new(transit),
        maneuvering: Kilowatts::new(maneuvering),
        berth: Kilowatts::new(berth),
        anchorage: Kilowatts::new(anchorage),
    }
}

impl VesselPlant {
    /// Engines and loads of a container vessel of this capacity that says nothing of its own.
    pub fn default_for(capacity: Teu, set: LoadSet) -> Self {
        let (auxiliary, boiler) = match set {
            LoadSet::Starcrest2016 => starcrest_2016(capacity),
            LoadSet::Epa2022 => epa2022(capacity),
        };
        let row = MAIN_ENGINES.partition_point(|(most, ..)| *most < capacity.value());
        let (_, main_kind, power, speed) = MAIN_ENGINES[row];
        Self {
            main_kind,
            main_power: Kilowatts::new(power),
            max_speed: Knots::new(speed),
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
