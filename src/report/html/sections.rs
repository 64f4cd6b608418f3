//! Which chart stands in which section of the page.

use crate::report::ReportError;
use crate::report::chart::Chart;

/// Charts of capacity and waiting, of terminals, and of shore power and emissions, in their order.
/// A chart that is in none of them stands after the last one.
const CAPACITY: &[&str] = &["throughput", "ships", "berth_occupancy", "distributions"];
const TERMINALS: &[&str] = &["cranes", "berth_plan"];
const ENERGY: &[&str] = &[
    "emissions",
    "net",
    "co2e_per_teu",
    "shore_power",
    "load_duration",
    "shore_power_demand",
    "corridor",
];

/// A chart on the page.
pub(super) struct Figure<'a> {
    pub(super) chart: &'a Chart,
    pub(super) svg: String,
}

/// The page's charts by section.
pub(super) struct Figures<'a> {
    pub(super) capacity: Vec<Figure<'a>>,
    pub(super) terminals: Vec<Figure<'a>>,
    pub(super) energy: Vec<Figure<'a>>,
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
    let known = [CAPACITY, TERMINALS, ENERGY].concat();
    let others = charts.iter().filter(|chart| !known.contains(&chart.id));
    Ok(Figures {
        capacity: named(CAPACITY)?,
        terminals: named(TERMINALS)?,
        energy: named(ENERGY)?,
        others: others.map(figure).collect::<Result<_, _>>()?,
    })
}

fn figure(chart: &Chart) -> Result<Figure<'_>, ReportError> {
    let svg = chart.svg()?;
    Ok(Figure { chart, svg })
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
            figures.others,
        ];
        assert_eq!(all.iter().map(Vec::len).sum::<usize>(), charts.len());
        assert_eq!(all[1][1].chart.id, "berth_plan");
    }
}
