//! Counter-based random streams: draw `i` of a stream is a pure function of (key, i).
//!
//! A stream is named, not advanced: `Stream::root(seed, replication).named("call").child(7)`
//! is the same stream wherever and whenever it is made, so that a draw added in one place moves
//! none in another, and the i-th move of a hatch takes the same time whichever crane makes it.
//!
//! Draw `i` is `mix(k1 ⊕ mix(k0 + i·γ))`, two rounds of the finalizer of `SplitMix64`
//! (Steele, Lea, Flood 2014, variant 13 of Stafford) with two keys of 64 bits, so that two
//! streams share more than a chance draw only if both keys agree.

use rand::rand_core::{Infallible, TryRng};

/// Version of the rule that turns names into draws; a change to it changes every result.
pub const STREAM_VERSION: u32 = 2;
/// How streams of chance are generated, named beside their version.
pub const GENERATOR: &str = "splitmix64-counter";

/// The golden-ratio increment of `SplitMix64`.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// One named stream of random numbers with random access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    k0: u64,
    k1: u64,
}

/// Finalizer of `SplitMix64`: a bijection of 64 bits in which every bit depends on every other.
#[inline]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Stream {
    /// The root of all streams of a replication.
    pub const fn root(seed: u64, replication: u64) -> Self {
        Self {
            k0: mix(seed ^ GAMMA),
            k1: mix(seed.rotate_left(32) ^ 0x5bf0_3635_d1b5_4f2d),
        }
        .child(replication)
    }

    /// The stream of a purpose or a thing with a name.
    #[must_use]
    pub const fn named(self, name: &str) -> Self {
        self.child(name_hash(name))
    }

    /// The stream of the n-th thing of its kind.
    #[inline]
    #[must_use]
    pub const fn child(self, n: u64) -> Self {
        let k0 = mix(self.k0 ^ mix(n.wrapping_add(GAMMA)));
        Self {
            k0,
            k1: mix(self.k1.wrapping_add(k0) ^ n),
        }
    }

    /// Draw `i`, 64 random bits.
    #[inline]
    pub const fn bits(self, i: u64) -> u64 {
        mix(self.k1 ^ mix(self.k0.wrapping_add(i.wrapping_mul(GAMMA))))
    }

    /// Draw `i`, uniform on the open interval (0, 1), with 52 bits.
    #[inline]
    pub const fn uniform(self, i: u64) -> f64 {
        // The bits as the fraction of a number from 1 to 2: no conversion of a 64-bit integer,
        // which older instruction sets cannot do side by side. Every step is exact.
        const ONE: u64 = 0x3ff0_0000_0000_0000;
        const HALF_STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
        (f64::from_bits(ONE | (self.bits(i) >> 12)) - 1.0) + HALF_STEP
    }

    /// The stream as a generator that counts its own draws, for samplers that take as many as
    /// they need.
    pub const fn generator(self) -> Generator {
        Generator {
            stream: self,
            next: 0,
        }
    }
}

/// FNV-1a of a name.
const fn name_hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (mut hash, mut i) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
}

/// A stream read in order through the traits of `rand`.
#[derive(Clone, Debug)]
pub struct Generator {
    stream: Stream,
    next: u64,
}

impl Generator {
    /// Next draw, uniform on the open interval (0, 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        let draw = self.stream.uniform(self.next);
        self.next += 1;
        draw
    }
}

impl TryRng for Generator {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|bits| (bits >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let bits = self.stream.bits(self.next);
        self.next += 1;
        Ok(bits)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let bits = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&bits[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_its_name_alone() {
        let call = Stream::root(1, 0).named("call").child(7);
        assert_eq!(
            call.bits(3),
            Stream::root(1, 0).named("call").child(7).bits(3)
        );
        assert_ne!(
            call.bits(3),
            Stream::root(1, 1).named("call").child(7).bits(3)
        );
        assert_ne!(
            call.bits(3),
            Stream::root(1, 0).named("call").child(8).bits(3)
        );
        assert_ne!(
            call.bits(3),
            Stream::root(1, 0).named("size").child(7).bits(3)
        );
    }

    #[test]
    fn uniforms_are_open_and_even() {
        let stream = Stream::root(42, 3).named("test");
        let n = 1_000_000_u64;
        let (mut sum, mut squares, mut lag) = (0.0, 0.0, 0.0);
        for i in 0..n {
            let u = stream.uniform(i);
            assert!(u > 0.0 && u < 1.0);
            sum += u;
            squares += u * u;
            lag += (u - 0.5) * (stream.uniform(i + 1) - 0.5);
        }
        let count = n as f64;
        // Five standard errors each: sd of u is 0.2887, of u² 0.2981, of the lagged product 1/12.
        assert!((sum / count - 0.5).abs() < 5.0 * 0.2887 / count.sqrt());
        assert!((squares / count - 1.0 / 3.0).abs() < 5.0 * 0.2981 / count.sqrt());
        assert!((lag / count).abs() < 5.0 / 12.0 / count.sqrt());
    }

    #[test]
    fn neighboring_streams_are_unrelated() {
        let root = Stream::root(1, 0);
        let n = 100_000_u64;
        let product: f64 = (0..n)
            .map(|k| (root.child(k).uniform(0) - 0.5) * (root.child(k + 1).uniform(0) - 0.5))
            .sum();
        assert!((product / n as f64).abs() < 5.0 / 12.0 / (n as f64).sqrt());
    }
}
