//! `differences.csv`: every measure of every part in two scenarios.

use super::table::{Table, number, text};
use crate::experiment::Versus;
use crate::experiment::measure::Part;
use crate::report::ReportError;
use crate::report::comparison::{family, verdict};

const HEADER: [&str; 20] = [
    "base",
    "other",
    "level",
    "id",
    "name",
    "measure",
    "unit",
    "base_mean",
    "other_mean",
    "difference_mean",
    "ci95_low",
    "ci95_high",
    "relative",
    "relative_half_width",
    "p",
    "p_holm",
    "family",
    "verdict",
    "variance_reduction",
    "replications",
];

/// One row for each other scenario, part and measure.
pub(crate) fn differences<'a>(
    base: &str,
    others: impl Iterator<Item = (&'a str, &'a Versus)>,
) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&HEADER)?;
    let optional = |value: Option<f64>| value.map_or_else(String::new, number);
    for (other, versus) in others {
        for part in &versus.parts {
            let level = match part.part.level {
                Part::Bay => "bay",
                Part::Port => "port",
                Part::Terminal => "terminal",
            };
            for found in &part.differences {
                table.row(&[
                    text(base),
                    text(other),
                    level.to_owned(),
                    text(&part.part.id),
                    text(&part.part.name),
                    found.measure.name.to_owned(),
                    found.measure.unit.to_owned(),
                    number(found.base_mean),
                    number(found.other_mean),
                    number(found.mean),
                    optional(found.ci95_low()),
                    optional(found.ci95_high()),
                    optional(found.relative),
                    optional(found.relative_half_width),
                    optional(found.p),
                    optional(found.p_holm),
                    family(found.family).to_owned(),
                    verdict(found.verdict).to_owned(),
                    optional(found.variance_reduction),
                    found.pairs.to_string(),
                ])?;
            }
        }
    }
    table.bytes()
}
