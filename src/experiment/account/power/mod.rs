//! Shore power as the grid sees it: means of 15 minutes, their peak, and the bay's curve.

use serde::{Deserialize, Serialize};

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{Bay, Period, TerminalId};

use super::calendar::{Calendar, MeasuredDay};
use super::scopes::Scopes;

/// Length of a bin in milliseconds: utilities bill the highest mean of 15 minutes.
const BIN: i64 = 15 * 60_000;
/// Milliwatts in a megawatt.
const MILLIWATTS: f64 = 1e9;

/// Load of one part of the complex, in milliwatts so that sums close exactly.
#[derive(Clone, Debug)]
struct Meter {
    period: Period,
    now: SimTime,
    load: i64,
    /// Energy of the bin that is open in mW·ms.
    open: i64,
    /// Highest energy of a bin.
    peak: i64,
}

/// Follows shore power connections.
#[derive(Clone, Debug)]
pub(super) struct Power {
    scopes: Scopes,
    /// Empty where no terminal has shore power.
    meters: Vec<Meter>,
    /// Energy of the bay by measured day, in mW·ms.
    by_day: Vec<i128>,
    /// Energy by measured month and hour of the local clock.
    by_hour: Vec<[i128; 24]>,
    /// Month of each measured day, counted from the first.
    month_of: Vec<usize>,
    /// Measured day that the bay's meter has reached.
    today: usize,
    /// Energies of each part's bins in mW·ms, where they are asked for.
    curves: Option<Vec<Vec<i64>>>,
    latest: SimTime,
}

/// Load of shore power by day and hour in one replication; the bay's unless it says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct LoadFigures {
    /// Mean load of each measured day in MW.
    pub daily_mw: Vec<f64>,
    /// Energy of each measured day, in megawatt-hours.
    pub daily_mwh: Vec<f64>,
    /// Mean load by hour of the local clock in MW, 24 entries.
    pub hourly_mw: Vec<f64>,
    /// Mean load by hour in each measured month, in order: hours that a month does not have are 0.
    pub hour_by_month_mw: Vec<[f64; 24]>,
    /// By part of the complex (the bay, its ports, their terminals): means of 15 minutes from
    /// highest to lowest, at 0 %, 1 %, … 100 % of the time, in MW; empty unless the account keeps
    /// a trace.
    pub duration_mw: Vec<Vec<f64>>,
}

impl Meter {
    /// Holds the load until `to`, and passes the bins that are over to `closed`: how often which
    /// energy.
    fn advance(&mut self, to: SimTime, mut closed: impl FnMut(i64, usize)) {
        let Period { start, end } = self.period;
        let to = to.min(end);
        if to <= self.now {
            return;
        }
        let bins = (self.now - start).millis() / BIN + 1;
        let bin_end = (start + SimDuration::from_millis(bins * BIN)).min(end);
        if to < bin_end {
            self.open += self.load * (to - self.now).millis();
            self.now = to;
            return;
        }
        let mut close = |energy: i64, bins: i64| {
            self.peak = self.peak.max(energy);
            closed(energy, usize::try_from(bins).expect("time runs forward"));
        };
        close(self.open + self.load * (bin_end - self.now).millis(), 1);
        let whole = (to - bin_end).millis() / BIN;
        if whole > 0 {
            close(self.load * BIN, whole);
        }
        let rest = (to - bin_end).millis() - whole * BIN;
        self.open = self.load * rest;
        if to == end && rest > 0 {
            close(self.open, 1);
        }
        self.now = to;
    }
}

impl Power {
    pub(super) fn new(bay: &Bay, scopes: &Scopes, calendar: &Calendar) -> Self {
        let equipped = bay.terminals.iter().any(|t| t.shore_power.is_some());
        let meter = Meter {
            period: bay.period,
            now: bay.period.start,
            load: 0,
            open: 0,
            peak: 0,
        };
        let month_of = months(calendar.days());
        Self {
            scopes: scopes.clone(),
            meters: vec![meter; if equipped { scopes.count() } else { 0 }],
            by_day: vec![0; calendar.days().len()],
            by_hour: vec![[0; 24]; month_of.last().map_or(0, |last| last + 1)],
            month_of,
            today: 0,
            curves: None,
            latest: SimTime::ZERO,
        }
    }

    /// Keeps the load of every part bin by bin, for its duration curve.
    pub(super) fn keep_curves(&mut self) {
        self.curves = Some(vec![Vec::new(); self.meters.len()]);
    }

