//! What a scenario's traffic asks of each terminal on average, before anything is simulated.
//!
//! A back-of-the-envelope reading of the inputs, to see a terminal that is asked for more than it
//! has before hours are spent on it: stays are counted without any loss by waiting for cranes,
//! gangs or the long crane, so that the shares are least ones.

use serde::Serialize;

use crate::engine::SimDuration;
use crate::port::bay::{Bay, CallSize, ClassId, Labor, Service, Terminal, TerminalId, Traffic};
use crate::scenario::Scenario;
use crate::statistics::queueing::Queue;

/// Average load that traffic offers one terminal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfferedLoad {
    /// Terminal's id.
    #[serde(skip)]
    pub id: String,
    /// Calls a week.
    pub calls_per_week: f64,
    /// Cargo a week, in TEU.
    pub teu_per_week: f64,
    /// Nominal capacity of the vessels that call in a week, in TEU.
    pub capacity_per_week: f64,
    /// Nominal berths.
    #[serde(skip)]
    pub berths: u32,
    /// Least vessel hours over berth hours.
    pub berth_occupancy: f64,
    /// Least vessel meter-hours over wharf meter-hours; `None` where a wharf is given as slots.
    pub wharf_occupancy: Option<f64>,
    /// Crane hours of work over crane hours manned at most.
    pub crane_utilization: f64,
}

/// How full calls are at one port whose cargo is a demand, whatever vessels carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct CallFill {
    /// Port's id.
    pub port: String,
    /// TEU exchanged, on and off, per TEU of nominal capacity of the vessels that call.
    pub teu_per_capacity: f64,
}

/// TEU exchanged per TEU of capacity that is usual: 9,900 TEU a call at Los Angeles in August 2024
/// (AJOT, September 2024) over the 8,600 of the vessels that `services.toml` assumes.
pub const USUAL_FILL: f64 = 1.15;

/// How full calls are at each port that has a demand, in its order.
///
/// Services carry a demand whatever their vessels hold, so that vessels of a wrong size change no
/// cargo: they only sail emptier or fuller than they do.
pub fn call_fill(scenario: &Scenario, loads: &[OfferedLoad]) -> Vec<CallFill> {
    let bay = &scenario.bay;
    let of_port = |index: usize| {
        let rows = bay.terminals.iter().zip(loads);
        let rows = rows.filter(|(terminal, _)| terminal.port.index() == index);
        let (teu, capacity) = rows.fold((0.0, 0.0), |(teu, capacity), (_, load)| {
            (teu + load.teu_per_week, capacity + load.capacity_per_week)
        });
        (bay.ports[index].demand.is_some() && capacity > 0.0).then(|| CallFill {
            port: bay.ports[index].id.clone(),
            teu_per_capacity: teu / capacity,
        })
    };
    (0..bay.ports.len()).filter_map(of_port).collect()
}

impl OfferedLoad {
    /// Mean wait over mean time at berth that the textbook gives for as many berths, as busy, when
    /// calls come and stay half as irregularly as at random (E2/E2/n); infinite from full load on.
    pub fn textbook_wait_to_service(&self) -> f64 {
        if self.berth_occupancy >= 1.0 {
            return f64::INFINITY;
        }
        Queue::e2_e2(self.berths).wait_to_service(self.berth_occupancy)
    }
}

/// Sums over the calls of one terminal, per week.
#[derive(Clone, Copy, Debug, Default)]
struct Weekly {
    calls: f64,
    moves: f64,
    capacity: f64,
    berth_hours: f64,
    meter_hours: f64,
}

/// Hours in a week.
const WEEK_HOURS: f64 = 168.0;

