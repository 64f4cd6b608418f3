//! Every number of a batch that has a summary, in one struct with three fillings: what one
//! replication found, the series over replications, and the summaries.

use crate::experiment::account::{Balance, DayFigures, Lane, LaneFigures, Replication, lanes};
use crate::experiment::results::{DayRow, HoursOfMonth, LaneRow, MonthRow};
use crate::port::bay::{Bay, Day};
use crate::scenario::Scenario;
use crate::statistics::{Figure, Intervals, Series, Summary};

/// Numbers of a batch: `T` is a [`Figure`] of one replication, [`Series`] over replications, or
/// `Option<Summary>`; `None` where no replication had a value.
#[derive(Clone, Debug)]
pub(super) struct Numbers<T> {
    /// Measures in the table's order, by part of the complex.
    pub(super) measures: Vec<Vec<T>>,
    /// Each civil day.
    pub(super) days: Vec<DayRow<T>>,
    /// Each civil month.
    pub(super) months: Vec<MonthRow<T>>,
    /// Mean load of each day in MW.
    pub(super) daily_mean_mw: Vec<T>,
    /// Mean load of each hour of the day in MW.
    pub(super) hour_of_day_mw: Vec<T>,
    /// Mean load of each hour of the day month by month, in MW.
    pub(super) hour_by_month_mw: Vec<HoursOfMonth<T>>,
    /// Balance of every line of corridors, in the order of [`lines`](crate::emissions::corridor::lines).
    pub(super) balances: Vec<Balance<T>>,
    /// Each port and origin.
    pub(super) lanes: Vec<LaneRow<T>>,
}

impl<T> Numbers<T> {
    /// The numbers in another filling, each passed to `fill` in their order.
    pub(super) fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> Numbers<U> {
        Numbers {
            measures: (self.measures.into_iter())
                .map(|part| each(part, fill))
                .collect(),
            days: self.days.into_iter().map(|day| day.map(fill)).collect(),
            months: self.months.into_iter().map(|row| row.map(fill)).collect(),
            daily_mean_mw: each(self.daily_mean_mw, fill),
            hour_of_day_mw: each(self.hour_of_day_mw, fill),
            hour_by_month_mw: (self.hour_by_month_mw.into_iter())
                .map(|hours| hours.map(fill))
                .collect(),
            balances: (self.balances.into_iter())
                .map(|balance| balance.map(fill))
                .collect(),
            lanes: self.lanes.into_iter().map(|lane| lane.map(fill)).collect(),
        }
    }
}

impl Numbers<Figure> {
    /// Numbers of one replication.
    pub(super) fn of(replication: &Replication, scenario: &Scenario) -> Self {
        let (bay, days) = (&scenario.bay, &replication.days);
        let load = &replication.load;
        let known = |values: &[f64]| values.iter().copied().map(Some).collect();
        let lanes = lanes(bay).into_iter().zip(&replication.lanes);
        let amounts = Numbers {
            measures: Vec::new(),
            days: days.iter().map(|day| day_row(day, bay)).collect(),
            months: months(days).map(month_row).collect(),
            daily_mean_mw: known(&load.daily_mw),
            hour_of_day_mw: known(&load.hourly_mw),
            hour_by_month_mw: (months(days).zip(&load.hour_by_month_mw))
                .map(|(days, mw)| HoursOfMonth {
                    year: days[0].date.year,
                    month: days[0].date.month,
                    mw: known(mw),
                })
                .collect(),
            balances: replication.balances.clone(),
            lanes: lanes
                .map(|(lane, figures)| lane_row(lane, figures, bay))
                .collect(),
        };
        Self {
            measures: replication.figures.clone(),
            ..amounts.map(&mut Figure::from)
        }
    }
}

impl Numbers<Series> {
    /// Series without a value of each of these numbers.
    fn none(numbers: Numbers<Figure>) -> Self {
        numbers.map(&mut |_| Series::default())
    }

    /// Series so far, none before the first replication, with the numbers of one more replication.
    ///
    /// # Panics
    /// If the replication has not as many numbers as the first.
    pub(super) fn with(so_far: Option<Self>, next: Numbers<Figure>) -> Self {
        let so_far = so_far.unwrap_or_else(|| Self::none(next.clone()));
        let mut numbers = Vec::new();
        next.map(&mut |number| numbers.push(number));
        let mut numbers = numbers.into_iter();
        let all = so_far.map(&mut |mut series: Series| {
            let number = numbers.next();
            let number = number.expect("replications have as many numbers as the first");
            series.take(&number);
            series
        });
        assert!(
            numbers.next().is_none(),
            "replications have as many numbers as the first"
        );
        all
    }

