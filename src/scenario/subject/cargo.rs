//! `[cargo]`: how cargo becomes moves.

use super::check::Check;
use crate::engine::{Distribution, Stream};
use crate::port::bay::CallSize;
use crate::scenario::kind::{positive_number, random_number};
use crate::scenario::reader::{Given, Reader};

/// Spread of call sizes around the mean of a month (assumption).
const CALL_SIZE_CV: f64 = 0.25;
/// TEU of one container on or off in San Pedro Bay.
const USUAL_TEU_PER_MOVE: f64 = 1.88;
/// Most TEU exchanged per TEU of capacity: all off and all on.
const USUAL_CAP: f64 = 2.0;

/// How far the mean of the factor of call sizes may be from 1.
const FACTOR_TOLERANCE: f64 = 1e-3;

/// `[cargo]`
pub(super) struct CallSizeRule {
    pub(super) teu_per_move: f64,
    pub(super) cap: f64,
    factor: Given<Distribution>,
}

impl CallSizeRule {
    /// The rule of a scenario.
    pub(super) fn read(of: &Reader<'_>) -> Self {
        let given = of.table("cargo", |of| Self {
            teu_per_move: of.or("teu_per_move", positive_number, USUAL_TEU_PER_MOVE),
            factor: of.optional("call_size_factor", random_number),
            cap: of.or("call_size_cap", positive_number, USUAL_CAP),
        });
        given.into_value().unwrap_or(Self {
            teu_per_move: USUAL_TEU_PER_MOVE,
            factor: Given::Absent,
            cap: USUAL_CAP,
        })
    }

    /// A share of the port's demand.
    pub(super) fn carried(&self, weight: f64, check: &Check<'_>) -> CallSize {
        if let Some(factor) = self.factor.at()
            && (factor.value.mean() - 1.0).abs() > FACTOR_TOLERANCE
        {
            let message = "the factor of call sizes changes how much cargo there is";
            let label = format!("mean {}, must be 1", factor.value.mean());
            check.error(&factor.place, message, label);
        }
        CallSize::Demand {
            weight,
            factor: self.factor(),
            cap: self.cap,
        }
    }

    /// By how much calls of one mean size differ.
    fn factor(&self) -> Distribution {
        self.factor.value_or(Distribution::gamma(1.0, CALL_SIZE_CV))
    }

    /// Share of the cargo that calls of this mean fill leave, because their sizes vary by a factor
    /// and none is above the cap: by many sizes drawn, the same every time. Zero where the mean of
    /// the factor is not 1, which is a fault of its own.
    pub(super) fn share_cut_off(&self, fill: f64) -> f64 {
        let factor = self.factor();
        if (factor.mean() - 1.0).abs() > FACTOR_TOLERANCE {
            return 0.0;
        }
        share_cut_off(&factor, fill, self.cap)
    }
}

fn share_cut_off(factor: &Distribution, fill: f64, cap: f64) -> f64 {
    const SIZES: u32 = 10_000;
    let stream = Stream::root(0, 0).named("call size");
    let sizes = (0..SIZES).map(|size| fill * factor.draw(stream, size.into()));
    let (asked, carried) = sizes.fold((0.0, 0.0), |(asked, carried), size| {
        (asked + size, carried + size.min(cap))
    });
    1.0 - carried / asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_near_the_cap_leave_what_is_above_it() {
        let factor = Distribution::gamma(1.0, 0.25);
        let left = |fill| share_cut_off(&factor, fill, 2.0);
        assert!(left(0.8) < 1e-3);
        // Expected parts above the cap of a gamma of this variation.
        assert!((left(1.7) - 0.0393).abs() < 0.004, "{}", left(1.7));
        assert!((left(1.92) - 0.0811).abs() < 0.004, "{}", left(1.92));
        assert!((left(4.0) - 0.5).abs() < 0.01, "{}", left(4.0));
    }
}
