//! Every command that the README shows is tried, in a folder of its own, on few short days.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::support::project;

/// Commands in the `sh` blocks of a text, without comments.
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    for block in text.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap().replace("\\\n", " ");
        let lines = block
            .lines()
            .map(|line| line.split(" #").next().unwrap().trim());
        commands.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
    }
    commands
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
    for line in commands(&text) {
        let line = line.replace("cargo run --release --", "sanpedro");
        let mut args = words(&line);
        match args.remove(0).as_str() {
            "sanpedro" => {}
            "cargo" => continue,
            other => panic!("{other} is no command that is tried here: {line}"),
        }
        if args[0] == "run" || args[0] == "compare" {
            // A few days show as well that the command is right.
            for set in ["horizon.days=3 d", "horizon.warm_up=0 d"] {
                args.extend(["--set".to_owned(), set.to_owned()]);
            }
            if !args.iter().any(|arg| arg == "-n") {
                args.extend(["-n".to_owned(), "2".to_owned()]);
            }
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
    assert!(tried >= 10, "only {tried} commands were found");
}
