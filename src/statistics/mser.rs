//! Where a start that is not typical ends: the truncation rule MSER-5.

/// Observations averaged into one batch.
pub const MSER_BATCH: usize = 5;
/// Batches at the end that are never all that is left: a few of them agree by chance.
const LEFT_AT_LEAST: usize = 5;

/// How many observations at the beginning of a series MSER-5 drops.
///
/// The series is averaged in batches of [five](MSER_BATCH); what is over at its end is left out.
/// Of every number of batches d that could be dropped from the beginning of n, it takes the one
/// whose rest has the least marginal standard error of the mean,
///
/// ```text
/// MSER(d) = Σ (yᵢ − ȳ)² / (n − d)², over the batches i = d + 1 … n that are left,
/// ```
///
/// and of equals the smallest. `None` if that lies in the second half, or there are too few
/// batches: then the series has not settled, and must be longer.
///
/// Sources: White (1997), "An effective truncation heuristic for bias reduction in simulation
/// output", Simulation 69(6); batches of five: White, Cobb and Spratt (2000), "A comparison of five
/// steady-state truncation heuristics for simulation", Proceedings of the 2000 Winter Simulation
/// Conference; the second half, and the last five batches, as in Hoad, Robinson and Davies (2010),
/// "Automating warm-up length estimation", Journal of the Operational Research Society 61(9).
pub fn mser_5(series: &[f64]) -> Option<usize> {
    let batch = |values: &[f64]| values.iter().sum::<f64>() / MSER_BATCH as f64;
    let batches: Vec<f64> = series.chunks_exact(MSER_BATCH).map(batch).collect();
    let dropped = least_error(&batches)?;
    (2 * dropped <= batches.len()).then_some(dropped * MSER_BATCH)
}

/// How many values to drop so that the rest has the least marginal standard error.
fn least_error(values: &[f64]) -> Option<usize> {
    let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
    let mut least: Option<(f64, usize)> = None;
    // From the end, so that what is left grows by one value at a time (Welford 1962).
    for (dropped, value) in values.iter().enumerate().rev() {
        count += 1.0;
        let from_mean = value - mean;
        mean += from_mean / count;
        squares += from_mean * (value - mean);
        let error = squares / (count * count);
        let is_least = least.is_none_or(|(other, _)| error <= other);
        if values.len() - dropped >= LEFT_AT_LEAST && is_least {
            least = Some((error, dropped));
        }
    }
    least.map(|(_, dropped)| dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same value five times over, for each of these.
    fn in_batches(values: &[f64]) -> Vec<f64> {
        let five = |value: &f64| [*value; MSER_BATCH];
        values.iter().flat_map(five).collect()
    }

    #[test]
    fn series_worked_by_hand_are_cut_where_the_error_is_least() {
        // MSER(0) = 14.4/100, MSER(1) = 8/81, MSER(2) = 0/64, and equal from there on.
        let series = in_batches(&[1.0, 1.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]);
        assert_eq!(mser_5(&series), Some(10));
        // An outlier: MSER(0) = 22.5/100, MSER(3) = 150/7/49, MSER(4) = 0.
        let series = in_batches(&[4.0, 4.0, 4.0, 9.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]);
        assert_eq!(mser_5(&series), Some(20));
        // MSER(d) is 1/(10 − d) for even d, and for odd d more than at d − 1: 0.1 at d = 0 is least.
        let series = in_batches(&[1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0]);
        assert_eq!(mser_5(&series), Some(0));
        assert_eq!(mser_5(&in_batches(&[7.0; 12])), Some(0), "nothing to drop");
    }

    #[test]
    fn five_observations_are_one() {
        // Batches 3, 3, … whatever is within them; two observations are over.
        let mut series = [1.0, 5.0, 3.0, 2.0, 4.0].repeat(8);
        series.extend([1000.0, 1000.0]);
        assert_eq!(mser_5(&series), Some(0));
        series.splice(0..5, [13.0; 5]);
        assert_eq!(mser_5(&series), Some(5));
    }

    #[test]
    fn a_series_that_does_not_settle_is_refused() {
        let growing: Vec<f64> = (0..200).map(f64::from).collect();
        assert_eq!(mser_5(&growing), None);
        // A step in the second half.
        let mut step = vec![1.0; 60];
        step.extend([5.0; 40]);
        assert_eq!(mser_5(&step), None);
        assert_eq!(mser_5(&[1.0; 24]), None, "four batches tell nothing");
        assert_eq!(mser_5(&[]), None);
    }
}