    /// A summary of each number.
    pub(super) fn summaries(self, intervals: &mut Intervals) -> Numbers<Option<Summary>> {
        self.map(&mut |mut series: Series| series.summary(intervals))
    }
}

fn each<T, U>(numbers: Vec<T>, fill: &mut impl FnMut(T) -> U) -> Vec<U> {
    numbers.into_iter().map(fill).collect()
}

impl<T> MonthRow<T> {
    fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> MonthRow<U> {
        MonthRow {
            year: self.year,
            month: self.month,
            teu: fill(self.teu),
            port_teu: each(self.port_teu, fill),
            calls: fill(self.calls),
            shore_power_mwh: fill(self.shore_power_mwh),
        }
    }
}

impl<T> DayRow<T> {
    fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> DayRow<U> {
        DayRow {
            date: self.date,
            teu: fill(self.teu),
            at_berth: fill(self.at_berth),
            waiting: fill(self.waiting),
            ports: (self.ports.into_iter())
                .map(|(at_berth, waiting)| (fill(at_berth), fill(waiting)))
                .collect(),
        }
    }
}

impl<T> HoursOfMonth<T> {
    fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> HoursOfMonth<U> {
        HoursOfMonth {
            year: self.year,
            month: self.month,
            mw: each(self.mw, fill),
        }
    }
}

impl<T> LaneRow<T> {
    fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> LaneRow<U> {
        LaneRow {
            port: self.port,
            origin: self.origin,
            calls: fill(self.calls),
            teu: fill(self.teu),
            trade_value_usd: self.trade_value_usd.map(&mut *fill),
            waiting_value_usd_days: self.waiting_value_usd_days.map(fill),
        }
    }
}

impl<T> Balance<T> {
    fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> Balance<U> {
        Balance {
            energy_mj: fill(self.energy_mj),
            tonnes: fill(self.tonnes),
            tank_to_wake_tonnes: fill(self.tank_to_wake_tonnes),
            well_to_wake_tonnes: fill(self.well_to_wake_tonnes),
        }
    }
}

/// Days by civil month.
fn months(days: &[DayFigures]) -> impl Iterator<Item = &[DayFigures]> {
    days.chunk_by(|a, b| (a.date.year, a.date.month) == (b.date.year, b.date.month))
}

/// One day of one replication.
fn day_row(day: &DayFigures, bay: &Bay) -> DayRow<Option<f64>> {
    let morning = |harbor: usize| day.mornings.get(harbor).copied().unzip();
    let (at_berth, waiting) = morning(0);
    DayRow {
        date: iso(day.date),
        teu: Some(day.port_teu.iter().sum()),
        at_berth,
        waiting,
        ports: (1..=bay.ports.len()).map(morning).collect(),
    }
}

/// ISO 8601 date of a civil day.
pub(super) fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// One month of one replication.
fn month_row(days: &[DayFigures]) -> MonthRow<Option<f64>> {
    let sum = |of: &dyn Fn(&DayFigures) -> f64| Some(days.iter().map(of).sum());
    let ports = 0..days[0].port_teu.len();
    MonthRow {
        year: days[0].date.year,
        month: days[0].date.month,
        teu: sum(&|day| day.port_teu.iter().sum()),
        port_teu: ports.map(|port| sum(&|day| day.port_teu[port])).collect(),
        calls: sum(&|day| day.calls as f64),
        shore_power_mwh: sum(&|day| day.shore_power_mwh),
    }
}

/// One lane of one replication; dollars where its port says what cargo is worth.
fn lane_row(lane: Lane, figures: &LaneFigures, bay: &Bay) -> LaneRow<Option<f64>> {
    let port = &bay.ports[lane.port.index()];
    LaneRow {
        port: port.id.clone(),
        origin: lane.origin,
        calls: Some(figures.calls as f64),
        teu: Some(figures.moves as f64 * bay.teu_per_move),
        trade_value_usd: figures.value(port, bay).map(Some),
        waiting_value_usd_days: figures.waiting_value(port, bay).map(Some),
    }
}
