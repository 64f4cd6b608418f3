use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use proptest::prelude::*;

use super::frame::MAGIC;
use super::*;
use crate::experiment::{Batch, BatchError, Shard};

/// A day of a queue: replications of a kilobyte or two.
fn queue() -> Scenario {
    let text = r#"
        name = "queue"
        [horizon]
        start = 2025-01-01
        days = "1 d"
        [port.harbor]
        name = "Harbor"
        [terminal.quay]
        name = "Quay"
        port = "harbor"
        cycle_time = { exponential = { mean = "1 h" } }
        [terminal.quay.wharf.main]
        slots = 1
        cranes = 1
        [service.vessels]
        terminal = "quay"
        arrivals = { exponential = { mean = "3 h" } }
        moves = 1
        vessel_class = "any"
    "#;
    Scenario::parse(text, "queue.toml", &[]).unwrap().0
}

fn batch(scenario: &Scenario) -> Batch<'_> {
    Batch::new(scenario).replications(4)
}

/// Everything replications hold, to the bit, apart from the trace.
fn contents(batch: &Batch<'_>) -> Result<Vec<(u32, Vec<u8>)>, BatchError> {
    let mut found = Vec::new();
    batch.each(0..4, &|_| {}, |number, replication, open| {
        assert_eq!(replication.trace.is_some(), number == 0);
        found.push((number, encode(&replication, &open)));
        Ok::<(), BatchError>(())
    })?;
    Ok(found)
}

fn kept(path: &Path, scenario: &Scenario) -> Vec<u32> {
    let store = Store::read(&[path.to_owned()]).unwrap();
    let batch = store.batch(&BatchKey::new(scenario, scenario.seed, false));
    let missing = batch.map_or_else(|| (0..4).collect(), |batch| batch.missing(4));
    (0..4).filter(|number| !missing.contains(number)).collect()
}

#[test]
fn what_is_kept_comes_back_with_its_bits_and_is_not_simulated_again() {
    let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
    let path = place.path().join("kept");
    let fresh = contents(&batch(&scenario)).unwrap();
    let store = Store::create(&path, Purpose::default()).unwrap();
    assert_eq!(contents(&batch(&scenario).keeping(&store)).unwrap(), fresh);
    drop(store);
    let size = fs::metadata(&path).unwrap().len();
    let store = Store::resume(&path, Purpose::default()).unwrap();
    // A decoded replication encodes to the bytes it came from: nothing is lost on the way.
    assert_eq!(contents(&batch(&scenario).keeping(&store)).unwrap(), fresh);
    drop(store);
    assert_eq!(
        fs::metadata(&path).unwrap().len(),
        size,
        "nothing is kept twice"
    );
    assert_eq!(kept(&path, &scenario), [0, 1, 2, 3]);
}

#[test]
fn only_what_matters_to_a_replication_is_in_its_key() {
    let scenario = queue();
    let key = BatchKey::new(&scenario, 1, false);
    let other = Scenario {
        question: "why?".to_owned(),
        replications: 99,
        ..scenario.clone()
    };
    assert_eq!(BatchKey::new(&other, 1, false), key);
    assert_ne!(BatchKey::new(&scenario, 2, false), key);
    let mut other = scenario;
    other.bay.terminals[0].wharves[0].cranes = 2;
    assert_ne!(BatchKey::new(&other, 1, false), key);
}

#[test]
fn a_stopped_batch_keeps_what_was_done_and_goes_on() {
    let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
    let path = place.path().join("kept");
    let fresh = contents(&batch(&scenario)).unwrap();
    let (store, stop) = (
        Store::create(&path, Purpose::default()).unwrap(),
        AtomicBool::new(false),
    );
    let done = AtomicU32::new(0);
    let mut taken = Vec::new();
    let ended = batch(&scenario).keeping(&store).until(&stop).each(
        0..4,
        &|_| {
            if done.fetch_add(1, Ordering::Relaxed) == 1 {
                stop.store(true, Ordering::Relaxed);
            }
        },
        |number, _, _| {
            taken.push(number);
            Ok::<(), BatchError>(())
        },
    );
    if taken.len() < 4 {
        assert!(matches!(ended, Err(BatchError::Interrupted)), "{ended:?}");
    }
    drop(store);
    assert!(taken.len() >= 2, "{taken:?}");
    assert_eq!(kept(&path, &scenario), taken);
    let store = Store::resume(&path, Purpose::default()).unwrap();
    assert_eq!(contents(&batch(&scenario).keeping(&store)).unwrap(), fresh);
}

