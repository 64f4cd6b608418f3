//! Replications into results, one after the other, in memory that does not grow with them.

use crate::experiment::account::{DayFigures, Lane, LaneFigures, Replication, lanes};
use crate::experiment::results::Trace;
use crate::experiment::rows::Rows;
use crate::port::bay::Bay;
use crate::scenario::Scenario;
use crate::statistics::{Bins, Intervals, Series, Summary};

/// What a batch has found so far.
///
/// Replications are told in the order of their numbers; what a fold says depends on nothing
/// else, so that replications run anywhere, in any order, give the same results once they are
/// told in order. Only [`finish`](Self::finish) makes summaries.
#[derive(Debug)]
pub struct Fold<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) seed: u64,
    pub(super) replications: u32,
    /// Measures in the table's order, by part of the complex.
    pub(super) measures: Vec<Table>,
    /// For each day its TEU, then at 08:00 vessels at berth and waiting: the bay, then its ports.
    pub(super) days: Table,
    /// For each month its TEU, the same by port, calls, megawatt-hours of shore power.
    pub(super) months: Table,
    /// Mean load of each day in MW.
    pub(super) daily_mw: Table,
    /// Mean load of each hour of the day in MW.
    pub(super) hourly_mw: Table,
    /// The same month by month, 24 hours each.
    pub(super) hour_by_month_mw: Table,
    /// Rows of the inventory, terminal by terminal.
    pub(super) emissions: Vec<Rows>,
    /// Energy, tonnes, tank to wake, well to wake of every line of corridors' balances.
    pub(super) balances: Table,
    /// For each lane its calls, TEU, dollars, and dollar-days of waiting.
    pub(super) lanes: Table,
    /// The lanes.
    pub(super) lane_names: Vec<Lane>,
    /// Waits of calls in milliseconds.
    pub(super) waits: Bins,
    /// Times at berth of calls in milliseconds.
    pub(super) stays: Bins,
    /// What only the first replication tells.
    pub(super) first: Option<First>,
}

/// What is kept of the first replication.
#[derive(Debug)]
pub(super) struct First {
    pub(super) trace: Trace,
    /// Measures of the bay, in the table's order.
    pub(super) bay: Vec<Option<f64>>,
    pub(super) days: Vec<DayFigures>,
    pub(super) duration_mw: Vec<Vec<f64>>,
}

impl<'a> Fold<'a> {
    /// Nothing yet of a batch.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Self {
        let parts = 1 + scenario.bay.ports.len() + scenario.bay.terminals.len();
        Self {
            scenario,
            seed,
            replications: 0,
            measures: vec![Table::default(); parts],
            days: Table::default(),
            months: Table::default(),
            daily_mw: Table::default(),
            hourly_mw: Table::default(),
            hour_by_month_mw: Table::default(),
            emissions: vec![Rows::default(); scenario.bay.terminals.len()],
            balances: Table::default(),
            lanes: Table::default(),
            lane_names: lanes(&scenario.bay),
            waits: Bins::new(Replication::TIME_BIN),
            stays: Bins::new(Replication::TIME_BIN),
            first: None,
        }
    }

    /// Takes the next replication in.
    ///
    /// # Panics
    /// If the first one was not kept in full, or one tells other numbers than the first.
    pub fn add(&mut self, replication: Replication) {
        self.replications += 1;
        for (table, values) in self.measures.iter_mut().zip(&replication.values) {
            table.add(values.iter().copied());
        }
        let ports = self.scenario.bay.ports.len();
        let days = &replication.days;
        self.days
            .add(days.iter().flat_map(|day| numbers_of_day(day, ports)));
        self.months.add(months(days).flat_map(numbers_of_month));
        self.daily_mw.add(all(&replication.load.daily_mw));
        self.hourly_mw.add(all(&replication.load.hourly_mw));
        let by_month = replication.load.hour_by_month_mw.as_flattened();
        self.hour_by_month_mw.add(all(by_month));
        let ashore = replication.landside.iter().map(Option::as_ref);
        let terminals = replication.stacks.iter().zip(ashore);
        for (rows, (stack, land)) in self.emissions.iter_mut().zip(terminals) {
            rows.add(stack, land);
        }
        self.balances
            .add(replication.balances.into_iter().flatten());
        let bay = &self.scenario.bay;
        let lanes = self.lane_names.iter().zip(&replication.lanes);
        self.lanes
            .add(lanes.flat_map(|(lane, figures)| numbers_of_lane(lane, figures, bay)));
        self.waits.merge(&replication.waits);
        self.stays.merge(&replication.stays);
        if self.first.is_none() {
            let trace = replication.trace;
            self.first = Some(First {
                trace: trace.expect("a batch keeps its first replication in full"),
                bay: replication.values.into_iter().next().unwrap_or_default(),
                days: replication.days,
                duration_mw: replication.load.duration_mw,
            });
        }
    }
}

