//! Sensitivity by elementary effects: which of many inputs matter.
//!
//! A trajectory begins at a random point of a grid of four levels a range and changes one input
//! after the other, each once, by two thirds of its range; the change of a measure over that of
//! the input, scaled to the whole range, is an elementary effect. The mean of their magnitudes, μ*,
//! ranks inputs; their spread, σ, shows bends and interactions.
//!
//! Sources: Morris (1991), "Factorial sampling plans for preliminary computational experiments",
//! Technometrics 33(2); μ*: Campolongo, Cariboni and Saltelli (2007), Environmental Modelling and
//! Software 22(10).

use crate::engine::Stream;
use crate::experiment::sweep::{Range, shuffled};
use crate::statistics::Summary;

/// Step of an input, as a share of its range: with four levels, two of three gaps.
const STEP: f64 = 2.0 / 3.0;

/// One point of a trajectory.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Share of each range, from 0 to 1.
    pub shares: Vec<f64>,
    /// The input that was changed to come here; `None` at the beginning of a trajectory.
    pub changed: Option<usize>,
}

/// What one input does to a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// Dotted path of the input.
    pub key: String,
    /// Mean of the effects over the whole range, in the unit of the measure, over trajectories.
    pub mu: Summary,
    /// Mean of their magnitudes.
    pub mu_star: Summary,
    /// Standard deviation of the effects.
    pub sigma: f64,
}

/// The points of `count` trajectories, one after the other: each one more than there are inputs.
///
/// # Panics
/// If there are more than four billion inputs.
pub fn trajectories(inputs: usize, count: u32, seed: u64) -> Vec<Point> {
    let root = Stream::root(seed, 0).named("morris");
    let inputs_32 = u32::try_from(inputs).expect("inputs are counted in 32 bits");
    let mut points = Vec::new();
    for trajectory in 0..count {
        let stream = root.child(u64::from(trajectory));
        let coin = |name: &str, input: usize| stream.named(name).uniform(input as u64) < 0.5;
        // Rising inputs begin on one of the two lower levels, falling ones on the upper.
        let begin = |input: usize| {
            let lower = if coin("level", input) { 0.0 } else { 1.0 / 3.0 };
            if coin("rises", input) {
                lower
            } else {
                lower + STEP
            }
        };
        let mut shares: Vec<f64> = (0..inputs).map(begin).collect();
        points.push(Point {
            shares: shares.clone(),
            changed: None,
        });
        for input in shuffled(inputs_32, stream.named("order")) {
            let input = input as usize;
            let step = if coin("rises", input) { STEP } else { -STEP };
            shares[input] = (shares[input] + step).clamp(0.0, 1.0);
            points.push(Point {
                shares: shares.clone(),
                changed: Some(input),
            });
        }
    }
    points
}

/// The settings of a point, as written in a scenario.
pub fn settings(ranges: &[Range], point: &Point) -> Vec<String> {
    let pairs = ranges.iter().zip(&point.shares);
    pairs.map(|(range, share)| range.at(*share)).collect()
}

/// What each input does to a measure whose value at each point is given, largest μ* first.
///
/// # Panics
/// If there is no trajectory, or not one value for each point.
pub fn elementary_effects(ranges: &[Range], points: &[Point], values: &[f64]) -> Vec<Effects> {
    assert_eq!(points.len(), values.len(), "every point has its value");
    let mut effects: Vec<Vec<f64>> = vec![Vec::new(); ranges.len()];
    for (index, point) in points.iter().enumerate() {
        if let Some(input) = point.changed {
            // Of the values that were run: whole numbers are not just where the level lies.
            let reached = |point: &Point| ranges[input].reached(point.shares[input]);
            let step = reached(point) - reached(&points[index - 1]);
            effects[input].push((values[index] - values[index - 1]) / step);
        }
    }
    let mut found: Vec<Effects> = ranges
        .iter()
        .zip(effects)
        .map(|(range, effects)| {
            let magnitudes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
            let of = |values: &[f64]| Summary::from_sample(values).expect("there is a trajectory");
            Effects {
                key: range.key.clone(),
                mu: of(&effects),
                mu_star: of(&magnitudes),
                sigma: deviation(&effects),
            }
        })
        .collect();
    found.sort_by(|a, b| b.mu_star.mean.total_cmp(&a.mu_star.mean));
    found
}

fn deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares = values.iter().map(|value| (value - mean) * (value - mean));
    (squares.sum::<f64>() / (count - 1.0).max(1.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges() -> Vec<Range> {
        let texts = ["a=0.0..1.0", "b=0.0..1.0", "c=0.0..1.0"];
        texts.map(|text| Range::parse(text).unwrap()).into()
    }

    #[test]
    fn a_trajectory_changes_each_input_once_and_stays_on_the_grid() {
        let points = trajectories(3, 5, 7);
        assert_eq!(points.len(), 20);
        for trajectory in points.chunks(4) {
            let mut changed: Vec<usize> = trajectory.iter().filter_map(|p| p.changed).collect();
            changed.sort_unstable();
            assert_eq!(changed, [0, 1, 2]);
            for share in trajectory.iter().flat_map(|point| &point.shares) {
                let level = share * 3.0;
                assert!((level - level.round()).abs() < 1e-9, "{share}");
            }
        }
        assert_ne!(points, trajectories(3, 5, 8));
    }

    #[test]
    fn a_linear_measure_has_its_coefficients_and_no_spread() {
        let points = trajectories(3, 6, 1);
        let of = |point: &Point| 5.0 * point.shares[0] - 20.0 * point.shares[1] + 1.0;
        let values: Vec<f64> = points.iter().map(of).collect();
        let effects = elementary_effects(&ranges(), &points, &values);
        assert_eq!(effects[0].key, "b");
        assert!((effects[0].mu.mean + 20.0).abs() < 1e-9 && effects[0].sigma < 1e-9);
        assert!((effects[1].mu_star.mean - 5.0).abs() < 1e-9);
        assert!(effects[2].mu_star.mean.abs() < 1e-9);
    }

    #[test]
    fn whole_numbers_count_for_the_step_that_was_made() {
        let cranes = Range::parse("cranes=8..13").unwrap();
        let points = trajectories(1, 8, 4);
        let of = |point: &Point| 3.0 * (8.0 + 5.0 * cranes.reached(point.shares[0]));
        let values: Vec<f64> = points.iter().map(of).collect();
        assert!(values.contains(&30.0), "10 cranes for 9.67: {values:?}");
        let effects = elementary_effects(std::slice::from_ref(&cranes), &points, &values);
        assert!((effects[0].mu.mean - 15.0).abs() < 1e-9, "{effects:?}");
    }

    #[test]
    fn an_interaction_shows_as_spread() {
        let points = trajectories(3, 12, 2);
        let values: Vec<f64> = points.iter().map(|p| p.shares[0] * p.shares[1]).collect();
        let effects = elementary_effects(&ranges(), &points, &values);
        assert!(
            effects[0].sigma > 0.1 && effects[1].sigma > 0.1,
            "{effects:?}"
        );
    }
}
