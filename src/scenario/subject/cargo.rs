//! `[cargo]`: how cargo becomes moves.

use super::check::Check;
use crate::engine::Distribution;
use crate::port::bay::CallSize;
use crate::scenario::kind::{positive_number, random_number};
use crate::scenario::reader::{Given, Reader};

/// Spread of call sizes around the mean of a month (assumption).
const CALL_SIZE_CV: f64 = 0.25;
/// TEU of one container on or off in San Pedro Bay.
const USUAL_TEU_PER_MOVE: f64 = 1.88;
/// Most TEU exchanged per TEU of capacity: all off and all on.
const USUAL_CAP: f64 = 2.0;

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
            && (factor.value.mean() - 1.0).abs() > 1e-3
        {
            let message = "the factor of call sizes changes how much cargo there is";
            let label = format!("mean {}, must be 1", factor.value.mean());
            check.error(&factor.place, message, label);
        }
        let usual = Distribution::gamma(1.0, CALL_SIZE_CV);
        CallSize::Demand {
            weight,
            factor: self.factor.value_or(usual),
            cap: self.cap,
        }
    }
}
