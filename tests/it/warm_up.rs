//! `warm_up = "auto"`: MSER-5 takes the empty start away, and everybody finds the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sanpedro::engine::Stream;
use sanpedro::experiment::{Batch, warm_up};
use sanpedro::scenario::{Later, Scenario, ScenarioError, WarmUpBy};
use sanpedro::statistics::mser_5;

use crate::support::sanpedro;

/// M/M/1 with services of 6 h, busy 80 % of the time: it takes weeks to fill up.
fn queue(warm_up: &str, days: u32) -> String {
    format!(
        r#"
name = "busy"
[horizon]
start = 2001-01-01
days = "{days} d"
warm_up = {warm_up}
[experiment]
replications = 6
[port.harbor]
[terminal.quay]
port = "harbor"
policy = "first_come"
cycle_time = {{ exponential = {{ mean = "6 h" }} }}
[terminal.quay.wharf.main]
slots = 1
cranes = 1
[service.vessels]
terminal = "quay"
arrivals = {{ exponential = {{ mean = "7.5 h" }} }}
moves = 1
vessel_class = "any"
"#
    )
}

fn load(text: &str, set: &[&str]) -> Result<Scenario, ScenarioError> {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    let later = Later {
        warm_up: Some(&warm_up::find),
        ..Later::default()
    };
    Ok(Scenario::parse_for(text, "busy.toml", &set, later)?.0)
}

/// An AR(1) series about zero of which the start is `bias · φⁱ` too high, averaged over
/// `runs`.
fn ar_1(phi: f64, bias: f64, runs: u64, seed: u64) -> Vec<f64> {
    let length = 1_000;
    let mut mean = vec![0.0; length];
    for run in 0..runs {
        let noise = Stream::root(seed, run);
        let mut value = bias;
        for (place, sum) in (0_u64..).zip(&mut mean) {
            // Uniform, variance 1.
            value = phi * value + 12_f64.sqrt() * (noise.uniform(place) - 0.5);
            *sum += value / runs as f64;
        }
    }
    mean
}

#[test]
fn the_transient_of_an_autoregression_is_taken_out() {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (phi, bias, seeds) = (0.95, 40.0, 200);
    let (mut whole, mut rest, mut refused) = (0.0, 0.0, 0);
    for seed in 0..seeds {
        let series = ar_1(phi, bias, 5, seed);
        match mser_5(&series) {
            Some(cut) => {
                // What is left of 40 after the cut is 40·0.95^cut: below 2 from 60 on.
                assert!(cut >= 35, "seed {seed} drops {cut}");
                rest += mean(&series[cut..]);
            }
            None => refused += 1,
        }
        whole += mean(&series);
    }
    // The bias of the whole mean is 40·0.95·(1 − 0.95¹⁰⁰⁰) / (0.05·1000) = 0.76.
    let (whole, rest) = (whole / seeds as f64, rest / (seeds - refused) as f64);
    assert!((whole - 0.76).abs() < 0.05, "{whole}");
    assert!(rest.abs() < 0.05, "{rest} left of {whole}");
    // The rule is known to refuse now and then; a longer series helps.
    assert!(10 * refused <= seeds, "{refused} of {seeds} refused");
}

/// Mean number in M/M/1, begun empty, over each day: the birth-death equations in steps of 1/100 day.
fn expected_in_port(calls_a_day: f64, services_a_day: f64, days: usize) -> Vec<f64> {
    let (step, states) = (0.01, 200);
    let mut probability = vec![0.0; states];
    probability[0] = 1.0;
    let mut means = Vec::new();
    for _ in 0..days {
        let mut sum = 0.0;
        for _ in 0..100 {
            let before = probability.clone();
            for number in 0..states - 1 {
                let up = calls_a_day * step * before[number];
                let down = services_a_day * step * before[number + 1];
                probability[number] += down - up;
                probability[number + 1] += up - down;
            }
            let in_port = probability.iter().zip(0_u32..);
            sum += in_port
                .map(|(p, number)| p * f64::from(number))
                .sum::<f64>();
        }
        means.push(sum / 100.0);
    }
    means
}

