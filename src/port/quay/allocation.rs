//! Berth allocation: which waiting call gets a place next, and where.

use std::collections::VecDeque;

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{BerthPolicy, Terminal, VesselClass};
use crate::port::event::Slot;
use crate::port::quay::wharf::{Place, Preference, Quayside};

/// A call that waits for a berth, as the policies see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting<'a> {
    /// Its slot in the model.
    pub(crate) slot: Slot,
    /// Its class.
    pub(crate) class: &'a VesselClass,
    /// When it arrived.
    pub(crate) arrival: SimTime,
    /// When it should have.
    pub(crate) proforma: SimTime,
}

impl BerthPolicy {
    /// Which of the waiting calls, in order of arrival, gets a berth now: its position among them,
    /// on which wharf and where.
    ///
    /// [`FirstCome`](Self::FirstCome) and [`BerthWindows`](Self::BerthWindows) look at the first
    /// call alone: nobody overtakes whoever is in front. [`BestFit`](Self::BestFit) lets whoever
    /// fits overtake whoever does not, so a very long vessel can wait long under it; the first
    /// `refused` calls are known not to fit.
    pub(crate) fn next(
        self,
        waiting: &VecDeque<Waiting<'_>>,
        refused: usize,
        terminal: &Terminal,
        quays: &[Quayside],
        now: SimTime,
    ) -> Option<(usize, u16, Place)> {
        let offer = |position: usize, preference| {
            let class = waiting.get(position)?.class;
            choose_wharf(class, terminal, quays, preference)
                .map(|(wharf, place)| (position, wharf, place))
        };
        match self {
            Self::FirstCome => offer(0, Preference::Lowest),
            Self::BestFit => {
                (refused..waiting.len()).find_map(|position| offer(position, Preference::Tightest))
            }
            Self::BerthWindows { grace } => {
                let punctual = |call: &Waiting<'_>| keeps_window(call, grace, now);
                let first = waiting.iter().position(punctual).unwrap_or(0);
                offer(first, Preference::Lowest)
            }
        }
    }
}

/// Whether a call still has the precedence of its window: it came no later than `grace` after its
/// proforma arrival, and the window is not further ahead than `grace`.
fn keeps_window(call: &Waiting<'_>, grace: SimDuration, now: SimTime) -> bool {
    call.arrival <= call.proforma + grace && now + grace >= call.proforma
}

/// The wharf and place for a class: the first wharf with room, or the one with the tightest gap.
pub(crate) fn choose_wharf(
    class: &VesselClass,
    terminal: &Terminal,
    quays: &[Quayside],
    preference: Preference,
) -> Option<(u16, Place)> {
    let mut best: Option<(u16, Place)> = None;
    for (index, (wharf, quay)) in (0_u16..).zip(terminal.wharves.iter().zip(quays)) {
        let Some(place) = quay.place(wharf, class, preference) else {
            continue;
        };
        match best {
            Some((_, other)) if preference == Preference::Lowest || place.spare >= other.spare => {}
            _ => best = Some((index, place)),
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fixture::{class_of_loa, terminal_with, wharf_of_length};
    use crate::units::Meters;

    fn hours(h: f64) -> SimTime {
        SimTime::ZERO + SimDuration::from_hours(h)
    }

    #[test]
    fn first_come_waits_behind_the_long_vessel_and_best_fit_overtakes_it() {
        let terminal = terminal_with(vec![wharf_of_length(700.0, 0.0)]);
        let mut quays = [Quayside::default()];
        quays[0].moor(
            9,
            Place {
                position: Meters::ZERO,
                length: Meters::new(350.0),
                spare: Meters::ZERO,
            },
        );
        let (long, short) = (class_of_loa(400.0), class_of_loa(200.0));
        let call = |slot, class, at| Waiting {
            slot,
            class,
            arrival: hours(at),
            proforma: hours(at),
        };
        let waiting = [call(1, &long, 1.0), call(2, &short, 2.0)].into();
        assert_eq!(
            BerthPolicy::FirstCome.next(&waiting, 0, &terminal, &quays, hours(3.0)),
            None
        );
        let (position, wharf, place) = BerthPolicy::BestFit
            .next(&waiting, 0, &terminal, &quays, hours(3.0))
            .unwrap();
        assert_eq!((position, wharf), (1, 0));
        assert_eq!(place.position, Meters::new(350.0));
    }

    #[test]
    fn a_punctual_call_goes_before_one_that_missed_its_window() {
        let terminal = terminal_with(vec![wharf_of_length(400.0, 0.0)]);
        let quays = [Quayside::default()];
        let class = class_of_loa(300.0);
        let late = Waiting {
            slot: 1,
            class: &class,
            arrival: hours(50.0),
            proforma: hours(20.0),
        };
        let punctual = Waiting {
            slot: 2,
            class: &class,
            arrival: hours(55.0),
            proforma: hours(50.0),
        };
        let early = Waiting {
            slot: 3,
            class: &class,
            arrival: hours(52.0),
            proforma: hours(90.0),
        };
        let grace = SimDuration::from_hours(12.0);
        let windows = BerthPolicy::BerthWindows { grace };
        let next = |policy: BerthPolicy, calls: &[Waiting<'_>]| {
            let waiting = calls.iter().copied().collect();
            let offer = policy.next(&waiting, 0, &terminal, &quays, hours(60.0));
            calls[offer.unwrap().0].slot
        };
        assert_eq!(next(windows, &[late, early, punctual]), 2, "punctual first");
        assert_eq!(
            next(windows, &[late, early]),
            1,
            "then by arrival; the early one has no window yet"
        );
        assert_eq!(next(BerthPolicy::FirstCome, &[late, early, punctual]), 1);
    }
}
