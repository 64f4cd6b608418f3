//! One thing changed at a site: berths, cranes, gangs, pace, traffic, and how they are used.

use crate::engine::{Distribution, SimDuration};
use crate::experiment::capacity::site::Site;
use crate::experiment::capacity::wharves::{change_berths, change_cranes, narrow, times, whole};
use crate::port::bay::{
    Bay, CallSize, Labor, Service, Shift, ShiftKind, Terminal, Wharf, WharfSpace,
};
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
    /// Cranes that a vessel asks for at the site, so many more, with gangs for them by day and night.
    CranesPerVessel(u16),
    /// The hoot shift, where it is worked at all, manned as the night shift before it.
    HootManned,
    /// Vessels of services that call at the site keep their windows to the minute.
    Punctual,
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
/// Cranes a vessel is given more, if they are given more.
const MORE_CRANES: u16 = 2;
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
            (have_hatches(bay, site), Self::CranesPerVessel(MORE_CRANES)),
            (mans_hoot_less(&bay.labor), Self::HootManned),
            (are_late(bay, site), Self::Punctual),
            (has_call_sizes, Self::CallSize(MORE)),
            (any(|at| at.shore_power.is_some()), Self::ShorePower(0.5)),
            (any(has_handling), Self::Handling(0.9)),
            (has_channel, Self::Channel(MORE)),
        ];
        let one_more = one_berth_more(bay, site);
        let there = all
            .into_iter()
            .chain([(one_more.is_some(), one_more.unwrap_or(Self::Nothing))]);
        let there = there.filter(|(there, _)| *there);
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
            Self::CranesPerVessel(extra) => format!("cranes a vessel +{extra}"),
            Self::HootManned => "hoot shift manned as the night shift".to_owned(),
            Self::Punctual => "vessels on time".to_owned(),
            Self::CallSize(factor) => format!("call size {}", more(factor)),
            Self::ShorePower(share) => format!("shore power +1 point, plug-in {}", more(share)),
            Self::Handling(share) => format!("lashing and papers {}", more(share)),
            Self::Channel(factor) => format!("pilots, tugs, channel {}", more(factor)),
            Self::Berths(count) => counted(count, "berth"),
            Self::CraneCount(count) => counted(count, "crane"),
        }
    }

    /// Whether it is another way to use what is there, which a scenario assumes and practice or a
    /// contract decides: the answer is a range over these.
    pub const fn is_choice(self) -> bool {
        matches!(
            self,
            Self::CranesPerVessel(_) | Self::HootManned | Self::Punctual
        )
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
            Self::CranesPerVessel(extra) => {
                each_terminal(bay, site, |at| at.extra_cranes += extra);
                let long = |of: &mut Shift| u32::from(of.kind.is_long()) * u32::from(extra);
                each_shift(bay, |of| of.gangs_per_vessel += long(of));
            }
            Self::HootManned => man_hoot(&mut bay.labor),
            Self::Punctual => be_punctual(bay, site),
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

/// The hoot shifts of a list, each with the shift worked before it, if that is a night shift.
fn hoots(shifts: &[Shift]) -> impl Iterator<Item = (usize, &Shift)> {
    let pairs = shifts.windows(2).enumerate();
    pairs.filter_map(|(before, pair)| {
        let is_pair = (pair[0].kind, pair[1].kind) == (ShiftKind::Night, ShiftKind::Hoot);
        is_pair.then_some((before + 1, &pair[0]))
    })
}

/// Whether fewer gangs work at hoot than in the night before.
fn mans_hoot_less(labor: &Labor) -> bool {
    let Labor::Shifts(shifts) = labor else {
        return false;
    };
    hoots(shifts).any(|(hoot, night)| shifts[hoot].gangs < night.gangs)
}

fn man_hoot(labor: &mut Labor) {
    let Labor::Shifts(shifts) = labor else {
        return;
    };
    let manned = hoots(shifts).map(|(hoot, night)| (hoot, night.gangs, night.gangs_per_vessel));
    for (hoot, gangs, per_vessel) in manned.collect::<Vec<_>>() {
        let ahead = shifts[hoot - 1]
            .all_fast
            .map(|at| shifts[hoot - 1].start - at);
        let hoot = &mut shifts[hoot];
        hoot.all_fast = ahead.map(|ahead| hoot.start - ahead);
        hoot.gangs = hoot.gangs.max(gangs);
        hoot.gangs_per_vessel = hoot.gangs_per_vessel.max(per_vessel);
    }
}

/// Whether a service has terminals of a site.
fn calls_at(service: &Service, terminals: &[usize]) -> bool {
    let mut calls = service.terminals.iter();
    calls.any(|(at, share)| terminals.contains(&at.index()) && *share > 0.0)
}

/// Whether a vessel that calls at a site has hatches for more cranes than it asks for.
fn have_hatches(bay: &Bay, site: Site) -> bool {
    let terminals = site.terminals(bay);
    let services = (bay.services.iter()).filter(|of| calls_at(of, &terminals));
    let mut classes = services.flat_map(|of| &of.vessel_classes);
    classes.any(|(class, _)| bay.class(*class).hatches > bay.class(*class).cranes)
}

/// Whether a service that calls at a site comes otherwise than its windows have it.
fn are_late(bay: &Bay, site: Site) -> bool {
    let terminals = site.terminals(bay);
    let mut services = (bay.services.iter()).filter(|of| calls_at(of, &terminals));
    services.any(|of| of.delay.mean() > 0.0 || of.early > SimDuration::ZERO)
}

fn be_punctual(bay: &mut Bay, site: Site) {
    let terminals = site.terminals(bay);
    for service in bay
        .services
        .iter_mut()
        .filter(|of| calls_at(of, &terminals))
    {
        service.delay = Distribution::constant(0.0);
        service.early = SimDuration::ZERO;
    }
}

/// One more berth of a terminal, with its wharf and cranes.
fn one_berth_more(bay: &Bay, site: Site) -> Option<Change> {
    let Site::Terminal(id) = site else {
        return None;
    };
    Some(Change::Berths(bay.terminal(id).nominal_berths() + 1))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::bay::TerminalId;

    const PORT: &str = r#"
name = "port"
[horizon]
start = 2025-01-06
days = "7 d"
[labor]
manning = "shifts"
[labor.shift.day]
start = "08:00"
end = "17:00"
gangs = 30
gangs_per_vessel = 5
[labor.shift.night]
start = "18:00"
end = "03:00"
gangs = 20
gangs_per_vessel = 4
[labor.shift.hoot]
start = "03:00"
end = "08:00"
gangs = { mon = 0, tue = 4, wed = 4, thu = 4, fri = 4, sat = 24, sun = 0 }
gangs_per_vessel = 2
[port.harbor]
[terminal.east]
cycle_time = "2 min"
wharf.main = { length = "800 m", berths = 2, cranes = 6 }
[terminal.west]
cycle_time = "2 min"
wharf.main = { length = "800 m", berths = 2, cranes = 6 }
[vessel_class.large]
capacity = "14000 TEU"
loa = "366 m"
beam = "48 m"
draft = "14 m"
air_draft = "52 m"
rows = 19
hatches = 20
cranes = 4
[origin.far]
country = "China"
distance = "5750 nm"
[lateness]
delay = { exponential = { mean = "1 d" } }
early = "6 h"
[service.to_east]
origin = "far"
terminal = "east"
window = "Mon 08:00"
vessel_class = "large"
moves = 900
[service.to_west]
origin = "far"
terminal = "west"
window = "Tue 08:00"
vessel_class = "large"
moves = 900
"#;

    /// The port after a change of its first terminal.
    fn changed(change: Change) -> Bay {
        let loaded = Scenario::parse(PORT, "port.toml", &[]);
        let mut scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
        let site = Site::terminal(&scenario.bay, "east").unwrap();
        let offered = Change::a_little_more(&scenario.bay, site);
        assert!(offered.contains(&change), "{change:?} of {offered:?}");
        change.apply(&mut scenario, site, 1.0);
        scenario.bay
    }

    fn shifts(bay: &Bay, kind: ShiftKind) -> Vec<(u32, u32)> {
        let Labor::Shifts(shifts) = &bay.labor else {
            panic!("shifts are worked");
        };
        let of_kind = shifts.iter().filter(|of| of.kind == kind);
        of_kind.map(|of| (of.gangs, of.gangs_per_vessel)).collect()
    }

    #[test]
    fn a_manned_hoot_shift_has_the_gangs_of_the_night_and_no_fewer_than_it_had() {
        let bay = changed(Change::HootManned);
        let hoot = shifts(&bay, ShiftKind::Hoot);
        assert!(
            hoot.contains(&(20, 4)) && hoot.contains(&(24, 4)),
            "{hoot:?}"
        );
        assert!(
            hoot.iter().all(|of| *of == (20, 4) || *of == (24, 4)),
            "{hoot:?}"
        );
        assert!(
            shifts(&bay, ShiftKind::Night)
                .iter()
                .all(|of| *of == (20, 4))
        );
    }

    #[test]
    fn more_cranes_a_vessel_come_with_their_gangs_by_day_and_night_at_the_site_alone() {
        let bay = changed(Change::CranesPerVessel(2));
        let class = bay.services[0].vessel_classes[0].0;
        let at = |index: u16| bay.cranes_asked(class, TerminalId(index));
        assert_eq!((at(0), at(1)), (6, 4));
        assert!(shifts(&bay, ShiftKind::Day).iter().all(|of| *of == (30, 7)));
        assert!(shifts(&bay, ShiftKind::Hoot).iter().all(|of| of.1 == 2));
    }

    #[test]
    fn vessels_of_the_site_alone_are_on_time() {
        let bay = changed(Change::Punctual);
        let late = |service: usize| bay.services[service].delay.mean() / 3_600_000.0;
        assert_eq!((late(0), late(1)), (0.0, 24.0));
        assert_eq!(bay.services[0].early, SimDuration::ZERO);
        assert_eq!(bay.services[1].early, SimDuration::from_hours(6.0));
    }

    #[test]
    fn one_more_berth_brings_its_wharf_and_cranes() {
        let bay = changed(Change::Berths(3));
        assert_eq!(
            (bay.terminals[0].nominal_berths(), bay.terminals[0].cranes()),
            (3, 9)
        );
        assert_eq!(bay.terminals[1].cranes(), 6);
    }
}
