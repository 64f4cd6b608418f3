//! The benchmark models on this project's engine, told in [`parameters`].

pub mod draws;
pub mod hold;
pub mod parameters;
pub mod queue;
pub mod stripped_port;

use sanpedro::engine::{self, Model, SimTime};

/// Milliseconds of an hour.
const HOUR_MS: f64 = 3_600_000.0;

/// The instant `days` after time zero.
#[expect(
    clippy::cast_possible_truncation,
    reason = "horizons are far below 292 million years"
)]
fn horizon(days: f64) -> SimTime {
    SimTime::from_millis((days * 24.0 * HOUR_MS) as i64)
}

/// Runs a model over `days`, however many events that takes.
fn run<M: Model>(model: &mut M, timers: usize, days: f64, sink: impl FnMut(&M::Record)) {
    engine::run(model, timers, horizon(days), u64::MAX, sink).expect("no budget to exceed");
}
