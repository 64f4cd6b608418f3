//! What a measure is, and the table of all of them.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::emissions::{Mode, Pollutant};
use crate::experiment::Totals;
use crate::statistics::{Counts, Figure, Summary};
use crate::units::GRAMS_PER_TONNE;

use super::unit::Unit;
use super::{bunkering, compliance, damage, energy, inventory, landside, quay, trade, traffic};

/// One output measure.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Name in results, targets and tables.
    pub name: &'static str,
    /// Unit, and how numbers in it are shown to people.
    pub unit: Unit,
    /// Name in front of people.
    pub label: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// Where it makes sense.
    pub reach: Reach,
    /// What of the inventory it is; `None` of anything else.
    pub mass: Option<Mass>,
    pub(super) formula: Formula,
}

/// How a measure comes of totals: `None` where nothing is known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Formula {
    /// An amount, a level, or a share of what is the same in every replication: its mean is told.
    Amount(fn(&Totals) -> Option<f64>),
    /// One sum over another: the ratio of all replications together is told.
    Ratio(fn(&Totals) -> Option<Ratio>),
    /// A quantile of values: that of all replications together is told.
    Quantile(fn(&Totals) -> Option<Quantile>),
}

/// One sum over another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio {
    numerator: f64,
    denominator: f64,
}

/// A quantile of values.
#[derive(Clone, Debug)]
pub(super) struct Quantile {
    /// Which, within 0..=1.
    pub(super) p: f64,
    /// Whole values in one unit of the measure.
    pub(super) per_unit: f64,
    /// The values.
    pub(super) of: Counts,
}

/// A mass in the inventory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mass {
    /// The pollutant.
    pub pollutant: Pollutant,
    /// Rows that are added up.
    pub place: Where,
    /// Grams in the measure's unit.
    pub grams: f64,
    /// Whether it is for each 10,000 TEU moved, not in all.
    pub per_cargo: bool,
}

/// Rows of the inventory that a measure adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Vessels' stacks.
    Stacks,
    /// Vessels' stacks in one mode.
    StacksIn(Mode),
    /// Power plants for shore power.
    ShorePowerGrid,
    /// Stacks and power plants for shore power.
    Net,
    /// Landside equipment.
    Landside,
    /// Vessels' stacks and landside equipment.
    AllSources,
    /// Power plants for landside equipment.
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
    /// Its place in the order of [`all`].
    ///
    /// # Panics
    /// Never: every measure is a row of a table.
    pub fn place(&self) -> usize {
        let place = all().position(|measure| measure == self);
        place.expect("every measure is a row of a table")
    }

    /// A summary of the measure in the unit that people are shown.
    pub fn shown(&self, summary: &Summary) -> Summary {
        summary.scaled(self.unit.factor)
    }

    /// What it is for a part of the complex with these totals; nothing where it makes no sense or
    /// there is nothing to say.
    ///
    /// # Panics
    /// If its value is infinite or NaN: a formula forgot an empty denominator.
    pub fn figure(&self, part: Part, totals: &Totals) -> Figure {
        let here = match self.reach {
            Reach::Everywhere => true,
            Reach::BayAndPorts => part != Part::Terminal,
            Reach::Bay => part == Part::Bay,
        };
        if !here {
            return Figure::Nothing;
        }
        let figure = self.formula.of(totals);
        let value = figure.value();
        assert!(
            value.is_none_or(f64::is_finite),
            "measure {} is finite, got {value:?}",
            self.name
        );
        figure
    }
}

impl Formula {
    fn of(self, totals: &Totals) -> Figure {
        match self {
            Self::Amount(of) => of(totals).into(),
            Self::Ratio(of) => of(totals).map_or(Figure::Nothing, |ratio| Figure::Ratio {
                numerator: ratio.numerator,
                denominator: ratio.denominator,
            }),
            Self::Quantile(of) => of(totals).map_or(Figure::Nothing, |found| Figure::Quantile {
                p: found.p,
                per_unit: found.per_unit,
                of: found.of,
            }),
        }
    }
}

/// Two constants with one name are one measure.
impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A measure is written as its name.
impl fmt::Display for Measure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// A measure is written as its name.
impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name.serialize(serializer)
    }
}

/// A measure is read by its name.
impl<'de> Deserialize<'de> for &'static Measure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        find(&name).ok_or_else(|| D::Error::custom(format!("there is no measure `{name}`")))
    }
}

/// An amount, a level or an extreme, which makes sense for bay, ports and terminals.
pub(super) const fn measure(
    name: &'static str,
    unit: Unit,
    label: &'static str,
    meaning: &'static str,
    formula: fn(&Totals) -> Option<f64>,
) -> Measure {
    made(name, unit, label, meaning, Formula::Amount(formula))
}

/// A ratio whose denominator is another in every replication.
pub(super) const fn quotient(
    name: &'static str,
    unit: Unit,
    label: &'static str,
    meaning: &'static str,
    formula: fn(&Totals) -> Option<Ratio>,
) -> Measure {
    made(name, unit, label, meaning, Formula::Ratio(formula))
}

