//! The restricted master problem: schedules that serve every vessel at least once, at most one a
//! berth, at the least cost; a revised simplex with an explicit inverse.
//!
//! A vessel less never makes a schedule dearer, so that covering stands for serving exactly once
//! and prices are never negative. There are as many rows as vessels and berths, a hundred at most
//! in practice: an explicit inverse is both the simplest and fast. Right-hand sides are moved a
//! little, each by its own amount, against cycling; prices do not see that.

use super::pricing::Column;

/// Smaller entries are no pivots.
const PIVOT: f64 = 1e-9;
/// Smaller reduced costs do not pay.
const PAYS: f64 = 1e-9;
/// Pivots between fresh inverses.
const REFRESH: u32 = 128;

/// What stands in the basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basic {
    /// A schedule.
    Column(usize),
    /// A vessel served more than once.
    Surplus(usize),
    /// A berth without a schedule.
    Idle(usize),
    /// A vessel that no schedule serves, at a forbidding cost.
    Missing(usize),
}

/// A restricted master problem and its present basis.
pub(super) struct Master {
    vessels: usize,
    rows: usize,
    /// Cost of leaving a vessel out.
    missing: f64,
    pub(super) columns: Vec<Column>,
    basis: Vec<Basic>,
    inverse: Vec<f64>,
    values: Vec<f64>,
    pivots: u32,
}

impl Master {
    /// Without schedules; `missing` is what it costs to leave a vessel out.
    pub(super) fn new(vessels: usize, berths: usize, missing: f64) -> Self {
        let rows = vessels + berths;
        let missing_vessels = (0..vessels).map(Basic::Missing);
        let mut master = Self {
            vessels,
            rows,
            missing,
            columns: Vec::new(),
            basis: missing_vessels
                .chain((0..berths).map(Basic::Idle))
                .collect(),
            inverse: vec![0.0; rows * rows],
            values: vec![0.0; rows],
            pivots: 0,
        };
        master.refresh();
        master
    }

    fn cost(&self, of: Basic) -> f64 {
        match of {
            Basic::Column(index) => self.columns[index].cost,
            Basic::Missing(_) => self.missing,
            Basic::Surplus(_) | Basic::Idle(_) => 0.0,
        }
    }

    /// Calls `each` with row and coefficient of every entry of a variable; rows may come twice.
    fn entries(&self, of: Basic, mut each: impl FnMut(usize, f64)) {
        match of {
            Basic::Column(index) => {
                let column = &self.columns[index];
                column.order.iter().for_each(|vessel| each(*vessel, 1.0));
                each(self.vessels + column.berth, 1.0);
            }
            Basic::Surplus(vessel) => each(vessel, -1.0),
            Basic::Missing(vessel) => each(vessel, 1.0),
            Basic::Idle(berth) => each(self.vessels + berth, 1.0),
        }
    }