/// Calls, TEU, dollars, and dollar-days of waiting.
fn numbers_of_lane(lane: &Lane, figures: &LaneFigures, bay: &Bay) -> [Option<f64>; 4] {
    let port = &bay.ports[lane.port.index()];
    [
        Some(figures.calls as f64),
        Some(figures.moves as f64 * bay.teu_per_move),
        figures.value(port, bay),
        figures.waiting_value(port, bay),
    ]
}

/// Days by civil month.
pub(super) fn months(days: &[DayFigures]) -> impl Iterator<Item = &[DayFigures]> {
    days.chunk_by(|a, b| (a.date.year, a.date.month) == (b.date.year, b.date.month))
}

fn all(values: &[f64]) -> impl Iterator<Item = Option<f64>> {
    values.iter().copied().map(Some)
}

/// TEU, then vessels at berth and waiting at 08:00 for the bay and its ports.
fn numbers_of_day(day: &DayFigures, ports: usize) -> impl Iterator<Item = Option<f64>> {
    let teu: f64 = day.port_teu.iter().sum();
    let mornings = (0..=ports).flat_map(|harbor| {
        let morning = day.mornings.get(harbor);
        [
            morning.map(|morning| morning.0),
            morning.map(|morning| morning.1),
        ]
    });
    std::iter::once(Some(teu)).chain(mornings)
}

/// TEU, the same by port, calls, megawatt-hours of shore power.
fn numbers_of_month(days: &[DayFigures]) -> impl Iterator<Item = Option<f64>> {
    let sum = |of: &dyn Fn(&DayFigures) -> f64| Some(days.iter().map(of).sum());
    let by_port = (0..days[0].port_teu.len()).map(move |port| sum(&|day| day.port_teu[port]));
    std::iter::once(sum(&|day| day.port_teu.iter().sum()))
        .chain(by_port)
        .chain([
            sum(&|day| day.calls as f64),
            sum(&|day| day.shore_power_mwh),
        ])
}

/// Numbers that every replication tells, each over replications.
#[derive(Clone, Debug, Default)]
pub(super) struct Table(Vec<Series>);

impl Table {
    /// Takes the numbers of one replication in; `None` is left out.
    ///
    /// # Panics
    /// If they are not as many as of the first.
    fn add(&mut self, row: impl Iterator<Item = Option<f64>>) {
        let first = self.0.is_empty();
        let mut told = 0;
        for number in row {
            if first {
                self.0.push(Series::default());
            }
            if let (Some(series), Some(number)) = (self.0.get_mut(told), number) {
                series.add(number);
            }
            told += 1;
        }
        let expected = self.0.len();
        assert!(
            told == expected,
            "replications tell the same numbers: {told} after {expected}"
        );
    }

    /// A summary of each number, in their order; `None` where no replication had any.
    pub(super) fn summaries(self, intervals: &mut Intervals) -> Vec<Option<Summary>> {
        let series = self.0.into_iter();
        series.map(|mut series| series.summary(intervals)).collect()
    }
}
