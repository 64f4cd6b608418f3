//! Replications into results: a summary of every number over them, in their order.

use crate::emissions::{Boundary, Mode, Pollutant, Source};
use crate::experiment::account::{DayFigures, Replication};
use crate::experiment::measure;
use crate::experiment::results::{
    DayRow, EmissionRow, Histogram, LoadCurve, MonthRow, Results, RunIdentity, Scope, TargetRow,
};
use crate::port::bay::Day;
use crate::scenario::{Scenario, Target};
use crate::statistics::{Summary, bin_counts, quantile, round_bin_width};

/// Bins of a histogram up to the 99 % quantile; one more takes the rest.
const BINS: u32 = 40;

/// Results of a batch.
///
/// # Panics
/// If there is no replication, or the first one was not kept in full.
pub(super) fn tabulate(
    scenario: &Scenario,
    seed: u64,
    mut replications: Vec<Replication>,
) -> Results {
    let first = replications
        .first_mut()
        .and_then(|replication| replication.trace.take())
        .expect("a batch keeps its first replication in full");
    let found = Found(&replications);
    let (bay, ports, terminals) = found.scopes(scenario);
    let mut results = Results {
        run: identity(scenario, seed, &replications),
        bay,
        ports,
        terminals,
        months: found.months(),
        days: found.days(),
        wait_hours: found.histogram(|replication| &replication.wait_hours),
        stay_hours: found.histogram(|replication| &replication.stay_hours),
        load: found.load(),
        emissions: found.emissions(scenario.emissions.boundary),
        targets: Vec::new(),
        open_balances: Vec::new(),
        first,
    };
    let targets = &scenario.targets;
    results.targets = targets.iter().map(|t| target_row(t, &results)).collect();
    results
}

fn identity(scenario: &Scenario, seed: u64, replications: &[Replication]) -> RunIdentity {
    let days = &replications[0].days;
    let date = |day: Option<&DayFigures>| day.map_or_else(String::new, |day| iso(day.date));
    RunIdentity {
        scenario: scenario.name.clone(),
        question: scenario.question.clone(),
        seed,
        replications: u32::try_from(replications.len()).expect("replications fit 32 bits"),
        first_day: date(days.first()),
        last_day: date(days.last()),
        warm_up_days: scenario.warm_up_days,
        emission_settings: scenario.emissions.describe(),
        assumptions: scenario.assumptions.clone(),
    }
}

/// ISO 8601 date of a civil day.
fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

fn target_row(target: &Target, results: &Results) -> TargetRow {
    let mut scopes = std::iter::once(&results.bay)
        .chain(&results.ports)
        .chain(&results.terminals);
    let found = scopes
        .find(|scope| scope.id == target.of)
        .and_then(|scope| scope.get(&target.measure));
    TargetRow {
        id: target.id.clone(),
        measure: target.measure.clone(),
        unit: measure::unit_of(&target.measure),
        of: target.of.clone(),
        published: target.published,
        low: target.low,
        high: target.high,
        source: target.source.clone(),
        found: found.copied().unwrap_or(Summary::UNDEFINED),
    }
}

/// What the replications found, in their order.
#[derive(Clone, Copy)]
struct Found<'a>(&'a [Replication]);

