//! What a batch of replications found: the one type that reports are made of.

pub use crate::emissions::left_out::LeftOut;
use crate::engine::SimTime;
use crate::experiment::measure::Measure;
use crate::experiment::precision::PrecisionFound;
use crate::experiment::target::TargetRow;
use crate::port::bay::{Bay, Period};
use crate::port::record::{CallTag, Phase, Visit};
use crate::scenario::WarmUpBy;
use crate::statistics::{Estimate, Summary};
use crate::units::{GRAMS_PER_TONNE, Kilowatts};

/// Category of vessels' engines, and what their shore power is charged to.
pub(super) const VESSELS: &str = "ocean_going_vessels";
/// Category of what is emitted where electricity comes from.
pub(super) const POWER_PLANTS: &str = "power_plants";

/// What a batch of replications found.
#[derive(Clone, Debug)]
pub struct Results {
    /// What was run.
    pub run: RunIdentity,
    /// The whole complex.
    pub bay: Scope,
    /// Each port, in the scenario's order.
    pub ports: Vec<Scope>,
    /// Each terminal, in the scenario's order.
    pub terminals: Vec<Scope>,
    /// Each month of the measured period.
    pub months: Vec<MonthRow>,
    /// Each civil day of the measured period.
    pub days: Vec<DayRow>,
    /// Waiting of vessels that arrived in the period, so far of those that still wait, all
    /// replications pooled.
    pub wait_hours: Histogram,
    /// Time at berth of calls, all replications pooled.
    pub stay_hours: Histogram,
    /// Shore power over the measured period.
    pub load: LoadCurve,
    /// Emissions by terminal, category, source, mode and pollutant: what totals are made of.
    pub emissions: Vec<EmissionRow>,
    /// Fuel and electricity of corridors and of the other services; empty without a corridor.
    pub fuels: Vec<FuelRow>,
    /// Calls and what their cargo is worth, by port and origin.
    pub lanes: Vec<LaneRow>,
    /// Published figures the scenario holds itself against.
    pub targets: Vec<TargetRow>,
    /// The vessel that still waits at the end, if longer than any that berthed at its terminal.
    pub still_waiting: Option<LongestWait>,
    /// What became of a precision that was asked for, if one was.
    pub precision: Option<PrecisionFound>,
    /// Balances of any replication that did not close, in words; empty unless we have a bug.
    pub open_balances: Vec<String>,
    /// The first replication in full.
    pub first: Trace,
    /// What the first replication comes to, bay-wide.
    pub first_figures: FirstFigures,
}

impl Results {
    /// The bay, every port and every terminal, each after its level: `bay`, `port` or `terminal`.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &Scope)> {
        let ports = self.ports.iter().map(|port| ("port", port));
        let terminals = self.terminals.iter().map(|terminal| ("terminal", terminal));
        let bay = std::iter::once(("bay", &self.bay));
        bay.chain(ports).chain(terminals)
    }
}

/// A vessel that waits when the period ends: of all replications the one that has waited longest.
#[derive(Clone, Debug, PartialEq)]
pub struct LongestWait {
    /// Which it is, in words: its name and row in a call list, or its class and service.
    pub vessel: String,
    /// Name of its terminal.
    pub terminal: String,
    /// How long it has waited.
    pub hours: f64,
    /// The longest wait of a vessel that berthed there, if any did.
    pub longest_over: Option<f64>,
    /// Replications in which a vessel waits longer at the end than any that berthed at its terminal.
    pub replications: u32,
}

/// What one replication comes to, bay-wide.
#[derive(Clone, Debug, Default)]
pub struct FirstFigures {
    /// Every measure that says something, in the order of the table of measures.
    pub measures: Vec<(&'static Measure, f64)>,
    /// Each civil day of the measured period.
    pub days: Vec<FirstDay>,
}

/// One civil day of one replication, bay-wide.
#[derive(Clone, Debug)]
pub struct FirstDay {
    /// TEU moved in the day.
    pub teu: f64,
    /// Vessels at berth and waiting at 08:00 local time; `None` on a day that ends before.
    pub morning: Option<(f64, f64)>,
    /// Energy from shore power in megawatt-hours.
    pub shore_power_mwh: f64,
}

/// What was run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunIdentity {
    /// Scenario's name, also the folder of its output.
    pub scenario: String,
    /// The question the scenario asks.
    pub question: String,
    /// Seed of the batch.
    pub seed: u64,
    /// Replications run.
    pub replications: u32,
    /// First civil day measured, ISO 8601.
    pub first_day: String,
    /// Last civil day measured, ISO 8601.
    pub last_day: String,
    /// Days of warm-up before the first day.
    pub warm_up_days: f64,
    /// Where that length comes from.
    pub warm_up_by: WarmUpBy,
    /// Emission boundary, factor set, load set and GWP set, in words, to stand beside every total.
    pub emission_settings: String,
    /// Boundary, factor set and load set in a few words, for charts that stand alone.
    pub emission_settings_briefly: String,
    /// Where vessels are counted, such as "within 40 nm".
    pub emission_boundary: &'static str,
    /// Assumptions of the scenario that sources do not cover, in words, for the report.
    pub assumptions: Vec<String>,
    /// What the inventory leaves out; none where nothing emits.
    pub left_out: Vec<&'static LeftOut>,
}

