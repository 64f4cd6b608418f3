//! Which chart stands in which section of the page.

use crate::report::ReportError;
use crate::report::chart::Chart;

/// Charts of capacity and waiting, of terminals, of shore power and emissions, of the At-Berth
/// rule, and of the worth of cargo, in their order.
/// A chart that is in none of them stands after the last one.
const CAPACITY: &[&str] = &[
    "throughput",
    "ships",
    "berth_occupancy",
    "berthed_within_2h",
    "distributions",
];
const TERMINALS: &[&str] = &["cranes", "gangs", "land", "berth_plan"];
const ENERGY: &[&str] = &[
    "emissions",
    "net",
    "co2e_per_teu",
    "shore_power",
    "load_duration",
    "shore_power_demand",
    "corridor",
];
const RULE: &[&str] = &["at_berth"];
const VALUE: &[&str] = &["trade"];

/// A chart on the page.
pub(super) struct Figure<'a> {
    pub(super) chart: &'a Chart,
    pub(super) svg: String,
    /// What its parts say, as JSON: left, top, right and bottom in its pixels, and words.
    pub(super) values: String,
}

/// The page's charts by section.
pub(super) struct Figures<'a> {
    pub(super) capacity: Vec<Figure<'a>>,
    pub(super) terminals: Vec<Figure<'a>>,
    pub(super) energy: Vec<Figure<'a>>,
    pub(super) rule: Vec<Figure<'a>>,
    pub(super) value: Vec<Figure<'a>>,
    pub(super) others: Vec<Figure<'a>>,
}

/// Every chart in its section.
///
/// # Errors
/// If one cannot be drawn.
pub(super) fn figures(charts: &[Chart]) -> Result<Figures<'_>, ReportError> {
    let named = |ids: &[&str]| {
        ids.iter()
            .filter_map(|id| charts.iter().find(|chart| chart.id == *id))
            .map(figure)
            .collect::<Result<Vec<_>, ReportError>>()
    };
    let known = [CAPACITY, TERMINALS, ENERGY, RULE, VALUE].concat();
    let others = charts.iter().filter(|chart| !known.contains(&chart.id));
    Ok(Figures {
        capacity: named(CAPACITY)?,
        terminals: named(TERMINALS)?,
        energy: named(ENERGY)?,
        rule: named(RULE)?,
        value: named(VALUE)?,
        others: others.map(figure).collect::<Result<_, _>>()?,
    })
}

fn figure(chart: &Chart) -> Result<Figure<'_>, ReportError> {
    let svg = chart.svg()?;
    let values = chart.picture.values.iter().map(|(frame, words)| {
        let edges = [frame.left, frame.top, frame.right, frame.bottom];
        let [left, top, right, bottom] = edges.map(|edge| format!("{edge:.0}"));
        let words = serde_json::to_string(words)?;
        Ok(format!("[{left},{top},{right},{bottom},{words}]"))
    });
    let values: Result<Vec<String>, ReportError> = values.collect();
    let values = format!("[{}]", values?.join(","));
    Ok(Figure { chart, svg, values })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{chart, fixture};

    #[test]
    fn every_chart_stands_once() {
        let charts = chart::all(&fixture::year());
        let figures = figures(&charts).unwrap();
        let all = [
            figures.capacity,
            figures.terminals,
            figures.energy,
            figures.rule,
            figures.value,
            figures.others,
        ];
        assert_eq!(all.iter().map(Vec::len).sum::<usize>(), charts.len());
        assert_eq!(all[1][3].chart.id, "berth_plan");
    }
}
