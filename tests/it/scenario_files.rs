//! What a scenario file becomes: defaults, civil time, files laid over each other, and no panic
//! whatever is in them.

use std::fs;

use proptest::prelude::*;
use sanpedro::engine::SimDuration;
use sanpedro::port::bay::{BerthPolicy, CallSize, Labor, ShiftKind, Traffic, WharfSpace};
use sanpedro::scenario::Scenario;

const REFERENCE: &str = include_str!("../../scenarios/reference.toml");

/// The shortest queue that can be written.
const QUEUE: &str = r#"
[horizon]
start = 2025-01-01
end = 2026-01-01
[experiment]
replications = 5
[port.harbor]
[terminal.quay]
cycle_time = { exponential = { mean = "1 h" } }
[terminal.quay.wharf.main]
slots = 4
cranes = 4
[service.poisson]
terminal = "quay"
arrivals = { exponential = { mean = "18.75 min" } }
moves = 1
vessel_class = "any"
"#;

fn parse(text: &str, overrides: &[&str]) -> Scenario {
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    match Scenario::parse(text, "study.toml", &overrides) {
        Ok((scenario, warnings)) => {
            assert_eq!(warnings, [], "nothing odd about it");
            scenario
        }
        Err(error) => panic!("{error}"),
    }
}

/// The same in all but the text it came from.
fn assert_same(left: &Scenario, right: &Scenario) {
    let without_text = |of: &Scenario| {
        let mut of = of.clone();
        of.effective.clear();
        format!("{of:?}")
    };
    assert_eq!(without_text(left), without_text(right));
}

#[test]
fn a_textbook_queue_takes_a_few_lines() {
    let scenario = parse(QUEUE, &[]);
    let bay = &scenario.bay;
    assert_eq!(
        (scenario.name.as_str(), scenario.replications, scenario.seed),
        ("study", 5, 1)
    );
    let terminal = &bay.terminals[0];
    assert_eq!(terminal.policy, BerthPolicy::FirstCome);
    assert!(terminal.shore_power.is_none() && terminal.time_between_breakdowns.is_none());
    assert_eq!(terminal.wharves[0].space, WharfSpace::Slots(4));
    assert_eq!(terminal.wharves[0].nominal_berths, 4);
    for no_time in [&terminal.before_first_move, &terminal.after_last_move] {
        assert_eq!(no_time.mean().to_bits(), 0);
    }
    let approach = &bay.ports[0].approach;
    assert!(approach.pilots.is_none() && approach.tugs.is_none() && bay.zone.is_none());
    assert!(matches!(bay.labor, Labor::Continuous));
    let service = &bay.services[0];
    assert!(matches!(service.traffic, Traffic::Renewal(_)));
    assert!(matches!(&service.cargo, CallSize::Moves(one) if (one.mean() - 1.0).abs() < 1e-12));
    let any = &bay.vessel_classes[0];
    assert_eq!((any.hatches, any.cranes, any.id.as_str()), (1, 1, "any"));
    assert!(bay.terminals[0].wharves[0].fits(any));
}

#[test]
fn what_was_run_loads_again_to_the_same_scenario() {
    for (text, overrides) in [
        (
            QUEUE,
            vec!["terminal.quay.wharf.main.slots=2", "experiment.seed=7"],
        ),
        (REFERENCE, vec![]),
        (
            REFERENCE,
            vec!["terminal.pier_1.cycle_time={ constant = \"2 min\" }"],
        ),
    ] {
        let once = parse(text, &overrides);
        let (again, _) = Scenario::parse(&once.effective, "another_name.toml", &[]).unwrap();
        assert_same(&once, &again);
        assert_eq!(once.effective, again.effective);
    }
}

#[test]
fn the_command_line_wins_over_the_file_and_a_bare_word_is_text() {
    let set = [
        "terminal.quay.policy=best_fit",
        "experiment.replications=50",
        "terminal.quay.cycle_time.exponential.mean=2 h",
        "horizon.warm_up = 28 d",
    ];
    let scenario = parse(QUEUE, &set);
    let terminal = &scenario.bay.terminals[0];
    assert_eq!(terminal.policy, BerthPolicy::BestFit);
    assert!((terminal.cycle_time.mean() - 7_200_000.0).abs() < 1e-6);
    assert_eq!(scenario.replications, 50);
    assert_eq!(
        scenario.bay.period.start.hours().to_bits(),
        672f64.to_bits()
    );
}

