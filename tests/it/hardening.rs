//! Attacks that found a fault once, each by its smallest input: files that are not ours, kills between
//! renames, names that act on terminals, and values that nothing can be simulated with.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sanpedro::scenario::Scenario;

use crate::kept::begin;
use crate::support::{project, sanpedro};

/// The M/M/4 queue for three days, twice.
const SHORT: [&str; 7] = [
    "run",
    "scenarios/textbook/m_m_4.toml",
    "--set",
    "horizon.days=3 d",
    "-n",
    "2",
    "--quiet",
];

/// The short run to a folder, with what it prints as an error.
fn run_to(out: &Path, more: &[&str]) -> (i32, String) {
    let out = out.to_str().unwrap();
    let arguments = [&SHORT[..], more, &["--out", out]].concat();
    let (code, _, said) = sanpedro(&project("."), &arguments);
    (code, said)
}

/// A scenario file of a queue with other text in it.
fn scenario(place: &Path, changes: &[(&str, &str)]) -> PathBuf {
    let mut text = fs::read_to_string(project("scenarios/textbook/m_m_4.toml")).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    let path = place.join("attack.toml");
    fs::write(&path, text).unwrap();
    path
}

/// What `check` says of a scenario file, which must be an error and no bug.
fn refused(path: &Path) -> String {
    let (code, _, said) = sanpedro(&project("."), &["check", path.to_str().unwrap()]);
    assert_eq!(code, 2, "{said}");
    said
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_beside_the_report() {
    let place = tempfile::tempdir().unwrap();
    let thesis = place.path().join("thesis");
    fs::write(&thesis, "years of work").unwrap();
    for target in [thesis.as_path(), Path::new("nowhere")] {
        let link = place.path().join(".out.kept");
        std::os::unix::fs::symlink(target, &link).unwrap();
        for more in [&[][..], &["--resume"]] {
            let (code, said) = run_to(&place.path().join("out"), more);
            assert_eq!(code, 1, "{said}");
            assert!(said.contains("is in the way"), "{said}");
        }
        fs::remove_file(link).unwrap();
    }
    assert_eq!(fs::read_to_string(&thesis).unwrap(), "years of work");
    assert!(!place.path().join("nowhere").exists());
}

#[test]
fn a_file_of_the_name_of_what_is_kept_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let mine = place.path().join(".out.kept");
    fs::write(&mine, "mine").unwrap();
    let (code, said) = run_to(&place.path().join("out"), &[]);
    assert_eq!(code, 1, "{said}");
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_a_link_and_the_report_is_where_it_leads() {
    let place = tempfile::tempdir().unwrap();
    let (disk, link) = (place.path().join("disk"), place.path().join("out"));
    fs::create_dir(&disk).unwrap();
    std::os::unix::fs::symlink(&disk, &link).unwrap();
    for _ in 0..2 {
        let (code, said) = run_to(&link, &[]);
        assert_eq!(code, 0, "{said}");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(disk.join("report.html").exists());
    }
}

#[test]
fn places_without_a_name_of_their_own_are_refused_before_the_run() {
    for out in [".", "..", "/"] {
        let (code, said) = run_to(Path::new(out), &[]);
        assert_eq!(code, 1, "{out}: {said}");
        assert!(said.contains("name a folder of its own"), "{out}: {said}");
    }
}

#[test]
fn a_way_through_the_earlier_report_leads_to_it() {
    let place = tempfile::tempdir().unwrap();
    for out in ["rep", "rep/.", "rep/../rep", "rep/../../elsewhere/../rep/"] {
        let way = place.path().join(out);
        if out.contains("elsewhere") {
            let (code, said) = run_to(&way, &[]);
            assert_eq!(code, 1, "nowhere is no way: {said}");
        } else {
            let (code, said) = run_to(&way, &[]);
            assert_eq!(code, 0, "{out}: {said}");
        }
        assert!(place.path().join("rep/report.html").exists(), "{out}");
    }
    let names = fs::read_dir(place.path()).unwrap().count();
    assert_eq!(names, 1, "nothing is left beside it");
}

#[test]
fn a_report_that_a_kill_hid_between_two_renames_is_put_back() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    assert_eq!(run_to(&out, &[]).0, 0);
    // A process of this number is not running: numbers end far below.
    let hidden = place.path().join(".out.earlier-4194305");
    fs::rename(&out, &hidden).unwrap();
    let (code, said) = run_to(&out, &["--set", "horizon.end=never"]);
    assert_eq!(code, 2, "a scenario that is wrong changes nothing: {said}");
    let (code, said) = run_to(&out, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("put back"), "{said}");
    assert!(!hidden.exists() && out.join("report.html").exists());
    // Killed after the second rename: the earlier report is removed, as it would have been.
    assert_eq!(run_to(&hidden, &[]).0, 0);
    let (code, said) = run_to(&out, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("removed") && !hidden.exists(), "{said}");
}

