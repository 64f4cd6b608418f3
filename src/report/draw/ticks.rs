//! Ticks of axes: round numbers, hours, days, months.

/// Where an axis has its ticks, and what they say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ticks {
    /// Value and words of each tick; words may be empty for a bare line.
    pub(crate) marks: Vec<(f64, String)>,
}

impl Ticks {
    /// Round numbers from `from` to `to`, about `count` of them.
    pub(crate) fn numbers(from: f64, to: f64, count: usize) -> Self {
        let step = nice_step((to - from) / count.max(1) as f64);
        let decimals = decimals_of(step);
        Self {
            marks: nice_ticks(from, to, count)
                .into_iter()
                .map(|value| (value, super::super::words::number(value, decimals)))
                .collect(),
        }
    }

    /// About `count` whole numbers from zero to the first one at or above `to`: there is no half
    /// vessel.
    pub(crate) fn counts(to: f64, count: usize) -> Self {
        let step = match nice_step(to / count.max(1) as f64) {
            step if step < 1.0 => 1.0,
            // 2.5 alone of all steps above one is no whole number.
            step if step.fract() > 0.0 => 2.0 * step,
            step => step,
        };
        let end = (to / step - 1e-9).ceil().max(1.0) * step;
        Self::every(0.0, end, step, |value| {
            super::super::words::number(value, 0)
        })
    }

    /// A tick every `step` from `from` to `to`, with these words.
    pub(crate) fn every(from: f64, to: f64, step: f64, words: impl Fn(f64) -> String) -> Self {
        let mut marks = Vec::new();
        let mut count = 0_u32;
        loop {
            let value = from + f64::from(count) * step;
            if value > to + step * 1e-9 {
                return Self { marks };
            }
            marks.push((value, words(value)));
            count += 1;
        }
    }

    /// Where an axis for data up to `top` ends: at the last tick, or a little above the data where
    /// that tick would leave much of the panel empty.
    pub(crate) fn end(&self, top: f64) -> f64 {
        let last = self.marks.last().map_or(0.0, |(value, _)| *value);
        if top > 0.0 && last > top * 1.12 {
            top * 1.07
        } else {
            last
        }
    }
}

/// Multiples of 1, 2, 2.5 or 5 times a power of ten from `from` up to the first at or above `to`.
fn nice_ticks(from: f64, to: f64, count: usize) -> Vec<f64> {
    let step = nice_step((to - from) / count.max(1) as f64);
    let first = (from / step).floor();
    let steps = ((to / step - 1e-9).ceil() - first).max(1.0);
    (0..=whole(steps))
        .map(|index| (first + f64::from(index)) * step)
        .collect()
}

/// The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is at least `least`.
fn nice_step(least: f64) -> f64 {
    if !least.is_finite() || least <= 0.0 {
        return 1.0;
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// Decimals that tell multiples of `step` apart.
fn decimals_of(step: f64) -> usize {
    (0..6)
        .find(|decimals| {
            let shifted = step * libm::pow(10.0, *decimals as f64);
            (shifted - shifted.round()).abs() < 1e-6
        })
        .unwrap_or(6)
}

fn whole(steps: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few ticks, at least one"
    )]
    {
        steps as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_range() {
        assert_eq!(nice_ticks(0.0, 19.3, 5), [0.0, 5.0, 10.0, 15.0, 20.0]);
        assert_eq!(nice_ticks(0.0, 1.0, 4), [0.0, 0.25, 0.5, 0.75, 1.0]);
        let words: Vec<String> = Ticks::numbers(0.0, 1_900_000.0, 4)
            .marks
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        assert_eq!(
            words,
            ["0", "500,000", "1,000,000", "1,500,000", "2,000,000"]
        );
    }

    #[test]
    fn counts_have_no_decimals() {
        let words = |to: f64| {
            let marks = Ticks::counts(to, 4).marks;
            marks
                .into_iter()
                .map(|(_, words)| words)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(9.3), ["0", "5", "10"]);
        assert_eq!(words(2.2), ["0", "1", "2", "3"]);
        assert_eq!(words(35.0), ["0", "10", "20", "30", "40"]);
        assert_eq!(words(0.0), ["0", "1"]);
    }

    #[test]
    fn nothing_to_show_still_has_an_axis() {
        assert_eq!(nice_ticks(0.0, 0.0, 5), [0.0, 1.0]);
    }
}
