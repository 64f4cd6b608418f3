//! Where a noisy curve crosses zero, and how sure that is.
//!
//! Each replication tells, at the same few loads and on the same random numbers, an *excess* (how
//! far it is above a level) and a *yield* (what it carried). Both are smoothed by one polynomial of
//! the load for each replication; least squares is linear, so that the mean of the replications'
//! curves is the curve of the means. The answer is the mean yield where the mean excess crosses
//! zero.
//!
//! The interval inverts a test, as Fieller (1954, "Some problems in interval estimation", J. R.
//! Statist. Soc. B 16) did for ratios: it holds every load at which Student's t does not tell the
//! mean excess from zero. A replication that by chance carried more is above the level for that
//! alone, so the test is of the excess less what the curve makes of the replication's surplus of
//! yield; this is the influence of a replication on the answer, and it narrows the interval.
//!
//! Sums of waits are skewed and have heavy tails, which makes Student's t miss more often above the
//! answer than below and a little more often than it says. Two things are done about it (see
//! `shape`): the degrees of freedom are those of the kurtosis seen, and a load is excluded only if
//! Hall's test for skewed values tells it from the answer as well. On E2/E2/n, 20 replications, 1,500 trials each, Student's t alone
//! covered in 94.4 to 94.9 % and this in 95.5 to 96.0 %.

use super::shape::Shape;
use super::student::student_t_95;

/// Excess and yield of one replication at each load of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Above zero where the load is too much.
    pub excess: Vec<f64>,
    /// What was carried.
    pub carried: Vec<f64>,
}

/// Where the mean excess crosses zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// The load there.
    pub load: f64,
    /// Mean of what is carried there.
    pub carried: f64,
    /// The 95 % interval of what is carried there.
    pub ci95: (f64, f64),
    /// Whether the interval ends inside the grid, below and above.
    pub closed: (bool, bool),
    /// What each replication says of the answer: their mean is [`carried`](Self::carried), their
    /// spread its uncertainty. Answers on common random numbers are compared replication by
    /// replication.
    pub by_replication: Vec<f64>,
}

/// Where the crossing lies against a grid.
#[derive(Clone, Debug, PartialEq)]
pub enum Search {
    /// The excess is above zero at every load of the grid.
    Below,
    /// The excess is below zero at every load of the grid.
    Above,
    /// Inside.
    Found(Crossing),
}

/// Points at which the smoothed curves are looked at, inside the grid.
const STEPS: u32 = 512;

/// The smoothed curves: polynomial coefficients in the centered load.
struct Curves {
    low: f64,
    high: f64,
    /// For each replication.
    excess: Vec<Vec<f64>>,
    carried: Vec<Vec<f64>>,
    mean_excess: Vec<f64>,
    mean_carried: Vec<f64>,
}

/// Looks for the crossing between the first and the last of `loads`.
///
/// The polynomials have degree 1 on two or three loads, 2 on up to six, 3 on more.
///
/// # Panics
/// If there are fewer than two loads or replications, loads do not ascend, or a replication does
/// not tell of every load.
pub fn crossing(loads: &[f64], replications: &[Told]) -> Search {
    let curves = Curves::new(loads, replications);
    let at = |step: u32| {
        let share = f64::from(step) / f64::from(STEPS);
        curves.low + (curves.high - curves.low) * share
    };
    if curves.excess_at(curves.low) > 0.0 {
        return Search::Below;
    }
    // The first crossing: beyond a service level nobody asks whether it is kept again later.
    let Some(step) = (1..=STEPS).find(|step| curves.excess_at(at(*step)) > 0.0) else {
        return Search::Above;
    };
    let load = bisect(at(step - 1), at(step), |load| curves.excess_at(load));
    let t = student_t_95(Shape::of(&curves.adjusted(load)).freedom());
    let below = |load: f64| Shape::of(&curves.adjusted(load)).tests().1 + t;
    let above = |load: f64| Shape::of(&curves.adjusted(load)).tests().0 - t;
    // From the answer outward, to the first load that the tests tell from it.
    let lower = (0..step)
        .rev()
        .find(|step| below(at(*step)) < 0.0)
        .map(|step| bisect(at(step), load, below));
    let upper = (step..=STEPS)
        .find(|step| above(at(*step)) > 0.0)
        .map(|step| bisect(load, at(step), above));
    let carried = curves.carried_at(load);
    let ends = (
        curves.carried_at(lower.unwrap_or(curves.low)),
        curves.carried_at(upper.unwrap_or(curves.high)),
    );
    Search::Found(Crossing {
        load,
        carried,
        ci95: (ends.0.min(carried), ends.1.max(carried)),
        closed: (lower.is_some(), upper.is_some()),
        by_replication: curves.by_replication(load),
    })
}