#[test]
fn a_file_torn_at_any_byte_is_read_up_to_there_and_gone_on_with() {
    let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
    let (path, torn) = (place.path().join("kept"), place.path().join("torn"));
    let store = Store::create(&path, Purpose::default()).unwrap();
    let fresh = contents(&batch(&scenario).keeping(&store)).unwrap();
    drop(store);
    let mut least = 4;
    let (file, length) = (
        fs::File::options().write(true).open(&path).unwrap(),
        fs::metadata(&path).unwrap().len(),
    );
    for end in (0..=length).rev() {
        file.set_len(end).unwrap();
        let count = match Store::read(std::slice::from_ref(&path)) {
            Ok(store) => store.batches().map(|(_, batch)| batch.count()).sum(),
            Err(StoreError::Cut { .. }) => 0,
            Err(error) => panic!("{error}"),
        };
        assert!(count <= least, "a shorter file holds no more");
        // Going on is dear: where a replication has just been lost, and here and there.
        if count < least || end % 4_999 == 0 {
            fs::copy(&path, &torn).unwrap();
            let store = Store::resume(&torn, Purpose::default()).unwrap();
            assert_eq!(
                contents(&batch(&scenario).keeping(&store)).unwrap(),
                fresh,
                "torn at {end}"
            );
            drop(store);
            assert_eq!(kept(&torn, &scenario), [0, 1, 2, 3], "torn at {end}");
        }
        least = count;
    }
    assert_eq!(least, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_damaged_byte_never_passes_for_a_replication(at in 0.0..1.0_f64, flip in 1..=255_u8) {
        let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
        let path = place.path().join("kept");
        let store = Store::create(&path, Purpose::default()).unwrap();
        let fresh = contents(&batch(&scenario).keeping(&store)).unwrap();
        drop(store);
        let mut bytes = fs::read(&path).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a small file")]
        let at = (at * bytes.len() as f64) as usize;
        bytes[at] ^= flip;
        fs::write(&path, &bytes).unwrap();
        // A damaged beginning is somebody else's file; damage behind it ends the file there.
        match Store::resume(&path, Purpose::default()) {
            Ok(store) => prop_assert_eq!(contents(&batch(&scenario).keeping(&store)).unwrap(), fresh),
            Err(error) => prop_assert!(
                matches!(error, StoreError::InTheWay { .. } | StoreError::OtherProgram { .. })
                    && at < MAGIC.len(),
                "{}", error
            ),
        }
    }
}

#[test]
fn shards_are_put_together_and_what_is_missing_is_known() {
    let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
    let fresh = contents(&batch(&scenario)).unwrap();
    let paths: Vec<PathBuf> = (1..=3)
        .map(|index| {
            let path = place.path().join(index.to_string());
            let shard: Shard = format!("{index}/3").parse().unwrap();
            let store = Store::create(
                &path,
                Purpose {
                    shard: Some(shard.numbers()),
                    study: None,
                },
            )
            .unwrap();
            let ran = batch(&scenario).keeping(&store).shard(shard).each(
                0..4,
                &|_| {},
                |number, _, _| {
                    assert!(shard.holds(number));
                    Ok::<(), BatchError>(())
                },
            );
            ran.unwrap();
            path
        })
        .collect();
    // In any order, and one of them twice.
    let order = [2, 0, 1, 2].map(|index: usize| paths[index].clone());
    let store = Store::read(&order).unwrap();
    assert_eq!(contents(&batch(&scenario).keeping(&store)).unwrap(), fresh);
    let some = Store::read(&paths[..2]).unwrap();
    let (_, found) = some.batches().next().unwrap();
    assert_eq!(found.missing(4), [2]);
    assert_eq!(some.shards(), [Some((1, 3)), Some((2, 3))]);
}

#[test]
fn a_replication_that_comes_twice_must_be_the_same() {
    let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
    let (path, other) = (place.path().join("kept"), place.path().join("other"));
    let store = Store::create(&path, Purpose::default()).unwrap();
    let fresh = contents(&batch(&scenario).keeping(&store)).unwrap();
    drop(store);
    let key = BatchKey::new(&scenario, scenario.seed, false);
    let mut writer = Writer::create(&other, Purpose::default()).unwrap();
    writer.append(&key, &scenario, 2, &fresh[1].1).unwrap();
    let error = Store::read(&[path.clone(), other.clone()]).unwrap_err();
    assert!(
        matches!(error, StoreError::Contradiction { number: 2, .. }),
        "{error}"
    );
    // Number 0 of another build: it is simulated again, and found out.
    let zero = place.path().join("zero");
    let mut writer = Writer::create(&zero, Purpose::default()).unwrap();
    writer.append(&key, &scenario, 0, &fresh[1].1).unwrap();
    let store = Store::read(&[zero]).unwrap();
    let error = contents(&batch(&scenario).keeping(&store)).unwrap_err();
    assert!(
        matches!(
            error,
            BatchError::Store(StoreError::Otherwise { number: 0, .. })
        ),
        "{error}"
    );
    // Whole, and no replication.
    let odd = place.path().join("odd");
    let mut writer = Writer::create(&odd, Purpose::default()).unwrap();
    writer.append(&key, &scenario, 1, b"odd").unwrap();
    let store = Store::read(&[odd]).unwrap();
    let error = contents(&batch(&scenario).keeping(&store)).unwrap_err();
    assert!(
        matches!(
            error,
            BatchError::Store(StoreError::Unreadable { number: 1, .. })
        ),
        "{error}"
    );
}

#[test]
fn files_of_others_are_named_and_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("thesis");
    fs::write(&path, "years of work").unwrap();
    let resumed = Store::resume(&path, Purpose::default()).unwrap_err();
    assert!(matches!(resumed, StoreError::InTheWay { .. }), "{resumed}");
    let read = Store::read(std::slice::from_ref(&path)).unwrap_err();
    assert!(matches!(read, StoreError::NotOurs { .. }), "{read}");
    let nothing = Store::read(&[place.path().join("nothing")]).unwrap_err();
    assert!(matches!(nothing, StoreError::Missing { .. }), "{nothing}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "years of work");
    let header = frame::Header {
        stream_version: 1,
        ..frame::Header::ours(Purpose::default())
    };
    let bytes = [MAGIC, &frame::framed(&header)].concat();
    fs::write(&path, bytes).unwrap();
    let error = Store::read(&[path]).unwrap_err().to_string();
    assert!(
        error.contains("thesis was written with stream version splitmix64-counter 1"),
        "{error}"
    );
}

#[test]
fn a_file_is_written_by_one_program_at_a_time() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("kept");
    let store = Store::create(&path, Purpose::default()).unwrap();
    let error = Store::resume(&path, Purpose::default()).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    drop(store);
    Store::resume(&path, Purpose::default()).unwrap();
}