#[cfg(unix)]
#[test]
fn a_study_that_does_not_fit_on_the_disk_leaves_no_empty_file() {
    let place = tempfile::tempdir().unwrap();
    let from = project("scenarios/textbook/m_m_4.toml");
    let program = assert_cmd::cargo::cargo_bin("sanpedro");
    // No file may have a byte, and the signal of that is ignored: writing fails.
    let script = format!(
        "trap '' XFSZ; ulimit -f 0; exec '{}' new mine --from '{}' --folder .",
        program.display(),
        from.display()
    );
    let mut shell = std::process::Command::new("sh");
    let shell = shell.args(["-c", &script]).current_dir(place.path());
    let output = shell.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(!place.path().join("mine.toml").exists());
}

#[test]
fn a_share_that_was_gone_on_with_has_the_bytes_of_one_that_was_not() {
    let place = tempfile::tempdir().unwrap();
    let [whole, resumed] = ["whole", "resumed"].map(|name| place.path().join(name));
    let share = ["--shard", "1/1"];
    assert_eq!(run_to(&whole, &share).0, 0);
    let bytes = fs::read(&whole).unwrap();
    for cut in [bytes.len() / 2, bytes.len() - 3] {
        fs::write(place.path().join(".resumed.kept"), &bytes[..cut]).unwrap();
        let (code, said) = run_to(&resumed, &[&share[..], &["--resume"]].concat());
        assert_eq!(code, 0, "{said}");
        assert!(bytes == fs::read(&resumed).unwrap(), "cut at {cut}");
        // There already, and quiet.
        let (code, said) = run_to(&resumed, &[&share[..], &["--resume"]].concat());
        assert_eq!((code, said.as_str()), (0, ""));
        fs::remove_file(&resumed).unwrap();
    }
}

