//! What one replication found, once its stream is over.

use serde::{Deserialize, Serialize};

use crate::emissions::landside::LandsideUse;
use crate::emissions::{Mode, Pollutant, Source, Stack};
use crate::engine::SimDuration;
use crate::experiment::measure;
use crate::experiment::results::Trace;
use crate::port::bay::{CargoMix, Day, Port, Terminal, TerminalId, WaitingPlace};
use crate::port::record::Visit;
use crate::statistics::{Bins, Figure};

use super::arrivals::StillWaiting;
use super::power::LoadFigures;
use super::reader::Account;
use super::services::Balance;
use super::totals::{Cargo, Quay, Totals, both};
use super::trade::{LaneFigures, dollars};
use super::work::{CraneTotals, Pool};

/// What one replication found.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Replication {
    /// Every measure in the table's order, by part of the complex: the bay, its ports, their
    /// terminals.
    pub figures: Vec<Vec<Figure>>,
    /// Each measured civil day.
    pub days: Vec<DayFigures>,
    /// Waits of vessels that arrived, so far of those that still wait, in milliseconds.
    pub waits: Bins,
    /// Times at berth of calls, in milliseconds.
    pub stays: Bins,
    /// Shore power by day and hour; empty where no terminal has any.
    pub load: LoadFigures,
    /// Emissions of each terminal by source and mode.
    pub stacks: Vec<Stack>,
    /// Calls by lane, in the order of [`lanes`](super::lanes).
    pub lanes: Vec<LaneFigures>,
    /// Calls that departed in the measured period, in order of departure, where they were asked
    /// for.
    pub calls: Option<Vec<Visit>>,
    /// Balances of corridors, line by line; empty without a corridor.
    pub balances: Vec<Balance<Option<f64>>>,
    /// Landside of each terminal; `None` where it is not estimated.
    pub landside: Vec<Option<LandsideUse>>,
    /// The vessel that waits longest at the end, if longer than any that berthed at its terminal.
    pub still_waiting: Option<StillWaiting>,
    /// The stream in full, where it was asked for; never kept on disk.
    #[serde(skip)]
    pub trace: Option<Trace>,
}

/// One civil day.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct DayFigures {
    /// Its date.
    pub date: Day,
    /// TEU moved by port.
    pub port_teu: Vec<f64>,
    /// Calls departed.
    pub calls: u64,
    /// Vessels at berth and waiting at 08:00: the bay, then its ports. Empty on a day that
    /// ends before.
    pub mornings: Vec<(f64, f64)>,
    /// Energy from shore power, in megawatt-hours.
    pub shore_power_mwh: f64,
}

impl Replication {
    /// Values of all measures by part of the complex; `None` where one says nothing.
    pub fn values(&self) -> Vec<Vec<Option<f64>>> {
        let values = |part: &Vec<Figure>| part.iter().map(Figure::value).collect();
        self.figures.iter().map(values).collect()
    }
}

