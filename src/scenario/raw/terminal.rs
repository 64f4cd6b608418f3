//! Terminals, their wharves, and the rules they work by, as written.

use crate::engine::{Distribution, SimDuration};
use crate::scenario::distribution::random_duration;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{text, word};
use crate::scenario::quantity::{area, density, duration, length, power, share, whole};
use crate::scenario::reader::{Given, Named, Reader};
use crate::scenario::tree::Node;
use crate::units::{Acres, Kilowatts, Meters};

/// `[terminal.*]`
pub(in crate::scenario) struct Terminal {
    pub name: Given<String>,
    pub port: Given<String>,
    /// Whether `port` is written at all, right or wrong.
    pub says_port: bool,
    pub area: Given<Acres>,
    pub wharves: Vec<Named<Wharf>>,
    pub rules: Rules,
}

/// What a terminal and `[terminal_defaults]` have in common.
#[derive(Clone, Default)]
pub(in crate::scenario) struct Rules {
    pub yard_ceiling: Given<f64>,
    pub policy: Given<Policy>,
    pub grace: Given<SimDuration>,
    pub cycle_time: Given<Distribution>,
    /// Whether `cycle_time` is written at all, right or wrong.
    pub says_cycle_time: bool,
    pub time_between_breakdowns: Given<Distribution>,
    pub repair_time: Given<Distribution>,
    pub before_first_move: Given<Distribution>,
    pub after_last_move: Given<Distribution>,
    pub crane_clearance: Given<u64>,
    pub shore_power: Given<ShorePower>,
}

/// Names of the berth policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Policy {
    FirstCome,
    BestFit,
    BerthWindows,
}

/// `shore_power` of a terminal or of the defaults.
#[derive(Clone, Default)]
pub(in crate::scenario) struct ShorePower {
    pub points: Given<u64>,
    pub point_limit: Given<Kilowatts>,
    /// Whether `points` and `point_limit` are written at all, right or wrong.
    pub says_points: bool,
    pub says_point_limit: bool,
    pub terminal_limit: Given<Kilowatts>,
    pub plug_in: Given<Distribution>,
    pub plug_out: Given<SimDuration>,
    pub failure: Given<f64>,
}

/// `[terminal.*.wharf.*]`
pub(in crate::scenario) struct Wharf {
    pub name: Given<String>,
    pub length: Given<Meters>,
    pub clearance: Given<Meters>,
    pub berths: Given<u64>,
    pub slots: Given<u64>,
    pub depth: Given<Meters>,
    pub under_keel_clearance: Given<Meters>,
    pub air_draft_limit: Given<Meters>,
    pub outreach: Given<u64>,
    pub cranes: Given<u64>,
}

impl Terminal {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        if !of.has("wharf") {
            of.missing(
                "wharf",
                "{ main = { length = \"1200 m\", berths = 3, cranes = 10 } }",
            );
        }
        Self {
            name: of.optional("name", text),
            port: of.optional("port", text),
            says_port: of.has("port"),
            area: of.optional("area", area),
            wharves: of.keyed("wharf", "wharf", Wharf::read),
            rules: Rules::read(of),
        }
    }
}

impl Rules {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let policies = [
            ("first_come", Policy::FirstCome),
            ("best_fit", Policy::BestFit),
            ("berth_windows", Policy::BerthWindows),
        ];
        Self {
            yard_ceiling: of.optional("yard_ceiling", density),
            policy: of.optional("policy", |node, faults| {
                word(node, "berth policy", &policies, faults)
            }),
            grace: of.optional("grace", duration),
            cycle_time: of.optional("cycle_time", random_duration),
            says_cycle_time: of.has("cycle_time"),
            time_between_breakdowns: of.optional("time_between_breakdowns", random_duration),
            repair_time: of.optional("repair_time", random_duration),
            before_first_move: of.optional("before_first_move", random_duration),
            after_last_move: of.optional("after_last_move", random_duration),
            crane_clearance: of
                .optional("crane_clearance", |node, faults| whole(node, 1, 20, faults)),
            shore_power: of.table("shore_power", ShorePower::read),
        }
    }

    /// What is said here, and where nothing is said, what `default` says; shore power, which has
    /// a rule of its own, as said here.
    pub(in crate::scenario) fn laid_over(&self, default: &Self) -> Self {
        let (own, default) = (self.clone(), default.clone());
        Self {
            yard_ceiling: own.yard_ceiling.or(default.yard_ceiling),
            policy: own.policy.or(default.policy),
            grace: own.grace.or(default.grace),
            cycle_time: own.cycle_time.or(default.cycle_time),
            says_cycle_time: own.says_cycle_time || default.says_cycle_time,
            time_between_breakdowns: own
                .time_between_breakdowns
                .or(default.time_between_breakdowns),
            repair_time: own.repair_time.or(default.repair_time),
            before_first_move: own.before_first_move.or(default.before_first_move),
            after_last_move: own.after_last_move.or(default.after_last_move),
            crane_clearance: own.crane_clearance.or(default.crane_clearance),
            shore_power: own.shore_power,
        }
    }
}

impl ShorePower {
    /// What is said here, and where nothing is said, what `default` says.
    pub(in crate::scenario) fn laid_over(&self, default: &Self) -> Self {
        let (own, default) = (self.clone(), default.clone());
        Self {
            points: own.points.or(default.points),
            point_limit: own.point_limit.or(default.point_limit),
            says_points: own.says_points || default.says_points,
            says_point_limit: own.says_point_limit || default.says_point_limit,
            terminal_limit: own.terminal_limit.or(default.terminal_limit),
            plug_in: own.plug_in.or(default.plug_in),
            plug_out: own.plug_out.or(default.plug_out),
            failure: own.failure.or(default.failure),
        }
    }

    fn read(of: &Reader<'_>) -> Self {
        Self {
            points: of.optional("points", |node, faults| whole(node, 0, 1_000, faults)),
            point_limit: of.optional("point_limit", power),
            says_points: of.has("points"),
            says_point_limit: of.has("point_limit"),
            terminal_limit: of.optional("terminal_limit", power),
            plug_in: of.optional("plug_in", random_duration),
            plug_out: of.optional("plug_out", duration),
            failure: of.optional("failure", share),
        }
    }
}

impl Wharf {
    fn read(of: &Reader<'_>) -> Self {
        for key in ["length", "clearance", "berths"] {
            of.exclusive(key, "slots");
        }
        if !of.has("slots") && !of.has("length") {
            of.missing("length", "\"1200 m\"");
        }
        if of.has("length") && !of.has("berths") {
            of.missing("berths", "3");
        }
        let berths = |node: &Node, faults: &Faults| whole(node, 1, 10_000, faults);
        Self {
            name: of.optional("name", text),
            length: of.optional("length", length),
            clearance: of.optional("clearance", length),
            berths: of.optional("berths", berths),
            slots: of.optional("slots", berths),
            depth: of.optional("depth", length),
            under_keel_clearance: of.optional("under_keel_clearance", length),
            air_draft_limit: of.optional("air_draft_limit", length),
            outreach: of.optional("outreach", |node, faults| whole(node, 1, 100, faults)),
            cranes: of.required("cranes", "10", |node, faults| {
                whole(node, 1, 10_000, faults)
            }),
        }
    }
}