    /// Prices of the rows at the present basis: vessels, then berths.
    pub(super) fn prices(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.rows];
        for (row, basic) in self.basis.iter().enumerate() {
            let cost = self.cost(*basic);
            if cost != 0.0 {
                let inverse = &self.inverse[row * self.rows..(row + 1) * self.rows];
                for (price, entry) in prices.iter_mut().zip(inverse) {
                    *price += cost * entry;
                }
            }
        }
        prices
    }

    /// Goes on from the present basis to the best of the present columns.
    pub(super) fn optimize(&mut self, steps: &mut u64) {
        loop {
            let prices = self.prices();
            *steps += 2 * (self.rows * self.rows) as u64;
            let Some(entering) = self.entering(&prices, steps) else {
                return;
            };
            let direction = self.direction(entering);
            let Some(leaving) = self.leaving(&direction) else {
                unreachable!("costs are not negative: the problem is bounded");
            };
            self.pivot(entering, leaving, &direction);
        }
    }

    /// The variable with the most negative reduced cost.
    fn entering(&self, prices: &[f64], steps: &mut u64) -> Option<Basic> {
        let mut least = -PAYS * self.missing.clamp(1.0, 1e3);
        let mut found = None;
        let mut consider = |reduced: f64, of: Basic| {
            if reduced < least {
                (least, found) = (reduced, Some(of));
            }
        };
        for (index, column) in self.columns.iter().enumerate() {
            *steps += column.order.len() as u64;
            consider(
                reduced_cost(column, prices, self.vessels),
                Basic::Column(index),
            );
        }
        for (row, price) in prices[..self.vessels].iter().enumerate() {
            consider(*price, Basic::Surplus(row));
        }
        for berth in 0..self.rows - self.vessels {
            consider(-prices[self.vessels + berth], Basic::Idle(berth));
        }
        found
    }

    /// How the basic variables fall as the entering one grows.
    fn direction(&self, entering: Basic) -> Vec<f64> {
        let mut direction = vec![0.0; self.rows];
        self.entries(entering, |row, coefficient| {
            for (at, entry) in direction.iter_mut().enumerate() {
                *entry += coefficient * self.inverse[at * self.rows + row];
            }
        });
        direction
    }

    /// The row whose basic variable falls to zero first; of equals the one with the largest pivot.
    fn leaving(&self, direction: &[f64]) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (row, fall) in direction.iter().enumerate() {
            if *fall <= PIVOT {
                continue;
            }
            let ratio = self.values[row].max(0.0) / fall;
            let better = best.is_none_or(|(least, other)| {
                ratio < least - 1e-12 || (ratio <= least && *fall > direction[other])
            });
            if better {
                best = Some((ratio, row));
            }
        }
        best.map(|(_, row)| row)
    }

    fn pivot(&mut self, entering: Basic, leaving: usize, direction: &[f64]) {
        self.basis[leaving] = entering;
        self.pivots += 1;
        if self.pivots.is_multiple_of(REFRESH) {
            return self.refresh();
        }
        let rows = self.rows;
        let scale = 1.0 / direction[leaving];
        let pivot: Vec<f64> = self.inverse[leaving * rows..(leaving + 1) * rows]
            .iter()
            .map(|entry| entry * scale)
            .collect();
        let value = self.values[leaving] * scale;
        for (row, factor) in direction.iter().enumerate() {
            if row == leaving || *factor == 0.0 {
                continue;
            }
            let target = &mut self.inverse[row * rows..(row + 1) * rows];
            for (entry, by) in target.iter_mut().zip(&pivot) {
                *entry -= factor * by;
            }
            self.values[row] -= factor * value;
        }
        self.inverse[leaving * rows..(leaving + 1) * rows].copy_from_slice(&pivot);
        self.values[leaving] = value;
    }

    /// Computes inverse and values anew from the basis, by Gauss and Jordan with row pivoting.
    fn refresh(&mut self) {
        let rows = self.rows;
        let mut matrix = vec![0.0; rows * rows];
        for (at, basic) in self.basis.iter().enumerate() {
            self.entries(*basic, |row, coefficient| {
                matrix[row * rows + at] += coefficient;
            });
        }
        let mut inverse = vec![0.0; rows * rows];
        (0..rows).for_each(|row| inverse[row * rows + row] = 1.0);
        for at in 0..rows {
            let size = |row: &usize| matrix[row * rows + at].abs();
            let from = (at..rows).max_by(|a, b| size(a).total_cmp(&size(b)));
            let from = from.expect("a row is left");
            for column in 0..rows {
                matrix.swap(at * rows + column, from * rows + column);
                inverse.swap(at * rows + column, from * rows + column);
            }
            let scale = 1.0 / matrix[at * rows + at];
            assert!(scale.is_finite(), "a basis has an inverse");
            for column in 0..rows {
                matrix[at * rows + column] *= scale;
                inverse[at * rows + column] *= scale;
            }
            for row in 0..rows {
                let factor = matrix[row * rows + at];
                if row == at || factor == 0.0 {
                    continue;
                }
                for column in 0..rows {
                    matrix[row * rows + column] -= factor * matrix[at * rows + column];
                    inverse[row * rows + column] -= factor * inverse[at * rows + column];
                }
            }
        }
        self.values = (0..rows)
            .map(|row| {
                let entries = &inverse[row * rows..(row + 1) * rows];
                let products = entries.iter().enumerate();
                products.map(|(at, entry)| entry * right_side(at)).sum()
            })
            .collect();
        self.inverse = inverse;
    }

    /// Schedules in use, with how much of each.
    pub(super) fn used(&self) -> Vec<(&Column, f64)> {
        let rows = self.basis.iter().zip(&self.values);
        rows.filter_map(|(basic, value)| match basic {
            Basic::Column(index) if *value > 1e-5 => Some((&self.columns[*index], *value)),
            _ => None,
        })
        .collect()
    }

    /// Whether every vessel is served.
    pub(super) fn is_complete(&self) -> bool {
        let mut rows = self.basis.iter().zip(&self.values);
        !rows.any(|(basic, value)| matches!(basic, Basic::Missing(_)) && *value > 1e-5)
    }
}

/// The right-hand side of a row, a little more than one.
fn right_side(row: usize) -> f64 {
    // A fraction of the golden ratio a row: no two subsets of rows have the same sum.
    let spread = (row as f64 * 0.618_033_988_749_895).fract();
    1.0 + 1e-6 * (1.0 + spread)
}

/// What a schedule costs less the prices it earns.
pub(super) fn reduced_cost(column: &Column, prices: &[f64], vessels: usize) -> f64 {
    let earned: f64 = column.order.iter().map(|vessel| prices[*vessel]).sum();
    column.cost - earned - prices[vessels + column.berth]
}
