//! What the cargo is worth, lane by lane, and how much of it waits.

use super::Figure;
use super::bars::{self, Bar, Bars, Name};
use crate::experiment::measure::{self, Measure};
use crate::experiment::{LaneRow, Results};
use crate::report::draw::{Ink, PORT_INKS, Sheet};
use crate::report::words::{Precision, compact, plus_minus, rounded, significant};
use crate::statistics::Summary;

/// Lanes at most; the rest stands in the table.
const LANES: usize = 14;
/// Dollars in a billion.
const BILLION: f64 = 1e-9;

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let mut lanes: Vec<(&LaneRow, Summary, Summary)> = (results.lanes.iter())
        .filter_map(|lane| Some((lane, lane.trade_value_usd?, lane.waiting_value_usd_days?)))
        .collect();
    lanes.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
    let all = lanes.len();
    lanes.truncate(LANES);
    let title = title(results, &lanes)?;
    let subtitle = format!(
        "Worth of loaded containers by port left last, {}at the average of each port; means with 95 % intervals",
        if all > LANES {
            format!("the {LANES} largest of {all} lanes, ")
        } else {
            String::new()
        }
    );
    let names: Vec<_> = (lanes.iter())
        .map(|(lane, ..)| Name::Row(origin(lane).to_owned()))
        .collect();
    let panel = |heading: &str, axis: &str, value: fn(&(&LaneRow, Summary, Summary)) -> Summary| {
        let bar = |lane| {
            let found = value(lane).scaled(BILLION);
            Some(Bar {
                parts: vec![(found.mean, ink(results, lane.0))],
                interval: Some((found.ci95_low.max(0.0), found.ci95_high)),
                note: plus_minus(&found, Precision::Coarse),
            })
        };
        Bars {
            heading: heading.to_owned(),
            axis: axis.to_owned(),
            rows: lanes.iter().map(bar).collect(),
        }
    };
    let panels = [
        panel("Cargo moved", "Billion dollars", |lane| lane.1),
        panel(
            "Cargo that waited",
            "Billion dollars × days of waiting",
            |lane| lane.2,
        ),
    ];
    let keys = super::ranking::port_keys(results);
    let sheet = Sheet::fitted(&title, &subtitle, &keys, bars::height(names.len()));
    let mut picture = sheet.picture;
    bars::draw(&mut picture, sheet.body, &names, &panels);
    let told: Vec<_> = (lanes.iter())
        .map(|(lane, value, _)| {
            format!(
                "{} to {} {} dollars",
                origin(lane),
                lane.port,
                compact(value.mean)
            )
        })
        .collect();
    Some(Figure {
        id: "trade".to_owned(),
        alt: format!("Bars by lane. {title}. {}.", told.join(", ")),
        title,
        reading: "A lane with a short bar on the left and a long one on the right waits more than its cargo would let expect. Values are averages of a port’s loaded containers, so a lane differs by its cargo and its waiting alone.".to_owned(),
        csv: "trade.csv".to_owned(),
        picture,
    })
}

/// The port left last.
fn origin(lane: &LaneRow) -> &str {
    if lane.origin.is_empty() {
        "Random traffic"
    } else {
        &lane.origin
    }
}

fn ink(results: &Results, lane: &LaneRow) -> Ink {
    let port = results.ports.iter().position(|port| port.id == lane.port);
    PORT_INKS[port.unwrap_or(0) % PORT_INKS.len()]
}

/// Worth moved in the bay and waiting at a time; where no measure says so, the largest lane.
fn title(results: &Results, lanes: &[(&LaneRow, Summary, Summary)]) -> Option<String> {
    let (first, value, _) = lanes.first()?;
    let bay = |measure: &Measure| results.bay.get(measure).map(rounded);
    Some(
        match (
            bay(&measure::TRADE_VALUE_USD),
            bay(&measure::WAITING_VALUE_USD_MEAN),
        ) {
            (Some(moved), Some(waiting)) => format!(
                "Cargo worth {} billion dollars is moved; at any time, {} million dollars of it wait for a berth",
                significant(moved * BILLION, 3),
                significant(waiting * 1e-6, 3)
            ),
            _ => format!(
                "Most cargo comes and goes by {}: {} billion dollars",
                origin(first),
                significant(rounded(value) * BILLION, 3)
            ),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn lanes_without_a_value_are_left_out_and_the_largest_comes_first() {
        let mut results = fixture::year();
        let found = chart(&results).unwrap();
        assert!(
            found
                .title
                .starts_with("Cargo worth 523 billion dollars is moved; at any time, 221 million"),
            "{}",
            found.title
        );
        assert!(!found.alt.contains("long_beach"), "{}", found.alt);
        results.lanes.clear();
        assert!(chart(&results).is_none());
    }
}
