//! A figure that changes over the years.

/// A figure by year: straight between two years, and level before the first and after the last.
#[derive(Clone, Debug, PartialEq)]
pub struct YearPath {
    points: Vec<(i16, f64)>,
}

impl YearPath {
    /// A path through these points; `None` if there are none or two of one year.
    pub fn new(mut points: Vec<(i16, f64)>) -> Option<Self> {
        points.sort_by_key(|(year, _)| *year);
        let apart = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
        (apart && !points.is_empty()).then_some(Self { points })
    }

    /// A path that has one figure in every year.
    pub fn level(value: f64) -> Self {
        Self {
            points: vec![(0, value)],
        }
    }

    /// The figure of a year.
    pub fn at(&self, year: i16) -> f64 {
        let next = self.points.partition_point(|(known, _)| *known < year);
        let Some(&(after, later)) = self.points.get(next) else {
            return self.points[next - 1].1;
        };
        if after == year || next == 0 {
            return later;
        }
        let (before, earlier) = self.points[next - 1];
        let weight = f64::from(year - before) / f64::from(after - before);
        earlier + (later - earlier) * weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_runs_straight_between_its_points_and_stands_still_beyond_them() {
        let path = YearPath::new(vec![(2035, 0.0), (2025, 200.0)]).unwrap();
        for (year, value) in [(2020, 200.0), (2025, 200.0), (2030, 100.0), (2040, 0.0)] {
            assert!((path.at(year) - value).abs() < 1e-12, "{year}");
        }
        assert!((YearPath::level(0.3).at(1999) - 0.3).abs() < 1e-15);
        assert_eq!(YearPath::new(Vec::new()), None);
        assert_eq!(YearPath::new(vec![(2030, 1.0), (2030, 2.0)]), None);
    }
}