/// A quantile of what a replication has many of.
pub(super) const fn percentile(
    name: &'static str,
    unit: Unit,
    label: &'static str,
    meaning: &'static str,
    formula: fn(&Totals) -> Option<Quantile>,
) -> Measure {
    made(name, unit, label, meaning, Formula::Quantile(formula))
}

const fn made(
    name: &'static str,
    unit: Unit,
    label: &'static str,
    meaning: &'static str,
    formula: Formula,
) -> Measure {
    Measure {
        name,
        unit,
        label,
        meaning,
        reach: Reach::Everywhere,
        mass: None,
        formula,
    }
}

impl Measure {
    /// The measure, asked of fewer parts of the complex.
    pub(super) const fn within(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// The measure as a sum of rows of the inventory, in units of so many grams.
    pub(super) const fn adds(mut self, pollutant: Pollutant, place: Where, grams: f64) -> Self {
        self.mass = Some(Mass {
            pollutant,
            place,
            grams,
            per_cargo: false,
        });
        self
    }

    /// The measure as a mass in units of so many grams for each 10,000 TEU.
    pub(super) const fn per_cargo(
        mut self,
        pollutant: Pollutant,
        place: Where,
        grams: f64,
    ) -> Self {
        self.mass = Some(Mass {
            pollutant,
            place,
            grams,
            per_cargo: true,
        });
        self
    }
}

/// Rows of one subject: each a constant, documented by its meaning, and all of them a table.
macro_rules! table {
    ($table:ident, $(
        $constant:ident = $kind:ident($name:expr, $unit:expr, $label:expr, $meaning:expr, $formula:expr $(,)?)
            $(.$method:ident($($argument:expr),* $(,)?))*
    ),* $(,)?) => {
        $(
            #[doc = $meaning]
            pub const $constant: $crate::experiment::measure::Measure =
                $kind($name, $unit, $label, $meaning, $formula)$(.$method($($argument),*))*;
            const _: () = assert!(
                stringify!($constant).eq_ignore_ascii_case($constant.name),
                "a constant has its measure's name"
            );
        )*
        pub(super) const $table: &[$crate::experiment::measure::Measure] = &[$($constant),*];
    };
}
pub(super) use table;

/// Every measure, in the order of results.
pub fn all() -> impl Iterator<Item = &'static Measure> {
    [
        traffic::TRAFFIC,
        quay::QUAY,
        trade::TRADE,
        energy::SHORE_POWER,
        compliance::AT_BERTH_RULE,
        compliance::MISSED,
        compliance::CAPTURE_BARGES,
        compliance::OFFSHORE,
        bunkering::BUNKERING,
        inventory::STACKS,
        inventory::SHORT_TONS,
        inventory::PER_TEU,
        damage::DAMAGE,
        landside::TONNES_ASHORE,
        landside::SHORT_TONS_ASHORE,
        landside::PER_CARGO,
        landside::ELECTRICITY,
    ]
    .into_iter()
    .flatten()
}

/// The measure with this name: the one way from a user's text to a measure.
pub fn find(name: &str) -> Option<&'static Measure> {
    all().find(|measure| measure.name == name)
}

/// The measure of a pollutant's tonnes in a part of the inventory; `None` where none is estimated.
pub fn tonnes(pollutant: Pollutant, place: Where) -> Option<&'static Measure> {
    of_mass(Mass {
        pollutant,
        place,
        grams: GRAMS_PER_TONNE,
        per_cargo: false,
    })
}

/// The measure of a mass in the inventory; `None` where it is not estimated.
pub fn of_mass(mass: Mass) -> Option<&'static Measure> {
    all().find(|measure| measure.mass == Some(mass))
}

/// One sum over another, whatever it is divided by.
#[expect(
    clippy::unnecessary_wraps,
    reason = "formulas say nothing where nothing is known, and use `?`"
)]
pub(super) fn over(numerator: f64, denominator: f64) -> Option<Ratio> {
    Some(Ratio {
        numerator,
        denominator,
    })
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
            assert!(!measure.unit.name.is_empty(), "{}", measure.name);
            assert!(!measure.label.is_empty(), "{}", measure.name);
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
            "wait_hours_departed_mean",
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
        assert!(find("no_such_measure").is_none());
    }

    #[test]
    fn shares_are_shown_as_percentages_and_other_ratios_as_they_are() {
        for measure in all().filter(|measure| measure.unit.name == "1") {
            let ends = ["_share", "_occupancy", "_utilization"];
            let is_share = ends.iter().any(|end| measure.name.ends_with(end));
            assert_eq!(measure.unit.shown == "%", is_share, "{}", measure.name);
        }
    }

    #[test]
    fn tonnes_are_found_by_pollutant_and_place() {
        let nox = |place| tonnes(Pollutant::Nox, place).map(|measure| measure.name);
        assert_eq!(nox(Where::Stacks), Some("nox_tonnes"));
        let anchorage = Where::StacksIn(Mode::Anchorage);
        assert_eq!(nox(anchorage), Some("nox_tonnes_anchorage"));
        assert_eq!(nox(Where::AllSources), Some("nox_tonnes_all_sources"));
        assert_eq!(nox(Where::ShorePowerGrid), None);
    }
}
