//! Every command that the README shows is tried, in a folder of its own, on few short days.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::support::project;

/// Commands in the `sh` blocks of a text, without comments.
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    for (place, block) in text
        .split("```")
        .enumerate()
        .filter(|(place, _)| place % 2 == 1)
    {
        let (language, block) = block.split_once('\n').unwrap();
        let block = block.replace("\\\n", " ");
        let lines = block
            .lines()
            .map(|line| line.split(" #").next().unwrap().trim());
        let lines = lines.filter(|line| !line.is_empty());
        if language == "sh" {
            commands.extend(lines.map(str::to_owned));
        } else {
            let mut lines = lines;
            let command = lines.find(|line| line.starts_with("sanpedro "));
            assert_eq!(
                command, None,
                "block {place} is {language}: it is not tried"
            );
        }
    }
    commands
}

/// Commands in the sentences of a text, between backticks, without what they are written to.
fn commands_in_sentences(text: &str) -> impl Iterator<Item = String> {
    let sentences = text.split("```").step_by(2);
    let spans = sentences.flat_map(|text| text.split('`').skip(1).step_by(2));
    let commands = spans.filter(|span| span.starts_with("sanpedro "));
    commands.map(|span| span.split(" >").next().unwrap().to_owned())
}

/// Words of a command, quotes taken off.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let text = fs::read_to_string(project("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy(&project("scenarios"), &folder.path().join("scenarios"));
    let mut tried = 0;
    for line in commands(&text)
        .into_iter()
        .chain(commands_in_sentences(&text))
    {
        let line = line.replace("cargo run --release --", "sanpedro");
        let mut args = words(&line);
        match args.remove(0).as_str() {
            "sanpedro" => {}
            "cargo" => continue,
            other => panic!("{other} is no command that is tried here: {line}"),
        }
        if ["run", "compare", "capacity"].contains(&args[0].as_str()) {
            // A few days show as well that the command is right; of a capacity, some weeks.
            let days = if args[0] == "capacity" { 28 } else { 3 };
            for set in [&format!("horizon.days={days} d"), "horizon.warm_up=0 d"] {
                args.extend(["--set".to_owned(), set.to_owned()]);
            }
            if !args.iter().any(|arg| arg == "-n") {
                args.extend(["-n".to_owned(), "2".to_owned()]);
            }
        }
        if args[0] == "capacity" {
            args.push("--no-bottleneck".to_owned());
        }
        let mut command = Command::cargo_bin("sanpedro").unwrap();
        let output = command
            .current_dir(folder.path())
            .args(&args)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}\n{said}");
        tried += 1;
    }
    assert!(tried >= 15, "only {tried} commands were found");
}
