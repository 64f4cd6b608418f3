//! A lower bound by column generation, for given berths at which each vessel may lie.

use super::instance::Instance;
use super::pricing::{self, Column, Memory, Question, bit};
use super::simplex::{Master, reduced_cost};

/// How far prices lean to those of the best bound, against their swinging (smoothing after
/// P. Wentges, International Transactions in Operational Research 4, 1997).
const LEAN: f64 = 0.5;

/// Which vessels may lie at each berth, by berth and vessel.
pub(super) type Allowed = Vec<Vec<bool>>;

/// What is known across all divisions: schedules that may be of use, and what is remembered.
pub(super) struct Relaxation<'a> {
    pub(super) instance: &'a Instance,
    pub(super) pool: Vec<Column>,
    memory: Vec<Memory>,
    /// Steps done, and how many there may be.
    pub(super) steps: u64,
    pub(super) most_steps: u64,
    /// No feasible plan costs more than this, by which a vessel left out is told.
    pub(super) dearest: f64,
}

/// What a relaxation found.
pub(super) struct Relaxed {
    /// No plan of this division costs less.
    pub(super) bound: f64,
    /// Share in which each vessel lies at each berth, by berth and vessel.
    pub(super) shares: Vec<Vec<f64>>,
    /// Whether columns were generated to the end, every vessel is served, and none twice by one
    /// schedule.
    pub(super) is_whole: bool,
    /// Orders of the best schedule in use at each berth.
    pub(super) orders: Vec<Vec<usize>>,
}

impl<'a> Relaxation<'a> {
    /// Begins with the schedules of a plan.
    pub(super) fn new(
        instance: &'a Instance,
        orders: &[Vec<usize>],
        dearest: f64,
        most_steps: u64,
    ) -> Self {
        let mut made = Self {
            instance,
            pool: Vec::new(),
            memory: vec![0; instance.vessels.len()],
            steps: 0,
            most_steps,
            dearest,
        };
        made.learn(orders);
        made
    }

    /// Adds the schedules of a plan that keep all limits.
    pub(super) fn learn(&mut self, orders: &[Vec<usize>]) {
        for (berth, order) in orders.iter().enumerate() {
            let keeps = departures(self.instance, berth, order)
                .all(|(vessel, departure)| departure <= self.instance.due(vessel, berth));
            if keeps && !order.is_empty() {
                let column = pricing::column(self.instance, berth, order.clone());
                self.pool.push(column);
            }
        }
    }

    /// Whether there is work left to spend.
    pub(super) fn may_go_on(&self) -> bool {
        self.steps < self.most_steps
    }

    /// Spends all work that is left.
    pub(super) fn give_up(&mut self) {
        self.steps = self.steps.max(self.most_steps);
    }

    /// Bounds the plans in which every vessel lies where it may; ends early once `enough` is met.
    pub(super) fn solve(&mut self, allowed: &Allowed, enough: f64) -> Relaxed {
        let (vessels, berths) = (self.instance.vessels.len(), self.instance.berths.len());
        let mut master = Master::new(vessels, berths, self.dearest);
        let usable = self.pool.iter().filter(|column| {
            let mut order = column.order.iter();
            order.all(|vessel| allowed[column.berth][*vessel]) && self.is_remembered(column)
        });
        master.columns = usable.cloned().collect();
        let mut best = (0.0, vec![0.0; vessels]);
        loop {
            let ended = self.generate(&mut master, allowed, enough, &mut best);
            let grew = ended && best.0 < enough && self.remember(&master);
            if !grew {
                return self.relaxed(&master, best.0, ended);
            }
            let remembered = |column: &Column| self.is_remembered(column);
            let columns = std::mem::take(&mut master.columns);
            master = Master::new(vessels, berths, self.dearest);
            master.columns = columns.into_iter().filter(remembered).collect();
        }
    }