#[test]
fn files_are_laid_over_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "ports/queue.toml",
        &format!("name = \"base\"\nquestion = \"Why?\"\n{QUEUE}"),
    );
    write(
        "ports/second.toml",
        "[terminal.pier]\ncycle_time = \"2 min\"\n[terminal.pier.wharf.main]\nslots = 1\ncranes = 1\n\
         [service.coaster]\nterminal = \"pier\"\narrivals = \"1 d\"\nmoves = 9\nvessel_class = \"any\"\n",
    );
    write(
        "study.toml",
        "extends = [\"ports/queue.toml\", \"ports/second.toml\"]\nremove = [\"service.coaster\"]\n\
         [terminal.quay]\ncycle_time = { gamma = { mean = \"30 min\", cv = 0.5 } }\n\
         [terminal.quay.wharf.main]\nlength = \"400 m\"\nberths = 2\n\
         [horizon]\ndays = \"31 d\"\n",
    );
    let (scenario, _) = Scenario::load(folder.path().join("study.toml"), &[]).unwrap();
    assert_eq!(scenario.name, "study", "a name is not inherited");
    assert_eq!(scenario.question, "", "nor is a question");
    let ids: Vec<&str> = scenario
        .bay
        .terminals
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["quay", "pier"], "in the order of reading");
    assert_eq!(scenario.bay.services.len(), 1, "the coaster is taken out");
    let quay = &scenario.bay.terminals[0];
    assert!(
        (quay.cycle_time.mean() - 1_800_000.0).abs() < 1e-6,
        "one distribution, not two"
    );
    assert!(
        matches!(quay.wharves[0].space, WharfSpace::Length { .. }),
        "length for slots"
    );
    assert_eq!(quay.wharves[0].cranes, 4, "and the rest stays");
    let period = scenario.bay.period;
    assert_eq!(
        period.end - period.start,
        SimDuration::from_days(31.0),
        "days for end"
    );
}

#[test]
fn shifts_follow_the_clock_on_the_wall() {
    let labor = "[labor]\nmanning = \"shifts\"\nholidays = [\"first Monday of September\"]\n\
                 [labor.shift.day]\nstart = \"08:00\"\nend = \"17:00\"\nmeal = \"12:00-13:00\"\n\
                 gangs = { mon = 9, tue = 9, wed = 9, thu = 9, fri = 9, sat = 9, sun = 0 }\n\
                 [labor.shift.night]\nstart = \"18:00\"\nend = \"03:00\"\nmeal = \"22:00-23:00\"\n\
                 gangs = 5\ngangs_per_vessel = 3\n";
    let scenario = parse(&format!("{QUEUE}{labor}"), &[]);
    let Labor::Shifts(shifts) = &scenario.bay.labor else {
        panic!("shifts were asked for");
    };
    assert!(shifts.is_sorted_by_key(|shift| shift.start));
    for pair in shifts.windows(2) {
        assert!(
            pair[0].end <= pair[1].start,
            "nobody is in two shifts: {pair:?}"
        );
    }
    // 365 days without 52 Sundays and Labor Day; the night before 2025 is still on.
    let of = |kind| shifts.iter().filter(move |shift| shift.kind == kind);
    assert_eq!(of(ShiftKind::Day).count(), 312);
    assert_eq!(of(ShiftKind::Night).count(), 365);
    for shift in of(ShiftKind::Day) {
        assert_eq!(shift.end - shift.start, SimDuration::from_hours(9.0));
        let (from, to) = shift.meal.unwrap();
        assert_eq!(from - shift.start, SimDuration::from_hours(4.0));
        assert_eq!(to - from, SimDuration::from_hours(1.0));
        assert_eq!(shift.start - shift.order_by, SimDuration::from_hours(2.0));
        assert_eq!(shift.gangs_per_vessel, 9, "no limit but the pool");
    }
    let mut lengths: Vec<i64> = of(ShiftKind::Night)
        .map(|shift| (shift.end - shift.start).millis() / 3_600_000)
        .filter(|hours| *hours != 9)
        .collect();
    lengths.sort_unstable();
    assert_eq!(lengths, [8, 10], "the nights in which clocks are changed");
}