/// The load offered to every terminal of a scenario, in its order.
pub fn offered_load(scenario: &Scenario) -> Vec<OfferedLoad> {
    let bay = &scenario.bay;
    let manned = manned_share(bay);
    let mut sums = vec![Weekly::default(); bay.terminals.len()];
    let weeks = (bay.period.end - bay.period.start).hours() / WEEK_HOURS;
    for service in &bay.services {
        if let Traffic::Listed { calls } = &service.traffic {
            let measured = bay.period.start..bay.period.end;
            for call in calls.iter().filter(|call| measured.contains(&call.eta)) {
                let moves = f64::from(call.moves);
                let to = &mut sums[call.terminal.index()];
                let longer = call
                    .loa
                    .map_or(0.0, |loa| (loa - bay.class(call.class).loa).value() / weeks);
                let stay = to.add(bay, call.terminal, call.class, 1.0 / weeks, moves, manned);
                to.meter_hours += longer * stay;
            }
            continue;
        }
        for (terminal, share) in &service.terminals {
            for (class, of_class) in &service.vessel_classes {
                let calls = calls_per_week(bay, service) * share * of_class;
                let moves = mean_moves(bay, service, *class);
                sums[terminal.index()].add(bay, *terminal, *class, calls, moves, manned);
            }
        }
    }
    let rows = bay.terminals.iter().zip(sums);
    rows.map(|(terminal, sum)| sum.row(terminal, bay.teu_per_move, manned))
        .collect()
}

impl Weekly {
    /// Adds calls of a class at a terminal; returns the hours that each lies at berth.
    fn add(
        &mut self,
        bay: &Bay,
        terminal: TerminalId,
        class: ClassId,
        calls: f64,
        moves: f64,
        manned: f64,
    ) -> f64 {
        let (place, of) = (bay.terminal(terminal), bay.class(class));
        let cranes = f64::from(bay.cranes_asked(class, terminal));
        let hours = |millis: f64| millis / 3_600_000.0;
        let handling = hours(place.before_first_move.mean() + place.after_last_move.mean());
        let work = moves * hours(place.cycle_time.mean()) / cranes / manned;
        let stay = handling + work;
        self.calls += calls;
        self.moves += calls * moves;
        self.capacity += calls * of.capacity.value();
        self.berth_hours += calls * stay;
        self.meter_hours += calls * stay * (of.loa + place.clearance()).value();
        stay
    }

    fn row(self, terminal: &Terminal, teu_per_move: f64, manned: f64) -> OfferedLoad {
        let berths = f64::from(terminal.nominal_berths());
        let cranes = f64::from(terminal.cranes());
        let work = self.moves * terminal.cycle_time.mean() / 3_600_000.0;
        OfferedLoad {
            id: terminal.id.clone(),
            calls_per_week: self.calls,
            teu_per_week: self.moves * teu_per_move,
            capacity_per_week: self.capacity,
            berths: terminal.nominal_berths(),
            berth_occupancy: self.berth_hours / (berths * WEEK_HOURS),
            wharf_occupancy: terminal
                .wharf_length()
                .map(|length| self.meter_hours / (length.value() * WEEK_HOURS)),
            crane_utilization: work / (cranes * WEEK_HOURS * manned),
        }
    }
}

/// Share of the measured hours in which cranes can be manned.
fn manned_share(bay: &Bay) -> f64 {
    let Labor::Shifts(shifts) = &bay.labor else {
        return 1.0;
    };
    let measured = shifts
        .iter()
        .filter(|shift| shift.start >= bay.period.start && shift.start < bay.period.end);
    // A shift with a skeleton of gangs mans few of the cranes: weigh it by its part of the pool.
    let most = shifts.iter().map(|shift| shift.gangs).max().unwrap_or(1);
    let hours = measured.map(|shift| {
        let meal = shift.meal.map_or(SimDuration::ZERO, |(from, to)| to - from);
        (shift.end - shift.start - meal).hours() * f64::from(shift.gangs) / f64::from(most)
    });
    (hours.sum::<f64>() / (bay.period.end - bay.period.start).hours()).max(f64::MIN_POSITIVE)
}

