//! When disruptions begin and end in a replication, and what holds while one is on.
//!
//! Occurrences are drawn when a replication begins, each disruption from a stream of its own, so
//! that one written or left out moves no draw of anything else. What holds at an instant is a
//! function of it: `[from, to)`, with whatever else falls due at `from` already under the
//! disruption and whatever falls due at `to` no longer.

use crate::engine::{SimTime, Stream};
use crate::port::bay::{Bay, Disruption, Occurrence, ServiceId, Struck, TerminalId};
use crate::port::event::OccurrenceId;

/// Occurrences of all disruptions in a replication.
#[derive(Debug)]
pub(crate) struct Disruptions<'a> {
    all: Vec<Span<'a>>,
    /// By terminal: how many disruptions close it now.
    closed: Vec<u32>,
}

/// One occurrence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    /// What occurs.
    pub(crate) of: &'a Disruption,
    /// From this instant on.
    pub(crate) from: SimTime,
    /// Up to, and not at, this one.
    pub(crate) to: SimTime,
}

impl Span<'_> {
    fn holds(&self, at: SimTime) -> bool {
        self.from <= at && at < self.to
    }
}

impl<'a> Disruptions<'a> {
    /// All occurrences that begin before the end of the simulation, in the order of the scenario.
    pub(crate) fn new(bay: &'a Bay, root: Stream) -> Self {
        let mut all = Vec::new();
        for of in &bay.disruptions {
            let stream = root.named("disruption").named(&of.id);
            let (gaps, lengths) = (stream.named("gap"), stream.named("length"));
            let mut add = |from: SimTime, to: SimTime| {
                let from = from.max(SimTime::ZERO);
                if from < to && from < bay.period.end {
                    all.push(Span { of, from, to });
                }
            };
            match &of.when {
                Occurrence::Dated(from) => add(*from, *from + of.length.span(lengths, 0)),
                Occurrence::Random(gap) => {
                    let mut from = SimTime::ZERO;
                    for number in 0.. {
                        from = from + gap.span(gaps, number);
                        if from >= bay.period.end {
                            break;
                        }
                        let to = from + of.length.span(lengths, number);
                        add(from, to);
                        from = to;
                    }
                }
            }
        }
        Self {
            all,
            closed: vec![0; bay.terminals.len()],
        }
    }

    /// The occurrences, in the order of the scenario.
    pub(crate) fn all(&self) -> &[Span<'a>] {
        &self.all
    }

    /// An occurrence.
    pub(crate) fn get(&self, id: OccurrenceId) -> Span<'a> {
        self.all[id.index()]
    }

    /// Notes that one more disruption closes a terminal.
    pub(crate) fn close(&mut self, terminal: TerminalId) {
        self.closed[terminal.index()] += 1;
    }

    /// Notes that one disruption less closes a terminal.
    pub(crate) fn open(&mut self, terminal: TerminalId) {
        self.closed[terminal.index()] -= 1;
    }

    /// Whether a terminal gives no berth now.
    pub(crate) fn closes(&self, terminal: usize) -> bool {
        self.closed[terminal] > 0
    }

    /// Gangs of a pool of `gangs` that turn up for a shift that begins at `start`, rounded down.
    pub(crate) fn gangs(&self, start: SimTime, gangs: u32) -> u32 {
        let shares = self.on(start).filter_map(|of| match of.strikes {
            Struck::Gangs(share) => Some(share),
            _ => None,
        });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and no more than the pool"
        )]
        let came = (f64::from(gangs) * shares.product::<f64>() + 1e-9).floor() as u32;
        came.min(gangs)
    }

    /// Chance that the sailing of a window is blanked, given the chance without disruptions.
    pub(crate) fn blanked(&self, window: SimTime, chance: f64) -> f64 {
        let sails = self.on(window).fold(1.0, |sails, of| match of.strikes {
            Struck::Sailings { share } => sails * (1.0 - share),
            _ => sails,
        });
        // Without a disruption the chance keeps its bits.
        if sails < 1.0 {
            1.0 - (1.0 - chance) * sails
        } else {
            chance
        }
    }

    /// How many times its cargo a call that is worked about now exchanges.
    pub(crate) fn cargo(&self, at: SimTime) -> f64 {
        let factors = self.on(at).filter_map(|of| match of.strikes {
            Struck::Cargo(factor) => Some(factor),
            _ => None,
        });
        factors.product()
    }

    /// When a vessel that would leave its origin at `at` does; `call` is the stream of its draws.
    pub(crate) fn leaves(&self, service: ServiceId, at: SimTime, call: Stream) -> SimTime {
        let holding = |of: &Disruption| match &of.strikes {
            Struck::Origin { services, share } => {
                let held = || call.named("held at origin").named(&of.id).uniform(0);
                services.contains(&service) && held() < *share
            }
            _ => false,
        };
        let mut leaves = at;
        // The end of one may lie in the next.
        while let Some(span) = (self.all.iter()).find(|span| span.holds(leaves) && holding(span.of))
        {
            leaves = span.to;
        }
        leaves
    }

    /// Whether a terminal is closed at an instant.
    pub(crate) fn closes_at(&self, terminal: TerminalId, at: SimTime) -> bool {
        self.on(at)
            .any(|of| matches!(of.strikes, Struck::Terminal(closed) if closed == terminal))
    }

    /// Disruptions that hold at an instant.
    fn on(&self, at: SimTime) -> impl Iterator<Item = &'a Disruption> {
        let holding = self.all.iter().filter(move |span| span.holds(at));
        holding.map(|span| span.of)
    }
}

#[cfg(test)]
mod tests;
