//! A little more of one resource.

use crate::experiment::capacity::site::Site;
use crate::experiment::capacity::wharves::{change_berths, change_cranes};
use crate::port::bay::{Bay, CallSize, Labor, Terminal, WharfSpace};
use crate::scenario::Scenario;

/// What is changed at a site, everything else left as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Nothing.
    Nothing,
    /// Wharf length by this factor, cranes as they are; of slots, at least one more.
    Wharf(f64),
    /// Cranes of each wharf by this factor, rounded up.
    Cranes(f64),
    /// Speed of each crane move by this factor.
    CraneRate(f64),
    /// Gangs in the bay's pool by this factor.
    Gangs(f64),
    /// Gangs in the bay's pool in proportion to the cargo over all its quays: labor grows in step.
    GangsInStep,
    /// Gangs that one vessel gets at most in a shift, so many more.
    GangsPerVessel(u32),
    /// Size of calls by this factor, their number in proportion less.
    CallSize(f64),
    /// Shore power points, one more a terminal, with the power of one more, and connected in this
    /// share of the time.
    ShorePower(f64),
    /// Lashing, papers and gangway before and after cargo work in this share of the time.
    Handling(f64),
    /// Pilots and tugs of the site's ports by this factor, headway in the channel by its inverse.
    Channel(f64),
    /// This many nominal berths at a terminal: wharf and cranes in proportion.
    Berths(u32),
    /// This many cranes at a terminal, over its wharves in proportion.
    CraneCount(u32),
}

/// One tenth more of what can be had in tenths.
const MORE: f64 = 1.1;

impl Change {
    /// Every resource given a little more, where the site has it.
    pub(super) fn a_little_more(bay: &Bay, site: Site) -> Vec<Self> {
        let terminals: Vec<&Terminal> = of(bay, site);
        let has_shore_power = terminals.iter().any(|at| at.shore_power.is_some());
        let has_handling = (terminals.iter())
            .any(|at| at.before_first_move.mean() + at.after_last_move.mean() > 0.0);
        let has_channel = (bay.ports.iter()).any(|port| {
            port.approach.pilots.is_some()
                || port.approach.tugs.is_some()
                || port.approach.headway.millis() > 0
        });
        let has_call_sizes = bay.services.iter().all(|service| match &service.cargo {
            CallSize::Demand { .. } => true,
            CallSize::Moves(moves) => moves.mean() >= LEAST_MOVES,
        });
        let shifts = matches!(bay.labor, Labor::Shifts(_));
        [
            (true, Self::Wharf(MORE)),
            (true, Self::Cranes(MORE)),
            (true, Self::CraneRate(MORE)),
            (shifts, Self::Gangs(MORE)),
            (shifts, Self::GangsInStep),
            (shifts, Self::GangsPerVessel(1)),
            (has_call_sizes, Self::CallSize(MORE)),
            (has_shore_power, Self::ShorePower(0.5)),
            (has_handling, Self::Handling(0.9)),
            (has_channel, Self::Channel(MORE)),
        ]
        .into_iter()
        .filter_map(|(there, change)| there.then_some(change))
        .collect()
    }

    /// What a change is, in a few words.
    pub fn words(self, bay: &Bay, site: Site) -> String {
        let more = |factor: f64| format!("{:+.0} %", 100.0 * (factor - 1.0));
        match self {
            Self::Nothing => "as it is".to_owned(),
            Self::Wharf(factor) => match slots(bay, site) {
                Some((now, then)) => format!("berths {now} to {then}, same cranes"),
                None => format!("wharf length {}", more(factor)),
            },
            Self::Cranes(factor) => {
                let now: u32 = count_cranes(bay, site, |cranes| cranes);
                let then = count_cranes(bay, site, |cranes| times(cranes, factor));
                format!("cranes {now} to {then}")
            }
            Self::CraneRate(factor) => format!("crane rate {}", more(factor)),
            Self::Gangs(factor) => format!("gangs of the bay {}", more(factor)),
            Self::GangsInStep => "gangs in step with cargo".to_owned(),
            Self::GangsPerVessel(extra) => format!("gangs per vessel +{extra}"),
            Self::CallSize(factor) => format!("call size {}", more(factor)),
            Self::ShorePower(share) => format!("shore power +1 point, plug-in {}", more(share)),
            Self::Handling(share) => format!("lashing and papers {}", more(share)),
            Self::Channel(factor) => format!("pilots, tugs, channel {}", more(factor)),
            Self::Berths(1) => "1 berth".to_owned(),
            Self::Berths(count) => format!("{count} berths"),
            Self::CraneCount(1) => "1 crane".to_owned(),
            Self::CraneCount(count) => format!("{count} cranes"),
        }
    }

    /// Factor of the size of calls.
    pub(super) const fn call_size(self) -> f64 {
        match self {
            Self::CallSize(factor) => factor,
            _ => 1.0,
        }
    }

