//! How surely one number rises with another.

/// Spearman's rank correlation of pairs: 1 if one always rises with the other, −1 if it always
/// falls, about 0 if they have nothing to do with each other. `None` of fewer than two pairs, or
/// if one of them is always the same.
///
/// Source: Spearman (1904), "The proof and measurement of association between two things",
/// American Journal of Psychology 15. Like values have the mean of their ranks.
pub fn rank_correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let one: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
    let other: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let (one, other) = (centered_ranks(&one), centered_ranks(&other));
    let product = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let size = (product(&one, &one) * product(&other, &other)).sqrt();
    (size > 0.0).then(|| product(&one, &other) / size)
}

/// Ranks of values, less their mean.
fn centered_ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| -> f64 {
        let below = values.iter().filter(|other| *other < value).count();
        let above = values.iter().filter(|other| *other > value).count();
        below as f64 - above as f64
    };
    values.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_tell_how_surely_one_rises_with_the_other() {
        let told = |pairs: &[(f64, f64)]| rank_correlation(pairs).unwrap();
        assert!((told(&[(1.0, 2.0), (2.0, 30.0), (3.0, 31.0)]) - 1.0).abs() < 1e-12);
        assert!((told(&[(1.0, 3.0), (2.0, 2.0), (3.0, -9.0)]) + 1.0).abs() < 1e-12);
        // Spearman's example of textbooks: ranks 1 2 3 4 5 against 2 1 4 3 5: 1 - 6 * 4 / 120.
        let five = [(1.0, 2.0), (2.0, 1.0), (3.0, 4.0), (4.0, 3.0), (5.0, 5.0)];
        assert!((told(&five) - 0.8).abs() < 1e-12);
        // With ties: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
        let ties = [(1.0, 1.0), (2.0, 2.0), (2.0, 3.0), (4.0, 4.0)];
        assert!((told(&ties) - 4.5 / (4.5_f64 * 5.0).sqrt()).abs() < 1e-12);
        assert_eq!(rank_correlation(&[(1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(rank_correlation(&[]), None);
    }
}
