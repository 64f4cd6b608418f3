//! Berth allocation: which waiting call gets a place next, and where.

use std::collections::VecDeque;

use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{BerthPolicy, Hull, Terminal};
use crate::port::event::CallId;
use crate::port::quay::wharf::{Place, Preference, Quayside};

/// A call that waits for a berth, as the policies see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting {
    /// Which one.
    pub(crate) id: CallId,
    /// Its hull.
    pub(crate) hull: Hull,
    /// When it arrived.
    pub(crate) arrival: SimTime,
    /// When it should have.
    pub(crate) proforma: SimTime,
}

/// A berth for a waiting call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    /// For whom.
    pub(crate) id: CallId,
    /// Its position among those that wait.
    position: usize,
    /// At which wharf.
    pub(crate) wharf: u16,
    /// Where along it.
    pub(crate) place: Place,
}

/// Berths of one terminal: who lies along its wharves, and who waits for that.
#[derive(Clone, Debug)]
pub(crate) struct Berths<'a> {
    terminal: &'a Terminal,
    /// Calls that wait for a berth, in order of arrival.
    waiting: VecDeque<Waiting>,
    /// So many of them, the first ones, have found no place since a vessel last left its own.
    refused: usize,
    /// By wharf.
    quays: Vec<Quayside>,
}

impl<'a> Berths<'a> {
    /// Berths of a terminal where nobody lies and nobody waits.
    pub(crate) fn new(terminal: &'a Terminal) -> Self {
        Self {
            terminal,
            waiting: VecDeque::new(),
            refused: 0,
            quays: vec![Quayside::default(); terminal.wharves.len()],
        }
    }

    /// A call asks for a berth.
    pub(crate) fn ask(&mut self, call: Waiting) {
        self.waiting.push_back(call);
    }

    /// Who is next by the terminal's policy and fits now, if anybody.
    pub(crate) fn offer(&mut self, now: SimTime) -> Option<Offer> {
        let (terminal, waiting) = (self.terminal, &self.waiting);
        let policy = terminal.policy;
        let offer = policy.next(waiting, self.refused, terminal, &self.quays, now);
        let Some((position, wharf, place)) = offer else {
            self.refused = self.waiting.len();
            return None;
        };
        Some(Offer {
            id: self.waiting[position].id,
            position,
            wharf,
            place,
        })
    }

    /// Gives the berth that was offered just now.
    pub(crate) fn give(&mut self, offer: Offer) {
        self.refused = offer.position;
        self.waiting.remove(offer.position);
        self.quays[usize::from(offer.wharf)].moor(offer.id, offer.place);
    }

    /// A vessel leaves its berth at a wharf.
    pub(crate) fn leave(&mut self, wharf: u16, id: CallId) {
        self.quays[usize::from(wharf)].cast_off(id);
        self.refused = 0;
    }

    /// Whether a vessel that came now would get a berth at once.
    pub(crate) fn has_room(&self, hull: &Hull) -> bool {
        self.waiting.is_empty()
            && choose_wharf(hull, self.terminal, &self.quays, Preference::Lowest).is_some()
    }

    /// Space along the wharves, wharf by wharf.
    pub(crate) fn quays(&self) -> &[Quayside] {
        &self.quays
    }
}

impl BerthPolicy {
    /// Which of the waiting calls, in order of arrival, gets a berth now: its position among them,
    /// on which wharf and where.
    ///
    /// [`FirstCome`](Self::FirstCome) and [`BerthWindows`](Self::BerthWindows) look at the first
    /// call alone: nobody overtakes whoever is in front. [`BestFit`](Self::BestFit) lets whoever
    /// fits overtake whoever does not, so a very long vessel can wait long under it; the first
    /// `refused` calls are known not to fit.
    fn next(
        self,
        waiting: &VecDeque<Waiting>,
        refused: usize,
        terminal: &Terminal,
        quays: &[Quayside],
        now: SimTime,
    ) -> Option<(usize, u16, Place)> {
        let offer = |position: usize, preference| {
            let hull = &waiting.get(position)?.hull;
            choose_wharf(hull, terminal, quays, preference)
                .map(|(wharf, place)| (position, wharf, place))
        };
        match self {
            Self::FirstCome => offer(0, Preference::Lowest),
            Self::BestFit => {
                (refused..waiting.len()).find_map(|position| offer(position, Preference::Tightest))
            }
            Self::BerthWindows { grace } => {
                let punctual = |call: &Waiting| keeps_window(call, grace, now);
                let first = waiting.iter().position(punctual).unwrap_or(0);
                offer(first, Preference::Lowest)
            }
        }
    }
}

/// Whether a call still has the precedence of its window: it came no later than `grace` after its
/// proforma arrival, and the window is not further ahead than `grace`.
fn keeps_window(call: &Waiting, grace: SimDuration, now: SimTime) -> bool {
    call.arrival <= call.proforma + grace && now + grace >= call.proforma
}

/// The wharf and place for a vessel: the first wharf with room, or the one with the tightest gap.
fn choose_wharf(
    hull: &Hull,
    terminal: &Terminal,
    quays: &[Quayside],
    preference: Preference,
) -> Option<(u16, Place)> {
    let mut best: Option<(u16, Place)> = None;
    for (index, (wharf, quay)) in (0_u16..).zip(terminal.wharves.iter().zip(quays)) {
        let Some(place) = quay.place(wharf, hull, preference) else {
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
    use crate::port::fixture::{call_id, class_of_loa, terminal_with, wharf_of_length};
    use crate::units::Meters;

    fn hours(h: f64) -> SimTime {
        SimTime::ZERO + SimDuration::from_hours(h)
    }

    #[test]
    fn first_come_waits_behind_the_long_vessel_and_best_fit_overtakes_it() {
        let terminal = terminal_with(vec![wharf_of_length(700.0, 0.0)]);
        let mut quays = [Quayside::default()];
        quays[0].moor(
            call_id(9),
            Place {
                position: Meters::ZERO,
                length: Meters::new(350.0),
                spare: Meters::ZERO,
            },
        );
        let (long, short) = (class_of_loa(400.0).hull(), class_of_loa(200.0).hull());
        let call = |number, hull, at| Waiting {
            id: call_id(number),
            hull,
            arrival: hours(at),
            proforma: hours(at),
        };
        let waiting = [call(1, long, 1.0), call(2, short, 2.0)].into();
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
        let hull = class_of_loa(300.0).hull();
        let late = Waiting {
            id: call_id(1),
            hull,
            arrival: hours(50.0),
            proforma: hours(20.0),
        };
        let punctual = Waiting {
            id: call_id(2),
            hull,
            arrival: hours(55.0),
            proforma: hours(50.0),
        };
        let early = Waiting {
            id: call_id(3),
            hull,
            arrival: hours(52.0),
            proforma: hours(90.0),
        };
        let grace = SimDuration::from_hours(12.0);
        let windows = BerthPolicy::BerthWindows { grace };
        let next = |policy: BerthPolicy, calls: &[Waiting]| {
            let waiting = calls.iter().copied().collect();
            let offer = policy.next(&waiting, 0, &terminal, &quays, hours(60.0));
            calls[offer.unwrap().0].id.number
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
