//! One thing changed at a site: berths, cranes, gangs, pace, traffic.

use crate::engine::SimDuration;
use crate::experiment::capacity::site::Site;
use crate::experiment::capacity::wharves::{change_berths, change_cranes, narrow, times, whole};
use crate::port::bay::{Bay, CallSize, Labor, Shift, Terminal, Wharf, WharfSpace};
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
/// Least moves of a call that can be made larger in tenths.
const LEAST_MOVES: f64 = 20.0;

impl Change {
    /// Every resource given a little more, where the site has it.
    pub(super) fn a_little_more(bay: &Bay, site: Site) -> Vec<Self> {
        let any = |has: fn(&Terminal) -> bool| of(bay, site).any(has);
        let has_channel = (bay.ports.iter().map(|port| &port.approach)).any(|approach| {
            approach.pilots.is_some() || approach.tugs.is_some() || approach.headway.millis() > 0
        });
        let has_call_sizes = bay.services.iter().all(|service| match &service.cargo {
            CallSize::Demand { .. } => true,
            CallSize::Moves(moves) => moves.mean() >= LEAST_MOVES,
        });
        let shifts = matches!(bay.labor, Labor::Shifts(_));
        let all = [
            (true, Self::Wharf(MORE)),
            (true, Self::Cranes(MORE)),
            (true, Self::CraneRate(MORE)),
            (shifts, Self::Gangs(MORE)),
            (shifts, Self::GangsInStep),
            (shifts, Self::GangsPerVessel(1)),
            (has_call_sizes, Self::CallSize(MORE)),
            (any(|at| at.shore_power.is_some()), Self::ShorePower(0.5)),
            (any(has_handling), Self::Handling(0.9)),
            (has_channel, Self::Channel(MORE)),
        ];
        let there = all.into_iter().filter(|(there, _)| *there);
        there.map(|(_, change)| change).collect()
    }

    /// What a change is, in a few words.
    pub fn words(self, bay: &Bay, site: Site) -> String {
        let more = |factor: f64| format!("{:+.0} %", 100.0 * (factor - 1.0));
        let counted = |count: u32, noun: &str| match count {
            1 => format!("1 {noun}"),
            _ => format!("{count} {noun}s"),
        };
        match self {
            Self::Nothing => "as it is".to_owned(),
            Self::Wharf(factor) => match slots(bay, site) {
                Some((now, then)) => format!("berths {now} to {then}, same cranes"),
                None => format!("wharf length {}", more(factor)),
            },
            Self::Cranes(factor) => {
                let each = || wharves(bay, site).map(|wharf| u32::from(wharf.cranes));
                let then: u32 = each().map(|cranes| times(cranes, factor)).sum();
                format!("cranes {} to {then}", each().sum::<u32>())
            }
            Self::CraneRate(factor) => format!("crane rate {}", more(factor)),
            Self::Gangs(factor) => format!("gangs of the bay {}", more(factor)),
            Self::GangsInStep => "gangs in step with cargo".to_owned(),
            Self::GangsPerVessel(extra) => format!("gangs per vessel +{extra}"),
            Self::CallSize(factor) => format!("call size {}", more(factor)),
            Self::ShorePower(share) => format!("shore power +1 point, plug-in {}", more(share)),
            Self::Handling(share) => format!("lashing and papers {}", more(share)),
            Self::Channel(factor) => format!("pilots, tugs, channel {}", more(factor)),
            Self::Berths(count) => counted(count, "berth"),
            Self::CraneCount(count) => counted(count, "crane"),
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
            Self::Nothing | Self::CallSize(_) => {}
            Self::Gangs(factor) => each_shift(bay, |of| of.gangs = times(of.gangs, factor)),
            // To the nearest gang, as `labor.pool` does it.
            Self::GangsInStep => each_shift(bay, |of| {
                of.gangs = whole((f64::from(of.gangs) * cargo).round());
            }),
            Self::GangsPerVessel(extra) => each_shift(bay, |of| {
                of.gangs_per_vessel = of.gangs_per_vessel.saturating_add(extra);
            }),
            Self::Channel(factor) => change_channel(bay, factor),
            Self::Wharf(factor) => each_wharf(bay, site, |wharf| lengthen(wharf, factor)),
            Self::Cranes(factor) => each_wharf(bay, site, |wharf| {
                wharf.cranes = narrow(times(u32::from(wharf.cranes), factor));
            }),
            Self::CraneRate(factor) => each_terminal(bay, site, |at| {
                at.cycle_time = at.cycle_time.scaled(1.0 / factor);
            }),
            Self::ShorePower(share) => each_terminal(bay, site, |at| {
                if let Some(shore) = &mut at.shore_power {
                    shore.points += 1;
                    shore.terminal_limit += shore.point_limit;
                    shore.plug_in = shore.plug_in.scaled(share);
                }
            }),
            Self::Handling(share) => each_terminal(bay, site, |at| {
                let times = [&mut at.before_first_move, &mut at.after_last_move];
                for time in times.into_iter().filter(|time| time.mean() > 0.0) {
                    *time = time.scaled(share);
                }
            }),
            Self::Berths(count) => each_terminal(bay, site, |at| change_berths(at, count)),
            Self::CraneCount(count) => each_terminal(bay, site, |at| change_cranes(at, count)),
        }
    }

