//! Visits held against California's At-Berth rule: who kept it, who did not, why, and what excuses.
//!
//! A verdict is a function of the visit alone. Incident events are counted once all visits are in:
//! each fleet (the calls of one service, for want of operators) and each terminal may excuse a
//! share of the visits of the period, to the nearest whole one. The rule grants them by the year
//! before; a period's own visits stand in for it (assumption).

use crate::port::bay::{AtBerthRule, Bay};
use crate::port::record::{Miss, Visit};

use super::scopes::Scopes;

/// How a visit stands to the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Controlled in time, and until the pilot was near.
    Controlled,
    /// Never controlled, and too short for the rule to ask for it.
    NoDuty,
    /// Power dips or a grid emergency kept it from complying, which excuses.
    Emergency,
    /// Not, or not long enough, controlled.
    Missed(Reason),
}

/// Why a visit missed the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The vessel is not equipped, and no barge came in time.
    VesselNotEquipped,
    /// The terminal has no shore power, and no barge came in time.
    TerminalNotEquipped,
    /// The connection failed for the whole stay, and no barge came in time.
    ConnectionFailed,
    /// No point or no megawatts were free in time.
    NoCapacity,
    /// Connecting would have taken longer than the stay.
    StayTooShort,
    /// Connected, but later than the rule has it.
    LateConnection,
    /// Connected in time, but not until the pilot was near.
    EarlyDisconnection,
}

impl Reason {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 7] = [
        Self::VesselNotEquipped,
        Self::TerminalNotEquipped,
        Self::ConnectionFailed,
        Self::NoCapacity,
        Self::StayTooShort,
        Self::LateConnection,
        Self::EarlyDisconnection,
    ];

    /// Name in tables, such as `vessel_not_equipped`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VesselNotEquipped => "vessel_not_equipped",
            Self::TerminalNotEquipped => "terminal_not_equipped",
            Self::ConnectionFailed => "connection_failed",
            Self::NoCapacity => "no_capacity",
            Self::StayTooShort => "stay_too_short",
            Self::LateConnection => "late_connection",
            Self::EarlyDisconnection => "early_disconnection",
        }
    }

    /// Whether the fleet answers for it, with its vessel incident events; else the terminal
    /// (assumption for connections that fail).
    pub fn is_of_vessel(self) -> bool {
        self == Self::VesselNotEquipped
    }
}

impl Verdict {
    /// How a visit stands to a rule.
    ///
    /// The rule asks for control from `within` after all fast until `before_pilot` before the
    /// time the pilot was ordered for; what the pilot is late is not the visit's.
    pub fn of(visit: &Visit, rule: &AtBerthRule) -> Self {
        let begin = visit.all_fast + rule.within;
        let end = visit.pilot_ordered - rule.before_pilot;
        let shore = visit.connected_at.zip(visit.disconnected_at);
        let barge = visit.barge.map(|stay| (stay.from, stay.to));
        let Some((from, to)) = shore.or(barge) else {
            return match visit.miss {
                _ if begin >= end => Self::NoDuty,
                Some(Miss::GridTrouble) => Self::Emergency,
                miss => Self::Missed(reason(miss)),
            };
        };
        if begin >= end {
            Self::Controlled
        } else if from > begin {
            match (shore, visit.held_up_by) {
                (Some(_), Some(Miss::GridTrouble)) => Self::Emergency,
                (Some(_), None) => Self::Missed(Reason::LateConnection),
                (Some(_), held_up) => Self::Missed(reason(held_up)),
                // A barge that comes late leaves what it was asked for unmended.
                (None, _) => Self::Missed(reason(visit.miss)),
            }
        } else if visit.cut_off {
            Self::Emergency
        } else if to < end {
            Self::Missed(Reason::EarlyDisconnection)
        } else {
            Self::Controlled
        }
    }

    /// Name in tables, such as `controlled` or that of the reason.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Controlled => "controlled",
            Self::NoDuty => "no_duty",
            Self::Emergency => "emergency",
            Self::Missed(reason) => reason.name(),
        }
    }
}

fn reason(miss: Option<Miss>) -> Reason {
    match miss.expect("a visit without shore power in time has a reason") {
        Miss::VesselNotEquipped => Reason::VesselNotEquipped,
        Miss::TerminalNotEquipped => Reason::TerminalNotEquipped,
        Miss::ConnectionFailed => Reason::ConnectionFailed,
        Miss::NoCapacity => Reason::NoCapacity,
        Miss::StayTooShort => Reason::StayTooShort,
        Miss::GridTrouble => unreachable!("the grid's trouble is an emergency"),
    }
}

/// Visits of one part of the complex by how they stand to the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Compliance {
    /// All visits.
    pub visits: u64,
    /// Controlled as the rule asks.
    pub controlled: u64,
    /// Too short for the rule to ask for anything.
    pub no_duty: u64,
    /// Excused by power dips and grid emergencies.
    pub emergencies: u64,
    /// Missed, by reason in the order of [`Reason::ALL`].
    pub missed: [u64; Reason::ALL.len()],
    /// Misses that vessel incident events excuse; a part of a year grants its part of them.
    pub vessel_incidents: f64,
    /// Misses that terminal incident events excuse; a part of a year grants its part of them.
    pub terminal_incidents: f64,
}

