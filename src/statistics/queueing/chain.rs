//! The Markov chain of a queue whose times have stages, level by level.
//!
//! A level is a number of customers in the system, `j`. Within it a state is (stage of the gap,
//! services in their second stage): of `min(j, n)` busy servers, `i` are in the second stage, the
//! others in the first. Time is measured in mean services.

use super::matrix::Matrix;
use super::{Queue, Stages};

/// Rounds of logarithmic reduction, each of which doubles the levels that are seen: far more
/// than any utilization below 1 − 1e-6 needs.
const MOST_ROUNDS: u32 = 64;

/// Mean wait over mean service.
pub(super) fn wait_to_service(queue: Queue, utilization: f64) -> f64 {
    let chain = Chain::new(queue, utilization);
    let repeating = chain.rate_matrix();
    let levels = chain.levels_below(&repeating);
    let size = repeating.rows();
    // Sums over all levels from n on: πₙ(I − R)⁻¹1, and πₙR(I − R)⁻²1 customers that wait.
    let all = Matrix::identity(size).minus(&repeating).inverse();
    let at_servers = levels.last().expect("level 0 is always there");
    let below: f64 = levels[..levels.len() - 1].iter().flatten().sum();
    let above: f64 = all.after(at_servers).iter().sum();
    let waiting = all.after(&all.after(&repeating.after(at_servers)));
    // Little's law: customers that wait over arrivals.
    waiting.iter().sum::<f64>() / (below + above) / chain.arrival_rate
}

/// Rates of a queue.
struct Chain {
    queue: Queue,
    servers: usize,
    /// Arrivals in a mean service.
    arrival_rate: f64,
    /// Of one stage of a gap.
    gap_rate: f64,
    /// Of one stage of a service.
    service_rate: f64,
}

impl Chain {
    fn new(queue: Queue, utilization: f64) -> Self {
        let arrival_rate = f64::from(queue.servers) * utilization;
        Self {
            queue,
            servers: queue.servers as usize,
            arrival_rate,
            gap_rate: arrival_rate * queue.arrivals.count() as f64,
            service_rate: queue.service.count() as f64,
        }
    }

    fn busy(&self, level: usize) -> usize {
        level.min(self.servers)
    }

    /// States of the services at a level.
    fn services(&self, level: usize) -> usize {
        match self.queue.service {
            Stages::One => 1,
            Stages::Two => self.busy(level) + 1,
        }
    }

    fn states(&self, level: usize) -> usize {
        self.queue.arrivals.count() * self.services(level)
    }

    /// Rates from a level to the next above: the last stage of the gap ends.
    fn up(&self, level: usize) -> Matrix {
        let mut up = Matrix::zeros(self.states(level), self.states(level + 1));
        let last = self.queue.arrivals.count() - 1;
        for second in 0..self.services(level) {
            // The gap begins anew, and so does a service if a server is free.
            up.add(last * self.services(level) + second, second, self.gap_rate);
        }
        up
    }

    /// Rates from a level to the next below: a service ends, and a waiting customer's begins.
    fn down(&self, level: usize) -> Matrix {
        let mut down = Matrix::zeros(self.states(level), self.states(level - 1));
        for gap in 0..self.queue.arrivals.count() {
            let (from, to) = (gap * self.services(level), gap * self.services(level - 1));
            match self.queue.service {
                Stages::One => down.add(from, to, self.busy(level) as f64 * self.service_rate),
                Stages::Two => (1..=self.busy(level)).for_each(|second| {
                    down.add(
                        from + second,
                        to + second - 1,
                        second as f64 * self.service_rate,
                    );
                }),
            }
        }
        down
    }

    /// Rates within a level, less all that leaves a state.
    fn within(&self, level: usize) -> Matrix {
        let (states, services) = (self.states(level), self.services(level));
        let mut within = Matrix::zeros(states, states);
        for state in 0..states {
            let (gap, second) = (state / services, state % services);
            if gap + 1 < self.queue.arrivals.count() {
                within.add(state, state + services, self.gap_rate);
            }
            if self.queue.service == Stages::Two && second < self.busy(level) {
                let first = (self.busy(level) - second) as f64;
                within.add(state, state + 1, first * self.service_rate);
            }
            // Every busy server ends one stage or the other.
            let leaves = self.gap_rate + self.busy(level) as f64 * self.service_rate;
            within.add(state, state, -leaves);
        }
        within
    }

    /// R of the repeating levels: with R, π of a level is π of the level below times R.
    fn rate_matrix(&self) -> Matrix {
        let level = self.servers + 1;
        let (up, within, down) = (self.up(level), self.within(level), self.down(level));
        let first_passage = first_passage(&up, &within, &down);
        let stays = within.plus(&up.times(&first_passage)).negative();
        up.times(&stays.inverse())
    }

    /// π of the levels 0 to n, up to one common factor.
    fn levels_below(&self, repeating: &Matrix) -> Vec<Vec<f64>> {
        // From the top: what a level is to the one below it, given that it may rise and return.
        let mut ratios = vec![repeating.clone()];
        for level in (1..=self.servers).rev() {
            let above = ratios.last().expect("one is there");
            let stays = self.within(level).plus(&above.times(&self.down(level + 1)));
            ratios.push(self.up(level - 1).times(&stays.negative().inverse()));
        }
        let first = ratios.last().expect("one is there");
        let returns = self.within(0).plus(&first.times(&self.down(1)));
        let mut levels = vec![stationary(&returns)];
        for ratio in ratios[1..].iter().rev() {
            let below = levels.last().expect("level 0 is there");
            levels.push(ratio.after(below));
        }
        levels
    }
}

/// G: where the chain first enters the level below, by the state it set out from. Logarithmic
/// reduction, Latouche and Ramaswami (1993).
fn first_passage(up: &Matrix, within: &Matrix, down: &Matrix) -> Matrix {
    let leave = within.negative().inverse();
    let (mut rise, mut fall) = (leave.times(up), leave.times(down));
    let (mut passage, mut risen) = (fall.clone(), rise.clone());
    let identity = Matrix::identity(up.rows());
    for _ in 0..MOST_ROUNDS {
        let back = rise.times(&fall).plus(&fall.times(&rise));
        let stay = identity.minus(&back).inverse();
        rise = stay.times(&rise.times(&rise));
        fall = stay.times(&fall.times(&fall));
        passage = passage.plus(&risen.times(&fall));
        risen = risen.times(&rise);
        if risen.row_sums().iter().all(|sum| *sum < 1e-16) {
            break;
        }
    }
    passage
}

/// The row π > 0 with π·generator = 0, scaled to begin with 1; one or two states.
fn stationary(generator: &Matrix) -> Vec<f64> {
    match generator.rows() {
        1 => vec![1.0],
        // What flows from the first state to the second flows back.
        2 => vec![1.0, generator.at(0, 1) / generator.at(1, 0)],
        states => unreachable!("an empty system has as many states as a gap has stages: {states}"),
    }
}
