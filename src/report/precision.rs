//! What became of a precision that was asked for, in words.

use crate::experiment::PrecisionFound;

/// Whether it was reached, after how many replications, and what is known least well; no full
/// stop.
pub fn precision_in_words(found: &PrecisionFound, replications: u32) -> String {
    // As it was typed: 100 times 0.07 is not 7.
    let asked = format!("{} %", (1e6 * found.asked).round() / 1e4);
    let widest = found.widest.as_ref();
    let width = widest.map_or_else(String::new, |widest| match widest.relative {
        width if width.is_finite() => {
            format!(": {} is known to ±{:.1} %", widest.measure, 100.0 * width)
        }
        _ => format!(": nothing is known of the precision of {}", widest.measure),
    });
    if found.reached {
        format!("Precision of {asked} reached after {replications} replications{width}")
    } else {
        format!(
            "Precision of {asked} not reached in {replications} replications{width}; \
             --max-replications allows more"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Widest;
    use crate::experiment::measure;

    #[test]
    fn what_the_rule_came_to_is_told() {
        let found = |reached, relative| PrecisionFound {
            asked: 0.02,
            measures: vec![&measure::WAIT_HOURS_MEAN],
            most: 100,
            reached,
            widest: Some(Widest {
                measure: &measure::WAIT_HOURS_MEAN,
                relative,
            }),
        };
        assert_eq!(
            precision_in_words(&found(true, 0.0123), 80),
            "Precision of 2 % reached after 80 replications: wait_hours_mean is known to ±1.2 %"
        );
        assert_eq!(
            precision_in_words(&found(false, 0.05), 100),
            "Precision of 2 % not reached in 100 replications: wait_hours_mean is known to ±5.0 %; \
             --max-replications allows more"
        );
        assert!(precision_in_words(&found(false, f64::INFINITY), 2).contains("nothing is known"));
    }
}
