//! Designs: which settings are run.

use super::axis::{Axis, Range};
use crate::engine::Stream;

/// Every combination of the axes' values; the last axis changes fastest.
pub fn grid(axes: &[Axis]) -> Vec<Vec<String>> {
    axes.iter().fold(vec![Vec::new()], |cells, axis| {
        let longer = |cell: &Vec<String>| -> Vec<Vec<String>> {
            let with = |value: &String| [cell.as_slice(), std::slice::from_ref(value)].concat();
            axis.values.iter().map(with).collect()
        };
        cells.iter().flat_map(longer).collect()
    })
}

/// A Latin hypercube of `count` cells: each range is cut into `count` like parts, and each part
/// of each range is met once.
///
/// Source: M. D. `McKay`, Beckman and Conover (1979), "A comparison of three methods for selecting values
/// of input variables", Technometrics 21(2). The seed decides which parts meet.
pub fn latin_hypercube(ranges: &[Range], count: u32, seed: u64) -> Vec<Vec<String>> {
    let columns: Vec<Vec<String>> = ranges
        .iter()
        .map(|range| {
            let stream = Stream::root(seed, 0)
                .named("latin hypercube")
                .named(&range.key);
            let inside = stream.named("inside");
            let part = |(cell, part): (usize, u32)| {
                let share = f64::from(part) + inside.uniform(cell as u64);
                range.at(share / f64::from(count))
            };
            let order = shuffled(count, stream.named("order"));
            order.into_iter().enumerate().map(part).collect()
        })
        .collect();
    let row = |cell: usize| columns.iter().map(|column| column[cell].clone()).collect();
    (0..count as usize).map(row).collect()
}

/// The numbers below `count` in an order by chance.
pub(in crate::experiment) fn shuffled(count: u32, stream: Stream) -> Vec<u32> {
    let mut keyed: Vec<(f64, u32)> = (0..count)
        .map(|number| (stream.uniform(u64::from(number)), number))
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    keyed.into_iter().map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sweep::axis::number_of;

    #[test]
    fn a_grid_has_every_combination_once() {
        let axes = ["a=1,2", "b=x,y,z"].map(|text| Axis::parse(text).unwrap());
        let cells = grid(&axes);
        assert_eq!(cells.len(), 6);
        assert_eq!(cells[0], ["1", "x"]);
        assert_eq!(cells[4], ["2", "y"]);
    }

    #[test]
    fn a_latin_hypercube_meets_every_part_of_every_range_once() {
        let ranges = ["a=0..10 h", "b=5..6.5"].map(|text| Range::parse(text).unwrap());
        let cells = latin_hypercube(&ranges, 20, 3);
        for (column, range) in ranges.iter().enumerate() {
            let mut parts: Vec<u32> = cells
                .iter()
                .map(|cell| {
                    let value = number_of(&cell[column]).unwrap();
                    let share = (value - range.low) / (range.high - range.low);
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "a part of twenty"
                    )]
                    let part = (20.0 * share) as u32;
                    part
                })
                .collect();
            parts.sort_unstable();
            assert_eq!(parts, (0..20).collect::<Vec<_>>());
        }
        assert_eq!(cells, latin_hypercube(&ranges, 20, 3));
        assert_ne!(cells, latin_hypercube(&ranges, 20, 4));
    }
}
