//! The engine's parts by themselves: draws, the calendar, queues and the stripped port.
//!
//! `cargo bench --bench engine`; a part of it by name, `-- hold`. The models are told in
//! `models/parameters.rs`; `benches/peers/run` sets the same ones beside other engines.

pub mod models;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use models::stripped_port::Pace;
use models::{hold, queue, stripped_port};
use rand_distr::{Distribution as _, LogNormal};
use sanpedro::engine::{Distribution, Stream};

/// Draws of one iteration.
const DRAWS: usize = 4096;

/// A block of draws of our own, and as the yardstick as many of the stock sampler.
fn draws(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("draws");
    group.throughput(Throughput::Elements(DRAWS as u64));
    let stream = Stream::root(1, 0);
    let mut block = vec![0.0; DRAWS];
    for (name, distribution) in [
        ("lognormal", Distribution::lognormal(2.0, 0.3)),
        ("exponential", Distribution::exponential(2.0)),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| distribution.fill(stream, 0, black_box(&mut block)));
        });
    }
    let stock = LogNormal::from_mean_cv(2.0, 0.3).expect("a fixed distribution");
    group.bench_function("stock lognormal", |bencher| {
        bencher.iter(|| {
            let mut generator = stream.generator();
            black_box(&mut block).fill_with(|| stock.sample(&mut generator));
        });
    });
    group.finish();
}

/// The calendar alone, per hold.
fn holds(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hold");
    for (pending, days) in [(200, 20.0), (1_000, 4.0), (100_000, 0.4)] {
        group.throughput(Throughput::Elements(hold::simulate(pending, 1, days)));
        group.bench_function(pending.to_string(), |bencher| {
            bencher.iter(|| hold::simulate(pending, 1, days));
        });
    }
    group.finish();
}

/// Arrivals, waiting and timers, per customer.
fn queues(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("queue");
    for (servers, days) in [(1, 5_000.0), (10, 500.0)] {
        let served = queue::simulate(servers, 1, days).served;
        group.throughput(Throughput::Elements(served));
        group.bench_function(format!("M-M-{servers}"), |bencher| {
            bencher.iter(|| queue::simulate(servers, 1, days));
        });
    }
    group.finish();
}

/// The stripped port, per move. Both paces must give the same ships.
fn ports(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stripped port");
    let days = 60.0;
    let batched = stripped_port::simulate(Pace::Batched, 1, days);
    let one_by_one = stripped_port::simulate(Pace::OneByOne, 1, days);
    assert!(batched == one_by_one, "the paces differ");
    group.throughput(Throughput::Elements(batched.moves));
    for (name, pace) in [("batched", Pace::Batched), ("one by one", Pace::OneByOne)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| stripped_port::simulate(pace, 1, days));
        });
    }
    group.finish();
}

criterion_group! {
    name = engine;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = draws, holds, queues, ports
}
criterion_main!(engine);
