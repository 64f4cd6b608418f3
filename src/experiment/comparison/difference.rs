//! One measure in two scenarios.

use crate::experiment::measure::Measure;
use crate::statistics::{Intervals, Paired};

/// Corrected p-values below this are shown.
const LEVEL: f64 = 0.05;
/// The difference, relative to the base, that should not go unseen.
const RELEVANT: f64 = 0.02;

/// One measure of one part of the complex in two scenarios: the other less the base.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Which.
    pub measure: &'static Measure,
    /// Replications in which both scenarios have it.
    pub pairs: u64,
    /// Mean of the base over these replications.
    pub base_mean: f64,
    /// Half the width of its 95 % interval; `None` for one replication.
    pub base_half_width: Option<f64>,
    /// Mean of the other over these replications.
    pub other_mean: f64,
    /// Half the width of its 95 % interval; `None` for one replication.
    pub other_half_width: Option<f64>,
    /// Mean difference.
    pub mean: f64,
    /// Half the width of its paired 95 % interval; `None` for one replication.
    pub half_width: Option<f64>,
    /// Mean difference over the size of the base's mean; `None` where that is zero.
    pub relative: Option<f64>,
    /// Half the width of its 95 % interval, which knows that the base varies, too; `None` for one
    /// replication, or where the base is too uncertain.
    pub relative_half_width: Option<f64>,
    /// Variance with independent seeds over variance of the pairs; `None` where pairs do not
    /// differ from each other.
    pub variance_reduction: Option<f64>,
    /// Two-sided p-value of the paired t test; `None` for one replication.
    pub p: Option<f64>,
    /// The p-value after Holm's correction within the family.
    pub p_holm: Option<f64>,
    /// Which tests it is corrected with.
    pub family: Family,
    /// What can be said.
    pub verdict: Finding,
}

/// Tests that are corrected together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Measures chosen, for the bay.
    Bay,
    /// Measures chosen, by port and terminal.
    Parts,
    /// Everything else.
    Further,
}

/// What can be said about a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Equal in every replication.
    Same,
    /// The other has less.
    Less,
    /// The other has more.
    More,
    /// Chance alone could have made it.
    NotShown {
        /// Further replications with which a difference of 2 % of the base would be shown nine
        /// times in ten; `None` where there is no base to take 2 % of, or it takes over a million.
        further: Option<u64>,
    },
    /// One replication says nothing of chance.
    Unknown,
}

impl Difference {
    /// What pairs say before it is known with what else they are corrected; `None` of no pair.
    pub(super) fn new(
        measure: &'static Measure,
        paired: &Paired,
        replications: u64,
        family: Family,
        intervals: &mut Intervals,
    ) -> Option<Self> {
        let mean = paired.difference().mean()?;
        let base_mean = paired.base().mean()?;
        let count = paired.count();
        let relative_half_width = paired.relative_half_width(intervals);
        let mut half =
            |variance: Option<f64>| variance.map(|variance| intervals.half_width(variance, count));
        Some(Self {
            measure,
            pairs: replications,
            base_mean,
            base_half_width: half(paired.base().variance()),
            other_mean: paired.other().mean()?,
            other_half_width: half(paired.other().variance()),
            mean,
            half_width: half(paired.difference().variance()),
            relative: (base_mean != 0.0).then(|| mean / base_mean.abs()),
            relative_half_width,
            variance_reduction: paired.variance_reduction(),
            p: paired.p_value(),
            p_holm: None,
            family,
            verdict: if paired.is_same() {
                Finding::Same
            } else {
                Finding::Unknown
            },
        })
    }

    /// Takes the corrected p-value of a family of so many tests, and judges.
    pub(super) fn judge(&mut self, paired: &Paired, p_holm: f64, tests: usize) {
        self.p_holm = Some(p_holm);
        if self.verdict == Finding::Same {
            return;
        }
        self.verdict = if p_holm >= LEVEL {
            let relevant = RELEVANT * self.base_mean;
            let needed = paired.pairs_to_show(relevant, LEVEL / tests as f64);
            Finding::NotShown {
                further: needed.map(|pairs| {
                    // A pair may stand for several replications.
                    let each = self.pairs.div_ceil(paired.count().max(1));
                    (u64::from(pairs) * each).saturating_sub(self.pairs)
                }),
            }
        } else if self.mean < 0.0 {
            Finding::Less
        } else {
            Finding::More
        };
    }

    /// Lower end of the 95 % interval.
    pub fn ci95_low(&self) -> Option<f64> {
        self.half_width.map(|half| self.mean - half)
    }

    /// Upper end of the 95 % interval.
    pub fn ci95_high(&self) -> Option<f64> {
        self.half_width.map(|half| self.mean + half)
    }

    /// Whether one scenario has shown to have more than the other.
    pub fn is_shown(&self) -> bool {
        matches!(self.verdict, Finding::Less | Finding::More)
    }
}
