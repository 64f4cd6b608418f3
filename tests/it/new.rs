//! A study of one's own: written, checked, changed, and never over another file.

use std::fs;

use crate::support::sanpedro;

#[test]
fn a_study_begins_anywhere_and_its_knobs_turn() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let (code, said, error) = sanpedro(at, &["new", "my_pier", "--from", "pier_500"]);
    assert_eq!((code, error.as_str()), (0, ""));
    insta::assert_snapshot!(said);
    let path = at.join("scenarios/my_pier.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.lines().all(|line| line.chars().count() <= 110),
        "{text}"
    );
    assert!(
        at.join("scenarios/ports/pier_500.toml").is_file(),
        "what it extends is there"
    );
    assert!(!at.join("scenarios/textbook").exists(), "and nothing else");
    let (code, _, error) = sanpedro(at, &["check", "scenarios/my_pier.toml"]);
    assert_eq!(code, 0, "{error}");
    // Each knob is a line of its own that can be turned; all at once here.
    let turned: Vec<&str> = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| rest.contains(" = "))
                .unwrap_or(line)
        })
        .collect();
    let turned = turned.join("\n");
    for knob in [
        "terminal.pier_500.wharf.main.cranes = 12",
        "terminal.pier_500.wharf.main.length",
        "terminal.pier_500.shore_power.points = 2",
        "demand.los_angeles.growth",
        "shore_power_ready",
    ] {
        assert!(
            turned.lines().any(|line| line.contains(knob)),
            "{knob} is missing in\n{turned}"
        );
    }
    let changed = turned.replace(".wharf.main.cranes = 12", ".wharf.main.cranes = 14");
    fs::write(&path, changed).unwrap();
    let (code, place, error) = sanpedro(at, &["terminals", "scenarios/my_pier.toml"]);
    assert_eq!(code, 0, "{error}");
    let pier = place
        .lines()
        .find(|line| line.contains("pier_500"))
        .unwrap();
    assert!(pier.contains(" 14 "), "{pier}");
}

#[test]
fn nothing_is_overwritten_and_mistakes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("scenarios")).unwrap();
    fs::write(at.join("scenarios/mine.toml"), "years of work").unwrap();
    let mut told = Vec::new();
    for args in [
        ["new", "mine", "--from", "pier_500"],
        ["new", "My Pier.toml", "--from", "pier_500"],
        ["new", "../pier", "--from", "pier_500"],
        ["new", "other", "--from", "pier_5000"],
    ] {
        let (code, said, error) = sanpedro(at, &args);
        assert_eq!((code, said.as_str()), (2, ""), "{args:?}");
        told.push(error);
    }
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(
        fs::read_to_string(at.join("scenarios/mine.toml")).unwrap(),
        "years of work"
    );
    assert_eq!(
        fs::read_dir(at.join("scenarios")).unwrap().count(),
        1,
        "nothing was written"
    );
}

#[test]
fn a_study_of_ones_own_is_a_beginning_too() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let new = |args: &[&str]| {
        let (code, _, error) = sanpedro(at, args);
        assert_eq!(code, 0, "{error}");
    };
    new(&["new", "first", "--from", "textbook/m_m_1"]);
    new(&["new", "second", "--from", "first"]);
    new(&["new", "third", "--from", "scenarios/second.toml", "--quiet"]);
    let third = fs::read_to_string(at.join("scenarios/third.toml")).unwrap();
    assert!(third.contains("[\"second.toml\"]"), "{third}");
    let (code, _, error) = sanpedro(at, &["check", "scenarios/third.toml"]);
    assert_eq!(code, 0, "{error}");
}
