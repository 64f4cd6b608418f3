//! What a measure is, and the table of all of them.

use crate::emissions::{Mode, Pollutant};
use crate::experiment::Totals;

use super::{bunkering, compliance, damage, energy, inventory, landside, quay, trade, traffic};

/// One output measure.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Name in results, targets and tables.
    pub name: &'static str,
    /// Unit; `1` for fractions and ratios.
    pub unit: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// Where it makes sense.
    pub reach: Reach,
    /// Rows of the inventory that it is the sum of, and grams in its unit; `None` of anything else.
    pub sum: Option<(Amount, f64)>,
    /// Its formula; `None` where there is nothing to say (no call, nothing known).
    pub(super) formula: fn(&Totals) -> Option<f64>,
}

/// Rows of the inventory that a measure adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A pollutant from vessels' stacks.
    Stacks(Pollutant),
    /// The same in one mode.
    StacksIn(Pollutant, Mode),
    /// CO2e of power plants for shore power.
    ShorePowerGrid,
    /// CO2e of stacks and of power plants for shore power.
    Net,
    /// A pollutant from landside equipment.
    Landside(Pollutant),
    /// A pollutant from vessels' stacks and landside equipment.
    AllSources(Pollutant),
    /// CO2e of power plants for landside equipment.
    LandsideGrid,
}

/// Parts of the complex for which a measure makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Bay, ports and terminals.
    Everywhere,
    /// Bay and ports.
    BayAndPorts,
    /// The bay alone.
    Bay,
}

/// A part of the complex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The whole complex.
    Bay,
    /// A port.
    Port,
    /// A terminal.
    Terminal,
}

impl Measure {
    /// Its value for a part of the complex with these totals; `None` where it makes no sense or
    /// there is nothing to say.
    ///
    /// # Panics
    /// If the value is infinite or NaN: a formula forgot an empty denominator.
    pub fn value(&self, part: Part, totals: &Totals) -> Option<f64> {
        let here = match self.reach {
            Reach::Everywhere => true,
            Reach::BayAndPorts => part != Part::Terminal,
            Reach::Bay => part == Part::Bay,
        };
        let value = here.then(|| (self.formula)(totals)).flatten();
        assert!(
            value.is_none_or(f64::is_finite),
            "measure {} is finite, got {value:?}",
            self.name
        );
        value
    }
}

/// A measure that makes sense for bay, ports and terminals.
pub(super) const fn measure(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    formula: fn(&Totals) -> Option<f64>,
) -> Measure {
    Measure {
        name,
        unit,
        meaning,
        reach: Reach::Everywhere,
        sum: None,
        formula,
    }
}

impl Measure {
    /// The same as a sum of rows of the inventory, in units of so many grams.
    pub(super) const fn adds(mut self, amount: Amount, grams: f64) -> Self {
        self.sum = Some((amount, grams));
        self
    }
}

/// Every measure, in the order of results.
pub fn all() -> impl Iterator<Item = &'static Measure> {
    [
        traffic::TABLE,
        quay::TABLE,
        trade::TABLE,
        energy::TABLE,
        compliance::TABLE,
        compliance::MISSED,
        compliance::BARGES,
        compliance::OFFSHORE,
        bunkering::TABLE,
        inventory::STACKS,
        inventory::SHORT_TONS,
        inventory::OTHERS,
        damage::TABLE,
        landside::TONNES,
        landside::SHORT_TONS,
        landside::PER_CARGO,
        landside::OTHERS,
    ]
    .into_iter()
    .flatten()
}

/// The measure with this name.
pub fn find(name: &str) -> Option<&'static Measure> {
    all().find(|measure| measure.name == name)
}

/// Unit of the measure with this name; empty if there is none.
pub fn unit_of(name: &str) -> &'static str {
    find(name).map_or("", |measure| measure.unit)
}

/// Meaning of the measure with this name; empty if there is none.
pub fn meaning_of(name: &str) -> &'static str {
    find(name).map_or("", |measure| measure.meaning)
}

/// `numerator / denominator`, unless there is nothing to divide by.
pub(super) fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then(|| numerator / denominator)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_every_measure_explains_itself() {
        let mut names = BTreeSet::new();
        for measure in all() {
            assert!(names.insert(measure.name), "{} stands twice", measure.name);
            assert!(!measure.unit.is_empty(), "{}", measure.name);
            assert!(measure.meaning.ends_with('.'), "{}", measure.name);
            assert!(
                measure
                    .name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{} is snake_case",
                measure.name
            );
        }
    }

    #[test]
    fn the_names_that_scripts_rely_on_exist() {
        for name in [
            "throughput_teu",
            "throughput_teu_import_loaded",
            "vessel_calls",
            "crane_moves",
            "teu_per_call",
            "vessels_at_berth_mean",
            "vessels_waiting_mean",
            "vessels_waiting_max",
            "vessels_in_port_max",
            "wait_hours_mean",
            "wait_hours_p95",
            "time_at_berth_hours_mean",
            "turnaround_hours_mean",
            "wait_to_service_ratio",
            "berth_occupancy",
            "wharf_occupancy",
            "berth_moves_per_hour",
            "berth_moves_per_hour_pooled",
            "gross_moves_per_crane_hour",
            "teu_per_ship_day",
            "crane_utilization",
            "shore_power_call_share",
            "shore_power_hour_share",
            "shore_power_energy_share",
            "shore_power_mwh",
            "shore_power_peak_mw",
            "co2e_tonnes",
            "nox_tonnes",
            "sox_tonnes",
            "pm25_tonnes",
            "dpm_tonnes",
            "nox_tonnes_transit",
            "nox_tonnes_maneuvering",
            "nox_tonnes_anchorage",
            "nox_tonnes_hotelling",
            "co2e_tonnes_grid",
            "co2e_kg_per_teu",
            "nox_kg_per_teu",
            "backlog_start",
            "backlog_end",
            "unserved_teu",
        ] {
            assert!(find(name).is_some(), "{name} is missing");
        }
        assert_eq!(unit_of("throughput_teu"), "TEU");
        assert_eq!(unit_of("no_such_measure"), "");
    }
}
