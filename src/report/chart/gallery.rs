//! What a chart is, and which ones a report has.

use super::{
    at_berth, berth_plan, berthed, corridor, cranes, demand, distributions, emissions, gangs, land,
    load_duration, net, occupancy, per_teu, ships, shore_power, throughput, trade,
};
use crate::experiment::Results;
use crate::report::draw::{DrawError, Picture};

/// A chart with the words that stand beside it.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    /// File name without extension, and anchor in the page.
    pub(crate) id: &'static str,
    /// The finding.
    pub(crate) title: String,
    /// What the picture shows, for those who cannot see it.
    pub(crate) alt: String,
    /// One sentence on how to read it.
    pub(crate) reading: &'static str,
    /// File with its numbers.
    pub(crate) csv: &'static str,
    /// The picture.
    pub(crate) picture: Picture,
}

impl Chart {
    /// The chart as an SVG document.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub(crate) fn svg(&self) -> Result<String, DrawError> {
        described(&self.picture, &self.alt)
    }

    /// The chart as a PNG file, two pixels to one of the SVG.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub(crate) fn png(&self) -> Result<Vec<u8>, DrawError> {
        self.picture.png()
    }
}

/// A picture as an SVG document that says in words what it shows.
///
/// # Errors
/// If it cannot be drawn.
pub(crate) fn described(picture: &Picture, alt: &str) -> Result<String, DrawError> {
    let svg = picture.svg()?;
    let opening = format!("<svg role=\"img\" aria-label=\"{}\"", escape(alt));
    Ok(svg.replacen("<svg", &opening, 1))
}

/// `text` as it may stand in an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(char::is_control, " ")
}

/// Every chart the results have something to show for, in the order of the page.
pub(crate) fn all(results: &Results) -> Vec<Chart> {
    [
        throughput::chart(results),
        ships::chart(results),
        occupancy::chart(results),
        berthed::chart(results),
        distributions::chart(results),
        berth_plan::chart(results),
        cranes::chart(results),
        gangs::chart(results),
        land::chart(results),
        emissions::chart(results),
        net::chart(results),
        per_teu::chart(results),
        shore_power::chart(results),
        load_duration::chart(results),
        demand::chart(results),
        at_berth::chart(results),
        corridor::chart(results),
        trade::chart(results),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Asserts that no text runs out of a picture.
#[cfg(test)]
pub(crate) fn lies_on_its_sheet(id: &str, picture: &Picture) {
    use crate::report::draw::{Horizontal, Shape};

    let (width, height) = picture.size;
    for shape in &picture.shapes {
        let Shape::Text((x, y), text) = shape else {
            continue;
        };
        let long = text.width();
        let (left, right) = match (text.turned, text.across) {
            (true, _) => (*x, *x),
            (false, Horizontal::Left) => (*x, x + long),
            (false, Horizontal::Center) => (x - long / 2.0, x + long / 2.0),
            (false, Horizontal::Right) => (x - long, *x),
        };
        assert!(
            left >= 0.0 && right <= f64::from(width) && (0.0..=f64::from(height)).contains(y),
            "{id}: {:?} spans {left}..{right} at {y} of {width} by {height}",
            text.words
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_text_of_every_chart_lies_on_its_sheet() {
        for chart in all(&fixture::year()) {
            lies_on_its_sheet(chart.id, &chart.picture);
        }
    }

    #[test]
    fn a_year_of_the_bay_has_all_charts_and_a_textbook_queue_only_its_own() {
        let ids = |results: &Results| -> Vec<&str> {
            all(results).into_iter().map(|chart| chart.id).collect()
        };
        assert_eq!(
            ids(&fixture::year()),
            [
                "throughput",
                "ships",
                "berth_occupancy",
                "berthed_within_2h",
                "distributions",
                "berth_plan",
                "cranes",
                "gangs",
                "land",
                "emissions",
                "net",
                "co2e_per_teu",
                "shore_power",
                "load_duration",
                "shore_power_demand",
                "at_berth",
                "corridor",
                "trade"
            ]
        );
        assert_eq!(
            ids(&fixture::textbook()),
            ["ships", "berth_occupancy", "distributions", "berth_plan"]
        );
    }
}
