//! Adaptive large neighborhood search: a few vessels are taken out and put back better.
//!
//! After S. Ropke and D. Pisinger, *An adaptive large neighborhood search heuristic for the pickup
//! and delivery problem with time windows*, Transportation Science 40, 2006, with acceptance as in
//! simulated annealing.

use crate::engine::{Generator, Stream};

use super::instance::Instance;
use super::timetable::Timetable;

/// Most vessels taken out at once.
const TAKEN_AT_MOST: usize = 24;
/// A plan worse by this share of the cost is taken with probability 1/e at first.
const WARM: f64 = 0.02;
/// The same where a plan that is made of a relaxation is polished.
const LUKEWARM: f64 = 0.004;
/// The same at the end.
const COLD: f64 = 0.000_3;

/// A good plan; one that keeps all limits if the search finds one.
pub(super) fn search(instance: &Instance, trials: u32) -> Timetable<'_> {
    let heaviest = instance.vessels.iter().map(|vessel| vessel.weight);
    let heaviest = heaviest.fold(1.0, f64::max);
    let chance = Stream::root(0, 0).named("berth allocation");
    // Limits count more if they are not kept at first.
    let mut best: Option<Timetable<'_>> = None;
    for (round, factor) in (0..).zip([20.0, 1_000.0]) {
        let mut search = Search {
            chance: chance.child(round).generator(),
            instance,
        };
        let begin = Timetable::empty(instance, heaviest * factor);
        let all = (0..instance.vessels.len()).collect();
        let begin = search.put_back(begin, all, 0.0);
        let found = search.anneal(begin, trials, WARM);
        let late = found.objective().1;
        if best.as_ref().is_none_or(|best| late < best.objective().1) {
            best = Some(found);
        }
        if late <= 0.0 {
            break;
        }
    }
    best.expect("a round was searched")
}

/// Improves a plan that is already good, by so many trials.
pub(super) fn polish<'a>(plan: &Timetable<'a>, trials: u32, seed: u64) -> Timetable<'a> {
    let mut search = Search {
        chance: Stream::root(seed, 1).named("berth allocation").generator(),
        instance: plan.instance,
    };
    search.anneal(plan.clone(), trials, LUKEWARM)
}

/// The cheapest position of a vessel at each berth, with its cost.
type Places = Vec<Option<(f64, usize)>>;

struct Search<'a> {
    chance: Generator,
    instance: &'a Instance,
}