    /// Generates columns until none pays; false if the bound is enough or the work is spent.
    fn generate(
        &mut self,
        master: &mut Master,
        allowed: &Allowed,
        enough: f64,
        best: &mut (f64, Vec<f64>),
    ) -> bool {
        let vessels = self.instance.vessels.len();
        let mut lean = LEAN;
        loop {
            master.optimize(&mut self.steps);
            let prices = master.prices();
            let value: f64 = prices.iter().sum();
            if best.0 >= enough || !self.may_go_on() {
                return false;
            }
            let leaning: Vec<f64> = prices[..vessels]
                .iter()
                .zip(&best.1)
                .map(|(price, old)| ((1.0 - lean) * price + lean * old).max(0.0))
                .collect();
            let Some((bound, columns)) = self.price(&leaning, allowed) else {
                self.give_up();
                return false;
            };
            if bound > best.0 {
                *best = (bound, leaning);
            }
            let pays = |column: &Column| reduced_cost(column, &prices, vessels) < -1e-6;
            let columns: Vec<Column> = columns.into_iter().filter(pays).collect();
            if columns.is_empty() {
                if lean == 0.0 || value - best.0 < 1e-6 * value.max(1.0) {
                    return true;
                }
                lean = 0.0;
                continue;
            }
            lean = LEAN;
            self.pool.extend(columns.iter().cloned());
            master.columns.extend(columns);
        }
    }

    /// The bound at given prices of vessels, and the schedules that pay most.
    fn price(&mut self, prices: &[f64], allowed: &Allowed) -> Option<(f64, Vec<Column>)> {
        let mut bound: f64 = prices.iter().sum();
        let mut columns = Vec::new();
        for (berth, allowed) in allowed.iter().enumerate() {
            let question = Question {
                instance: self.instance,
                berth,
                prices,
                allowed,
                memory: &self.memory,
            };
            let priced = question.answer(&mut self.steps)?;
            bound += priced.least;
            columns.extend(priced.columns);
        }
        Some((bound, columns))
    }

    /// Remembers a vessel where a schedule in use serves it twice; false if none does.
    fn remember(&mut self, master: &Master) -> bool {
        let mut grew = false;
        for (column, _) in master.used() {
            for (vessel, between) in cycles(&column.order) {
                for other in between {
                    grew |= self.memory[*other] & bit(vessel) != bit(vessel);
                    self.memory[*other] |= bit(vessel);
                }
            }
        }
        grew
    }

    /// Whether a schedule serves no vessel again that is still remembered.
    fn is_remembered(&self, column: &Column) -> bool {
        let mut cycles = cycles(&column.order).into_iter();
        cycles.all(|(vessel, between)| {
            let mut between = between.iter();
            !between.all(|other| self.memory[*other] & bit(vessel) != 0) || bit(vessel) == 0
        })
    }

    fn relaxed(&self, master: &Master, bound: f64, ended: bool) -> Relaxed {
        let (vessels, berths) = (self.instance.vessels.len(), self.instance.berths.len());
        let mut shares = vec![vec![0.0; vessels]; berths];
        let mut orders: Vec<(f64, Vec<usize>)> = vec![(0.0, Vec::new()); berths];
        let mut is_whole = ended && master.is_complete();
        for (column, share) in master.used() {
            for vessel in &column.order {
                shares[column.berth][*vessel] += share;
            }
            is_whole &= cycles(&column.order).is_empty();
            if share > orders[column.berth].0 {
                orders[column.berth] = (share, column.order.clone());
            }
        }
        Relaxed {
            bound,
            shares,
            is_whole,
            orders: orders.into_iter().map(|(_, order)| order).collect(),
        }
    }
}

/// Vessels that a schedule serves twice, each with those served between.
fn cycles(order: &[usize]) -> Vec<(usize, &[usize])> {
    let mut cycles = Vec::new();
    for (at, vessel) in order.iter().enumerate() {
        let mut before = order[..at].iter();
        if let Some(last) = before.rposition(|other| other == vessel) {
            cycles.push((*vessel, &order[last + 1..at]));
        }
    }
    cycles
}

/// Departures of an order of vessels at a berth.
fn departures<'a>(
    instance: &'a Instance,
    berth: usize,
    order: &'a [usize],
) -> impl Iterator<Item = (usize, crate::engine::SimTime)> + 'a {
    let mut free = instance.berths[berth].open;
    order.iter().map(move |vessel| {
        let departure = instance.departure(*vessel, berth, free);
        free = departure.expect("vessels are put where they can berth");
        (*vessel, free)
    })
}
