//! A call's moves by hatch: how evenly its cargo lies along the vessel.

use crate::engine::{Distribution, Stream};
use crate::port::bay::VesselClass;

/// Moves of one hatch while they are divided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct HatchPart {
    hatch: usize,
    weight: f64,
    moves: u32,
}

/// Divides moves over hatches by weights of mean 1: a hatch is idle with the class's chance, else
/// its weight is gamma with the class's variation. Largest remainders make the sum exact.
///
/// `hatch_moves` becomes the moves by hatch; `parts` is paper to divide them on.
pub(crate) fn spread_over_hatches(
    moves: u32,
    class: &VesselClass,
    stream: Stream,
    hatch_moves: &mut Vec<u32>,
    parts: &mut Vec<HatchPart>,
) {
    parts.clear();
    parts.extend((0..usize::from(class.hatches)).map(|hatch| HatchPart {
        hatch,
        weight: hatch_weight(class, stream, hatch as u64),
        moves: 0,
    }));
    if parts.iter().map(|part| part.weight).sum::<f64>() <= 0.0 {
        for part in parts.iter_mut() {
            part.weight = 1.0;
        }
    }
    let total: f64 = parts.iter().map(|part| part.weight).sum();
    let share = |part: &HatchPart| f64::from(moves) * part.weight / total;
    for part in parts.iter_mut() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of moves"
        )]
        let whole_moves = share(part).floor() as u32;
        part.moves = whole_moves;
    }
    let remainder = |part: &HatchPart| share(part) - f64::from(part.moves);
    parts.sort_unstable_by(|a, b| {
        let largest_first = remainder(b).total_cmp(&remainder(a));
        largest_first.then(a.hatch.cmp(&b.hatch))
    });
    let missing = moves - parts.iter().map(|part| part.moves).sum::<u32>();
    for place in 0..missing as usize {
        let place = place % parts.len();
        parts[place].moves += 1;
    }
    hatch_moves.clear();
    hatch_moves.resize(parts.len(), 0);
    for part in parts.iter() {
        hatch_moves[part.hatch] = part.moves;
    }
}

/// Weight of one hatch: none if it is idle, else gamma of mean 1, or 1 where the class does not
/// vary.
fn hatch_weight(class: &VesselClass, stream: Stream, hatch: u64) -> f64 {
    if stream.named("idle").uniform(hatch) < class.idle_hatch_share {
        0.0
    } else if class.hatch_cv > 0.0 {
        Distribution::gamma(1.0, class.hatch_cv).draw(stream.named("weight"), hatch)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fixture::class_of_loa;

    fn divided(moves: u32, class: &VesselClass, seed: u64) -> Vec<u32> {
        // Lists that hold something else: they are used again.
        let (mut hatch_moves, mut parts) = (vec![7; 3], Vec::new());
        let stream = Stream::root(seed, 0);
        spread_over_hatches(moves, class, stream, &mut hatch_moves, &mut parts);
        hatch_moves
    }

    #[test]
    fn moves_are_divided_to_the_last_one() {
        let mut class = class_of_loa(300.0);
        class.idle_hatch_share = 0.3;
        class.hatch_cv = 0.6;
        for (seed, moves) in [(1, 1), (2, 7), (3, 5_270), (4, 12_001)] {
            let parts = divided(moves, &class, seed);
            assert_eq!(parts.len(), usize::from(class.hatches));
            assert_eq!(parts.iter().sum::<u32>(), moves);
        }
        class.idle_hatch_share = 1.0;
        assert_eq!(divided(10, &class, 1), [1; 10]);
        assert_eq!(divided(12, &class, 1), [2, 2, 1, 1, 1, 1, 1, 1, 1, 1]);
    }
}