#[test]
fn extra_loaders_go_where_the_weekly_services_go() {
    let scenario = parse(REFERENCE, &[]);
    let extra = scenario.bay.services.last().unwrap();
    assert_eq!(extra.id, "extra_loaders_north");
    assert!(matches!(extra.traffic, Traffic::ExtraLoaders));
    assert_eq!(extra.terminals.len(), 1);
    let demand = scenario.bay.ports[0].demand.as_ref().unwrap();
    // (0.6 · 14000 + 0.4 · 6500 + 6500) TEU a week against 1,000,000 TEU in 366 days.
    let february = demand
        .months()
        .iter()
        .find(|month| month.from >= scenario.bay.period.start);
    assert!(february.unwrap().fill > 0.9 && february.unwrap().fill < 1.2);
    assert!(scenario.bay.ports[1].demand.is_none());
}

#[test]
fn two_hundred_years_are_a_matter_of_seconds() {
    let settings = ["horizon.end=2225-01-01", "demand.north.growth=0 %/yr"].map(str::to_owned);
    let (scenario, warnings) = Scenario::parse(REFERENCE, "study.toml", &settings).unwrap();
    let said: Vec<&str> = warnings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(said, ["a period of 200 years has a large report"]);
    assert_eq!(scenario.bay.days.days.len(), 73_048 + 28);
    assert_eq!(scenario.bay.days.days.last().unwrap().year, 2224);
}

/// One random change to a text: a piece taken out, doubled, or something else in its place.
fn mutate(text: &str, (at, length, kind, piece): (usize, usize, u8, &str)) -> String {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(at % text.len());
    let end = boundary(start + length);
    let (before, middle, after) = (&text[..start], &text[start..end], &text[end..]);
    match kind {
        0 => format!("{before}{after}"),
        1 => format!("{before}{middle}{middle}{after}"),
        _ => format!("{before}{piece}{after}"),
    }
}

/// What may stand in place of a value.
const PIECES: [&str; 24] = [
    "0",
    "-1",
    "1e308",
    "1e-320",
    "nan",
    "inf",
    "\"0 %\"",
    "\"100 %\"",
    "\"0 h\"",
    "\"1e9 d\"",
    "\"\"",
    "{}",
    "[]",
    "[[x]]",
    "\n[port.north]\n",
    "true",
    "9999-12-31",
    "0001-01-01",
    "\"é\"",
    "=",
    "\"",
    "18446744073709551615",
    "any",
    "24:00",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_of_the_reference_makes_loading_panic(
        changes in prop::collection::vec(
            (any::<usize>(), 0usize..40, 0u8..3, prop::sample::select(PIECES.to_vec())),
            1..4,
        ),
    ) {
        let text = changes.into_iter().fold(REFERENCE.to_owned(), |text, change| mutate(&text, change));
        if let Err(error) = Scenario::parse(&text, "mutant.toml", &[]) {
            prop_assert!(error.to_string().contains("error: "), "{error}");
        }
    }

    #[test]
    fn no_value_in_the_reference_makes_loading_panic(
        line in any::<prop::sample::Index>(),
        piece in prop::sample::select(PIECES.to_vec()),
    ) {
        let lines: Vec<&str> = REFERENCE.lines().collect();
        let with_value: Vec<usize> =
            (0..lines.len()).filter(|at| lines[*at].contains(" = ") && !lines[*at].starts_with('#')).collect();
        let chosen = *line.get(&with_value);
        let (key, _) = lines[chosen].split_once(" = ").unwrap();
        let changed = format!("{key} = {piece}");
        let text = [&lines[..chosen], &[changed.as_str()], &lines[chosen + 1..]].concat().join("\n");
        if let Err(error) = Scenario::parse(&text, "mutant.toml", &[]) {
            prop_assert!(!error.diagnostics().is_empty());
        }
    }
}
