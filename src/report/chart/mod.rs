//! The charts of a run, one file per chart and one line in [`CHARTS`].
//!
//! Every chart states its finding in the title, computed from the data; says below what is drawn;
//! takes its ranges from the data, so that nothing is clamped to the frame; and is left out where
//! the results have nothing to show (a textbook queue has no shore power).

mod at_berth;
pub(crate) mod bars;
mod berth_plan;
mod berthed;
pub(super) mod calendar;
mod corridor;
mod cranes;
mod demand;
mod distributions;
mod emissions;
mod figure;
mod gangs;
mod label;
mod land;
mod load_duration;
mod net;
mod occupancy;
mod per_teu;
mod plan;
mod ranking;
mod ships;
mod shore_power;
mod throughput;
mod trade;

use crate::experiment::Results;

pub(crate) use emissions::MODES;
pub(crate) use figure::Figure;
#[cfg(test)]
pub(crate) use figure::lies_on_its_sheet;

/// What a chart is about, which is where it stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Capacity and waiting.
    Capacity,
    /// Terminals beside each other.
    Terminals,
    /// Shore power and emissions.
    Energy,
    /// The At-Berth rule.
    Rule,
    /// The worth of cargo.
    Value,
}

/// A chart of the results; `None` where they have nothing to show.
type Draw = fn(&Results) -> Option<Figure>;

/// Every chart under its topic, in the order of the page.
const CHARTS: [(Topic, Draw); 18] = [
    (Topic::Capacity, throughput::chart),
    (Topic::Capacity, ships::chart),
    (Topic::Capacity, occupancy::chart),
    (Topic::Capacity, berthed::chart),
    (Topic::Capacity, distributions::chart),
    (Topic::Terminals, cranes::chart),
    (Topic::Terminals, gangs::chart),
    (Topic::Terminals, land::chart),
    (Topic::Terminals, berth_plan::chart),
    (Topic::Energy, emissions::chart),
    (Topic::Energy, net::chart),
    (Topic::Energy, per_teu::chart),
    (Topic::Energy, shore_power::chart),
    (Topic::Energy, load_duration::chart),
    (Topic::Energy, demand::chart),
    (Topic::Energy, corridor::chart),
    (Topic::Rule, at_berth::chart),
    (Topic::Value, trade::chart),
];

/// Every chart of a topic that the results have something to show for.
pub(crate) fn of_topic(results: &Results, topic: Topic) -> Vec<Figure> {
    let charts = CHARTS.iter().filter(|(about, _)| *about == topic);
    charts.filter_map(|(_, draw)| draw(results)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn all(results: &Results) -> Vec<Figure> {
        let drawn = CHARTS.iter().filter_map(|(_, draw)| draw(results));
        drawn.collect()
    }

    #[test]
    fn every_text_of_every_chart_lies_on_its_sheet() {
        for figure in all(&fixture::year()) {
            lies_on_its_sheet(&figure.id, &figure.picture);
        }
    }

    #[test]
    fn a_year_of_the_bay_has_all_charts_and_a_textbook_queue_only_its_own() {
        let figures = all(&fixture::year());
        assert_eq!(figures.len(), CHARTS.len());
        let mut ids: Vec<_> = figures.into_iter().map(|figure| figure.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), CHARTS.len(), "every chart has a name of its own");
        let of_queue = all(&fixture::textbook());
        let ids: Vec<&str> = of_queue.iter().map(|figure| figure.id.as_str()).collect();
        assert_eq!(
            ids,
            ["ships", "berth_occupancy", "distributions", "berth_plan"]
        );
    }
}