impl Account<'_> {
    /// Ends the account: every measure of every part of the complex.
    ///
    /// # Panics
    /// If the stream contradicted itself: a vessel on shore power for longer than at berth.
    pub fn finish(mut self) -> Replication {
        self.close();
        let terminals = self.hours.inventory(self.bay, self.settings);
        let landside = self.landside();
        let services = self.services.as_ref();
        let balances = services.map(|services| services.balances(self.bay, self.settings));
        let load = self.power.figures(&self.calendar);
        let parts = 0..self.scopes.count();
        let totals: Vec<Totals> = parts
            .map(|scope| self.totals(scope, &terminals, &landside))
            .collect();
        Replication {
            figures: (totals.iter().enumerate())
                .map(|(scope, totals)| self.figures(scope, totals))
                .collect(),
            days: self.day_figures(&load),
            waits: self.arrivals.lengths,
            still_waiting: self.arrivals.longest,
            stays: self.departures.stays,
            stacks: terminals,
            landside,
            balances: balances.unwrap_or_default(),
            load,
            lanes: self.trade.lanes,
            calls: self.calls,
            trace: self.trace,
        }
    }

    /// Landside of each terminal, by the moves of its cranes within the period.
    fn landside(&self) -> Vec<Option<LandsideUse>> {
        let terminals = self.bay.terminals.iter().enumerate();
        let of = |(index, terminal): (usize, &Terminal)| {
            let plan = self.settings.landside.get(index).copied().flatten()?;
            let grid = self.settings.grid[terminal.port.index()];
            Some(plan.inventory(self.work.terminal(index).moves as f64, grid))
        };
        terminals.map(of).collect()
    }

    /// Every measure of one part, in the table's order.
    fn figures(&self, scope: usize, totals: &Totals) -> Vec<Figure> {
        let part = match scope {
            0 => measure::Part::Bay,
            _ if scope < self.scopes.harbors() => measure::Part::Port,
            _ => measure::Part::Terminal,
        };
        measure::all()
            .map(|measure| measure.figure(part, totals))
            .collect()
    }

    fn totals(
        &mut self,
        scope: usize,
        terminals: &[Stack],
        landside: &[Option<LandsideUse>],
    ) -> Totals {
        let bay = self.bay;
        let (arrivals, unserved_moves) = self.arrivals.take(scope);
        let vessels = self.presence.vessels(scope);
        let mut totals = Totals {
            span: bay.period.end - bay.period.start,
            years: self.calendar.years(),
            cargo: Cargo::default(),
            teu_per_move: bay.teu_per_move,
            calls: self.departures.calls(scope),
            arrivals,
            stays: self.departures.take_times(scope),
            waiting: vessels.waiting,
            offshore: vessels.offshore,
            waits_offshore: bay.waiting != WaitingPlace::Anchorage,
            at_berth: vessels.at_berth,
            in_port: vessels.in_port,
            mornings_at_berth: Vec::new(),
            mornings_waiting: Vec::new(),
            unserved_moves,
            cranes: CraneTotals::default(),
            pool: Pool::of(bay),
            quay: Quay::EMPTY,
            on_shore_power: SimDuration::ZERO,
            compliance: self.inspection.compliance(&self.scopes, scope),
            barges: self.barges(scope, |port| Some(port.barges.as_ref()?.barges)),
            bunker_barges: self.barges(scope, |port| Some(port.bunkering.as_ref()?.barges)),
            trade_value: Some(0.0),
            waiting_value_days: Some(0.0),
            queueing_value_days: Some(0.0),
            peak_mw: self.power.peak_mw(scope),
            stack: Stack::empty(),
            landside: Some(LandsideUse::none()),
            boundary: self.settings.boundary,
            year: self.settings.year,
        };
        self.add_mornings(scope, &mut totals);
        for terminal in self.scopes.terminals(scope) {
            let id = TerminalId(u16::try_from(terminal).expect("terminals are counted in 16 bits"));
            let cranes = self.work.terminal(terminal);
            totals.cranes.merge(cranes);
            let teu = cranes.moves as f64 * bay.teu_per_move;
            totals.cargo.add(teu, bay.port_of(id).cargo_mix);
            totals.on_shore_power += self.hours.on_shore_power(id);
            let port = bay.port_of(id);
            let moved = dollars(cranes.moves as f64, port, bay);
            totals.trade_value = both(totals.trade_value, moved);
            let waited = self.trade.waiting_value(terminal, port, bay);
            totals.waiting_value_days = both(totals.waiting_value_days, waited);
            let queued = self.trade.queueing_value(terminal, port, bay);
            totals.queueing_value_days = both(totals.queueing_value_days, queued);
            totals.quay.add(bay, id, &self.hours);
            totals.quay.occupied_meter_hours += self.longer_meter_hours[terminal];
            totals.stack += &terminals[terminal];
            totals.landside =
                totals
                    .landside
                    .take()
                    .zip(landside[terminal].as_ref())
                    .map(|(mut sum, land)| {
                        sum += land;
                        sum
                    });
        }
        totals
    }

    /// Barges of a kind that may come to a part's terminals.
    fn barges(&self, scope: usize, of: impl Fn(&Port) -> Option<u16>) -> u32 {
        let of_port = |index: usize| of(&self.bay.ports[index]).map_or(0, u32::from);
        let mut ports: Vec<usize> = (self.scopes.terminals(scope))
            .map(|terminal| self.bay.terminals[terminal].port.index())
            .collect();
        ports.sort_unstable();
        ports.dedup();
        ports.into_iter().map(of_port).sum()
    }

    fn add_mornings(&self, scope: usize, totals: &mut Totals) {
        if scope >= self.scopes.harbors() {
            return;
        }
        let days = self.calendar.days();
        for (day, morning) in days.iter().zip(self.presence.mornings(scope)) {
            let weekday = day.date.weekday;
            let (at_berth, waiting) = (morning.at_berth as f64, morning.waiting as f64);
            totals.mornings_at_berth.push((weekday, at_berth));
            totals.mornings_waiting.push((weekday, waiting));
        }
    }

    fn day_figures(&self, load: &LoadFigures) -> Vec<DayFigures> {
        let ports = self.scopes.ports();
        let mut harbors: Vec<_> = (0..self.scopes.harbors())
            .map(|harbor| self.presence.mornings(harbor))
            .collect();
        let day = |(index, day): (usize, &super::calendar::MeasuredDay)| DayFigures {
            date: day.date,
            port_teu: self.day_moves[index * ports..(index + 1) * ports]
                .iter()
                .map(|moves| *moves as f64 * self.bay.teu_per_move)
                .collect(),
            calls: self.day_calls[index],
            mornings: harbors
                .iter_mut()
                .filter_map(Iterator::next)
                .map(|morning| (morning.at_berth as f64, morning.waiting as f64))
                .collect(),
            shore_power_mwh: load.daily_mwh.get(index).copied().unwrap_or(0.0),
        };
        self.calendar.days().iter().enumerate().map(day).collect()
    }
}

impl Totals {
    /// Energy of auxiliary engines at berth in kWh: what shore power has not taken over.
    pub fn hotelling_engine_kwh(&self) -> f64 {
        let cell = self.stack.cell(Source::AuxiliaryEngine, Mode::Hotelling);
        cell.energy.value()
    }

    /// Grams of a pollutant from vessels' stacks and landside together; `None` where landside is
    /// not estimated.
    pub fn all_sources(&self, pollutant: Pollutant) -> Option<f64> {
        let land = self.landside.as_ref()?.grams(pollutant)?;
        Some((self.stack.grams(pollutant, None) + land).value())
    }
}

impl Cargo {
    fn add(&mut self, teu: f64, mix: CargoMix) {
        self.teu += teu;
        self.import_loaded += teu * mix.import_loaded;
        self.export_loaded += teu * mix.export_loaded;
        self.empty += teu * mix.empty;
    }
}
