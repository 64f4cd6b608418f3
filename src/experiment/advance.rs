//! How far replications are that are under way.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};

/// How far all replications under way are together, in thousandths of a replication.
#[derive(Debug, Default)]
pub struct Advance(AtomicU32);

/// How far one replication is; at its end it is none of those under way.
pub(super) struct Step<'a> {
    all: &'a Advance,
    /// Thousandths that are counted.
    counted: Cell<u32>,
}

impl Advance {
    /// Replications that the parts of those under way come to.
    pub fn replications(&self) -> f64 {
        f64::from(self.0.load(Ordering::Relaxed)) / 1000.0
    }

    /// A replication that begins.
    pub(super) const fn begin(&self) -> Step<'_> {
        Step {
            all: self,
            counted: Cell::new(0),
        }
    }
}

impl Step<'_> {
    /// The replication has come to this share of its time.
    pub(super) fn reach(&self, share: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share is within 0..=1"
        )]
        let reached = (share.clamp(0.0, 1.0) * 1000.0) as u32;
        let counted = self.counted.replace(reached);
        self.all
            .0
            .fetch_add(reached.wrapping_sub(counted), Ordering::Relaxed);
    }
}

impl Drop for Step<'_> {
    fn drop(&mut self) {
        self.reach(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_replications_add_up_and_what_is_done_is_no_part() {
        let all = Advance::default();
        let (one, other) = (all.begin(), all.begin());
        one.reach(0.25);
        other.reach(0.5);
        one.reach(0.75);
        let close = |expected: f64| (all.replications() - expected).abs() < 1e-9;
        assert!(close(1.25));
        drop(one);
        assert!(close(0.5));
        drop(other);
        assert!(close(0.0));
    }
}
