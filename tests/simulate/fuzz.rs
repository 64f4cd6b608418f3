//! Readers of what comes from outside, each with inputs changed at random: every one is read, or refused
//! in words. Each case is a function of its seed.

use std::fs;
use std::path::{Path, PathBuf};

use sanpedro::experiment::sweep::Order;
use sanpedro::experiment::{Batch, BatchKey, KeptBatch, Purpose, Store};
use sanpedro::report;
use sanpedro::scenario::Scenario;
use sha2::{Digest, Sha256};

use crate::dice::Dice;
use crate::mutate;

/// A small scenario that says a little of everything.
const SCENARIO: &str = include_str!("../../scenarios/reference.toml");
const QUEUE: &str = "name = \"queue\"\n[horizon]\nstart = 2025-01-01\ndays = \"1 d\"\n[experiment]\n\
                     replications = 3\n[port.harbor]\nname = \"Harbor\"\n[terminal.quay]\nport = \"harbor\"\n\
                     cycle_time = { exponential = { mean = \"1 h\" } }\n[terminal.quay.wharf.main]\n\
                     slots = 1\ncranes = 1\n[service.vessels]\nterminal = \"quay\"\n\
                     arrivals = { exponential = { mean = \"3 h\" } }\nmoves = 1\nvessel_class = \"any\"\n";
const LISTS: [&str; 5] = [
    "eta,terminal,vessel_class,loa_m,moves,service,shore_power,tier\n2025-01-07 05:30,quay,any,,3200,Far East,yes,3\n\
     2025-01-09T14:00-08:00,quay,,290,1450,,,\n",
    "ETA;Terminal;LOA (m);Moves;Vessel\n07.01.2025 05:30;quay;366,5;3.200;\"M/V \"\"One\"\"\"\n",
    "Date\tTime\tBerth\tLOA ft\tDischarge\tLoad\n1/7/2025\t5:30 PM\tquay\t1,200\t800\t600\nTotal\t\t\t\t800\t600\n",
    "eta,etd,ata,atd,terminal,loa_m,moves\n2025-01-07,2025-01-08,2025-01-07 04:00,2025-01-09,quay,300,100\n",
    "\u{feff}eta,terminal,loa_m,moves\r\n45664.5,quay,300,100\r\n45665,QUAY,300,100\r\n",
];
const SETTINGS: [&str; 12] = [
    "terminal.quay.wharf.main.cranes=3",
    "horizon.days=3 d",
    "service.vessels.arrivals={ exponential = { mean = \"2 h\" } }",
    "service.vessels.moves=10",
    "experiment.seed=7",
    "labor.shift.day={ start = \"08:00\", end = \"17:00\", gangs = 4 }",
    "terminal.quay.shore_power={ points = 1, point_limit = \"7 MW\" }",
    "service.\"vessels\".vessel_class=any",
    "demand.harbor.growth=2.9 %/yr",
    "horizon.end=2025-02-01",
    "terminal.quay.wharf.main.cranes=1,2,3",
    "terminal.quay.cycle_time=2..3 min",
];

/// Tries the case of a seed.
type Target = fn(u64);

/// Readers by name.
pub(crate) const TARGETS: [(&str, Target); 5] = [
    ("scenario", scenario),
    ("calls", calls),
    ("settings", settings),
    ("parts", parts),
    ("folders", folders),
];

/// A scenario as text: what is read says the same again.
fn read(text: &str, path: &Path, set: &[String]) -> Option<Scenario> {
    match Scenario::parse(text, path, set) {
        Ok((scenario, _)) => {
            let again = Scenario::parse(&scenario.effective, path, &[]);
            let (again, _) =
                again.unwrap_or_else(|error| panic!("{error}\n{}", scenario.effective));
            assert_eq!(
                again.effective, scenario.effective,
                "the text of a scenario is its own"
            );
            Some(scenario)
        }
        Err(error) => {
            assert!(!error.render(true).trim().is_empty());
            None
        }
    }
}

fn scenario(seed: u64) {
    let mut dice = Dice::new(seed);
    // The long one costs a dozen of the short one.
    let corpus: &[&str] = if dice.once_in(12) {
        &[SCENARIO]
    } else {
        &[QUEUE]
    };
    let text = mutate::text(&mut dice, corpus);
    read(&text, Path::new("fuzz.toml"), &[]);
}

fn calls(seed: u64) {
    let mut dice = Dice::new(seed);
    let list = mutate::text(&mut dice, &LISTS);
    let quoted = toml::Value::String(list).to_string();
    let text = format!("{QUEUE}[arrivals]\ncalls = {quoted}\n");
    read(&text, Path::new("fuzz.toml"), &[]);
}