/// Mean of a quantity of the port's demand over the months of the measured period.
fn mean_over_months(
    bay: &Bay,
    service: &Service,
    of: impl Fn(&crate::port::bay::DemandMonth) -> f64,
) -> f64 {
    let Some(demand) = bay.demand_of(service) else {
        return 0.0;
    };
    let inside = |from| from >= bay.period.start && from < bay.period.end;
    let months: Vec<f64> = demand
        .months()
        .iter()
        .filter(|month| inside(month.from))
        .map(&of)
        .collect();
    if months.is_empty() {
        return of(demand.at(bay.period.start));
    }
    months.iter().sum::<f64>() / months.len() as f64
}

/// Expected calls a week of a service.
fn calls_per_week(bay: &Bay, service: &Service) -> f64 {
    match &service.traffic {
        Traffic::Listed { .. } => unreachable!("each call of a list is counted by itself"),
        Traffic::Renewal(gap) => WEEK_HOURS * 3_600_000.0 / gap.mean(),
        Traffic::Weekly { .. } if bay.demand_of(service).is_none() => 1.0,
        Traffic::Weekly { .. } => mean_over_months(bay, service, |month| {
            (1.0 - month.blank) * (1.0 + month.second_loop)
        }),
        Traffic::ExtraLoaders => {
            let capacity =
                |(class, share): &(ClassId, f64)| bay.class(*class).capacity.value() * share;
            let mean: f64 = service.vessel_classes.iter().map(capacity).sum();
            mean_over_months(bay, service, |month| 7.0 * month.extra_capacity_per_day) / mean
        }
    }
}

/// Expected containers of a call.
fn mean_moves(bay: &Bay, service: &Service, class: ClassId) -> f64 {
    match &service.cargo {
        CallSize::Moves(moves) => moves.mean(),
        CallSize::Demand { weight, factor, .. } => {
            let fill = mean_over_months(bay, service, |month| month.fill);
            bay.class(class).capacity.value() * fill * weight * factor.mean() / bay.teu_per_move
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vessels_take_the_mean_clearance_of_wharves_as_in_what_is_measured() {
        let text = r#"
            name = "two_wharves"
            [horizon]
            start = 2025-01-01
            days = "70 d"
            [port.harbor]
            name = "Harbor"
            [vessel_class.feeder]
            capacity = "1000 TEU"
            loa = "275 m"
            beam = "20 m"
            draft = "7 m"
            air_draft = "20 m"
            rows = 8
            hatches = 4
            cranes = 1
            service_speed = "15 kn"
            [terminal.quay]
            port = "harbor"
            cycle_time = "1 h"
            [terminal.quay.wharf.short]
            length = "300 m"
            clearance = "10 m"
            berths = 1
            cranes = 1
            [terminal.quay.wharf.long]
            length = "900 m"
            clearance = "30 m"
            berths = 2
            cranes = 2
            [service.weekly]
            terminal = "quay"
            arrivals = { exponential = { mean = "7 d" } }
            moves = 42
            vessel_class = "feeder"
        "#;
        let (scenario, _) = Scenario::parse(text, "two_wharves.toml", &[])
            .unwrap_or_else(|error| panic!("{error}"));
        let found = &offered_load(&scenario)[0];
        // One call a week of 42 hours of work: 42 of 3 berths' 504, 42 of 3 cranes' 504, and
        // 275 m with a clearance of (300 · 10 + 900 · 30) / 1,200 = 25 m.
        assert!((found.calls_per_week - 1.0).abs() < 1e-9, "{found:?}");
        assert!(
            (found.berth_occupancy - 42.0 / 504.0).abs() < 1e-9,
            "{found:?}"
        );
        assert!((found.crane_utilization - 42.0 / 504.0).abs() < 1e-9);
        let of_length = 42.0 * 300.0 / (1_200.0 * 168.0);
        assert!(
            (found.wharf_occupancy.unwrap() - of_length).abs() < 1e-9,
            "{found:?}"
        );
    }
}
