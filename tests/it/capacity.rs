//! Capacity of textbook queues against their exact answers, through the public interface.

#[path = "../../benches/models/e2_e2.rs"]
mod e2_e2;

use e2_e2::{TEU, days_per_year};
use sanpedro::experiment::Runner;
use sanpedro::experiment::capacity::{Capacity, Question, Site, capacity};
use sanpedro::scenario::Scenario;
use sanpedro::statistics::queueing::Queue;

use crate::support::{project, sanpedro};

fn ask(scenario: &Scenario, replications: u32) -> (Question, Capacity) {
    let question = Question {
        site: Site::terminal(&scenario.bay, "quay_0").unwrap(),
        level: 0.10,
        replications,
    };
    let found = capacity(scenario, &question, Runner::new(&|_| {})).unwrap();
    (question, found)
}

#[test]
fn the_capacity_of_e2_e2_n_is_the_exact_one() {
    let days = 2_000;
    for berths in [1, 3] {
        let scenario = e2_e2::scenario(&[berths], days, 5);
        let (_, found) = ask(&scenario, 20);
        let exact = Queue::e2_e2(berths).utilization_at(0.10);
        let teu = found.teu_per_year;
        let full = TEU * days_per_year(days) * f64::from(berths);
        let [low, mean, high] = [teu.ci95_low, teu.mean, teu.ci95_high].map(|teu| teu / full);
        assert!((high - low) < 0.1 * exact, "{low}..{high} is too wide");
        assert!(
            low <= exact && exact <= high,
            "{mean} in {low}..{high}, exact {exact}"
        );
        // The textbook's own rule, by the simulated occupancy, is right here and only here.
        let rule = |name: &str| found.classical.iter().find(|rule| rule.rule == name);
        assert!(rule("E2/E2/n").unwrap().error.abs() < 0.03);
        assert!(rule("M/M/n").unwrap().error < -0.1);
    }
}

/// The command, with what it prints.
fn command(args: &[&str]) -> (i32, String, String) {
    sanpedro(&project("."), &[&["capacity"], args].concat())
}

#[test]
fn questions_that_have_no_answer_are_told_and_nothing_is_written() {
    let queue = "scenarios/textbook/m_m_4.toml";
    let mut told = Vec::new();
    for args in [
        vec![queue, "--terminal", "quai"],
        vec![queue],
        vec![queue, "--bay", "--terminal", "quay"],
        vec![queue, "--bay", "--max-wait-ratio", "0"],
        vec![queue, "--bay", "--replications", "1"],
        vec![queue, "--bay", "--against", queue],
        vec![queue, "--bay", "--years", "2050..2026"],
        vec![queue, "--bay", "--growth", "1.5%"],
        vec![queue, "--bay", "--gangs", "none"],
        vec![queue, "--bay", "--berths", "2"],
        vec![
            "scenarios/pier_500.toml",
            "--terminal",
            "pier_500",
            "--set",
            "service.la_ningbo.terminal=pier_300",
            "--set",
            "service.la_singapore.terminal=pier_400",
            "--out",
            "target/no_capacity",
        ],
    ] {
        let (code, stdout, stderr) = command(&args);
        assert_eq!((code, stdout.as_str()), (2, ""), "{args:?}: {stderr}");
        told.push(format!("{}\n{stderr}", args.join(" ")));
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn threads_do_not_show_in_the_report_of_a_capacity() {
    let folder = tempfile::tempdir().unwrap();
    let run = |out: &str, threads: &str| {
        let out = folder.path().join(out);
        let (code, stdout, stderr) = command(&[
            "scenarios/textbook/m_m_4.toml",
            "--terminal",
            "quay",
            "--set",
            "horizon.days=400 d",
            "--replications",
            "5",
            "--berths",
            "2,3",
            "--years",
            "2026..2030",
            "--for-teu",
            "40000",
            "--threads",
            threads,
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(code, 0, "{stderr}");
        assert!(
            stdout
                .lines()
                .all(|line| line.chars().count() <= 80 || line.starts_with("Report")),
            "{stdout}"
        );
        let manifest = std::fs::read(out.join("manifest.json")).unwrap();
        let results = std::fs::read_to_string(out.join("results.json")).unwrap();
        (manifest, results)
    };
    let (one, results) = run("one", "1");
    assert_eq!(
        one,
        run("two", "3").0,
        "the manifest holds the hash of every file"
    );
    let results: serde_json::Value = serde_json::from_str(&results).unwrap();
    let capacity = &results["capacity"];
    let mean = capacity["teu_per_year"]["mean"].as_f64().unwrap();
    assert!(capacity["teu_per_year"]["ci95_low"].as_f64().unwrap() < mean);
    assert!(capacity["yard_static"].is_null());
    assert_eq!(capacity["binding"], "berth_side");
    // Four berths handle more than twice what two do.
    let two = results["variants"][0]["berth_side"]["mean"]
        .as_f64()
        .unwrap();
    assert!(mean > 2.0 * two, "{mean} and {two}");
    assert!(results["bottleneck"].as_array().unwrap().len() >= 3);
}