impl Curves {
    fn new(loads: &[f64], replications: &[Told]) -> Self {
        assert!(
            loads.len() > 1 && loads.windows(2).all(|pair| pair[0] < pair[1]),
            "a curve has two loads at least, in order: {loads:?}"
        );
        assert!(
            replications.len() > 1,
            "an interval needs two replications at least"
        );
        let (low, high) = (loads[0], loads[loads.len() - 1]);
        let degree = match loads.len() {
            ..=3 => 1,
            4..=6 => 2,
            _ => 3,
        };
        let centered: Vec<f64> = loads.iter().map(|load| center(*load, low, high)).collect();
        let smooth = Smoother::new(&centered, degree);
        let fit = |values: fn(&Told) -> &Vec<f64>| -> Vec<Vec<f64>> {
            let each = replications.iter();
            each.map(|told| smooth.fit(values(told))).collect()
        };
        let (excess, carried) = (fit(|told| &told.excess), fit(|told| &told.carried));
        Self {
            low,
            high,
            mean_excess: mean(&excess),
            mean_carried: mean(&carried),
            excess,
            carried,
        }
    }

    fn excess_at(&self, load: f64) -> f64 {
        value(&self.mean_excess, center(load, self.low, self.high))
    }

    fn carried_at(&self, load: f64) -> f64 {
        value(&self.mean_carried, center(load, self.low, self.high))
    }

    /// How far the excess rises for one more unit carried.
    fn rise(&self, load: f64) -> f64 {
        let x = center(load, self.low, self.high);
        let carried = slope(&self.mean_carried, x);
        if carried > 0.0 {
            slope(&self.mean_excess, x).max(0.0) / carried
        } else {
            0.0
        }
    }

    /// Each replication's excess, less what its surplus of yield makes of it.
    fn adjusted(&self, load: f64) -> Vec<f64> {
        let x = center(load, self.low, self.high);
        let (rise, usual) = (self.rise(load), self.carried_at(load));
        let pairs = self.excess.iter().zip(&self.carried);
        pairs
            .map(|(excess, carried)| value(excess, x) - rise * (value(carried, x) - usual))
            .collect()
    }

    /// Carried at the crossing, as each replication would move it.
    fn by_replication(&self, load: f64) -> Vec<f64> {
        let (rise, usual) = (self.rise(load), self.carried_at(load));
        let moved = |excess: &f64| {
            if rise > 0.0 {
                usual - excess / rise
            } else {
                usual
            }
        };
        self.adjusted(load).iter().map(moved).collect()
    }
}

/// `load` on a scale from −1 to 1 over the grid.
fn center(load: f64, low: f64, high: f64) -> f64 {
    (2.0 * load - low - high) / (high - low)
}

