//! What a batch found into results: a summary of every number, with its name.

use crate::emissions::VesselPlant;
use crate::emissions::corridor::{self, Corridor};
use crate::emissions::fuel::MarineFuel;
use crate::emissions::left_out::{self, LeftOut};
use crate::engine::SimDuration;
use crate::experiment::account::{Balance, DayFigures, StillWaiting};
use crate::experiment::fold::Fold;
use crate::experiment::measure;
use crate::experiment::numbers::iso;
use crate::experiment::results::{
    EmissionRow, FirstDay, FirstFigures, FuelRow, Histogram, LoadCurve, LongestWait, Results,
    RunIdentity, Scope,
};
use crate::experiment::rows::emission_rows;
use crate::experiment::target::TargetRow;
use crate::port::bay::{Bay, Terminal, Traffic};
use crate::scenario::{Scenario, Target};
use crate::statistics::{Bins, Intervals, Summary, round_bin_width};

/// Bins of a histogram up to the 99 % quantile; one more takes the rest.
const BINS: u32 = 40;
/// Milliseconds in an hour.
const MILLIS_PER_HOUR: f64 = 3_600_000.0;

impl Fold<'_> {
    /// Results of the batch.
    ///
    /// # Panics
    /// If there was no replication, or a target of the scenario names no measure.
    pub fn finish(self) -> Results {
        let first = self.first.expect("a batch has at least one replication");
        let scenario = self.scenario;
        let mut intervals = Intervals::default();
        let numbers = self.numbers.expect("a batch has at least one replication");
        let numbers = numbers.summaries(&mut intervals);
        let (bay, ports, terminals) = scopes(scenario, &numbers.measures);
        let fuels = fuel_rows(&scenario.emissions.corridors, &numbers.balances);
        let known = numbers.map(&mut |summary| summary.unwrap_or(Summary::UNDEFINED));
        let emissions = emission_rows(scenario, self.inventories, &mut intervals);
        let mut results = Results {
            run: identity(scenario, self.seed, self.replications, &first.days),
            bay,
            ports,
            terminals,
            months: known.months,
            days: known.days,
            wait_hours: histogram(&self.waits),
            stay_hours: histogram(&self.stays),
            load: LoadCurve {
                daily_mean_mw: known.daily_mean_mw,
                hour_of_day_mw: known.hour_of_day_mw,
                hour_by_month_mw: known.hour_by_month_mw,
                duration_mw: first.duration_mw.first().cloned().unwrap_or_default(),
                duration_by_part_mw: durations(&scenario.bay, &first.duration_mw),
            },
            emissions,
            fuels,
            lanes: known.lanes,
            targets: Vec::new(),
            still_waiting: (self.still_waiting)
                .map(|(vessel, times)| longest_wait(scenario, &vessel, times)),
            precision: None,
            open_balances: Vec::new(),
            first_figures: FirstFigures {
                measures: (measure::all().zip(first.bay))
                    .filter_map(|(measure, value)| Some((measure, value?)))
                    .collect(),
                days: first.days.iter().map(first_day).collect(),
            },
            first: first.trace,
        };
        results.add_up();
        let targets = &scenario.targets;
        results.targets = targets.iter().map(|t| target_row(t, &results)).collect();
        results
    }
}

/// Rows of corridors' balances, in the order of [`corridor::lines`].
fn fuel_rows(corridors: &[Corridor], balances: &[Balance<Option<Summary>>]) -> Vec<FuelRow> {
    let known = |summary: Option<Summary>| summary.unwrap_or(Summary::UNDEFINED);
    let lines = corridor::lines(corridors).into_iter();
    let row = |(line, balance): (corridor::Line, &Balance<Option<Summary>>)| FuelRow {
        corridor: line.corridor,
        leg: line.leg.name(),
        taken_at: line.taken.name(),
        fuel: line.fuel.map_or("electricity", MarineFuel::name),
        energy_gj: known(balance.energy_mj).scaled(1e-3),
        tonnes: known(balance.tonnes),
        tank_to_wake_tonnes: balance.tank_to_wake_tonnes,
        well_to_wake_tonnes: balance.well_to_wake_tonnes,
    };
    lines.zip(balances).map(row).collect()
}

impl Results {
    /// Makes every total of the inventory the sum of its rows: what the mean over replications is
    /// but for rounding.
    fn add_up(&mut self) {
        let rows = &self.emissions;
        let parts = std::iter::once(&mut self.bay).chain(&mut self.ports);
        for part in parts.chain(&mut self.terminals) {
            let here = |row: &&EmissionRow| match part.id.as_str() {
                "bay" if part.port.is_none() => true,
                id if part.port.is_none() => row.port == id,
                id => row.terminal == id,
            };
            let rows: Vec<&EmissionRow> = rows.iter().filter(here).collect();
            for (measure, summary) in &mut part.measures {
                let Some(mass) = measure.mass.filter(|mass| !mass.per_cargo) else {
                    continue;
                };
                let taken = rows.iter().filter(|row| mass.takes(row));
                let grams: f64 = taken.map(|row| row.grams.mean).sum();
                *summary = summary.about(grams / mass.grams);
            }
        }
    }
}