impl<'a> Search<'a> {
    /// A whole number below `end`.
    fn below(&mut self, end: usize) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "below a length"
        )]
        let drawn = (self.chance.uniform() * end as f64) as usize;
        drawn.min(end - 1)
    }

    fn anneal(&mut self, begin: Timetable<'a>, trials: u32, warm: f64) -> Timetable<'a> {
        let mut now = begin;
        let mut cost = now.total();
        let (mut best, mut least) = (now.clone(), cost);
        if self.instance.vessels.len() < 2 {
            return best;
        }
        for trial in 0..trials {
            let cooling = f64::from(trial) / f64::from(trials);
            let temperature = least * warm * libm::pow(COLD / warm, cooling);
            let (rest, taken) = self.take_out(now.clone());
            let noise = if self.chance.uniform() < 0.5 {
                0.0
            } else {
                0.1
            };
            let next = self.put_back(rest, taken, noise);
            let after = next.total();
            if after < cost || self.chance.uniform() < libm::exp((cost - after) / temperature) {
                (now, cost) = (next, after);
                if cost < least - 1e-9 {
                    (best, least) = (now.clone(), cost);
                }
            }
        }
        best
    }

    /// Takes a few vessels out: any, those that wait longest, or those near one in time.
    fn take_out(&mut self, mut plan: Timetable<'a>) -> (Timetable<'a>, Vec<usize>) {
        let vessels = self.instance.vessels.len();
        let count = 1 + self.below(TAKEN_AT_MOST.min(vessels));
        let mut ranked: Vec<(f64, usize)> = match self.below(3) {
            0 => (0..vessels)
                .map(|vessel| (self.chance.uniform(), vessel))
                .collect(),
            1 => self.by_wait(&plan),
            _ => self.by_time(&plan),
        };
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let taken: Vec<usize> = ranked
            .iter()
            .take(count)
            .map(|(_, vessel)| *vessel)
            .collect();
        for vessel in &taken {
            let (berth, at) = plan.position(*vessel).expect("all vessels are planned");
            plan.remove(berth, at);
        }
        (plan, taken)
    }

    /// Vessels by what they cost over their least, the most first, blurred by chance.
    fn by_wait(&mut self, plan: &Timetable<'a>) -> Vec<(f64, usize)> {
        let mut ranked = Vec::new();
        for (berth, order) in plan.orders.iter().enumerate() {
            for (at, vessel) in order.iter().enumerate() {
                let of = &self.instance.vessels[*vessel];
                let least = of
                    .handling
                    .iter()
                    .flatten()
                    .min()
                    .map_or(0.0, |time| time.hours());
                let over = plan.cost_at(berth, at) - of.weight * least;
                ranked.push((-over * (0.2 + self.chance.uniform()), *vessel));
            }
        }
        ranked
    }

    /// Vessels by how near their handling is to that of one, blurred by chance.
    fn by_time(&mut self, plan: &Timetable<'a>) -> Vec<(f64, usize)> {
        let center = self.below(self.instance.vessels.len());
        let starts: Vec<(usize, f64)> = plan
            .berthings()
            .map(|one| (one.vessel, one.start.hours()))
            .collect();
        let middle = starts.iter().find(|(vessel, _)| *vessel == center);
        let middle = middle.map_or(0.0, |(_, start)| *start);
        let near = |(vessel, start): (usize, f64)| {
            let blur = 0.3 + self.chance.uniform();
            ((start - middle).abs() * blur, vessel)
        };
        starts.into_iter().map(near).collect()
    }

    /// Puts vessels back one by one, first the one that loses most if it does not get its best
    /// place (regret), with prices blurred by `noise`.
    fn put_back(
        &mut self,
        mut plan: Timetable<'a>,
        taken: Vec<usize>,
        noise: f64,
    ) -> Timetable<'a> {
        let berths = self.instance.berths.len();
        let mut open: Vec<(usize, Places)> = taken
            .into_iter()
            .map(|vessel| {
                let places = (0..berths).map(|berth| self.place(&plan, vessel, berth, noise));
                (vessel, places.collect())
            })
            .collect();
        while !open.is_empty() {
            let ranked = open.iter().enumerate().map(|(index, (_, places))| {
                let (regret, berth) = regret(places);
                (regret, index, berth)
            });
            let next = ranked.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let (_, index, berth) = next.expect("a vessel is open");
            let (vessel, places) = open.swap_remove(index);
            let (_, at) = places[berth].expect("the place was found");
            plan.insert(vessel, berth, at);
            for (vessel, places) in &mut open {
                places[berth] = self.place(&plan, *vessel, berth, noise);
            }
        }
        plan
    }

    /// The cheapest position of a vessel at a berth: cost and position.
    fn place(
        &mut self,
        plan: &Timetable<'a>,
        vessel: usize,
        berth: usize,
        noise: f64,
    ) -> Option<(f64, usize)> {
        let (cost, at) = plan.best_position(vessel, berth)?;
        let blur = 1.0 + noise * (self.chance.uniform() - 0.5);
        Some((cost * blur, at))
    }
}

/// How much more the second berth costs than the first, and the first.
fn regret(places: &[Option<(f64, usize)>]) -> (f64, usize) {
    let (mut first, mut second, mut best) = (f64::INFINITY, f64::INFINITY, 0);
    for (berth, place) in places.iter().enumerate() {
        let cost = place.map_or(f64::INFINITY, |(cost, _)| cost);
        if cost < first {
            (second, first, best) = (first, cost, berth);
        } else {
            second = second.min(cost);
        }
    }
    assert!(first.is_finite(), "a vessel can berth somewhere");
    (second - first, best)
}