    /// A class of vessels that the change leaves without a wharf at the site, if there is one.
    pub(super) fn homeless(self, scenario: &Scenario, site: Site) -> Option<&str> {
        let mut changed = scenario.clone();
        self.apply(&mut changed, site, 1.0);
        let before = &scenario.bay;
        let terminals = site.terminals(before);
        let here = |index: usize| terminals.contains(&index);
        before.services.iter().find_map(|service| {
            let at = service.terminals.iter().find(|(at, _)| here(at.index()))?;
            let wharves = &changed.bay.terminal(at.0).wharves;
            let fits = |class| wharves.iter().any(|wharf| wharf.fits(before.class(class)));
            let mut classes = service.vessel_classes.iter();
            let lost = classes.find(|(class, _)| !fits(*class))?;
            Some(before.class(lost.0).name.as_str())
        })
    }
}

/// Terminals of a site.
fn of(bay: &Bay, site: Site) -> impl Iterator<Item = &Terminal> {
    let terminals = site.terminals(bay).into_iter();
    terminals.map(|index| &bay.terminals[index])
}

/// Wharves of a site.
fn wharves(bay: &Bay, site: Site) -> impl Iterator<Item = &Wharf> {
    of(bay, site).flat_map(|at| &at.wharves)
}

/// Whether a vessel lies at berth for a time before or after its cargo is worked.
fn has_handling(at: &Terminal) -> bool {
    at.before_first_move.mean() + at.after_last_move.mean() > 0.0
}

/// Slots of a site that has no wharf with a length, now and one tenth more.
fn slots(bay: &Bay, site: Site) -> Option<(u32, u32)> {
    wharves(bay, site).try_fold((0, 0), |(now, then), wharf| match wharf.space {
        WharfSpace::Slots(slots) => Some((now + slots, then + times(slots, MORE))),
        WharfSpace::Length { .. } => None,
    })
}

fn each_terminal(bay: &mut Bay, site: Site, change: impl Fn(&mut Terminal)) {
    for index in site.terminals(bay) {
        change(&mut bay.terminals[index]);
    }
}

fn each_wharf(bay: &mut Bay, site: Site, change: impl Fn(&mut Wharf)) {
    each_terminal(bay, site, |at| at.wharves.iter_mut().for_each(&change));
}

/// Changes every shift that is manned.
fn each_shift(bay: &mut Bay, change: impl Fn(&mut Shift)) {
    if let Labor::Shifts(shifts) = &mut bay.labor {
        let manned = shifts.iter_mut().filter(|shift| shift.gangs > 0);
        manned.for_each(change);
    }
}

fn lengthen(wharf: &mut Wharf, factor: f64) {
    match &mut wharf.space {
        WharfSpace::Length { length, .. } => *length = *length * factor,
        WharfSpace::Slots(slots) => {
            *slots = times(*slots, factor);
            wharf.nominal_berths = *slots;
        }
    }
}

fn change_channel(bay: &mut Bay, factor: f64) {
    for approach in bay.ports.iter_mut().map(|port| &mut port.approach) {
        approach.pilots = approach.pilots.map(|count| times(count, factor));
        approach.tugs = approach.tugs.map(|count| times(count, factor));
        approach.headway = SimDuration::from_hours(approach.headway.hours() / factor);
    }
}
