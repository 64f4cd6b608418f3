//! Curves of replications over a grid of loads: smoothed, or straight from one load to the next.

use super::crossing::Told;
use super::shape::Shape;
use super::student::student_t_95;

/// Points at which the smoothed curves are looked at, inside the grid.
pub(super) const STEPS: u32 = 512;

/// The curves of a grid, in the centered load.
pub(super) struct Curves {
    pub(super) low: f64,
    pub(super) high: f64,
    line: Line,
    /// For each replication.
    excess: Vec<Vec<f64>>,
    carried: Vec<Vec<f64>>,
    mean_excess: Vec<f64>,
    mean_carried: Vec<f64>,
}

impl Curves {
    /// The curves of replications at these loads, smoothed or straight from one to the next.
    pub(super) fn new(loads: &[f64], replications: &[Told], smooth: bool) -> Self {
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
        let smooth = smooth.then(|| Smoother::new(&centered, degree));
        let fit = |values: fn(&Told) -> &Vec<f64>| -> Vec<Vec<f64>> {
            let each = replications.iter().map(values);
            each.map(|told| match &smooth {
                Some(smooth) => smooth.fit(told),
                None => told.clone(),
            })
            .collect()
        };
        let (excess, carried) = (fit(|told| &told.excess), fit(|told| &told.carried));
        Self {
            low,
            high,
            line: match smooth {
                Some(_) => Line::Polynomial,
                None => Line::Straight(centered),
            },
            mean_excess: mean(&excess),
            mean_carried: mean(&carried),
            excess,
            carried,
        }
    }

    pub(super) fn excess_at(&self, load: f64) -> f64 {
        let x = center(load, self.low, self.high);
        self.line.value(&self.mean_excess, x)
    }

    pub(super) fn carried_at(&self, load: f64) -> f64 {
        let x = center(load, self.low, self.high);
        self.line.value(&self.mean_carried, x)
    }

    /// The interval of what is carried around an answer, and whether it ends inside the grid.
    pub(super) fn interval(&self, load: f64, carried: f64) -> ((f64, f64), (bool, bool)) {
        let at = |step: u32| {
            let share = f64::from(step) / f64::from(STEPS);
            self.low + (self.high - self.low) * share
        };
        let t = student_t_95(Shape::from_sample(&self.adjusted(load)).freedom());
        let below = |load: f64| Shape::from_sample(&self.adjusted(load)).tests().1 + t;
        let above = |load: f64| Shape::from_sample(&self.adjusted(load)).tests().0 - t;
        let next = (0..=STEPS).find(|step| at(*step) > load);
        let next = next.unwrap_or(STEPS);
        // From the answer outward, to the first load that the tests tell from it.
        let lower = (0..next)
            .rev()
            .find(|step| below(at(*step)) < 0.0)
            .map(|step| bisect(at(step), load, below));
        let upper = (next..=STEPS)
            .find(|step| above(at(*step)) > 0.0)
            .map(|step| bisect(load, at(step), above));
        let ends = (
            self.carried_at(lower.unwrap_or(self.low)),
            self.carried_at(upper.unwrap_or(self.high)),
        );
        (
            (ends.0.min(carried), ends.1.max(carried)),
            (lower.is_some(), upper.is_some()),
        )
    }

    /// How far the excess rises for one more unit carried.
    fn rise(&self, load: f64) -> f64 {
        let x = center(load, self.low, self.high);
        let carried = self.line.slope(&self.mean_carried, x);
        if carried > 0.0 {
            self.line.slope(&self.mean_excess, x).max(0.0) / carried
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
            .map(|(excess, carried)| {
                self.line.value(excess, x) - rise * (self.line.value(carried, x) - usual)
            })
            .collect()
    }

    /// Carried at the crossing, as each replication would move it.
    pub(super) fn by_replication(&self, load: f64) -> Vec<f64> {
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

/// What the numbers of a curve are.
enum Line {
    /// Coefficients, lowest power first.
    Polynomial,
    /// Heights at these centered loads.
    Straight(Vec<f64>),
}

impl Line {
    fn value(&self, curve: &[f64], x: f64) -> f64 {
        match self {
            Self::Polynomial => value(curve, x),
            Self::Straight(at) => {
                let left = Self::piece(at, x);
                curve[left] + self.slope(curve, x) * (x - at[left])
            }
        }
    }

    fn slope(&self, curve: &[f64], x: f64) -> f64 {
        match self {
            Self::Polynomial => slope(curve, x),
            Self::Straight(at) => {
                let left = Self::piece(at, x);
                (curve[left + 1] - curve[left]) / (at[left + 1] - at[left])
            }
        }
    }

    /// The load to the left of a piece that holds `x`, or of the outermost one.
    fn piece(at: &[f64], x: f64) -> usize {
        let right = at.partition_point(|load| *load <= x);
        right.clamp(1, at.len() - 1) - 1
    }
}

/// `load` on a scale from −1 to 1 over the grid.
fn center(load: f64, low: f64, high: f64) -> f64 {
    (2.0 * load - low - high) / (high - low)
}

/// Polynomial with these coefficients, lowest first.
pub(super) fn value(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// Its derivative.
pub(super) fn slope(coefficients: &[f64], x: f64) -> f64 {
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
pub(super) fn bisect(mut low: f64, mut high: f64, of: impl Fn(f64) -> f64) -> f64 {
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
pub(super) struct Smoother {
    /// Values at the points, orthonormal, with the coefficients they stand for.
    basis: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Smoother {
    pub(super) fn new(points: &[f64], degree: usize) -> Self {
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
    pub(super) fn fit(&self, told: &[f64]) -> Vec<f64> {
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
