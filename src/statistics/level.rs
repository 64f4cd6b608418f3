//! A whole number that changes over time: its average, extremes and ends within a window.

/// A level (vessels at berth, kilowatts connected) followed in order of time.
///
/// Times are whole ticks of any clock. The level lives from before the window on, so that what
/// is there when the window opens counts from then; only what falls into the window is measured.
/// Level times ticks must fit 63 bits: 29 million vessels over ten years of milliseconds do.
/// A value held for no time at all (a vessel that need not wait) is no value.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    start: i64,
    end: i64,
    now: i64,
    value: i64,
    integral: i64,
    max: i64,
    first: Option<i64>,
    last: i64,
}

impl Level {
    /// A level of zero, to be measured over `start..end`.
    ///
    /// # Panics
    /// If the window is empty.
    pub fn new(start: i64, end: i64) -> Self {
        assert!(start < end, "a window has a length, got {start}..{end}");
        Self {
            start,
            end,
            now: i64::MIN,
            value: 0,
            integral: 0,
            max: 0,
            first: None,
            last: 0,
        }
    }

    /// Changes the level by `step` at the instant `at`.
    ///
    /// # Panics
    /// If `at` lies before an earlier change.
    #[inline]
    pub fn change(&mut self, at: i64, step: i64) {
        self.advance(at);
        self.value += step;
    }

    /// Holds the level until `at`.
    ///
    /// # Panics
    /// If `at` lies before an earlier change.
    #[inline]
    pub fn advance(&mut self, at: i64) {
        assert!(
            at >= self.now,
            "a level is told in order of time: {at} after {}",
            self.now
        );
        let (from, to) = (self.now.max(self.start), at.min(self.end));
        if to > from {
            self.integral += self.value * (to - from);
            self.max = self.max.max(self.value);
            self.first.get_or_insert(self.value);
            self.last = self.value;
        }
        self.now = at;
    }

    /// The level now.
    #[inline]
    pub const fn value(&self) -> i64 {
        self.value
    }

    /// Level × ticks within the window so far.
    pub const fn integral(&self) -> i64 {
        self.integral
    }

    /// Mean level over the whole window; call it once the window is over.
    ///
    /// # Panics
    /// If the level has not been held until the window's end.
    pub fn mean(&self) -> f64 {
        assert!(
            self.now >= self.end,
            "a mean is taken over the whole window"
        );
        self.integral as f64 / (self.end - self.start) as f64
    }

    /// Highest level held for any time within the window.
    pub const fn max(&self) -> i64 {
        self.max
    }

    /// Level held when the window opened.
    pub fn first(&self) -> i64 {
        self.first.unwrap_or(0)
    }

    /// Level last held within the window.
    pub const fn last(&self) -> i64 {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_measured_within_its_window_alone() {
        let mut level = Level::new(100, 200);
        level.change(10, 3); // 3 from before the window
        level.change(120, -1); // 2
        level.change(120, 5); // 7
        level.change(130, -5); // 2
        level.change(250, -2); // after the window
        assert_eq!(level.integral(), 3 * 20 + 7 * 10 + 2 * 70);
        assert!((level.mean() - 2.7).abs() < 1e-15);
        assert_eq!((level.max(), level.first(), level.last()), (7, 3, 2));
        assert_eq!(level.value(), 0);
    }

    #[test]
    fn a_value_held_for_no_time_is_no_value() {
        let mut level = Level::new(0, 10);
        level.change(5, 1);
        level.change(5, -1);
        level.advance(10);
        assert_eq!((level.max(), level.integral()), (0, 0));
    }

    #[test]
    fn changes_at_the_edges_belong_to_the_inside_and_the_outside() {
        let mut level = Level::new(0, 10);
        level.change(0, 2);
        level.change(10, -2);
        assert_eq!((level.first(), level.last(), level.integral()), (2, 2, 20));
    }

    #[test]
    #[should_panic(expected = "in order of time")]
    fn time_never_runs_back() {
        let mut level = Level::new(0, 10);
        level.change(5, 1);
        level.change(4, 1);
    }
}
