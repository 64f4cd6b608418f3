//! One share of numbered work, for more machines than one.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// Every Nth piece of numbered work, such as replications: share 2 of 4 is 1, 5, 9, …
///
/// Shares of neighboring numbers would be as right; these stay even when more are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

/// Numbers of a share: as many as `count`, `step` apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) start: u32,
    pub(super) step: u32,
    pub(super) count: u32,
}

/// Why a text is no shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a shard is I/N with I from 1 to N, such as 2/4")]
pub struct ShardError;

impl Shard {
    /// All of the work.
    pub const ALL: Self = Self { index: 0, count: 1 };

    /// Which share it is, from 1, and of how many.
    pub const fn numbers(self) -> (u32, u32) {
        (self.index + 1, self.count)
    }

    /// Whether a number is of this share.
    pub const fn holds(self, number: u32) -> bool {
        number % self.count == self.index
    }

    /// This share where numbers begin anew behind so many others.
    #[must_use]
    pub fn after(self, before: u64) -> Self {
        let count = u64::from(self.count);
        let index = (u64::from(self.index) + count - before % count) % count;
        #[expect(clippy::cast_possible_truncation, reason = "less than the count")]
        let index = index as u32;
        Self { index, ..self }
    }

    /// Numbers of a range that are of this share.
    pub(super) fn share(self, numbers: Range<u32>) -> Share {
        let ahead = (self.index + self.count - numbers.start % self.count) % self.count;
        let start = numbers.start.saturating_add(ahead);
        Share {
            start,
            step: self.count,
            count: numbers.end.saturating_sub(start).div_ceil(self.count),
        }
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let (index, count) = text.split_once('/').ok_or(ShardError)?;
        let number = |text: &str| text.parse::<u32>().map_err(|_| ShardError);
        let (index, count) = (number(index)?, number(count)?);
        // Numbers of replications and shares together stay far from the end of 32 bits.
        if index == 0 || index > count || count > 1_000_000 {
            return Err(ShardError);
        }
        Ok(Self {
            index: index - 1,
            count,
        })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index + 1, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_hold_every_number_once() {
        for count in 1..=7 {
            for range in [0..0, 0..1, 0..20, 3..20, 5..6] {
                let mut all: Vec<u32> = (1..=count)
                    .flat_map(|index| {
                        let shard: Shard = format!("{index}/{count}").parse().unwrap();
                        let share = shard.share(range.clone());
                        (0..share.count).map(move |turn| {
                            let number = share.start + turn * share.step;
                            assert!(shard.holds(number));
                            number
                        })
                    })
                    .collect();
                all.sort_unstable();
                assert_eq!(all, range.clone().collect::<Vec<_>>(), "{count} shares");
            }
        }
    }

    #[test]
    fn behind_others_a_share_goes_on_where_it_was() {
        let shard: Shard = "2/3".parse().unwrap();
        for before in 0..10 {
            for number in 0..10 {
                let here = shard.after(u64::from(before)).holds(number);
                assert_eq!(
                    here,
                    shard.holds(before + number),
                    "{number} behind {before}"
                );
            }
        }
    }

    #[test]
    fn a_text_that_is_no_shard_is_refused() {
        assert_eq!("2/4".parse::<Shard>().unwrap().to_string(), "2/4");
        for text in [
            "",
            "2",
            "0/4",
            "5/4",
            "1/0",
            "-1/4",
            "1/4/2",
            "a/b",
            "1/2000000",
        ] {
            assert_eq!(text.parse::<Shard>(), Err(ShardError), "{text}");
        }
    }
}
