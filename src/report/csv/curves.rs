//! Tables behind curves: `distributions.csv` and `shore_power.csv`.

use super::table::{SUMMARY, Table, number, text};
use crate::experiment::{Histogram, Results};
use crate::report::ReportError;

/// Calls by wait and by time at berth, all replications together. The last span of each has no
/// upper end.
pub(crate) fn distributions(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::new(&["quantity", "from_h", "to_h", "calls"])?;
    let mut rows = |quantity: &str, histogram: &Histogram| {
        let last = histogram.counts.len();
        histogram
            .counts
            .iter()
            .enumerate()
            .try_for_each(|(bin, count)| {
                let edge = |bin: usize| number(bin as f64 * histogram.bin_width);
                let to = if bin + 1 == last {
                    String::new()
                } else {
                    edge(bin + 1)
                };
                table.row([quantity, &edge(bin), &to, &count.to_string()])
            })
    };
    rows("wait", &results.wait_hours)?;
    rows("time_at_berth", &results.stay_hours)?;
    table.bytes()
}

/// Load: mean of each day, mean by hour of the day, the same by month, and the load-duration
/// curve (15-minute means of the first replication, no intervals), the last by port and terminal,
/// too.
pub(crate) fn shore_power(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["of", "curve", "at", "unit"])?;
    let of = |of: &str, curve: &str, at: String| [text(of), curve.to_owned(), at, "MW".to_owned()];
    let cells = |curve: &str, at: String| of("bay", curve, at);
    for (day, mw) in results.days.iter().zip(&results.load.daily_mean_mw) {
        table.summary(&cells("daily_mean", day.date.clone()), mw)?;
    }
    for (hour, mw) in results.load.hour_of_day_mw.iter().enumerate() {
        table.summary(&cells("hour_of_day", format!("{hour:02}:00")), mw)?;
    }
    for month in &results.load.hour_by_month_mw {
        for (hour, mw) in month.mw.iter().enumerate() {
            let at = format!("{:04}-{:02} {hour:02}:00", month.year, month.month);
            table.summary(&cells("hour_by_month", at), mw)?;
        }
    }
    let bay = std::iter::once(("bay", &results.load.duration_mw));
    let parts = results.load.duration_by_part_mw.iter();
    for (id, curve) in bay.chain(parts.map(|(id, curve)| (id.as_str(), curve))) {
        for (percent, mw) in curve.iter().enumerate() {
            let mut row = of(id, "duration", format!("{percent} %")).to_vec();
            row.push(number(*mw));
            row.resize(row.len() + SUMMARY.len() - 1, String::new());
            table.row(row)?;
        }
    }
    table.bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_bin_and_every_point_has_its_row() {
        let results = fixture::year();
        let text = String::from_utf8(distributions(&results).unwrap()).unwrap();
        assert_eq!(text.lines().count(), 1 + 400 + 200);
        assert_eq!(text.lines().nth(1), Some("wait,0,0.5,700"));
        assert!(
            text.lines().any(|line| line.starts_with("wait,199.5,,")),
            "open end"
        );
        let text = String::from_utf8(shore_power(&results).unwrap()).unwrap();
        assert_eq!(text.lines().count(), 1 + 365 + 24 + 12 * 24 + 5 * 101);
        assert!(text.contains("bay,duration,100 %,MW,"), "{text}");
        assert!(text.contains("pier_400,duration,0 %,MW,"), "{text}");
        assert!(
            text.contains("bay,hour_by_month,2025-12 23:00,MW,"),
            "{text}"
        );
    }
}
