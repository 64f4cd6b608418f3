//! `--precision`: replicate until intervals are narrow enough.

use clap::Args;

use crate::cli::batch::REPLICATIONS;
use crate::cli::measure_name::measure_name;
use crate::experiment::Precision;
use crate::experiment::measure::{self, Measure};

/// Measures whose intervals count unless others are named.
const MEASURES: [&Measure; 2] = [&measure::THROUGHPUT_TEU, &measure::WAIT_HOURS_MEAN];

/// Options that let intervals decide how many replications are run.
#[derive(Debug, Args)]
pub(crate) struct PrecisionOptions {
    /// Replicate until the 95 % intervals are this narrow, such as `2%` of the mean either way.
    #[arg(long, help_heading = REPLICATIONS, value_name = "PERCENT", value_parser = percent, conflicts_with_all = ["replications", "shard"])]
    precision: Option<f64>,

    /// Bay-wide measures that must be that precise [default: throughput and mean wait].
    #[arg(long, help_heading = REPLICATIONS, value_name = "NAMES", value_delimiter = ',', value_parser = measure_name, requires = "precision")]
    precision_of: Vec<&'static Measure>,

    /// Replications after which `--precision` gives up.
    #[arg(long, help_heading = REPLICATIONS, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(2..=1_000_000), requires = "precision")]
    max_replications: u32,
}

impl PrecisionOptions {
    /// The rule, where one was asked for.
    pub(crate) fn rule(&self) -> Option<Precision> {
        let measures: &[&'static Measure] = if self.precision_of.is_empty() {
            &MEASURES
        } else {
            &self.precision_of
        };
        let relative = self.precision?;
        Some(Precision::new(relative, measures, self.max_replications))
    }
}

/// A share of the mean, as percent.
fn percent(typed: &str) -> Result<f64, String> {
    let number = typed.strip_suffix('%').map(str::trim_end);
    let number = number.and_then(|number| number.parse::<f64>().ok());
    number
        .filter(|percent| *percent > 0.0 && *percent < 100.0)
        .map(|percent| percent / 100.0)
        .ok_or_else(|| "write percent of the mean above 0% and below 100%, such as `2%`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_are_read_and_everything_else_is_refused() {
        assert_eq!(percent("2%"), Ok(0.02));
        assert_eq!(percent("2.5 %"), Ok(0.025));
        for wrong in ["2", "0.02", "0%", "100%", "-1%", "NaN%", "two%", ""] {
            let fault = percent(wrong).unwrap_err();
            assert_eq!(
                fault,
                "write percent of the mean above 0% and below 100%, such as `2%`"
            );
        }
    }
}