#[test]
fn a_busy_queue_that_begins_empty_is_measured_once_it_is_full() {
    let (days, seeds) = (60, 8);
    let expected = expected_in_port(3.2, 4.0, 365 + days);
    // 4 in the long run; how much less of it a period of 60 days has that begins on a day.
    let too_low = |day: usize| 1.0 - expected[day..day + days].iter().sum::<f64>() / 60.0 / 4.0;
    assert!((too_low(0) - 0.103).abs() < 0.002, "{}", too_low(0));
    let left = |seed: usize| {
        let seed = format!("experiment.seed={seed}");
        let found = load(&queue("\"auto\"", 60), &[&seed]).unwrap();
        assert_eq!(found.warm_up_by, WarmUpBy::Mser5);
        let start = found.bay.period.start.millis() / 86_400_000;
        too_low(usize::try_from(start).unwrap().min(365))
    };
    let left = (1..=seeds).map(left).sum::<f64>() / seeds as f64;
    assert!(left < 0.5 * too_low(0), "{left} of {}", too_low(0));
}

#[test]
fn the_series_is_that_of_a_queue_that_fills() {
    let pilot = load(&queue("\"365 d\"", 1), &[]).unwrap();
    let series = warm_up::vessels_in_port(&pilot).unwrap();
    assert_eq!(series.len(), 365);
    let mean = |days: &[f64]| days.iter().sum::<f64>() / days.len() as f64;
    let expected = expected_in_port(3.2, 4.0, 10);
    // Over 20 replications, ten days of mean 1.9 and spread 1.7, and a year of mean 3.9.
    let (found, exact) = (mean(&series[..10]), mean(&expected));
    assert!((found - exact).abs() < 1.2, "{found}, exactly {exact}");
    assert!((mean(&series) - 3.9).abs() < 0.6, "{}", mean(&series));
}

#[test]
fn what_was_found_is_written_down_and_found_no_more() {
    let found = load(&queue("\"auto\"", 60), &[]).unwrap();
    let line = format!("warm_up = {{ mser_5 = \"{} d\" }}", found.warm_up_days);
    assert!(found.effective.contains(&line), "{}", found.effective);
    // Nobody is there to find it.
    let (again, _) = Scenario::parse(&found.effective, "again.toml", &[]).unwrap();
    assert_eq!(again.warm_up_by, WarmUpBy::Mser5);
    assert_eq!(again.bay.period, found.bay.period);
    assert_eq!(again.effective, found.effective);
    // It is a warm-up like any other.
    let said = format!("horizon.warm_up={} d", found.warm_up_days);
    let said = load(&queue("\"auto\"", 60), &[&said]).unwrap();
    let run = |scenario: &Scenario| {
        let results = Batch::new(scenario).replications(3).run(&|_| ()).unwrap();
        results.bay.measures
    };
    assert_eq!(run(&said), run(&found));
    assert_eq!(said.warm_up_by, WarmUpBy::Scenario);
}

#[test]
fn a_queue_that_never_settles_is_refused_with_what_to_do() {
    let slower = "terminal.quay.cycle_time={ exponential = { mean = \"9 h\" } }";
    let error = load(&queue("\"auto\"", 60), &[slower]).unwrap_err();
    let unknown = Scenario::parse(&queue("\"auto\"", 60), "busy.toml", &[]).unwrap_err();
    let wrong = load(&queue("\"automatic\"", 60), &[]).unwrap_err();
    let empty = load(&queue("{ mser = \"3 d\" }", 60), &[]).unwrap_err();
    let told = [error, unknown, wrong, empty].map(|error| error.render(false));
    insta::assert_snapshot!(told.join("\n\n"));
}

/// Bytes of the files of a folder that a run wrote, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entry = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    };
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let entries = entries.filter(|entry| entry.path().is_file());
    entries.map(entry).collect()
}

/// What a command that must succeed says on standard output and on standard error.
fn succeeded(folder: &Path, args: &str) -> (String, String) {
    let args: Vec<&str> = args.split(' ').collect();
    let (code, out, err) = sanpedro(folder, &args);
    assert_eq!(code, 0, "{args:?}\n{out}\n{err}");
    (out, err)
}