    /// Makes the change, where the bay handles so many times the cargo of the scenario; call
    /// sizes are part of the traffic and changed with it.
    pub(super) fn apply(self, scenario: &mut Scenario, site: Site, cargo: f64) {
        if self == Self::Nothing {
            return;
        }
        let words = self.words(&scenario.bay, site);
        let note = format!("# capacity: {} with {words}\n", site.id(&scenario.bay));
        scenario.effective.push_str(&note);
        let bay = &mut scenario.bay;
        match self {
            Self::Gangs(factor) => change_shifts(bay, |gangs, most| (times(gangs, factor), most)),
            // To the nearest gang, as `labor.pool` does it.
            Self::GangsInStep => change_shifts(bay, |gangs, most| {
                (whole((f64::from(gangs) * cargo).round()), most)
            }),
            Self::GangsPerVessel(extra) => {
                change_shifts(bay, |gangs, most| (gangs, most.saturating_add(extra)));
            }
            Self::Channel(factor) => change_channel(bay, factor),
            _ => {
                for index in site.terminals(bay) {
                    self.apply_to(&mut bay.terminals[index]);
                }
            }
        }
    }

    fn apply_to(self, at: &mut Terminal) {
        match self {
            Self::Wharf(factor) => at
                .wharves
                .iter_mut()
                .for_each(|wharf| match &mut wharf.space {
                    WharfSpace::Length { length, .. } => *length = *length * factor,
                    WharfSpace::Slots(slots) => {
                        *slots = times(*slots, factor);
                        wharf.nominal_berths = *slots;
                    }
                }),
            Self::Cranes(factor) => at.wharves.iter_mut().for_each(|wharf| {
                wharf.cranes = narrow(times(u32::from(wharf.cranes), factor));
            }),
            Self::CraneRate(factor) => at.cycle_time = at.cycle_time.scaled(1.0 / factor),
            Self::ShorePower(share) => {
                if let Some(shore) = &mut at.shore_power {
                    shore.points += 1;
                    shore.terminal_limit += shore.point_limit;
                    shore.plug_in = shore.plug_in.scaled(share);
                }
            }
            Self::Handling(share) => {
                for time in [&mut at.before_first_move, &mut at.after_last_move] {
                    if time.mean() > 0.0 {
                        *time = time.scaled(share);
                    }
                }
            }
            Self::Berths(count) => change_berths(at, count),
            Self::CraneCount(count) => change_cranes(at, count),
            Self::Nothing
            | Self::Gangs(_)
            | Self::GangsInStep
            | Self::GangsPerVessel(_)
            | Self::CallSize(_)
            | Self::Channel(_) => {}
        }
    }
}

/// Least moves of a call that can be made larger in tenths.
const LEAST_MOVES: f64 = 20.0;

/// Terminals of a site.
pub(super) fn of(bay: &Bay, site: Site) -> Vec<&Terminal> {
    let terminals = site.terminals(bay).into_iter();
    terminals.map(|index| &bay.terminals[index]).collect()
}

/// `count` times a factor, rounded up: at least one more for a factor above 1.
fn times(count: u32, factor: f64) -> u32 {
    whole((f64::from(count) * factor - 1e-9).ceil())
}

pub(super) fn whole(count: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of things are small and not negative"
    )]
    let count = count.clamp(1.0, 1e6) as u32;
    count
}

pub(super) fn narrow(count: u32) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Slots of a site that has no wharf with a length, now and one tenth more.
fn slots(bay: &Bay, site: Site) -> Option<(u32, u32)> {
    let wharves = of(bay, site).into_iter().flat_map(|at| &at.wharves);
    let each = wharves.map(|wharf| match wharf.space {
        WharfSpace::Slots(slots) => Some((slots, times(slots, MORE))),
        WharfSpace::Length { .. } => None,
    });
    let each: Option<Vec<_>> = each.collect();
    Some(
        each?
            .iter()
            .fold((0, 0), |sum, slots| (sum.0 + slots.0, sum.1 + slots.1)),
    )
}

fn count_cranes(bay: &Bay, site: Site, changed: impl Fn(u32) -> u32) -> u32 {
    let wharves = of(bay, site).into_iter().flat_map(|at| &at.wharves);
    wharves.map(|wharf| changed(u32::from(wharf.cranes))).sum()
}

fn change_shifts(bay: &mut Bay, changed: impl Fn(u32, u32) -> (u32, u32)) {
    if let Labor::Shifts(shifts) = &mut bay.labor {
        for shift in shifts.iter_mut().filter(|shift| shift.gangs > 0) {
            (shift.gangs, shift.gangs_per_vessel) = changed(shift.gangs, shift.gangs_per_vessel);
        }
    }
}

fn change_channel(bay: &mut Bay, factor: f64) {
    for port in &mut bay.ports {
        let approach = &mut port.approach;
        approach.pilots = approach.pilots.map(|count| times(count, factor));
        approach.tugs = approach.tugs.map(|count| times(count, factor));
        approach.headway =
            crate::engine::SimDuration::from_hours(approach.headway.hours() / factor);
    }
}
