//! Terminals, their wharves and their shore power.

use super::at_berth::{BEFORE_PILOT_HOURS, WITHIN_HOURS};
use super::{Check, all};
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{BerthPolicy, PortId, ShorePower, Terminal, Wharf, WharfSpace};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw::{self, Policy};
use crate::scenario::reader::{At, Named, OrDefault as _};
use crate::scenario::suggest::list;
use crate::units::Meters;

/// Least distance of two cranes on one vessel, in hatches: one idle hatch between them.
const USUAL_CRANE_CLEARANCE: u64 = 2;
/// Width of a ship-to-shore crane between its buffers, in meters: 26 to 27 in makers' data
/// sheets (assumption).
const CRANE_WIDTH_M: f64 = 26.0;
/// How late a call keeps its window's precedence (assumption).
const USUAL_GRACE_HOURS: f64 = 12.0;
/// Connected as late as the At-Berth rule allows.
const USUAL_PLUG_IN_MS: f64 = WITHIN_HOURS * 3_600_000.0;

impl Check<'_> {
    pub(super) fn terminals(&self) -> Option<Vec<Terminal>> {
        if self.raw.terminals.is_empty() {
            self.push(
                Diagnostic::error(&self.raw.start, "the scenario has no terminal")
                    .help("add a table such as `[terminal.pier_400]`"),
            );
            return None;
        }
        all(self
            .raw
            .terminals
            .iter()
            .map(|terminal| self.terminal(terminal)))
    }

    fn terminal(&self, terminal: &Named<raw::Terminal>) -> Option<Terminal> {
        let raw = &terminal.value;
        let rules = raw.rules.laid_over(&self.raw.terminal_defaults);
        let port = self.port_of(terminal);
        let wharves = all(raw.wharves.iter().map(|wharf| self.wharf(wharf)));
        let cycle_time = self.cycle_time(terminal, &rules);
        let shore_power = self.shore_power(terminal);
        if let Some(between) = &rules.time_between_breakdowns {
            self.takes_time(between, "the time between breakdowns");
        }
        let no_time = || Distribution::constant(0.0);
        let clearance = rules.crane_clearance.value_or(USUAL_CRANE_CLEARANCE);
        Some(Terminal {
            id: terminal.id.clone(),
            name: raw.name.value_or(terminal.id.clone()),
            port: port?,
            wharves: wharves.filter(|wharves| !wharves.is_empty())?,
            policy: policy(&rules),
            cycle_time: cycle_time?,
            time_between_breakdowns: rules.time_between_breakdowns.map(|given| given.value),
            repair_time: rules.repair_time.value_or(no_time()),
            before_first_move: rules.before_first_move.value_or(no_time()),
            after_last_move: rules.after_last_move.value_or(no_time()),
            crane_clearance_hatches: u16::try_from(clearance).expect("read as at most 20"),
            shore_power: shore_power?,
            area: raw.area.as_ref().map(|area| area.value),
            yard_ceiling_teu_per_acre: rules.yard_ceiling.map(|ceiling| ceiling.value),
        })
    }

    /// The port of a terminal; may be left out where there is only one.
    fn port_of(&self, terminal: &Named<raw::Terminal>) -> Option<PortId> {
        let raw = &terminal.value;
        let ports = &self.raw.ports;
        let at = match &raw.port {
            Some(port) => self.position("port", &port.value, &port.place, ports)?,
            None if ports.len() > 1 && !raw.says_port => {
                let message = format!("terminal `{}` does not say its port", terminal.id);
                let known = list(ports.iter().map(|port| port.id.as_str()));
                let help = format!("add `port = …`, one of {known}");
                self.push(Diagnostic::error(&terminal.place, message).help(help));
                return None;
            }
            None => 0,
        };
        Some(PortId(
            u16::try_from(at).expect("a scenario has fewer than 65,536 ports"),
        ))
    }

    /// Position of the port of the terminal at this position, if it can be told; reports nothing.
    pub(super) fn port_index_of(&self, terminal: usize) -> Option<usize> {
        let ports = &self.raw.ports;
        match &self.raw.terminals[terminal].value.port {
            Some(port) => ports.iter().position(|known| known.id == port.value),
            None => (ports.len() == 1).then_some(0),
        }
    }

    fn cycle_time(
        &self,
        terminal: &Named<raw::Terminal>,
        rules: &raw::Rules,
    ) -> Option<Distribution> {
        let Some(given) = &rules.cycle_time else {
            if !rules.says_cycle_time {
                let message = format!("terminal `{}` has no `cycle_time`", terminal.id);
                let help = "add `cycle_time = \"2.2 min\"` here or in `[terminal_defaults]`";
                self.push(Diagnostic::error(&terminal.place, message).help(help));
            }
            return None;
        };
        self.takes_time(given, "the cycle time")
            .then(|| given.value.clone())
    }

    /// Whether a span takes time on average; reported if it does not.
    fn takes_time(&self, span: &At<Distribution>, what: &str) -> bool {
        let takes_time = span.value.mean() >= 1.0;
        if !takes_time {
            let message = format!("{what} is zero");
            self.error(&span.place, message, "must take at least 1 ms on average");
        }
        takes_time
    }

    fn wharf(&self, wharf: &Named<raw::Wharf>) -> Option<Wharf> {
        let raw = &wharf.value;
        let (space, nominal) = match (&raw.slots, &raw.length) {
            (Some(slots), _) => (WharfSpace::Slots(small(slots.value)), slots.value),
            (None, Some(length)) => {
                if length.value < Meters::new(1.0) {
                    let message = format!("wharf `{}` has no length", wharf.id);
                    self.error(&length.place, message, "must be at least 1 m");
                    return None;
                }
                self.room_for_cranes(raw, length.value);
                let space = WharfSpace::Length {
                    length: length.value,
                    clearance: raw.clearance.value_or(Meters::ZERO),
                };
                (space, raw.berths.as_ref()?.value)
            }
            (None, None) => return None,
        };
        let rows = |count: u64| u16::try_from(count).expect("read as at most 10,000");
        Some(Wharf {
            id: wharf.id.clone(),
            name: raw.name.value_or(wharf.id.clone()),
            space,
            nominal_berths: small(nominal),
            max_draft: raw.depth.as_ref().map(|depth| {
                let spare = raw.under_keel_clearance.value_or(Meters::ZERO);
                (depth.value - spare).max(Meters::ZERO)
            }),
            max_air_draft: raw.air_draft_limit.as_ref().map(|limit| limit.value),
            outreach_rows: raw.outreach.as_ref().map(|outreach| rows(outreach.value)),
            cranes: rows(raw.cranes.as_ref()?.value),
        })
    }

    /// Warns of more cranes than stand on a wharf side by side.
    fn room_for_cranes(&self, wharf: &raw::Wharf, length: Meters) {
        let Some(cranes) = &wharf.cranes else { return };
        let room = length.value() / CRANE_WIDTH_M;
        if cranes.value as f64 > room {
            let message = format!(
                "{} cranes do not stand side by side on {:.0} m of wharf",
                cranes.value,
                length.value()
            );
            let label = format!("{room:.0} do, of {CRANE_WIDTH_M:.0} m each");
            self.push(Diagnostic::warning(&cranes.place, message).label(label));
        }
    }

    /// Shore power key by key from the terminal and the defaults; a terminal that says none has
    /// none.
    #[expect(
        clippy::option_option,
        reason = "no shore power and shore power that is wrong are two things"
    )]
    fn shore_power(&self, terminal: &Named<raw::Terminal>) -> Option<Option<ShorePower>> {
        let Some(own) = &terminal.value.rules.shore_power else {
            return Some(None);
        };
        let rules = match &self.raw.terminal_defaults.shore_power {
            Some(default) => own.value.laid_over(&default.value),
            None => own.value.clone(),
        };
        let missing = |key: &str, example: &str| {
            let message = format!(
                "the shore power of terminal `{}` has no `{key}`",
                terminal.id
            );
            let help = format!("add `{key} = {example}` here or in `[terminal_defaults]`");
            self.push(Diagnostic::error(&own.place, message).help(help));
        };
        if !rules.says_points {
            missing("points", "3");
        }
        let points = small(rules.points?.value);
        if points == 0 {
            return Some(None);
        }
        if !rules.says_point_limit {
            missing("point_limit", "\"7.5 MW\"");
        }
        let point_limit = rules.point_limit?.value;
        let together = point_limit * f64::from(points);
        let usual_plug_in = Distribution::constant(USUAL_PLUG_IN_MS);
        let usual_plug_out = SimDuration::from_hours(BEFORE_PILOT_HOURS);
        Some(Some(ShorePower {
            points,
            point_limit,
            terminal_limit: rules.terminal_limit.value_or(together),
            plug_in: rules.plug_in.value_or(usual_plug_in),
            plug_out: rules.plug_out.value_or(usual_plug_out),
            failure_probability: rules.failure.value_or(0.0),
        }))
    }
}

fn policy(rules: &raw::Rules) -> BerthPolicy {
    match rules.policy.value_or(Policy::FirstCome) {
        Policy::FirstCome => BerthPolicy::FirstCome,
        Policy::BestFit => BerthPolicy::BestFit,
        Policy::BerthWindows => BerthPolicy::BerthWindows {
            grace: rules
                .grace
                .value_or(SimDuration::from_hours(USUAL_GRACE_HOURS)),
        },
    }
}

/// A count that was read as at most 10,000.
fn small(count: u64) -> u32 {
    u32::try_from(count).expect("read as at most 10,000")
}