#[test]
fn threads_shards_and_the_command_find_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("busy.toml"), queue("\"auto\"", 60)).unwrap();
    let run = |args: &str| succeeded(folder, args).0;
    let told = run("run busy.toml -n 6 -j 1 --out one");
    let days = load(&queue("\"auto\"", 60), &[]).unwrap().warm_up_days;
    let line = format!("after {days} days of warm-up, found by MSER-5");
    assert!(told.contains(&line), "{told}");
    run("run busy.toml -n 6 -j 3 --out three");
    for share in ["1/2", "2/2"] {
        let out = format!(
            "run busy.toml -n 6 --shard {share} --out part{}",
            &share[..1]
        );
        run(&out);
    }
    run("merge part1 part2 --out merged");
    let one = files(&folder.join("one"));
    let results = String::from_utf8(one["results.json"].clone()).unwrap();
    assert!(results.contains("\"warm_up_by\": \"mser_5\""), "{results}");
    let page = String::from_utf8(one["report.html"].clone()).unwrap();
    assert!(page.contains(&format!(
        "Its length, {days} days, was found by the rule MSER-5"
    )));
    for other in ["three", "merged"] {
        let other = files(&folder.join(other));
        assert!(one.keys().eq(other.keys()));
        for (name, bytes) in &one {
            assert!(other[name] == *bytes, "{name}");
        }
    }
    let told = run("check busy.toml --warm-up");
    assert!(told.contains("(found by MSER-5)"), "{told}");
    assert!(
        told.contains(&format!("MSER-5 asks for {days} days")),
        "{told}"
    );
}

#[test]
fn scenarios_of_a_study_begin_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("busy.toml"), queue("\"auto\"", 60)).unwrap();
    let idle = "extends = \"busy.toml\"\nname = \"idle\"\n[terminal.quay]\n\
                cycle_time = { exponential = { mean = \"1 h\" } }\n";
    fs::write(folder.join("idle.toml"), idle).unwrap();
    let days = |file: &str| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let line = text
            .lines()
            .find(|line| line.starts_with("warm_up"))
            .unwrap();
        line.to_owned()
    };
    let (code, _, err) = sanpedro(
        folder,
        &[
            "compare",
            "idle.toml",
            "busy.toml",
            "-n",
            "4",
            "--out",
            "both",
        ],
    );
    assert_eq!(code, 0, "{err}");
    let busy = load(&queue("\"auto\"", 60), &[]).unwrap().warm_up_days;
    let longest = format!("warm_up = {{ mser_5 = \"{busy} d\" }}");
    for name in ["idle", "busy"] {
        assert_eq!(
            days(&format!("both/scenarios/{name}.toml")),
            longest,
            "{name}"
        );
    }
}

#[test]
fn a_study_tells_the_warm_up_that_was_found_and_its_shares_find_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("busy.toml"), queue("\"auto\"", 60)).unwrap();
    let run = |args: &str| succeeded(folder, args).1;
    let busy = load(&queue("\"auto\"", 60), &[]).unwrap().warm_up_days;
    // Two cranes at one berth change nothing; a second berth needs less.
    let sweep = "sweep busy.toml -n 4 --of quay --vary terminal.quay.wharf.main.slots=1,2";
    let told = run(&format!("{sweep} --out whole"));
    let said = format!("note: warm-up of 3 scenarios: {busy} days, found by MSER-5, the longest\n");
    assert_eq!(told, said);
    for share in ["1/2", "2/2"] {
        run(&format!(
            "{sweep} --shard {share} --out part{}",
            &share[..1]
        ));
    }
    // What one share has done is where a sweep that was killed goes on.
    fs::copy(folder.join("part2"), folder.join(".resumed.kept")).unwrap();
    run(&format!("{sweep} --resume --out resumed"));
    run("merge part1 part2 --out merged");
    for other in ["resumed", "merged"] {
        let (whole, other) = (files(&folder.join("whole")), files(&folder.join(other)));
        assert!(whole == other);
    }
    let told = run("capacity busy.toml --terminal quay -n 3 --no-bottleneck --out capacity");
    let said = format!("note: warm-up: {busy} days, found by MSER-5\n");
    assert_eq!(told, said);
}