    /// Changes the load of a terminal by `kilowatts` at an instant.
    ///
    /// # Panics
    /// If no terminal has shore power, or time runs back.
    pub(super) fn change(
        &mut self,
        calendar: &Calendar,
        terminal: TerminalId,
        kilowatts: f64,
        at: SimTime,
    ) {
        assert!(
            !self.meters.is_empty(),
            "a vessel connects where there is shore power"
        );
        assert!(
            at >= self.latest,
            "shore power is told in order of time: {at:?} after {:?}",
            self.latest
        );
        self.latest = at;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a vessel's load in mW is far below 2^63"
        )]
        let step = (kilowatts * 1e6).round() as i64;
        for scope in self.scopes.of(terminal) {
            self.advance(calendar, scope, at);
            self.meters[scope].load += step;
        }
    }

    /// Holds a part's load until `at`.
    fn advance(&mut self, calendar: &Calendar, scope: usize, at: SimTime) {
        let meter = &mut self.meters[scope];
        let (from, load) = (meter.now, meter.load);
        meter.advance(at, |energy, bins| {
            if let Some(curves) = &mut self.curves {
                curves[scope].extend(std::iter::repeat_n(energy, bins));
            }
        });
        let to = meter.now;
        if scope == 0 && load != 0 {
            self.spread(calendar, from, to, load);
        }
    }

    /// Adds the energy of a constant load of the bay to the days and hours it falls into.
    fn spread(&mut self, calendar: &Calendar, mut from: SimTime, to: SimTime, load: i64) {
        let days = calendar.days();
        while from < to {
            self.today = calendar.index_near(self.today, from);
            let day = &days[self.today];
            let by_hour = &mut self.by_hour[self.month_of[self.today]];
            for (hour, span) in day.hours(from, to) {
                let energy = i128::from(load) * i128::from(span.millis());
                self.by_day[self.today] += energy;
                by_hour[hour] += energy;
            }
            from = day.to;
        }
    }

    /// Holds all loads until the period's end.
    pub(super) fn close(&mut self, calendar: &Calendar) {
        for scope in 0..self.meters.len() {
            self.advance(calendar, scope, self.meters[scope].period.end);
        }
    }

    /// Highest 15-minute mean of a part in MW.
    pub(super) fn peak_mw(&self, scope: usize) -> f64 {
        self.meters
            .get(scope)
            .map_or(0.0, |meter| mean_mw(meter.peak.into()))
    }

    /// The bay's load by day and hour; empty where no terminal has shore power.
    pub(super) fn figures(&mut self, calendar: &Calendar) -> LoadFigures {
        if self.meters.is_empty() {
            return LoadFigures::default();
        }
        let days = calendar.days();
        let bins = self.bins_by_hour(days);
        let mwh = |energy: i128| energy as f64 / (MILLIWATTS * 3_600_000.0);
        let by_day = self.by_day.iter();
        LoadFigures {
            daily_mw: by_day
                .clone()
                .zip(days)
                .map(|(energy, day)| mwh(*energy) / day.length().hours())
                .collect(),
            daily_mwh: by_day.map(|energy| mwh(*energy)).collect(),
            hourly_mw: (0..24)
                .map(|hour| {
                    let energy: i128 = self.by_hour.iter().map(|hours| hours[hour]).sum();
                    let bins: i64 = bins.iter().map(|hours| hours[hour]).sum();
                    mean_mw(energy) / bins.max(1) as f64
                })
                .collect(),
            hour_by_month_mw: (self.by_hour.iter().zip(&bins))
                .map(|(energy, bins)| {
                    std::array::from_fn(|hour| mean_mw(energy[hour]) / bins[hour].max(1) as f64)
                })
                .collect(),
            duration_mw: (self.curves.take().into_iter().flatten())
                .map(duration)
                .collect(),
        }
    }

    /// Bins of 15 minutes by measured month and hour of the local clock.
    fn bins_by_hour(&self, days: &[MeasuredDay]) -> Vec<[i64; 24]> {
        let mut millis = vec![[0; 24]; self.by_hour.len()];
        for (day, month) in days.iter().zip(&self.month_of) {
            for (hour, span) in day.hours(day.from, day.to) {
                millis[*month][hour] += span.millis();
            }
        }
        for hours in &mut millis {
            *hours = hours.map(|millis| millis / BIN);
        }
        millis
    }
}

/// Month of each day, counted from the first day's.
fn months(days: &[MeasuredDay]) -> Vec<usize> {
    let months = days.chunk_by(|a, b| (a.date.year, a.date.month) == (b.date.year, b.date.month));
    (0..)
        .zip(months)
        .flat_map(|(month, days)| std::iter::repeat_n(month, days.len()))
        .collect()
}

/// Means of bins from highest to lowest, in MW, at whole percents of the time.
fn duration(mut curve: Vec<i64>) -> Vec<f64> {
    curve.sort_unstable_by(|a, b| b.cmp(a));
    let last = curve.len() - 1;
    (0..=100)
        .map(|percent| mean_mw(curve[last * percent / 100].into()))
        .collect()
}

/// Mean load of a bin in MW from its energy.
fn mean_mw(energy: i128) -> f64 {
    energy as f64 / BIN as f64 / MILLIWATTS
}

#[cfg(test)]
mod tests;
