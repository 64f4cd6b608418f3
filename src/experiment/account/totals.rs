//! Everything counted for one part of the complex: what measures are formulas of.

use crate::emissions::landside::LandsideUse;
use crate::emissions::{Boundary, HoursTally, Stack};
use crate::engine::SimDuration;
use crate::port::bay::{Bay, ClassId, TerminalId};
use crate::statistics::{Counts, Level};
use crate::units::{Acres, Meters, Teu};

use super::arrivals::Arrivals;
use super::calls::Calls;
use super::compliance::Compliance;
use super::work::{CraneTotals, Pool};

/// Totals of one part of the complex over the measured period.
#[derive(Clone, Debug)]
pub struct Totals {
    /// Length of the period.
    pub span: SimDuration,
    /// Years that the period is worth.
    pub years: f64,
    /// Cargo moved within the period.
    pub cargo: Cargo,
    /// TEU in one move.
    pub teu_per_move: f64,
    /// Calls departed in the period.
    pub calls: Calls,
    /// Vessels that arrived in the period.
    pub arrivals: Arrivals,
    /// Times at berth of calls departed in the period, in milliseconds.
    pub stays: Counts,
    /// Vessels waiting, at anchor or out at sea.
    pub waiting: Level,
    /// Vessels waiting out at sea.
    pub offshore: Level,
    /// Whether the scenario has vessels wait out at sea.
    pub waits_offshore: bool,
    /// Vessels at berth.
    pub at_berth: Level,
    /// Vessels between arrival and last line let go.
    pub in_port: Level,
    /// Vessels at berth at 08:00 by day, with the weekday (0 is Monday); bay and ports alone.
    pub mornings_at_berth: Vec<(u8, f64)>,
    /// Vessels waiting at 08:00 by day, at anchor or out at sea, with the weekday; bay and
    /// ports alone.
    pub mornings_waiting: Vec<(u8, f64)>,
    /// Moves of calls that wait at the end of the period.
    pub unserved_moves: u64,
    /// Crane and gang hours.
    pub cranes: CraneTotals,
    /// Shifts and gangs of the whole bay's pool; `None` under continuous labor.
    pub pool: Option<Pool>,
    /// What there is to berth at.
    pub quay: Quay,
    /// Time on shore power.
    pub on_shore_power: SimDuration,
    /// Visits by how they stand to the At-Berth rule; `None` where no rule is looked at.
    pub compliance: Option<Compliance>,
    /// Capture barges that may come; those of a terminal are its port's.
    pub barges: u32,
    /// Bunker barges that may come; those of a terminal are its port's.
    pub bunker_barges: u32,
    /// Worth of cargo moved within the period, in dollars; `None` where a port does not say.
    pub trade_value: Option<f64>,
    /// Worth of cargo of calls times the days that they waited, in dollar-days; `None` where a
    /// port does not say.
    pub waiting_value_days: Option<f64>,
    /// Worth of cargo times the days it waited within the period, departed or not, in
    /// dollar-days; `None` where a port does not say.
    pub queueing_value_days: Option<f64>,
    /// Highest 15-minute mean of shore power, in MW.
    pub peak_mw: f64,
    /// Emissions within the boundary.
    pub stack: Stack,
    /// Energy and emissions ashore; `None` where a terminal's are not estimated.
    pub landside: Option<LandsideUse>,
    /// The boundary.
    pub boundary: Boundary,
    /// The year of the inventory.
    pub year: i16,
}

/// Cargo moved within the period, in TEU.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cargo {
    /// All of it.
    pub teu: f64,
    /// Loaded import containers.
    pub import_loaded: f64,
    /// Loaded export containers.
    pub export_loaded: f64,
    /// Empty containers.
    pub empty: f64,
}

/// Wharves, cranes and land, and the use of wharf length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quay {
    /// Berths for berth occupancy.
    pub nominal_berths: u32,
    /// STS cranes.
    pub cranes: u32,
    /// Length of wharf in m; `None` where a wharf is a number of slots.
    pub wharf_meters: Option<f64>,
    /// Length of vessels at berth with their clearance, times their hours at berth, in m·h.
    pub occupied_meter_hours: f64,
    /// Land; `None` where a terminal's is not known.
    pub acres: Option<f64>,
    /// Most TEU a year that the land handles; `None` where a terminal's is not known.
    pub yard_teu_per_year: Option<f64>,
}

impl Quay {
    /// Nothing to berth at.
    pub(super) const EMPTY: Self = Self {
        nominal_berths: 0,
        cranes: 0,
        wharf_meters: Some(0.0),
        occupied_meter_hours: 0.0,
        acres: Some(0.0),
        yard_teu_per_year: Some(0.0),
    };

    /// Adds a terminal and what its vessels took of it.
    pub(super) fn add(&mut self, bay: &Bay, id: TerminalId, hours: &HoursTally) {
        let terminal = bay.terminal(id);
        self.nominal_berths += terminal.nominal_berths();
        self.cranes += terminal.cranes();
        self.wharf_meters = both(
            self.wharf_meters,
            terminal.wharf_length().map(Meters::value),
        );
        self.acres = both(self.acres, terminal.area.map(Acres::value));
        self.yard_teu_per_year = both(
            self.yard_teu_per_year,
            terminal.yard_ceiling().map(Teu::value),
        );
        let clearance = terminal.clearance();
        for (index, class) in bay.vessel_classes.iter().enumerate() {
            let class_id = ClassId(u16::try_from(index).expect("classes are counted in 16 bits"));
            self.occupied_meter_hours +=
                (class.loa + clearance).value() * hours.at_berth(id, class_id).hours();
        }
    }
}

/// Sum of two figures that are both known.
pub(super) fn both(left: Option<f64>, right: Option<f64>) -> Option<f64> {
    left.zip(right).map(|(left, right)| left + right)
}
