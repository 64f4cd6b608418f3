//! What a batch found, held against published figures.

use crate::experiment::measure::Measure;
use crate::scenario::TargetBasis;
use crate::statistics::Summary;

/// A published figure and what the batch found.
#[derive(Clone, Debug)]
pub struct TargetRow {
    /// Key in the scenario.
    pub id: String,
    /// Measure held against it.
    pub measure: &'static Measure,
    /// `bay`, or the id of a port or terminal.
    pub of: String,
    /// Published figure, where there is a single one.
    pub published: Option<f64>,
    /// Least mean that hits.
    pub low: f64,
    /// Largest mean that hits.
    pub high: f64,
    /// Where the figure stands.
    pub source: String,
    /// What a hit is worth.
    pub basis: TargetBasis,
    /// What the batch found; [`Summary::UNDEFINED`] where there was nothing to estimate.
    pub found: Summary,
}

/// How a mean stands to the band about a published figure, and its interval to the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the band, and the interval holds the published figure or there is no single one.
    Hit,
    /// In the band, and the whole interval is below the published figure.
    Below,
    /// In the band, and the whole interval is above the published figure.
    Above,
    /// Outside the band.
    Miss,
}

impl Standing {
    /// As in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Below => "in_band_below_published",
            Self::Above => "in_band_above_published",
            Self::Miss => "miss",
        }
    }
}

impl TargetRow {
    /// Whether the mean lies between `low` and `high`.
    pub fn hit(&self) -> bool {
        (self.low..=self.high).contains(&self.found.mean)
    }

    /// How mean and interval stand to the figure. An interval without width, as after a single
    /// replication, says nothing of it.
    pub fn standing(&self) -> Standing {
        let found = &self.found;
        let is_known = found.ci95_low < found.ci95_high;
        match self.published {
            _ if !self.hit() => Standing::Miss,
            Some(published) if is_known && found.ci95_high < published => Standing::Below,
            Some(published) if is_known && found.ci95_low > published => Standing::Above,
            _ => Standing::Hit,
        }
    }
}

/// How many of some figures were hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Those whose mean lies in the band.
    pub hit: usize,
    /// Those of them whose interval excludes the published figure.
    pub off: usize,
    /// All of them.
    pub of: usize,
}

impl Hits {
    /// Counts them.
    pub fn among<'a>(rows: impl IntoIterator<Item = &'a TargetRow>) -> Self {
        rows.into_iter().fold(Self::default(), |hits, row| {
            let standing = row.standing();
            let off = matches!(standing, Standing::Below | Standing::Above);
            Self {
                hit: hits.hit + usize::from(standing != Standing::Miss),
                off: hits.off + usize::from(off),
                of: hits.of + 1,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::measure;

    fn row(mean: f64, half_width: f64) -> TargetRow {
        TargetRow {
            id: "calls".to_owned(),
            measure: &measure::VESSEL_CALLS,
            of: "bay".to_owned(),
            published: Some(100.0),
            low: 90.0,
            high: 110.0,
            source: "a port".to_owned(),
            basis: TargetBasis::Independent,
            found: Summary {
                mean,
                ci95_low: mean - half_width,
                ci95_high: mean + half_width,
                p05: mean,
                p50: mean,
                p95: mean,
                n: 20,
            },
        }
    }

    #[test]
    fn a_mean_in_the_band_may_still_be_off_the_figure() {
        assert_eq!(row(98.0, 3.0).standing(), Standing::Hit);
        assert_eq!(row(95.0, 3.0).standing(), Standing::Below);
        assert_eq!(row(105.0, 3.0).standing(), Standing::Above);
        assert_eq!(row(111.0, 30.0).standing(), Standing::Miss);
        // One replication knows nothing of its error.
        assert_eq!(row(95.0, 0.0).standing(), Standing::Hit);
        let mut unpublished = row(95.0, 3.0);
        unpublished.published = None;
        assert_eq!(unpublished.standing(), Standing::Hit);
        assert_eq!(row(f64::NAN, f64::NAN).standing(), Standing::Miss);
    }

    #[test]
    fn hits_are_counted_and_those_that_are_off_the_figure_among_them() {
        let rows = [row(98.0, 3.0), row(95.0, 3.0), row(111.0, 3.0)];
        assert_eq!(
            Hits::among(&rows),
            Hits {
                hit: 2,
                off: 1,
                of: 3
            }
        );
    }
}
