//! Spans of one distribution taken in order from one stream.

use sanpedro::engine::{Ahead, Distribution, SimTime, Stream};

/// The spans of one kind of chance, made ahead in blocks.
#[derive(Debug)]
pub struct Draws {
    distribution: Distribution,
    next: u64,
    ahead: Ahead,
}

impl Draws {
    /// The spans of `distribution` that `stream` holds, from the first one on.
    pub fn new(stream: Stream, distribution: Distribution) -> Self {
        Self {
            distribution,
            next: 0,
            ahead: Ahead::new(stream),
        }
    }

    /// The instant one more span after `start`.
    #[inline]
    pub fn after(&mut self, start: SimTime) -> SimTime {
        let span = self.ahead.span(&self.distribution, self.next);
        self.next += 1;
        start + span
    }
}