impl Found<'_> {
    /// Summary of one number a replication; those that have nothing to say are left out.
    fn over(self, number: impl Fn(&Replication) -> Option<f64>) -> Option<Summary> {
        let sample: Vec<f64> = self.0.iter().filter_map(number).collect();
        Summary::of(&sample)
    }

    /// Summary of a number that every replication has.
    fn of_all(self, number: impl Fn(&Replication) -> f64) -> Summary {
        self.over(|replication| Some(number(replication)))
            .unwrap_or(Summary::UNDEFINED)
    }

    fn measures(self, scope: usize) -> Vec<(&'static str, Summary)> {
        measure::all()
            .enumerate()
            .filter_map(|(index, measure)| {
                let summary = self.over(|replication| replication.values[scope][index])?;
                Some((measure.name, summary))
            })
            .collect()
    }

    fn scopes(self, scenario: &Scenario) -> (Scope, Vec<Scope>, Vec<Scope>) {
        let (ports, terminals) = (&scenario.bay.ports, &scenario.bay.terminals);
        let bay = Scope {
            id: "bay".to_owned(),
            name: "All terminals".to_owned(),
            port: None,
            measures: self.measures(0),
        };
        let of_port = |(index, port): (usize, &crate::port::bay::Port)| Scope {
            id: port.id.clone(),
            name: port.name.clone(),
            port: None,
            measures: self.measures(1 + index),
        };
        let of_terminal = |(index, terminal): (usize, &crate::port::bay::Terminal)| Scope {
            id: terminal.id.clone(),
            name: terminal.name.clone(),
            port: Some(ports[terminal.port.index()].id.clone()),
            measures: self.measures(1 + ports.len() + index),
        };
        (
            bay,
            ports.iter().enumerate().map(of_port).collect(),
            terminals.iter().enumerate().map(of_terminal).collect(),
        )
    }

    fn days(self) -> Vec<DayRow> {
        let all = &self.0[0].days;
        let row = |(index, day): (usize, &DayFigures)| {
            let morning = |harbor: usize, of: fn(&(f64, f64)) -> f64| {
                let count = |r: &Replication| r.days[index].mornings.get(harbor).map(of);
                self.over(count).unwrap_or(Summary::UNDEFINED)
            };
            let both = |harbor| (morning(harbor, |m| m.0), morning(harbor, |m| m.1));
            let (at_berth, waiting) = both(0);
            DayRow {
                date: iso(day.date),
                teu: self.of_all(|r| r.days[index].port_teu.iter().sum()),
                at_berth,
                waiting,
                ports: (1..=day.port_teu.len()).map(both).collect(),
            }
        };
        all.iter().enumerate().map(row).collect()
    }

    fn months(self) -> Vec<MonthRow> {
        let days = &self.0[0].days;
        let same = |a: &DayFigures, b: &DayFigures| {
            (a.date.year, a.date.month) == (b.date.year, b.date.month)
        };
        let mut from = 0;
        let mut rows = Vec::new();
        for month in days.chunk_by(same) {
            let range = from..from + month.len();
            let sum = |of: &dyn Fn(&DayFigures) -> f64| {
                self.of_all(|r| r.days[range.clone()].iter().map(of).sum())
            };
            rows.push(MonthRow {
                year: month[0].date.year,
                month: month[0].date.month,
                teu: sum(&|day| day.port_teu.iter().sum()),
                port_teu: (0..month[0].port_teu.len())
                    .map(|port| sum(&|day| day.port_teu[port]))
                    .collect(),
                calls: sum(&|day| day.calls as f64),
                shore_power_mwh: sum(&|day| day.shore_power_mwh),
            });
            from = range.end;
        }
        rows
    }

    /// Counts over all replications; bins are round and reach to the 99 % quantile.
    fn histogram(self, values: impl Fn(&Replication) -> &Vec<f64>) -> Histogram {
        let pooled = || self.0.iter().flat_map(&values).copied();
        let mut sorted: Vec<f64> = pooled().collect();
        sorted.sort_by(f64::total_cmp);
        let range = quantile(&sorted, 0.99).unwrap_or(0.0);
        let bin_width = round_bin_width(range, BINS);
        Histogram {
            bin_width,
            counts: bin_counts(pooled(), bin_width, BINS as usize + 1),
        }
    }

    fn load(self) -> LoadCurve {
        let first = &self.0[0].load;
        let each = |of: fn(&Replication) -> &Vec<f64>| -> Vec<Summary> {
            (0..of(&self.0[0]).len())
                .map(|index| self.of_all(|replication| of(replication)[index]))
                .collect()
        };
        LoadCurve {
            daily_mean_mw: each(|replication| &replication.load.daily_mw),
            hour_of_day_mw: each(|replication| &replication.load.hourly_mw),
            duration_mw: first.duration_mw.clone(),
        }
    }

    /// Rows of what is counted: sources in the modes they run in, and the grid where it is
    /// estimated.
    fn emissions(self, boundary: Boundary) -> Vec<EmissionRow> {
        let mut rows = Vec::new();
        for source in Source::ALL {
            let modes = Mode::ALL.into_iter().filter(|mode| boundary.covers(*mode));
            for mode in modes.filter(|mode| source.runs_in(*mode)) {
                for pollutant in Pollutant::ALL {
                    rows.push(EmissionRow {
                        source: source.name(),
                        mode: mode.name(),
                        pollutant: pollutant.name(),
                        tonnes: self.of_all(|r| r.stack.cell(source, mode).tonnes(pollutant)),
                    });
                }
            }
        }
        if let Some(tonnes) = self.over(|replication| replication.stack.grid_tonnes()) {
            rows.push(EmissionRow {
                source: "grid",
                mode: Mode::Hotelling.name(),
                pollutant: Pollutant::Co2e.name(),
                tonnes,
            });
        }
        rows
    }
}