#[test]
fn names_and_paths_do_not_act_on_a_terminal() {
    let place = tempfile::tempdir().unwrap();
    let names = [
        ("\"Harbor\"", r#""Har\u001b]0;owned\u0007bor""#),
        ("\"Quay\"", r#""Qu\u001b[2J\u202eay""#),
    ];
    let path = scenario(place.path(), &names);
    let path = path.to_str().unwrap();
    let out = place.path().join("out");
    let short = [
        "--set",
        "horizon.days=3 d",
        "-n",
        "2",
        "--out",
        out.to_str().unwrap(),
    ];
    for arguments in [
        vec!["terminals", path],
        vec!["check", path],
        [&["run", path][..], &short].concat(),
        [
            &[
                "sweep",
                path,
                "--vary",
                "terminal.quay.name=\u{1b}[2J,\u{9b}2K",
                "--of",
                "quay",
            ][..],
            &short[..4],
        ]
        .concat(),
        vec!["run", "\u{1b}[2J.toml"],
        vec!["new", "mine", "--from", "\u{1b}[2J"],
    ] {
        let (_, printed, said) = sanpedro(place.path(), &arguments);
        for text in [printed, said] {
            let acting = |c: char| c.is_control() && !"\n\t".contains(c) || c == '\u{202e}';
            assert!(!text.contains(acting), "{arguments:?}: {text:?}");
        }
    }
}

#[test]
fn what_cannot_be_simulated_is_an_error_at_its_key() {
    let place = tempfile::tempdir().unwrap();
    let class = |load: &str| {
        format!(
            "[vessel_class.big]\ncapacity = \"14000 TEU\"\nloa = \"366 m\"\nbeam = \"48 m\"\n\
             draft = \"14 m\"\nair_draft = \"52 m\"\nrows = 19\nhatches = 20\ncranes = 4\n{load}\n\
             [service.vessels]"
        )
    };
    let watts = class("auxiliary_load = { berth = \"11000 MW\" }");
    let [short, slow] = [
        ("loa = \"366 m\"", "loa = \"0.000001 m\""),
        (
            "cranes = 4\n",
            "cranes = 4\nservice_speed = \"0.000001 kn\"\n",
        ),
    ]
    .map(|(old, new)| class("").replace(old, new));
    let cargo = "[cargo]\nteu_per_move = 1000000\n[service.vessels]";
    let bunkers = "[bunker_barges.harbor]\nbarges = 1\nrate = \"0.000001 t/h\"\n[service.vessels]";
    for (old, new, key) in [
        (
            "[terminal.quay.wharf.main]\nslots  = 4\ncranes = 4\n",
            "[terminal.quay.wharf]\n",
            "has no `wharf`",
        ),
        (
            "cranes = 4",
            "cranes = 1000001",
            "at most 1000000 can be simulated",
        ),
        ("\"3650 d\"", "\"100001 d\"", "at most 250 years"),
        (
            "days    = \"3650 d\"",
            "end = 2400-01-01",
            "at most 100000 can be simulated",
        ),
        (
            "seed         = 1",
            "seed = 9223372036854775808",
            "9223372036854775807",
        ),
        (
            "moves        = 1",
            "moves = 2000000",
            "expected 0 to 1000000 moves",
        ),
        ("[service.vessels]", &watts, "expected 0 to 100000 kW"),
        ("[service.vessels]", &short, "expected 1 to 2000 m"),
        ("[service.vessels]", &slow, "expected 0.1 to 100 kn"),
        ("[service.vessels]", cargo, "expected 0.1 to 10 TEU"),
        ("[service.vessels]", bunkers, "expected 1 to 100000 t/h"),
    ] {
        let said = refused(&scenario(place.path(), &[(old, new)]));
        assert!(said.contains(key), "{new}: {said}");
        assert!(said.contains("attack.toml:"), "{new}: {said}");
    }
}

#[test]
fn texts_have_no_control_characters() {
    let place = tempfile::tempdir().unwrap();
    for (old, new) in [
        ("\"Harbor\"", r#""Har\u001b[2Jbor""#),
        ("\"Quay\"", r#""Qu\u202eay""#),
        ("[service.vessels]", "[service.\"ves\\u0007sels\"]"),
    ] {
        let said = refused(&scenario(place.path(), &[(old, new)]));
        assert!(said.contains("a control character in a text"), "{said}");
        assert!(said.contains("attack.toml:"), "{said}");
    }
}

#[test]
fn only_ratios_of_weights_count() {
    let study = |factor: f64| {
        let set: Vec<String> = [("far_east", 1.5), ("coastal", 0.7)]
            .map(|(service, weight)| format!("service.{service}.weight={:e}", weight * factor))
            .to_vec();
        let path = project("scenarios/reference.toml");
        let (scenario, _) = Scenario::load(path, &set).unwrap();
        format!("{:?}{:?}", scenario.bay, scenario.emissions)
    };
    let one = study(1.0);
    assert!(one.contains("extra_loaders_north"));
    for factor in [10.0, 100.0, 1e9, 1.0 / 3.0, 1e-7] {
        assert!(study(factor) == one, "{factor}");
    }
    let (usual, _) = Scenario::load(project("scenarios/reference.toml"), &[]).unwrap();
    assert!(format!("{:?}{:?}", usual.bay, usual.emissions) != one);
}

#[test]
fn values_like_no_port_there_is_are_warned_of() {
    let place = tempfile::tempdir().unwrap();
    let path = scenario(place.path(), &[("moves        = 1", "moves = 60000")]);
    let (code, _, said) = sanpedro(&project("."), &["check", path.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("warning: `60000` is legal"), "{said}");
    let long = scenario(place.path(), &[("\"3650 d\"", "\"9000 d\"")]);
    let (code, _, said) = sanpedro(&project("."), &["check", long.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("has a large report"), "{said}");
}

#[test]
fn a_seed_that_no_scenario_file_can_hold_is_refused() {
    let queue = "scenarios/textbook/m_m_4.toml";
    let seed = "9223372036854775808";
    let set = format!("experiment.seed={seed}");
    for arguments in [
        vec!["run", queue, "--seed", seed],
        vec!["compare", queue, queue, "--seed", seed],
        vec!["check", queue, "--set", &set],
    ] {
        let (code, _, said) = sanpedro(&project("."), &arguments);
        assert_eq!(code, 2, "{arguments:?}: {said}");
    }
}

#[test]
fn a_chain_of_files_that_extend_each_other_ends() {
    let place = tempfile::tempdir().unwrap();
    let name = |number: usize| place.path().join(format!("{number}.toml"));
    for number in 0..1_100 {
        let next = number + 1;
        fs::write(name(number), format!("extends = \"{next}.toml\"\n")).unwrap();
    }
    fs::copy(project("scenarios/textbook/m_m_4.toml"), name(1_100)).unwrap();
    let said = refused(&name(0));
    assert!(said.contains("at most 100 can"), "{said}");
}

#[test]
fn too_many_names_are_refused_before_they_are_read() {
    let place = tempfile::tempdir().unwrap();
    for (table, count, most) in [("service", 90_000, 20_000), ("terminal", 65_537, 10_000)] {
        let mut names = String::new();
        for number in 0..count {
            names.extend(["[", table, ".n", &number.to_string(), "]\n"]);
        }
        let path = scenario(
            place.path(),
            &[("[service.vessels]", &format!("{names}[service.vessels]"))],
        );
        let said = refused(&path);
        let label = format!("at most {most} can be simulated");
        assert!(said.contains(&label), "{said}");
        assert_eq!(said.matches("error:").count(), 1, "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_word_to_end_is_heard_within_a_replication() {
    let place = tempfile::tempdir().unwrap();
    // A replication of minutes: hundreds of vessels an hour for ten years.
    let busy: Vec<String> = [
        "run",
        "scenarios/textbook/m_m_4.toml",
        "--set",
        "service.vessels.arrivals=\"2 s\"",
        "--set",
        "terminal.quay.cycle_time=\"5 s\"",
        "-n",
        "1",
    ]
    .map(str::to_owned)
    .to_vec();
    let out = place.path().join("out");
    let mut child = begin(&busy, &[], &out);
    let kept = place.path().join(".out.kept");
    while !kept.exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(20));
    }
    // Well within the replication.
    std::thread::sleep(Duration::from_millis(500));
    let asked = Instant::now();
    let mut kill = std::process::Command::new("kill");
    kill.args(["-TERM", &child.id().to_string()]);
    assert!(kill.status().unwrap().success());
    let ended = child.wait().unwrap();
    assert_eq!(ended.code(), Some(130));
    // A second on a machine of its own, and room for one that others are at.
    assert!(
        asked.elapsed() < Duration::from_secs(20),
        "{:?}",
        asked.elapsed()
    );
    assert!(!out.exists());
}
