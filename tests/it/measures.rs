//! What measures say of those who still wait, of replications together, and of what is left out.

use std::fs;
use std::path::Path;

use sanpedro::experiment::{Batch, Results};
use sanpedro::report;
use sanpedro::scenario::Scenario;
use sanpedro::statistics::Summary;

use crate::support::{load, measure, run, sanpedro, scenario_from};

/// One port, one terminal with a wharf of 310 m and one crane that makes a move in two minutes, and
/// calls of vessels of 300 m.
fn base(horizon: &str, rows: &str) -> String {
    format!(
        r#"
name = "base"
[horizon]
{horizon}
[experiment]
replications = 1
[port.p]
[terminal.t]
name = "Terminal T"
cycle_time = {{ constant = "2 min" }}
[terminal.t.wharf.main]
length = "310 m"
berths = 1
cranes = 1
[vessel_class.v]
capacity = "8000 TEU"
beam = "40 m"
draft = "12 m"
air_draft = "45 m"
rows = 16
hatches = 10
loa = "300 m"
cranes = 1
[arrivals]
calls = """
eta,terminal,vessel_class,moves
{rows}
"""
"#
    )
}

const WEEK: &str = "start = 2025-01-06\ndays = \"7 d\"";
const THREE: &str = "2025-01-06 00:00,t,v,30\n2025-01-06 02:00,t,v,9000\n2025-01-06 03:00,t,v,30";

fn near(found: f64, right: f64) {
    assert!((found - right).abs() < 1e-6, "{found} is not {right}");
}

/// The summary for people, in one line.
fn told(results: &Results) -> String {
    let words: Vec<String> = report::summary(results, None)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.join(" ")
}