/// Measures of one part of the complex.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Key, such as `pier_400`; `bay` for the whole complex.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Id of its port, for a terminal.
    pub port: Option<String>,
    /// Every measure that makes sense here, in the order of the table of measures.
    pub measures: Vec<(&'static Measure, Summary)>,
}

/// One month, bay-wide and by port; `T` is a summary, or what it is made of.
#[derive(Clone, Debug)]
pub struct MonthRow<T = Summary> {
    /// Civil year.
    pub year: i16,
    /// Civil month, 1 to 12.
    pub month: u8,
    /// TEU moved in the month.
    pub teu: T,
    /// TEU moved in the month by port.
    pub port_teu: Vec<T>,
    /// Calls departed in the month.
    pub calls: T,
    /// Energy from shore power in the month, in megawatt-hours.
    pub shore_power_mwh: T,
}

/// One civil day, bay-wide and by port; `T` is a summary, or what it is made of.
#[derive(Clone, Debug)]
pub struct DayRow<T = Summary> {
    /// ISO 8601 date.
    pub date: String,
    /// TEU moved in the day.
    pub teu: T,
    /// Vessels at berth at 08:00 local time; [`Summary::UNDEFINED`] on a day that ends before.
    pub at_berth: T,
    /// Vessels waiting at 08:00 local time.
    pub waiting: T,
    /// Vessels at berth and waiting at 08:00 by port.
    pub ports: Vec<(T, T)>,
}

/// Counts in bins of equal width; the last bin takes all that is larger.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Width of a bin, in the unit of the quantity.
    pub bin_width: f64,
    /// Count by bin, from zero.
    pub counts: Vec<u64>,
}

/// Shore power over the measured period; empty where no terminal has any.
#[derive(Clone, Debug)]
pub struct LoadCurve {
    /// Bay-wide mean load of each civil day in MW, over replications.
    pub daily_mean_mw: Vec<Summary>,
    /// Bay-wide mean load by hour of the day in MW, 24 entries.
    pub hour_of_day_mw: Vec<Summary>,
    /// Mean load by hour of the day in each month, bay-wide, in the order of
    /// [`Results::months`]: the heat map of demand.
    pub hour_by_month_mw: Vec<HoursOfMonth>,
    /// Load duration: 15-minute means of the first replication in MW, from highest to lowest,
    /// at 0 %, 1 %, … 100 % of the time.
    pub duration_mw: Vec<f64>,
    /// Load duration of each port and terminal that has shore power, by its id.
    pub duration_by_part_mw: Vec<(String, Vec<f64>)>,
}

/// Mean load by hour of the local clock in one month, in MW; `T` is a summary, or what it is made
/// of.
#[derive(Clone, Debug)]
pub struct HoursOfMonth<T = Summary> {
    /// Civil year.
    pub year: i16,
    /// Civil month, 1 to 12.
    pub month: u8,
    /// By hour, 24 entries.
    pub mw: Vec<T>,
}

/// Emissions of one pollutant from one source in one mode at one terminal over the measured period:
/// means over replications.
#[derive(Clone, Debug, PartialEq)]
pub struct EmissionRow {
    /// Id of the port.
    pub port: String,
    /// Id of the terminal.
    pub terminal: String,
    /// Source category of the ports' inventories, such as `ocean_going_vessels`; `power_plants` for
    /// what is emitted where electricity comes from, outside the ports.
    pub category: &'static str,
    /// Category that does the work: the same, or of power plants that which draws the electricity.
    pub charged_to: &'static str,
    /// Engine, such as `main_engine`; `grid` for power plants.
    pub source: &'static str,
    /// `transit`, `maneuvering`, `anchorage` or `hotelling`; ashore `quay`, `yard`, `gate` or `rail`.
    pub mode: &'static str,
    /// Pollutant as in measure names, such as `nox`.
    pub pollutant: &'static str,
    /// Energy in kWh, of the kind that [`energy_kind`](Self::energy_kind) says.
    pub energy_kwh: f64,
    /// Vessel hours that it ran, or that vessels were on shore power; NaN ashore, where no hours
    /// are counted.
    pub hours: f64,
    /// Grams; the mean is in whole 64ths, so that sums of rows are exact in any order.
    pub grams: Estimate,
}

impl EmissionRow {
    /// Metric tonnes.
    pub fn tonnes(&self) -> f64 {
        self.grams.mean / GRAMS_PER_TONNE
    }