/// Polynomial with these coefficients, lowest first.
fn value(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// Its derivative.
fn slope(coefficients: &[f64], x: f64) -> f64 {
    let terms = coefficients.iter().enumerate().skip(1).rev();
    terms.fold(0.0, |sum, (power, c)| sum * x + c * power as f64)
}

fn mean(rows: &[Vec<f64>]) -> Vec<f64> {
    let mut sum = vec![0.0; rows[0].len()];
    for row in rows {
        for (sum, cell) in sum.iter_mut().zip(row) {
            *sum += cell;
        }
    }
    sum.iter().map(|sum| sum / rows.len() as f64).collect()
}

/// The zero of a function that is at most zero at `low` and above it at `high`, or the reverse.
fn bisect(mut low: f64, mut high: f64, of: impl Fn(f64) -> f64) -> f64 {
    let rises = of(low) <= 0.0;
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if (of(middle) <= 0.0) == rises {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Least squares on fixed points by orthogonal polynomials (Gram and Schmidt), so that no system
/// of equations is badly conditioned.
struct Smoother {
    /// Values at the points, orthonormal, with the coefficients they stand for.
    basis: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Smoother {
    fn new(points: &[f64], degree: usize) -> Self {
        let mut basis: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
        for power in 0..=degree {
            let mut coefficients = vec![0.0; degree + 1];
            coefficients[power] = 1.0;
            let mut values: Vec<f64> = points.iter().map(|x| value(&coefficients, *x)).collect();
            for (earlier, of_earlier) in &basis {
                let overlap = dot(&values, earlier);
                subtract(&mut values, earlier, overlap);
                subtract(&mut coefficients, of_earlier, overlap);
            }
            let length = dot(&values, &values).sqrt();
            for value in values.iter_mut().chain(&mut coefficients) {
                *value /= length;
            }
            basis.push((values, coefficients));
        }
        Self { basis }
    }

    /// Coefficients of the polynomial nearest to these values.
    fn fit(&self, told: &[f64]) -> Vec<f64> {
        let mut fitted = vec![0.0; self.basis.len()];
        for (values, coefficients) in &self.basis {
            assert_eq!(
                told.len(),
                values.len(),
                "a replication tells of every load"
            );
            subtract(&mut fitted, coefficients, -dot(told, values));
        }
        fitted
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn subtract(from: &mut [f64], what: &[f64], times: f64) {
    for (from, what) in from.iter_mut().zip(what) {
        *from -= times * what;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADS: [f64; 5] = [0.8, 0.9, 1.0, 1.1, 1.2];

    /// A replication of the curve (load² − 1) that is `above` it, and carried 100·load + `more`.
    fn told(above: f64, more: f64) -> Told {
        Told {
            excess: LOADS.iter().map(|load| load * load - 1.0 + above).collect(),
            carried: LOADS.iter().map(|load| 100.0 * load + more).collect(),
        }
    }

    fn found(search: Search) -> Crossing {
        match search {
            Search::Found(crossing) => crossing,
            other => panic!("no crossing: {other:?}"),
        }
    }

    #[test]
    fn the_answer_is_where_the_mean_curve_crosses() {
        let crossing = found(crossing(&LOADS, &[told(0.01, 0.0), told(-0.01, 0.0)]));
        assert!((crossing.load - 1.0).abs() < 1e-9);
        assert!((crossing.carried - 100.0).abs() < 1e-7);
        // Half width t(0.975, 1) · 0.01414 / √2 = 12.706 · 0.01 of excess: load √(1 ∓ 0.12706).
        let ends = [(1.0_f64 - 0.127_062).sqrt(), (1.0_f64 + 0.127_062).sqrt()];
        assert!(
            (crossing.ci95.0 - 100.0 * ends[0]).abs() < 1e-3,
            "{crossing:?}"
        );
        assert!(
            (crossing.ci95.1 - 100.0 * ends[1]).abs() < 1e-3,
            "{crossing:?}"
        );
        assert_eq!(crossing.closed, (true, true));
        // A replication that is 0.01 above on a slope of 2 a load would move the load by −0.005.
        assert!((crossing.by_replication[0] - 99.5).abs() < 1e-6);
        assert!((crossing.by_replication[1] - 100.5).abs() < 1e-6);
    }

    #[test]
    fn a_surplus_that_explains_the_excess_leaves_no_doubt() {
        // Slope of the excess for one more carried: 2 / 100; at the crossing it explains all.
        let pair = [told(0.02, 1.0), told(-0.02, -1.0)];
        let crossing = found(crossing(&LOADS, &pair));
        assert!(crossing.ci95.1 - crossing.ci95.0 < 1e-3, "{crossing:?}");
    }

    #[test]
    fn a_crossing_outside_the_grid_is_told_by_its_side() {
        let same = |above: f64| [told(above, 0.0), told(above, 0.0)];
        assert_eq!(crossing(&LOADS, &same(0.5)), Search::Below);
        assert_eq!(crossing(&LOADS, &same(-0.5)), Search::Above);
        // Very noisy: the interval reaches both ends, and says so.
        let open = found(crossing(&LOADS, &[told(0.2, 0.0), told(-0.2, 0.0)]));
        assert_eq!(open.closed, (false, false));
        assert!((open.ci95.0 - 80.0).abs() < 1e-6 && (open.ci95.1 - 120.0).abs() < 1e-6);
    }

    #[test]
    fn a_cubic_is_fitted_exactly_on_many_points() {
        let points: Vec<f64> = (0..9).map(|i| f64::from(i) / 4.0 - 1.0).collect();
        let cubic = [0.5, -1.0, 2.0, 3.0];
        let told: Vec<f64> = points.iter().map(|x| value(&cubic, *x)).collect();
        let fitted = Smoother::new(&points, 3).fit(&told);
        for (fitted, exact) in fitted.iter().zip(cubic) {
            assert!((fitted - exact).abs() < 1e-12);
        }
        assert!((slope(&cubic, 0.5) - (-1.0 + 2.0 + 2.25)).abs() < 1e-12);
    }
}