impl Compliance {
    /// Misses that nothing excuses.
    pub fn violations(&self) -> f64 {
        let missed: u64 = self.missed.iter().sum();
        missed as f64 - self.vessel_incidents - self.terminal_incidents
    }

    fn count(&mut self, verdict: Verdict) {
        self.visits += 1;
        match verdict {
            Verdict::Controlled => self.controlled += 1,
            Verdict::NoDuty => self.no_duty += 1,
            Verdict::Emergency => self.emergencies += 1,
            Verdict::Missed(reason) => self.missed[reason as usize] += 1,
        }
    }

    /// Misses that a terminal answers for.
    fn of_terminal(&self) -> u64 {
        let counted = Reason::ALL.iter().zip(self.missed);
        counted
            .filter(|(reason, _)| !reason.is_of_vessel())
            .map(|(_, count)| count)
            .sum()
    }

    fn merge(&mut self, other: &Self) {
        self.visits += other.visits;
        self.controlled += other.controlled;
        self.no_duty += other.no_duty;
        self.emergencies += other.emergencies;
        for (ours, theirs) in self.missed.iter_mut().zip(other.missed) {
            *ours += theirs;
        }
        self.vessel_incidents += other.vessel_incidents;
        self.terminal_incidents += other.terminal_incidents;
    }
}

/// Visits of a fleet at one terminal.
#[derive(Clone, Copy, Debug, Default)]
struct Fleet {
    visits: u64,
    missed: u64,
}

/// Holds departures against the rule.
#[derive(Clone, Debug)]
pub(super) struct Inspection {
    rule: Option<AtBerthRule>,
    /// Years that the period is worth.
    years: f64,
    services: usize,
    /// By terminal.
    terminals: Vec<Compliance>,
    /// By terminal, then by service.
    fleets: Vec<Fleet>,
}

impl Inspection {
    pub(super) fn new(bay: &Bay) -> Self {
        let (terminals, services) = (bay.terminals.len(), bay.services.len());
        Self {
            rule: bay.at_berth_rule,
            years: bay.years(),
            services,
            terminals: vec![Compliance::default(); terminals],
            fleets: vec![Fleet::default(); terminals * services],
        }
    }

    pub(super) fn departed(&mut self, visit: &Visit) {
        let Some(rule) = &self.rule else {
            return;
        };
        let verdict = Verdict::of(visit, rule);
        let terminal = visit.tag.terminal.index();
        self.terminals[terminal].count(verdict);
        let fleet = &mut self.fleets[terminal * self.services + visit.tag.service.index()];
        fleet.visits += 1;
        let of_vessel = matches!(verdict, Verdict::Missed(reason) if reason.is_of_vessel());
        fleet.missed += u64::from(of_vessel);
    }

    /// Spends the incident events of fleets and terminals, terminal by terminal in their order.
    pub(super) fn close(&mut self) {
        let Some(rule) = self.rule else {
            return;
        };
        for service in 0..self.services {
            let at = |terminal: usize| terminal * self.services + service;
            let terminals = 0..self.terminals.len();
            let visits = terminals.clone().map(|t| self.fleets[at(t)].visits).sum();
            let mut left = events(visits, rule.vessel_incidents, self.years);
            for terminal in terminals {
                let used = left.min(self.fleets[at(terminal)].missed as f64);
                left -= used;
                self.terminals[terminal].vessel_incidents += used;
            }
        }
        for terminal in &mut self.terminals {
            let granted = events(terminal.visits, rule.terminal_incidents, self.years);
            terminal.terminal_incidents = granted.min(terminal.of_terminal() as f64);
        }
    }

    /// Visits of a part; `None` where no rule is looked at.
    pub(super) fn compliance(&self, scopes: &Scopes, scope: usize) -> Option<Compliance> {
        self.rule?;
        let mut sum = Compliance::default();
        for terminal in scopes.terminals(scope) {
            sum.merge(&self.terminals[terminal]);
        }
        Some(sum)
    }
}

/// Incident events granted for so many visits in so many years: the rule grants whole events by
/// the year, and a part of a year has its part of them.
fn events(visits: u64, share: f64, years: f64) -> f64 {
    (visits as f64 / years * share).round() * years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_grants_the_same_events_in_twelve_parts_as_in_one() {
        let month = 1.0 / 12.0;
        for (visits, share) in [(4, 0.05), (4, 0.15), (31, 0.05), (0, 0.05)] {
            let year = events(12 * visits, share, 1.0);
            assert!(year.fract() < 1e-12, "whole events by the year: {year}");
            let months = 12.0 * events(visits, share, month);
            assert!((months - year).abs() < 1e-9, "{months} against {year}");
        }
    }
}