#[test]
fn who_still_waits_counts_with_the_wait_so_far() {
    let results = run(&scenario_from(&base(WEEK, THREE)));
    let of = |name| measure(&results.bay, name).mean;
    // Two berth at once; the third waits from 03:00 on the first day to the end of the seventh.
    near(of("wait_hours_mean"), 165.0 / 3.0);
    near(of("wait_hours_p95"), 0.9 * 165.0);
    near(of("berthed_within_2h_share"), 2.0 / 3.0);
    near(of("wait_hours_departed_mean"), 0.0);
    near(of("backlog_end"), 1.0);
    near(of("unserved_teu"), 30.0 * 1.88);
    let told = told(&results);
    for words in [
        "Wait for a berth [h] 55",
        "Vessels waiting at the end 1",
        "Still waiting at the end: row 3 of the call list has waited 165 h for Terminal T, longer \
         than any that berthed there (0 h).",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn cargo_that_came_in_the_warm_up_and_still_waits_is_unserved() {
    let horizon = "start = 2025-01-07\ndays = \"3 d\"\nwarm_up = \"1 d\"";
    let results = run(&scenario_from(&base(horizon, THREE)));
    near(measure(&results.bay, "unserved_teu").mean, 30.0 * 1.88);
    assert!(told(&results).contains("row 3 of the call list has waited 93 h"));
    // Nobody arrived in the period: there is no wait to tell.
    let waits = sanpedro::experiment::measure::find("wait_hours_mean").unwrap();
    assert_eq!(results.bay.get(waits), None);
}

#[test]
fn a_queue_that_comes_at_once_is_not_stationary() {
    let rows = |count: usize| vec!["2025-01-06 00:00,t,v,600"; count].join("\n");
    let told_of = |count| told(&run(&scenario_from(&base(WEEK, &rows(count)))));
    // 20 h of work each: eight are served in the week.
    let many = told_of(30);
    assert!(
        many.contains("Not stationary: 7.0 fewer vessels wait"),
        "{many}"
    );
    // Over three days there are no quarters of days to compare.
    let short = base("start = 2025-01-06\ndays = \"3 d\"", &rows(30));
    let short = told(&run(&scenario_from(&short)));
    assert!(short.contains("Not stationary: 26 vessels with"), "{short}");
    let few = told_of(2);
    assert!(!few.contains("Not stationary"), "{few}");
}

/// M/M/1 at two thirds with a service of an hour, so many days, stationary from the beginning.
fn queue(days: u32, seed: u32, replications: u32) -> Scenario {
    scenario_from(&format!(
        r#"
name = "m_m_1"
[horizon]
start = 2001-01-31
days = "{days} d"
warm_up = "12 d"
[experiment]
seed = {seed}
replications = {replications}
[port.harbor]
[terminal.quay]
cycle_time = {{ exponential = {{ mean = "1 h" }} }}
[terminal.quay.wharf.main]
slots = 1
cranes = 1
[service.vessels]
terminal = "quay"
arrivals = {{ exponential = {{ mean = "1.5 h" }} }}
moves = 1
vessel_class = "any"
"#
    ))
}

fn holds(found: &Summary, exact: f64) -> bool {
    (found.ci95_low..=found.ci95_high).contains(&exact)
}

#[test]
fn short_replications_of_an_exact_queue_are_pooled() {
    // P(W > t) = ρ exp(−(1 − ρ) t) with ρ = 2/3: 0.05 at t = 3 ln(40/3); mean wait over mean stay ρ / (1 − ρ).
    let (p95, ratio) = (3.0 * libm::log(40.0 / 3.0), 2.0);
    assert!((p95 - 7.77).abs() < 0.005);
    let results = run(&queue(3, 1, 400));
    let found = measure(&results.bay, "wait_hours_p95");
    assert!(holds(found, p95), "{found:?}");
    assert!((found.mean / p95 - 1.0).abs() < 0.08, "{found:?}");
    assert!(
        found.p50 < 5.5,
        "quantiles stay those of replications: {found:?}"
    );
    let found = measure(&results.bay, "wait_to_service_ratio");
    assert!(holds(found, ratio), "{found:?}");
    assert_eq!(found.n, 400);
}

#[test]
fn pooled_intervals_hold_the_exact_value_about_as_often_as_they_say() {
    const EXPERIMENTS: u32 = 50;
    let (p95, ratio) = (3.0 * libm::log(40.0 / 3.0), 2.0);
    let (mut of_quantile, mut of_ratio) = (0, 0);
    for seed in 1..=EXPERIMENTS {
        let results = run(&queue(6, seed, 16));
        of_quantile += u32::from(holds(measure(&results.bay, "wait_hours_p95"), p95));
        of_ratio += u32::from(holds(measure(&results.bay, "wait_to_service_ratio"), ratio));
    }
    // Waits are skewed and replications short: above 85 % where 95 % is said.
    for held in [of_quantile, of_ratio] {
        assert!(held >= 40, "{held} of {EXPERIMENTS}");
    }
    assert!(of_quantile + of_ratio < 2 * EXPERIMENTS);
}

#[test]
fn replications_without_a_value_are_counted_and_told() {
    // A call every 6 days on average: in about one replication of six nobody comes at all.
    let scenario = Scenario::parse(
        "name = \"rare\"\n[horizon]\nstart = 2001-01-31\ndays = \"10 d\"\n[port.p]\n[terminal.t]\n\
         cycle_time = { constant = \"2 min\" }\n[terminal.t.wharf.main]\nslots = 1\ncranes = 1\n\
         [service.s]\nterminal = \"t\"\narrivals = { exponential = { mean = \"6 d\" } }\nmoves = 30\n\
         vessel_class = \"any\"\n",
        "rare.toml",
        &[],
    );
    let results = Batch::new(&scenario.unwrap().0)
        .replications(100)
        .run(&|_| ());
    let results = results.unwrap();
    let wait = measure(&results.bay, "wait_hours_mean");
    assert!((60..=98).contains(&wait.n), "{wait:?}");
    assert_eq!(measure(&results.bay, "vessel_calls").n, 100);
    let words = format!("only in {} of 100", wait.n);
    assert!(
        told(&results).contains("has no value in every replication"),
        "{words}"
    );
}

fn cell<'a>(row: &'a str, header: &str, column: &str) -> &'a str {
    let at = header.split(',').position(|name| name == column).unwrap();
    row.split(',').nth(at).unwrap()
}

#[test]
fn one_replication_has_no_interval_anywhere_and_lanes_add_up_to_the_period() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("base.toml"), base(WEEK, THREE)).unwrap();
    let (code, ..) = sanpedro(
        folder.path(),
        &["run", "base.toml", "-n", "1", "--out", "out"],
    );
    assert_eq!(code, 0);
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let table = read("terminals.csv");
    let header = table.lines().next().unwrap();
    let row = table
        .lines()
        .find(|row| row.contains(",wait_hours_mean,"))
        .unwrap();
    assert_eq!(
        [cell(row, header, "ci95_low"), cell(row, header, "n")],
        ["", "1"]
    );
    let results: serde_json::Value = serde_json::from_str(&read("results.json")).unwrap();
    let measures = &results["measures"];
    assert!(measures["wait_hours_mean"]["ci95_low"].is_null());
    let told = results["warnings"].as_array().unwrap();
    assert!(
        told.iter()
            .any(|words| words.as_str().unwrap().contains("row 3 of the call list"))
    );
    // The second vessel is worked from 02:00 on, 30 moves an hour, and does not depart.
    let trade = read("trade.csv");
    let teu = trade
        .lines()
        .find(|row| row.contains(",throughput_teu,"))
        .unwrap();
    let teu: f64 = cell(teu, trade.lines().next().unwrap(), "mean")
        .parse()
        .unwrap();
    near(teu, measures["throughput_teu"]["mean"].as_f64().unwrap());
    near(teu, (30.0 + 166.0 * 30.0) * 1.88);
}