fn identity(scenario: &Scenario, seed: u64, replications: u32, days: &[DayFigures]) -> RunIdentity {
    let date = |day: Option<&DayFigures>| day.map_or_else(String::new, |day| iso(day.date));
    RunIdentity {
        scenario: scenario.name.clone(),
        question: scenario.question.clone(),
        seed,
        replications,
        first_day: date(days.first()),
        last_day: date(days.last()),
        warm_up_days: scenario.warm_up_days,
        warm_up_by: scenario.warm_up_by,
        emission_settings: scenario.emissions.describe(),
        emission_settings_briefly: scenario.emissions.describe_briefly(),
        emission_boundary: scenario.emissions.boundary.reach(),
        assumptions: [
            scenario.assumptions.clone(),
            scenario.emissions.assumptions(),
        ]
        .concat(),
        left_out: left_out(scenario),
    }
}

/// What the inventory leaves out; none where no vessel has an engine, as in a textbook's queue.
fn left_out(scenario: &Scenario) -> Vec<&'static LeftOut> {
    let settings = &scenario.emissions;
    if settings
        .plants
        .iter()
        .all(|plant| *plant == VesselPlant::none())
    {
        return Vec::new();
    }
    left_out::of(&scenario.bay, settings)
}

/// A vessel that waits at the end, in words.
fn longest_wait(scenario: &Scenario, found: &StillWaiting, replications: u32) -> LongestWait {
    let bay = &scenario.bay;
    let service = bay.service(found.tag.service);
    let listed = matches!(service.traffic, Traffic::Listed { .. });
    let mut rows = scenario.call_list.iter().filter(|_| listed);
    let class = &bay.class(found.tag.class).name;
    let vessel = match rows.find(|row| i64::from(row.row) == found.sailing) {
        Some(row) if row.vessel.is_empty() => format!("row {} of the call list", row.row),
        Some(row) => format!("{}, row {} of the call list,", row.vessel, row.row),
        None => format!("a vessel of {} ({class})", service.name),
    };
    LongestWait {
        vessel,
        terminal: bay.terminal(found.tag.terminal).name.clone(),
        hours: found.waited.hours(),
        longest_over: found.longest_over.map(SimDuration::hours),
        replications,
    }
}

fn first_day(day: &DayFigures) -> FirstDay {
    FirstDay {
        teu: day.port_teu.iter().sum(),
        morning: day.mornings.first().copied(),
        shore_power_mwh: day.shore_power_mwh,
    }
}

fn target_row(target: &Target, results: &Results) -> TargetRow {
    let mut scopes = std::iter::once(&results.bay)
        .chain(&results.ports)
        .chain(&results.terminals);
    let measure = measure::find(&target.measure).expect("a target names a measure");
    let found = scopes
        .find(|scope| scope.id == target.of)
        .and_then(|scope| scope.get(measure));
    TargetRow {
        id: target.id.clone(),
        measure,
        of: target.of.clone(),
        published: target.published,
        low: target.low,
        high: target.high,
        source: target.source.clone(),
        basis: target.basis,
        found: found.copied().unwrap_or(Summary::UNDEFINED),
    }
}

/// Measures of the bay, its ports and their terminals.
fn scopes(
    scenario: &Scenario,
    measures: &[Vec<Option<Summary>>],
) -> (Scope, Vec<Scope>, Vec<Scope>) {
    let (ports, terminals) = (&scenario.bay.ports, &scenario.bay.terminals);
    let mut measures = measures.iter();
    let mut scope = |id: &str, name: &str, port: Option<&str>| {
        let summaries = measures.next().expect("every part has its measures");
        let named = measure::all().zip(summaries);
        Scope {
            id: id.to_owned(),
            name: name.to_owned(),
            port: port.map(str::to_owned),
            measures: named
                .filter_map(|(measure, summary)| Some((measure, (*summary)?)))
                .collect(),
        }
    };
    let bay = scope("bay", "All terminals", None);
    let of_ports = ports.iter().map(|port| scope(&port.id, &port.name, None));
    let of_ports = of_ports.collect();
    let of_terminals = terminals.iter().map(|terminal| {
        let port = &ports[terminal.port.index()].id;
        scope(&terminal.id, &terminal.name, Some(port))
    });
    (bay, of_ports, of_terminals.collect())
}

/// Load duration of each port and terminal that has shore power.
fn durations(bay: &Bay, parts: &[Vec<f64>]) -> Vec<(String, Vec<f64>)> {
    let has = |terminal: &Terminal| terminal.shore_power.is_some();
    let ports = bay.ports.iter().enumerate().map(|(index, port)| {
        let mut terminals = bay.terminals.iter();
        (
            &port.id,
            terminals.any(|at| has(at) && at.port.index() == index),
        )
    });
    let terminals = bay.terminals.iter().map(|at| (&at.id, has(at)));
    let parts = parts.iter().skip(1).cloned();
    let equipped = ports.chain(terminals).zip(parts);
    equipped
        .filter(|((_, equipped), _)| *equipped)
        .map(|((id, _), curve)| (id.clone(), curve))
        .collect()
}

/// Round bins of hours that reach to the 99 % quantile.
fn histogram(times: &Bins) -> Histogram {
    let finest = times.width() as f64;
    let range = times.quantile(0.99).unwrap_or(0.0);
    let width = round_bin_width(range / MILLIS_PER_HOUR, BINS).max(finest / MILLIS_PER_HOUR);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a round width is a small multiple of one that is as round"
    )]
    let each = (width * MILLIS_PER_HOUR / finest).round() as usize;
    let mut counts = times.grouped(each, BINS as usize + 1);
    if counts.len() <= BINS as usize {
        // The last bin has no end: where it is not needed, it is there and empty.
        counts.push(0);
    }
    Histogram {
        bin_width: width,
        counts,
    }
}