fn settings(seed: u64) {
    let mut dice = Dice::new(seed);
    let setting = mutate::text(&mut dice, &SETTINGS);
    let order = Order {
        vary: vec![setting.clone()],
        latin_hypercube: dice.once_in(3).then_some(2),
        morris: None,
        seed: None,
        measures: Vec::new(),
        of: "bay".to_owned(),
    };
    match order.plan() {
        Ok(plan) => {
            for cell in plan.settings().take(2) {
                read(QUEUE, Path::new("fuzz.toml"), &cell);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    read(QUEUE, Path::new("fuzz.toml"), &[setting]);
}

/// A frame as files of kept replications have it, with the right checksum.
fn framed(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    let digest = Sha256::digest(content);
    [&length, &digest[..8], content].concat()
}

/// The frames of a file of kept replications.
fn frames(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    while bytes.len() > 12 {
        let length = u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize;
        frames.push(bytes[12..12 + length].to_vec());
        bytes = &bytes[12 + length..];
    }
    frames
}

const MAGIC: &[u8] = b"sanpedro kept replications 2\n";

/// A thread's own folder, with a queue and what is kept of it.
struct Place {
    folder: tempfile::TempDir,
    queue: Scenario,
    frames: Vec<Vec<u8>>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let queue = Scenario::parse(QUEUE, "queue.toml", &[]).unwrap().0;
        let path = folder.path().join("whole");
        let store = Store::create(&path, Purpose::default()).unwrap();
        Batch::new(&queue)
            .keeping(&store)
            .calls(true)
            .run(&|_| ())
            .unwrap();
        drop(store);
        let bytes = fs::read(&path).unwrap();
        Self {
            folder,
            queue,
            frames: frames(bytes.strip_prefix(MAGIC).unwrap()),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

thread_local! {
    static PLACE: Place = Place::new();
}

/// Parts whose content was changed and whose checksums are right.
fn parts(seed: u64) {
    PLACE.with(|place| {
        let mut dice = Dice::new(seed);
        let mut contents = place.frames.clone();
        let forged = dice.below(contents.len());
        mutate::bytes(&mut dice, &mut contents[forged]);
        if dice.once_in(8) {
            let (from, to) = (dice.below(contents.len()), dice.below(contents.len()));
            contents.swap(from, to);
        }
        let mut bytes = MAGIC.to_vec();
        for content in &contents {
            bytes.extend(framed(content));
        }
        if dice.once_in(10) {
            mutate::bytes(&mut dice, &mut bytes);
        }
        let path = place.path("part");
        fs::write(&path, &bytes).unwrap();
        let batch = Batch::new(&place.queue).calls(true);
        if let Ok(store) = Store::read(std::slice::from_ref(&path)) {
            for (_, kept) in store.batches() {
                let _ = Scenario::parse(&kept.scenario, "scenario.toml", &[]);
                kept.missing(3);
            }
            store.torn();
            drop(batch.keeping(&store).run(&|_| ()));
        }
        if let Ok(store) = Store::resume(&path, Purpose::default()) {
            let key = BatchKey::new(&place.queue, place.queue.seed, true);
            let _ = store.batch(&key).map(KeptBatch::count);
            drop(batch.keeping(&store).run(&|_| ()));
        }
    });
}

/// Folders that hold a manifest which was changed, or files of others: nothing in them is touched.
fn folders(seed: u64) {
    const MANIFEST: &str = "{\n  \"program\": \"sanpedro\",\n  \"files\": [\n    { \"path\": \"results.json\", \
                            \"bytes\": 2 }, { \"path\": \"charts/a.svg\" }\n  ]\n}\n";
    PLACE.with(|place| {
        let mut dice = Dice::new(seed);
        let out = place.path("out");
        let earlier = place.path(".out.earlier-4194305");
        let folder = if dice.once_in(2) { &out } else { &earlier };
        fs::create_dir_all(folder).unwrap();
        let manifest = mutate::text(&mut dice, &[MANIFEST]);
        fs::write(folder.join("manifest.json"), &manifest).unwrap();
        fs::write(folder.join("thesis"), "years of work").unwrap();
        let checked = report::check(&out);
        assert!(folder == &earlier || checked.is_err(), "{manifest}");
        drop(report::recover(&out));
        drop(report::tidy(&out));
        let thesis = fs::read_to_string(folder.join("thesis"));
        assert_eq!(thesis.unwrap(), "years of work", "{manifest}");
        fs::remove_dir_all(folder).unwrap();
    });
}