#[test]
fn a_berth_is_taken_while_it_is_reserved() {
    let port = "[port.p]\ninbound = { constant = \"2 h\" }";
    let text = base(WEEK, "2025-01-06 06:00,t,v,30").replace("[port.p]", port);
    let results = run(&scenario_from(&text));
    let of = |name| measure(&results.bay, name).mean * 7.0 * 24.0;
    let at_berth = of("berth_occupancy");
    near(of("berth_reserved_occupancy"), at_berth + 2.0);
}

#[test]
fn two_files_that_say_the_same_differ_in_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["one.toml", "other.toml"] {
        fs::write(folder.path().join(name), base(WEEK, THREE)).unwrap();
    }
    let args = [
        "compare",
        "one.toml",
        "other.toml",
        "-n",
        "2",
        "--out",
        "out",
    ];
    let (code, ..) = sanpedro(folder.path(), &args);
    assert_eq!(code, 0);
    let files = fs::read_dir(folder.path().join("out")).unwrap();
    for file in files
        .map(|file| file.unwrap().path())
        .filter(|file| file.is_file())
    {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let is_told = text.contains("experiment.seed") || text.contains("experiment.replications");
        assert!(!is_told, "{}", file.display());
    }
}

#[test]
fn a_run_warns_of_the_load_as_check_does() {
    let folder = tempfile::tempdir().unwrap();
    let text = "name = \"full\"\n[horizon]\nstart = 2001-01-31\ndays = \"30 d\"\n[port.p]\n\
                [terminal.t]\ncycle_time = { constant = \"1 h\" }\n[terminal.t.wharf.main]\n\
                slots = 1\ncranes = 1\n[service.s]\nterminal = \"t\"\n\
                arrivals = { exponential = { mean = \"1 h\" } }\nmoves = 1\nvessel_class = \"any\"\n";
    fs::write(folder.path().join("full.toml"), text).unwrap();
    let told = |args: &[&str], folder: &Path| {
        let (_, _, notes) = sanpedro(folder, args);
        let words: Vec<&str> = notes.split_whitespace().collect();
        words.join(" ")
    };
    let warning = "warning: `t` is asked for 100 % of its cranes: its queue will grow without end";
    let check = told(&["check", "full.toml"], folder.path());
    assert!(check.contains(warning), "{check}");
    let run = told(
        &["run", "full.toml", "-n", "2", "--out", "out"],
        folder.path(),
    );
    assert!(run.contains(warning), "{run}");
}

#[test]
fn holidays_are_kept_as_longshore_labor_keeps_them() {
    let labor = r#"
[labor]
manning = "shifts"
holidays = ["5 Jul, Monday if Sunday", "25 Dec, Monday if Sunday"]
[labor.shift.day]
start = "08:00"
end = "17:00"
gangs = 10
[labor.shift.night]
start = "18:00"
end = "03:00"
gangs = 10
holidays = ["24 Dec", "31 Dec", "first Thursday of every month"]
[vessel_class.v]"#;
    let first_move = |start: &str, eta: &str| {
        let horizon = format!("start = {start}\ndays = \"7 d\"");
        let text = base(&horizon, &format!("{eta},t,v,30")).replace("[vessel_class.v]", labor);
        let scenario = scenario_from(&text);
        let results = run(&scenario);
        (results.first.visits[0].cargo_start - results.first.period.start).hours()
    };
    // 5 July 2026 is a Sunday: nobody works until Tuesday 08:00.
    near(
        first_move("2026-07-04", "2026-07-05 06:00"),
        3.0 * 24.0 + 8.0,
    );
    // In 2025 it is a Saturday, and Sunday is worked.
    near(
        first_move("2025-07-04", "2025-07-05 06:00"),
        2.0 * 24.0 + 8.0,
    );
    // On Christmas Eve the day shift works and the night shift does not: on the 26th at 08:00.
    let winter = |eta: &str| first_move("2025-12-22", eta);
    near(winter("2025-12-23 15:30"), 24.0 + 18.0);
    near(winter("2025-12-24 05:00"), 2.0 * 24.0 + 8.0);
    near(winter("2025-12-24 15:30"), 4.0 * 24.0 + 8.0);
    // Thursday 3 April 2025 is the night of the stop-work meeting, the 10th is not.
    near(
        first_move("2025-04-01", "2025-04-03 15:30"),
        3.0 * 24.0 + 8.0,
    );
    near(
        first_move("2025-04-08", "2025-04-10 15:30"),
        2.0 * 24.0 + 18.0,
    );
}

