//! Shore power as the grid sees it: means of 15 minutes, their peak, and the bay's curve.

use crate::engine::SimTime;
use crate::port::bay::{Bay, Period, TerminalId};

use super::calendar::Calendar;
use super::scopes::Scopes;

/// Length of a bin in milliseconds: utilities bill the highest mean of 15 minutes.
const BIN: i64 = 15 * 60_000;
/// Milliwatts in a megawatt.
const MILLIWATTS: f64 = 1e9;

/// Load of one part of the complex, in milliwatts so that sums close exactly.
#[derive(Clone, Debug)]
struct Meter {
    now: i64,
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
    period: Period,
    /// Empty where no terminal has shore power.
    meters: Vec<Meter>,
    /// Energies of the bay's bins in mW·ms.
    curve: Vec<i64>,
    latest: SimTime,
}

/// The bay's load by day and hour in one replication.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadFigures {
    /// Mean load of each measured day in MW.
    pub daily_mw: Vec<f64>,
    /// Energy of each measured day, in megawatt-hours.
    pub daily_mwh: Vec<f64>,
    /// Mean load by hour of the local clock in MW, 24 entries.
    pub hourly_mw: Vec<f64>,
    /// Means of 15 minutes from highest to lowest, at 0 %, 1 %, … 100 % of the time, in MW.
    pub duration_mw: Vec<f64>,
}

impl Power {
    pub(super) fn new(bay: &Bay, scopes: &Scopes) -> Self {
        let equipped = bay.terminals.iter().any(|t| t.shore_power.is_some());
        let meter = Meter {
            now: bay.period.start.millis(),
            load: 0,
            open: 0,
            peak: 0,
        };
        Self {
            scopes: scopes.clone(),
            period: bay.period,
            meters: vec![meter; if equipped { scopes.count() } else { 0 }],
            curve: Vec::new(),
            latest: SimTime::ZERO,
        }
    }

    /// Changes the load of a terminal by `kilowatts` at an instant.
    ///
    /// # Panics
    /// If no terminal has shore power, or time runs back.
    pub(super) fn change(&mut self, terminal: TerminalId, kilowatts: f64, at: SimTime) {
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
            self.advance(scope, at);
            self.meters[scope].load += step;
        }
    }

    /// Holds a part's load until `at`, closing bins on the way.
    fn advance(&mut self, scope: usize, at: SimTime) {
        let start = self.period.start.millis();
        let to = at.min(self.period.end).millis();
        let meter = &mut self.meters[scope];
        while meter.now < to {
            let bin_end = start + ((meter.now - start) / BIN + 1) * BIN;
            let until = bin_end.min(to);
            meter.open += meter.load * (until - meter.now);
            meter.now = until;
            if until == bin_end || until == self.period.end.millis() {
                meter.peak = meter.peak.max(meter.open);
                if scope == 0 {
                    self.curve.push(meter.open);
                }
                meter.open = 0;
            }
        }
    }

    /// Holds all loads until the period's end.
    pub(super) fn close(&mut self) {
        for scope in 0..self.meters.len() {
            self.advance(scope, self.period.end);
        }
    }

    /// Highest 15-minute mean of a part in MW.
    pub(super) fn peak_mw(&self, scope: usize) -> f64 {
        self.meters
            .get(scope)
            .map_or(0.0, |meter| mean_mw(meter.peak.into()))
    }

    /// The bay's load by day and hour; empty where no terminal has shore power.
    pub(super) fn figures(&self, calendar: &Calendar) -> LoadFigures {
        if self.curve.is_empty() {
            return LoadFigures::default();
        }
        let days = calendar.days();
        let mut by_day = vec![0_i128; days.len()];
        let mut by_hour = [(0_i128, 0_u32); 24];
        let mut at = self.period.start;
        for energy in &self.curve {
            let day = calendar.index_at(at);
            by_day[day] += i128::from(*energy);
            let (sum, bins) = &mut by_hour[days[day].hour_at(at)];
            *sum += i128::from(*energy);
            *bins += 1;
            at = SimTime::from_millis(at.millis() + BIN);
        }
        let mwh = |energy: i128| energy as f64 / (MILLIWATTS * 3_600_000.0);
        LoadFigures {
            daily_mw: by_day
                .iter()
                .zip(days)
                .map(|(energy, day)| mwh(*energy) / day.length().hours())
                .collect(),
            daily_mwh: by_day.iter().map(|energy| mwh(*energy)).collect(),
            hourly_mw: by_hour
                .iter()
                .map(|(sum, bins)| mean_mw(*sum) / f64::from((*bins).max(1)))
                .collect(),
            duration_mw: self.duration(),
        }
    }

    fn duration(&self) -> Vec<f64> {
        let mut sorted = self.curve.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let last = sorted.len() - 1;
        (0..=100)
            .map(|percent| mean_mw(sorted[last * percent / 100].into()))
            .collect()
    }
}

/// Mean load of a bin in MW from its energy.
fn mean_mw(energy: i128) -> f64 {
    energy as f64 / BIN as f64 / MILLIWATTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::fixture::{at, bay};

    #[test]
    fn the_peak_is_a_mean_of_15_minutes() {
        let bay = bay(2); // measured: hours 24 to 72
        let scopes = Scopes::new(&bay);
        let mut power = Power::new(&bay, &scopes);
        let pier = TerminalId(0);
        power.change(pier, 1_000.0, at(20.0)); // from before the period
        power.change(pier, 3_000.0, at(30.1)); // 4 MW for 6 minutes, within 30:00 to 30:15
        power.change(pier, -3_000.0, at(30.2));
        power.change(TerminalId(2), 500.0, at(40.0));
        power.change(pier, -1_000.0, at(48.0));
        power.change(TerminalId(2), -500.0, at(72.0));
        power.close();
        // (1 MW · 15 min + 3 MW · 6 min) / 15 min = 2.2 MW.
        assert!(
            (power.peak_mw(0) - 2.2).abs() < 1e-12,
            "{}",
            power.peak_mw(0)
        );
        assert!((power.peak_mw(1) - 2.2).abs() < 1e-12);
        assert!((power.peak_mw(2) - 0.5).abs() < 1e-12);
        assert!(power.peak_mw(3 + 1).abs() < 1e-12, "Pier 300 had nobody");

        let load = power.figures(&Calendar::new(&bay));
        // First day: 1 MW · 24 h, 3 MW · 0.1 h, 0.5 MW · 8 h. Second: 0.5 MW.
        assert!((load.daily_mwh[0] - 28.3).abs() < 1e-9, "{load:?}");
        assert!((load.daily_mw[1] - 0.5).abs() < 1e-12);
        assert!((load.hourly_mw[6] - 0.9).abs() < 1e-12);
        assert_eq!(load.hourly_mw.len(), 24);
        assert!((load.duration_mw[0] - 2.2).abs() < 1e-12);
        assert!((load.duration_mw[100] - 0.5).abs() < 1e-12);
    }

    #[test]
    fn without_shore_power_there_is_no_curve() {
        let mut bay = bay(2);
        for terminal in &mut bay.terminals {
            terminal.shore_power = None;
        }
        let scopes = Scopes::new(&bay);
        let mut power = Power::new(&bay, &scopes);
        power.close();
        assert!(power.peak_mw(0).abs() < 1e-12);
        assert_eq!(power.figures(&Calendar::new(&bay)), LoadFigures::default());
    }
}
