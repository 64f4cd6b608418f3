//! Shares and kept files that are not what a command needs: what is said, and what is left alone.

use std::fs;
use std::path::Path;

use crate::cli::{bytes, names};
use crate::kept::shards;
use crate::support::{project, sanpedro};

/// A month of the M/M/4 queue, some replications of it.
fn month(replications: u32) -> Vec<String> {
    let scenario = project("scenarios/textbook/m_m_4.toml");
    let scenario = scenario.display().to_string();
    let n = replications.to_string();
    let words = ["run", &scenario, "--set", "horizon.days=30 d", "-n", &n];
    words.map(str::to_owned).to_vec()
}

/// The command with more words, in a folder: how it ends, and what it says of what is wrong.
fn end(folder: &Path, arguments: &[String], more: &[&str]) -> (i32, String) {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (code, _, told) = sanpedro(folder, &[&words[..], more].concat());
    (code, told)
}

#[test]
fn a_share_that_there_is_not_is_told() {
    let place = tempfile::tempdir().unwrap();
    for share in ["0/3", "4/3", "1/0", "-1/3", "3", "1/3/2", "one/3", ""] {
        let (code, told) = end(place.path(), &month(6), &["--shard", share, "--out", "p"]);
        assert_eq!(code, 2, "{share}: {told}");
        let expected = "a shard is I/N with I from 1 to N, such as 2/4";
        assert!(told.contains(expected), "{share}: {told}");
    }
    assert!(names(place.path()).is_empty());
}

#[test]
fn parts_that_are_none_are_named_with_what_to_do() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let parts = shards(&month(6), 3, folder);
    let whole = fs::read(&parts[1]).unwrap();
    let write = |name: &str, content: &[u8]| fs::write(folder.join(name), content).unwrap();
    write("empty", b"");
    write("title", &whole[..10]);
    write("header", &whole[..60]);
    let form = String::from_utf8(whole[..29].to_vec()).unwrap();
    assert_eq!(form, "sanpedro kept replications 2\n");
    let older = [form.replace('2', "1").as_bytes(), &whole[29..]].concat();
    write("older", &older);
    fs::create_dir(folder.join("folder")).unwrap();
    let begun = "is empty, or cut short before its first replication: run its share again";
    for (part, said) in [
        ("empty", format!("empty {begun}")),
        ("title", format!("title {begun}")),
        ("header", format!("header {begun}")),
        ("nowhere", "there is no file nowhere".to_owned()),
        (
            "folder",
            "folder is a folder: name the parts in it, such as folder/*.part".to_owned(),
        ),
        (
            "older",
            "older was written with file format 1, this is 2: results would differ".to_owned(),
        ),
    ] {
        let merge = ["merge", "1-of-3", part, "3-of-3", "--out", "merged"];
        let (code, _, told) = sanpedro(folder, &merge);
        assert_eq!((code, told), (2, format!("error: {said}\n")), "{part}");
        assert!(!folder.join("merged").exists(), "nothing is written");
    }
    // One bit of its first replication, which holds back the second.
    let mut flipped = whole.clone();
    flipped[whole.len() / 3] ^= 1;
    write("flipped", &flipped);
    let merge = ["merge", "1-of-3", "flipped", "3-of-3", "--out", "merged"];
    let (code, _, told) = sanpedro(folder, &merge);
    let said = "note: flipped is cut short or damaged: what follows its last whole replication does \
                not count\nerror: 2 of 6 replications are missing: 1, 4\nrun again with --resume: \
                --shard 2/3\n";
    assert_eq!((code, told.as_str()), (2, said));
    // A share begun anew takes the place of a file that nothing is lost with.
    for part in ["empty", "header", "flipped"] {
        let share = ["--shard", "2/3", "--resume", "--out", part];
        let (code, told) = end(folder, &month(6), &share);
        assert_eq!(code, 0, "{part}: {told}");
        assert!(fs::read(folder.join(part)).unwrap() == whole, "{part}");
    }
}

