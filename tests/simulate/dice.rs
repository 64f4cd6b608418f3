//! Chance of the harness: numbers of a seed, and values far outside of what is plausible.

/// Numbers of a seed, by `SplitMix64`.
pub(crate) struct Dice {
    state: u64,
    /// Once in so many times a value is one that nobody would write; never, if zero.
    wildness: usize,
}

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5a17_9ed0,
            wildness: 12,
        }
    }

    /// With values that nobody would write once in so many times; never, if zero.
    pub(crate) const fn wild_once_in(&mut self, times: usize) {
        self.wildness = times;
    }

    fn is_wild(&mut self) -> bool {
        self.wildness > 0 && self.once_in(self.wildness)
    }

    pub(crate) const fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another, which is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % end as u64).unwrap()
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// A share of 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number between two; one time in twelve one that nobody would write.
    pub(crate) fn wild(&mut self, low: f64, high: f64) -> String {
        if self.is_wild() {
            const WILD: [&str; 12] = [
                "0",
                "-1",
                "1e-9",
                "0.001",
                "1",
                "1e3",
                "999999",
                "1e9",
                "1e18",
                "1e308",
                "-0.0",
                "4294967296",
            ];
            return self.pick(&WILD).to_owned();
        }
        format!("{:.4}", low + self.share() * (high - low))
    }

    /// A whole number between two, the second included; at times one that nobody would write.
    pub(crate) fn wild_whole(&mut self, low: u64, high: u64) -> String {
        if self.is_wild() {
            return self
                .pick(&["0", "-1", "65536", "1000001", "18446744073709551616"])
                .to_owned();
        }
        (low + self.number() % (high - low + 1)).to_string()
    }
}
