//! The port model allocates while it fills up, and not for any event after that.
//!
//! A binary of its own: counting needs an allocator of its own.

use std::path::Path;

use allocation_counter::{AllocationInfo, measure};
use sanpedro::port::bay::Bay;
use sanpedro::port::{Pace, simulate_at};
use sanpedro::scenario::Scenario;

/// Ten years of San Pedro Bay.
fn ten_years() -> Bay {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/san_pedro_bay_2025.toml");
    let set = ["horizon.end=2035-01-01".to_owned()];
    let (scenario, _) = Scenario::load(&path, &set).expect("the project's own scenario");
    scenario.bay
}

/// The same until an earlier day.
fn until(bay: &Bay, years: usize) -> Bay {
    let mut shorter = bay.clone();
    let warm_up = bay.days.index_at(bay.period.start);
    shorter.period.end = bay.days.days[warm_up + 365 * years].from;
    shorter
}

/// What one replication allocates, and how many records it hands out.
fn allocated(bay: &Bay, pace: Pace) -> (AllocationInfo, u64) {
    let mut records = 0;
    let info = measure(|| {
        let outcome = simulate_at(pace, bay, 1, 0, |_| records += 1);
        assert!(outcome.expect("a finite scenario").closes());
    });
    (info, records)
}

#[test]
fn the_third_year_allocates_next_to_nothing() {
    let bay = ten_years();
    for pace in [Pace::Batched, Pace::OneByOne] {
        let (two, records_of_two) = allocated(&until(&bay, 2), pace);
        let (three, records_of_three) = allocated(&until(&bay, 3), pace);
        let (allocations, records) = (
            three.count_total - two.count_total,
            records_of_three - records_of_two,
        );
        assert!(records > 100_000, "a year has {records} records");
        // A list grows by half once in a while, when the bay is fuller than in any year before.
        assert!(
            allocations < 10,
            "{allocations} allocations for {records} records of the third year, {pace:?}"
        );
    }
}

#[test]
fn ten_years_need_no_more_memory_than_one() {
    let bay = ten_years();
    let (one, _) = allocated(&until(&bay, 1), Pace::Batched);
    let (ten, _) = allocated(&bay, Pace::Batched);
    assert!(one.bytes_max < 1_000_000, "{} bytes", one.bytes_max);
    assert!(
        ten.bytes_max < one.bytes_max * 5 / 4,
        "{} bytes for ten years, {} for one",
        ten.bytes_max,
        one.bytes_max
    );
}