#[test]
fn resuming_with_more_or_fewer_replications_gives_what_those_give() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    // What a run that was killed has kept: here replications 1, 4, 7 of 9.
    let part = folder.join("part");
    let (code, told) = end(folder, &month(9), &["--shard", "2/3", "--out", "part"]);
    assert_eq!(code, 0, "{told}");
    for (replications, threads) in [(2, "1"), (6, "3"), (13, "2")] {
        let (out, kept) = (folder.join("out"), folder.join(".out.kept"));
        let (code, told) = end(folder, &month(replications), &["--out", "whole"]);
        assert_eq!(code, 0, "{told}");
        fs::copy(&part, &kept).unwrap();
        let resume = ["--resume", "--threads", threads, "--out", "out"];
        let (code, told) = end(folder, &month(replications), &resume);
        assert_eq!(code, 0, "{told}");
        assert!(
            bytes(&out) == bytes(&folder.join("whole")),
            "{replications}"
        );
        assert!(!kept.exists());
    }
    // Where nothing was kept, resuming begins.
    let (code, told) = end(folder, &month(2), &["--resume", "--out", "elsewhere"]);
    assert_eq!(code, 0, "{told}");
    // Kept in what is no file of ours: left alone.
    fs::write(folder.join(".out.kept"), "years of work").unwrap();
    let (code, told) = end(folder, &month(2), &["--resume", "--out", "out"]);
    assert_eq!(code, 1, "{told}");
    assert_eq!(
        told,
        "error: .out.kept is in the way, a link or a file of another program: move it, or name \
         another place with --out\n"
    );
}

#[test]
fn a_precision_that_is_resumed_takes_as_many_replications() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let asked = ["--precision", "20%", "--precision-of", "wait_hours_mean"];
    let run = |more: &[&str]| {
        let scenario = &month(1)[..4];
        let (code, told) = end(folder, scenario, &[&asked[..], more].concat());
        assert_eq!(code, 0, "{told}");
    };
    run(&["--out", "whole", "--threads", "1"]);
    let kept = ["--shard", "1/2", "--out", "part"];
    let (code, told) = end(folder, &month(50), &kept);
    assert_eq!(code, 0, "{told}");
    fs::rename(folder.join("part"), folder.join(".out.kept")).unwrap();
    run(&["--out", "out", "--resume", "--threads", "3"]);
    assert!(bytes(&folder.join("out")) == bytes(&folder.join("whole")));
}

/// A berth that a dozen services call at every second: more events than any real port has.
fn flood() -> String {
    let service = |number: i32| {
        format!(
            "[service.s{number}]\nterminal = \"quay\"\nmoves = 1\nvessel_class = \"any\"\n\
             arrivals = {{ exponential = {{ mean = \"1 s\" }} }}\n"
        )
    };
    let place = "name = \"flood\"\n[horizon]\nstart = 2001-01-01\ndays = \"1 d\"\n\
                 warm_up = \"0 d\"\n[port.harbor]\n[terminal.quay]\nport = \"harbor\"\n\
                 policy = \"first_come\"\ncycle_time = \"6 h\"\n[terminal.quay.wharf.main]\n\
                 slots = 1\ncranes = 1\n";
    let services: String = (1..=15).map(service).collect();
    format!("{place}{services}")
}

#[test]
fn a_scenario_with_too_many_events_leaves_nothing_behind() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    fs::write(folder.join("flood.toml"), flood()).unwrap();
    for command in [
        "run flood.toml -n 1",
        "run flood.toml -n 1 --shard 1/2",
        "compare flood.toml flood.toml -n 1",
        "sweep flood.toml -n 1 --vary terminal.quay.wharf.main.cranes=1,2",
        "capacity flood.toml -n 2 --terminal quay",
    ] {
        let command = format!("{command} -q --out out");
        let words: Vec<&str> = command.split(' ').collect();
        let (code, _, told) = sanpedro(folder, &words);
        assert_eq!(code, 2, "{command}: {told}");
        let said = "error: more than 1000000 events before the end of the run";
        assert!(told.starts_with(said), "{command}: {told}");
        assert_eq!(names(folder), ["flood.toml"], "{command}");
    }
}