/// The shifts of San Pedro Bay, with so many gangs for a vessel in the hoot shift.
fn shifts(hoot: u32) -> String {
    let shift = |name: &str, hours: &str, rest: &str| {
        let (start, end) = hours.split_once('-').unwrap();
        format!("[labor.shift.{name}]\nstart = \"{start}\"\nend = \"{end}\"\n{rest}\n")
    };
    format!(
        "[labor]\nmanning = \"shifts\"\norder_lead = \"2 h\"\n{}{}{}",
        shift("day", "08:00-17:00", "meal = \"12:00-13:00\"\ngangs = 120"),
        shift(
            "night",
            "18:00-03:00",
            "meal = \"22:00-23:00\"\ngangs = 112"
        ),
        shift(
            "hoot",
            "03:00-08:00",
            &format!("gangs = 40\ngangs_per_vessel = {hoot}")
        ),
    )
}

/// Hours at berth of a call of 18,465 moves (MSC Isabella at Los Angeles in June 2021: 144) with six
/// cranes of 2.2 minutes a move, hatches all alike, an hour and a half before the first move and two
/// hours after the last; it is made fast on a Monday at 05:00.
fn isabella(labor: &str) -> f64 {
    let results = run(&scenario_from(&format!(
        r#"
name = "isabella"
[horizon]
start = 2025-06-02
days = "21 d"
[port.p]
[vessel_class.v]
capacity = "23656 TEU"
loa = "400 m"
beam = "61 m"
draft = "15 m"
air_draft = "60 m"
rows = 24
hatches = 24
cranes = 6
[terminal.t]
cycle_time = {{ constant = "2.2 min" }}
before_first_move = {{ constant = "1.5 h" }}
after_last_move = {{ constant = "2 h" }}
crane_clearance = 2
[terminal.t.wharf.main]
length = "500 m"
berths = 1
cranes = 6
outreach = 24
{labor}
[arrivals]
calls = """
eta,terminal,vessel_class,moves
2025-06-02 05:00,t,v,18465
"""
"#
    )));
    measure(&results.bay, "time_at_berth_hours_mean").mean
}

/// The same by hand: six cranes that share the work to the last move, through the stretches between
/// bells, in each of which a crane makes as many whole moves as fit.
fn isabella_by_hand(hoot: u32) -> f64 {
    // From 08:00: hours to the next stretch, hours of work and cranes.
    let day = [(0, 4, 6), (5, 4, 6), (10, 4, 6), (15, 4, 6), (19, 5, hoot)];
    let mut left = 18_465;
    for today in 0.. {
        for (from, hours, cranes) in day {
            let moves = cranes * (hours * 600 / 22);
            if moves < left {
                left -= moves;
                continue;
            }
            let last = f64::from(left.div_ceil(cranes)) * 2.2 / 60.0;
            return 3.0 + 24.0 * f64::from(today) + f64::from(from) + last + 2.0;
        }
    }
    unreachable!("work ends")
}

#[test]
fn a_very_large_call_takes_as_long_as_its_cranes_are_manned() {
    // Pure work of six cranes is 112.8 h, and 3.5 h go before and after it.
    let manned = isabella("");
    assert!(
        (manned - (1.5 + 3_078.0 * 2.2 / 60.0 + 2.0)).abs() < 0.1,
        "{manned}"
    );
    // What bells, meals and the hoot shift take: by hand 134 h where six gangs work it all night, 157 h
    // where the hoot shift has two. The crane split loses up to half a day more, since no gangs are
    // ordered for a shift once six cranes are expected to be done, and a few moves are left.
    for (gangs, exact) in [(6, 134.0), (2, 157.0)] {
        let (found, by_hand) = (isabella(&shifts(gangs)), isabella_by_hand(gangs));
        assert!((by_hand - exact).abs() < 1.0, "{by_hand}");
        assert!(
            found >= by_hand && found < by_hand + 12.1,
            "{found}, {by_hand} by hand"
        );
    }
}

#[test]
fn a_port_that_moves_less_than_its_demand_says_so() {
    let told_of = |cap: &str| {
        let cap = format!("cargo.call_size_cap={cap}");
        let set = [
            cap.as_str(),
            "horizon.end=2025-03-15",
            "experiment.replications=6",
        ];
        told(&run(&load("scenarios/san_pedro_bay_2025.toml", &set).0))
    };
    let cut = told_of("1.0");
    assert!(
        cut.contains("% of its demand: vessels wait with the rest"),
        "{cut}"
    );
    let whole = told_of("2.0");
    assert!(!whole.contains("of its demand"), "{whole}");
}
