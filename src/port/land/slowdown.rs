//! What a full yard costs: rehandles, and how much longer a crane's move takes for want of lifts.

/// No slowdown, in 1/1,024.
pub(crate) const NONE: u16 = 1_024;
/// Most that a move is slowed, 16 times: a crane that waits longer for its yard stands.
const MOST: f64 = 16.0 * 1_024.0;

/// Rehandles for one container taken from stacks held at a utilization: `(uH − 1) / 2`, half of
/// what stands on a random container in a stack of mean height `uH` (de Castilho and Daganzo,
/// Handling strategies for import containers at marine terminals, Transportation Research B 27,
/// 1993). Simulated stacks need 7 to 15 % more above one half.
pub(crate) fn rehandles(utilization: f64, height: u16) -> f64 {
    ((utilization * f64::from(height) - 1.0) / 2.0).max(0.0)
}

/// Slowdown of cranes at the quay, in 1/1,024: the lifts they want an hour against those that
/// landside work leaves them. Gate and rail keep at most `share` of all lifts.
pub(crate) fn slowdown(wanted: f64, landside: f64, lifts: f64, share: f64) -> u16 {
    let left = lifts - landside.min(share * lifts);
    let ratio = if left > 0.0 { wanted / left } else { 16.0 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1,024 and 16,384"
    )]
    let slowdown = (1_024.0 * ratio).round().clamp(1_024.0, MOST) as u16;
    slowdown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Stream;

    #[test]
    fn a_yard_with_lifts_to_spare_slows_nobody_and_a_short_one_in_proportion() {
        assert_eq!(slowdown(90.0, 20.0, 120.0, 0.3), NONE);
        assert_eq!(slowdown(150.0, 20.0, 120.0, 0.3), 1_536, "150 of 100");
        // Landside work keeps no more than its share: 84 lifts are left.
        assert_eq!(slowdown(126.0, 90.0, 120.0, 0.3), 1_536);
        assert_eq!(slowdown(1.0, 0.0, 0.0, 0.3), 16_384);
    }

    /// Rehandles a container of a bay of `width` stacks, `height` high, emptied in random order:
    /// what stands on the one asked for goes to the lowest other stack.
    fn emptied_at_random(height: usize, width: usize, rounds: u64) -> f64 {
        let (mut dug, mut taken) = (0_u64, 0_u64);
        for round in 0..rounds {
            let mut draws = Stream::root(1, round).named("stack").generator();
            let mut stacks: Vec<Vec<usize>> = (0..width)
                .map(|stack| (0..height).map(|tier| stack * height + tier).collect())
                .collect();
            let mut order: Vec<usize> = (0..height * width).collect();
            for last in (1..order.len()).rev() {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a place in the list"
                )]
                let other = (draws.uniform() * (last + 1) as f64) as usize;
                order.swap(last, other);
            }
            for wanted in order {
                let from = stacks.iter().position(|stack| stack.contains(&wanted));
                let from = from.unwrap();
                while stacks[from].last() != Some(&wanted) {
                    let lifted = stacks[from].pop().unwrap();
                    let others = (0..width).filter(|stack| *stack != from);
                    let to = others.min_by_key(|stack| stacks[*stack].len()).unwrap();
                    stacks[to].push(lifted);
                    dug += 1;
                }
                stacks[from].pop();
                taken += 1;
            }
        }
        dug as f64 / taken as f64
    }

    /// The exact mean for one stack beside an empty one, over all orders: enumerated.
    fn enumerated(stacks: &[Vec<usize>]) -> (u64, u64) {
        let all: Vec<usize> = stacks.iter().flatten().copied().collect();
        if all.is_empty() {
            return (0, 1);
        }
        let (mut dug, mut orders) = (0, 0);
        for wanted in all {
            let mut after = stacks.to_vec();
            let from = after.iter().position(|stack| stack.contains(&wanted));
            let from = from.unwrap();
            let mut here = 0;
            while after[from].last() != Some(&wanted) {
                let lifted = after[from].pop().unwrap();
                let others = (0..after.len()).filter(|stack| *stack != from);
                let to = others.min_by_key(|stack| after[*stack].len()).unwrap();
                after[to].push(lifted);
                here += 1;
            }
            after[from].pop();
            let (rest, ways) = enumerated(&after);
            dug += rest + here * ways;
            orders += ways;
        }
        (dug, orders)
    }

    #[test]
    fn a_simulated_stack_needs_the_rehandles_of_all_orders_enumerated() {
        for (height, width) in [(2, 2), (3, 2), (2, 3)] {
            let stacks: Vec<Vec<usize>> = (0..width)
                .map(|stack| (0..height).map(|tier| stack * height + tier).collect())
                .collect();
            let (dug, orders) = enumerated(&stacks);
            let exact = dug as f64 / orders as f64 / (height * width) as f64;
            let found = emptied_at_random(height, width, 20_000);
            assert!((found - exact).abs() < 0.01, "{found} against {exact}");
        }
    }

    #[test]
    fn kims_rule_holds_for_a_bay_emptied_at_random() {
        // Kim, Computers and Industrial Engineering 32(4), 1997: (h − 1)/4 + (h + 2)/(16 w).
        for (height, width) in [(3, 6), (4, 6), (5, 6)] {
            let (h, w) = (height as f64, width as f64);
            let kim = (h - 1.0) / 4.0 + (h + 2.0) / (16.0 * w);
            let found = emptied_at_random(height, width, 2_000);
            assert!((found / kim - 1.0).abs() < 0.04, "{found} against {kim}");
        }
    }

    #[test]
    fn rehandles_grow_with_the_mean_height_of_stacks() {
        assert!((rehandles(0.7, 5) - 1.25).abs() < 1e-12);
        assert!((rehandles(1.0, 5) - 2.0).abs() < 1e-12);
        assert!(rehandles(0.9, 1) == 0.0, "wheeled");
    }
}
