//! Many tests at once: p-values by Holm's procedure.

/// P-values adjusted so that, compared with a level, the chance of even one false discovery among
/// all of them stays below that level, however they depend on each other; in the order given.
///
/// The `i`-th smallest of `m` is multiplied by `m − i + 1` and never lies below one before it.
///
/// Source: Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian
/// Journal of Statistics 6(2).
///
/// # Panics
/// If a p-value is not within 0..=1.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![0.0; p_values.len()];
    let mut least = 0.0_f64;
    for (rank, index) in order.into_iter().enumerate() {
        let p = p_values[index];
        assert!((0.0..=1.0).contains(&p), "a p-value is of 0 to 1, got {p}");
        let left = (p_values.len() - rank) as f64;
        least = least.max((p * left).min(1.0));
        adjusted[index] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_worked_by_hand() {
        // Smallest times 4, next times 3, next times 2, largest times 1; never falling:
        // 0.005·4 = 0.02, 0.01·3 = 0.03, 0.03·2 = 0.06, 0.04·1 = 0.04 raised to 0.06.
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((found - expected).abs() < 1e-15, "{adjusted:?}");
        }
    }

    #[test]
    fn one_test_stays_as_it_is_and_none_exceeds_one() {
        assert_eq!(holm(&[0.2]), [0.2]);
        assert_eq!(holm(&[0.6, 0.9, 0.7]), [1.0, 1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }
}
