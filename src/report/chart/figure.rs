//! A chart with the words that stand beside it.

use crate::report::ReportError;
use crate::report::draw::{DrawError, Picture};

/// A chart with the words that stand beside it.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// File name without extension, and anchor in the page.
    pub(crate) id: String,
    /// The finding.
    pub(crate) title: String,
    /// What the picture shows, for those who cannot see it.
    pub(crate) alt: String,
    /// One sentence on how to read it.
    pub(crate) reading: String,
    /// File with its numbers.
    pub(crate) csv: String,
    /// The picture.
    pub(crate) picture: Picture,
}

impl Figure {
    /// The chart as an SVG document that says in words what it shows.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub(crate) fn svg(&self) -> Result<String, DrawError> {
        self.picture.svg(&self.alt)
    }

    /// What the parts of the picture say, as JSON: left, top, right and bottom of each in its
    /// pixels, and words.
    ///
    /// # Errors
    /// If it cannot be formatted.
    pub(crate) fn values(&self) -> Result<String, ReportError> {
        let values = self.picture.values.iter().map(|(frame, words)| {
            let edges = [frame.left, frame.top, frame.right, frame.bottom];
            let [left, top, right, bottom] = edges.map(|edge| format!("{edge:.0}"));
            let words = serde_json::to_string(words)?;
            Ok(format!("[{left},{top},{right},{bottom},{words}]"))
        });
        let values: Result<Vec<String>, ReportError> = values.collect();
        Ok(format!("[{}]", values?.join(",")))
    }
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
