//! Spans of one distribution taken in order from one stream.

use sanpedro::engine::{Ahead, Distribution, Run, SimTime, Stream};

/// The spans of one kind of chance, made ahead in blocks.
#[derive(Debug)]
pub struct Draws {
    stream: Stream,
    distribution: Distribution,
    next: u64,
    ahead: Ahead,
}

impl Draws {
    /// The spans of `distribution` that `stream` holds, from the first one on.
    pub fn new(stream: Stream, distribution: Distribution) -> Self {
        Self {
            stream,
            distribution,
            next: 0,
            ahead: Ahead::default(),
        }
    }

    /// The instant one more span after `start`.
    #[inline]
    pub fn after(&mut self, start: SimTime) -> SimTime {
        let once = Run::new(self.stream, self.next, 1, start);
        self.next += 1;
        once.next_end(&self.distribution, &mut self.ahead)
    }
}