    /// What its kilowatt-hours are: `shaft`, work of main and auxiliary engines; `boiler_load`, as
    /// tables of loads state it and factors are held against it; `fuel_heat`, lower calorific value
    /// of diesel burned ashore; `electricity_sent_out`, at the power plant, what is lost on the way
    /// included.
    pub fn energy_kind(&self) -> &'static str {
        match (self.category, self.source) {
            (POWER_PLANTS, _) => "electricity_sent_out",
            (VESSELS, "boiler") => "boiler_load",
            (VESSELS, _) => "shaft",
            _ => "fuel_heat",
        }
    }
}

/// Fuel or electricity of one leg of a corridor over the measured period.
#[derive(Clone, Debug, PartialEq)]
pub struct FuelRow {
    /// Id of the corridor; `other_services` for the rest of the bay.
    pub corridor: String,
    /// `bay`, `ocean_inbound` or `ocean_outbound`.
    pub leg: &'static str,
    /// Where it is taken: `bay` or `origin`.
    pub taken_at: &'static str,
    /// Fuel, such as `methanol_e`; `electricity` at berth.
    pub fuel: &'static str,
    /// Energy in gigajoules of lower calorific value, or of electricity at the vessel.
    pub energy_gj: Summary,
    /// Fuel in metric tonnes; zero for electricity.
    pub tonnes: Summary,
    /// CO2e in metric tonnes from tank to wake; `None` where not estimated.
    pub tank_to_wake_tonnes: Option<Summary>,
    /// CO2e in metric tonnes from well to wake; `None` where not estimated.
    pub well_to_wake_tonnes: Option<Summary>,
}

/// Calls of one port that left one origin, by departure within the period, and what it moved for them
/// within the period; `T` is a summary, or what it is made of. Lanes add up to `vessel_calls`,
/// `throughput_teu` and `trade_value_usd`.
#[derive(Clone, Debug)]
pub struct LaneRow<T = Summary> {
    /// Id of the port of call.
    pub port: String,
    /// Port left last; empty for random traffic.
    pub origin: String,
    /// Calls.
    pub calls: T,
    /// Cargo on and off, in TEU.
    pub teu: T,
    /// Worth of the cargo in dollars; `None` where the port does not say.
    pub trade_value_usd: Option<T>,
    /// Worth of the cargo times the days that it waited, in dollar-days; `None` where the port does
    /// not say.
    pub waiting_value_usd_days: Option<T>,
}

/// One replication in full, for tables of calls and the berth plan.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The place, for names and lengths.
    pub bay: Bay,
    /// What of it was measured.
    pub period: Period,
    /// Visits that departed in the measured period, in order of departure.
    pub visits: Vec<Visit>,
    /// Crane work of the measured period, in order of the record stream; of a dense one the first
    /// half million, which is more than a page plays.
    pub crane_work: Vec<CraneWork>,
    /// Hours of all crane work of the measured period, by terminal.
    pub crane_hours: Vec<f64>,
    /// Spans on shore power that reach into the measured period, in order of their ends.
    pub connections: Vec<Connection>,
    /// What vessels did that had arrived and not departed when the simulation ended, in order of
    /// the record stream.
    pub unfinished: Vec<Unfinished>,
    /// Calls of a call list, in the order in which they were made.
    pub listed: Vec<ListedArrival>,
    /// Visits of a call list that departed before the measured period, in order of departure.
    pub listed_before: Vec<Visit>,
}

/// A call of a call list and the row that it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListedArrival {
    /// Number of the call in the replication.
    pub call: u32,
    /// Row of the list, from 1.
    pub row: u32,
    /// At the pilot boarding place.
    pub arrival: SimTime,
}

/// A span on shore power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Connection {
    /// Who.
    pub tag: CallTag,
    /// Since when.
    pub from: SimTime,
    /// Until when.
    pub to: SimTime,
    /// Load on the point.
    pub load: Kilowatts,
}

/// A phase of a vessel that is still here when the simulation ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unfinished {
    /// Who.
    pub tag: CallTag,
    /// Waiting, inbound or at berth.
    pub phase: Phase,
    /// Since when.
    pub from: SimTime,
    /// Until when; the end of the simulation for the last of its phases.
    pub to: SimTime,
}

/// A crane's uninterrupted work on one hatch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CraneWork {
    /// For whom.
    pub tag: CallTag,
    /// Wharf of the terminal.
    pub wharf: u16,
    /// Crane of the wharf.
    pub crane: u16,
    /// Hatch of the vessel.
    pub hatch: u16,
    /// Since when.
    pub from: SimTime,
    /// Until when.
    pub to: SimTime,
    /// Containers on or off.
    pub moves: u32,
}

impl Scope {
    /// Summary of a measure; `None` where this part is beyond the measure's reach, or where no
    /// replication had a value.
    pub fn get(&self, measure: &Measure) -> Option<&Summary> {
        let mut measures = self.measures.iter();
        let (_, summary) = measures.find(|(found, _)| *found == measure)?;
        Some(summary)
    }
}