#[test]
fn calls_are_kept_where_they_are_asked_for() {
    let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
    let store = Store::create(&place.path().join("kept"), Purpose::default()).unwrap();
    let with = batch(&scenario).calls(true);
    let fresh = contents(&with).unwrap();
    assert_ne!(fresh, contents(&batch(&scenario)).unwrap());
    contents(&with.keeping(&store)).unwrap();
    contents(&batch(&scenario).keeping(&store)).unwrap();
    drop(store);
    let store = Store::resume(&place.path().join("kept"), Purpose::default()).unwrap();
    assert_eq!(
        store.batches().count(),
        2,
        "with calls and without are two things"
    );
    assert_eq!(contents(&with.keeping(&store)).unwrap(), fresh);
}

#[test]
fn what_is_whole_and_of_another_shape_is_not_added_up() {
    let (place, scenario) = (tempfile::tempdir().unwrap(), queue());
    let key = BatchKey::new(&scenario, scenario.seed, false);
    let path = place.path().join("kept");
    let store = Store::create(&path, Purpose::default()).unwrap();
    let fresh = contents(&batch(&scenario).keeping(&store)).unwrap();
    drop(store);
    let forgeries: [fn(&mut Replication); 9] = [
        |of| of.days.clear(),
        |of| of.days[0].port_teu.clear(),
        |of| of.days[0].date.month = 13,
        |of| of.stacks.clear(),
        |of| of.lanes.clear(),
        |of| of.landside.clear(),
        |of| of.figures[1].truncate(3),
        |of| of.figures[0][0] = Some(f64::NAN).into(),
        |of| of.waits = crate::statistics::Bins::new(7),
    ];
    for (turn, forge) in (0..).zip(forgeries) {
        let (mut found, open): (Replication, Vec<String>) =
            postcard::from_bytes(&fresh[1].1).unwrap();
        forge(&mut found);
        let path = place.path().join(format!("{turn}"));
        let mut writer = Writer::create(&path, Purpose::default()).unwrap();
        writer
            .append(&key, &scenario, 1, &encode(&found, &open))
            .unwrap();
        let store = Store::read(&[path]).unwrap();
        let error = contents(&batch(&scenario).keeping(&store)).unwrap_err();
        assert!(
            matches!(
                error,
                BatchError::Store(StoreError::Unreadable { number: 1, .. })
            ),
            "forgery {turn}: {error}"
        );
    }
}
