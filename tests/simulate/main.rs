//! A harness that keeps looking for what breaks the program; see `tests/README.md`.
//!
//! ```text
//! cargo test --test simulate                                    everything, half a minute
//! cargo test --test simulate -- laws --seed 7 --count 1         one case again
//! cargo test --test simulate -- fuzz-calls --seconds 3600       an hour of one
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that talks, and fails by panicking"
)]

mod dice;
mod fuzz;
#[path = "../it/laws.rs"]
#[expect(dead_code, reason = "one law speaks of ports that are not this odd")]
mod laws;
mod laws_hold;
mod mutate;
mod program;
mod scenarios;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use laws_hold::Became;

/// Longest that a case may take, on a slow machine without optimization.
const LONGEST: Duration = Duration::from_mins(5);
/// Seconds of each kind where nothing is asked for: half a minute in all.
const USUAL: [(&str, u64); 7] = [
    ("laws", 8),
    ("program", 12),
    ("fuzz-scenario", 2),
    ("fuzz-calls", 2),
    ("fuzz-settings", 2),
    ("fuzz-parts", 2),
    ("fuzz-folders", 2),
];

/// What to look for, and how long.
struct Search {
    kind: String,
    seed: u64,
    count: u64,
    time: Duration,
}

/// One case of a kind.
fn case(kind: &str) -> Option<fn(u64) -> Became> {
    match kind {
        "laws" => Some(laws_hold::one),
        "program" | "program-here" => Some(program::one),
        _ => None,
    }
}

impl Search {
    /// Tries seed after seed; whether all went well.
    fn run(&self) -> bool {
        let target = self.kind.strip_prefix("fuzz-").map(|name| {
            let mut targets = fuzz::TARGETS.iter();
            targets.find(|(known, _)| *known == name).unwrap().1
        });
        let (begun, mut done, mut found) = (Instant::now(), 0_u64, BTreeMap::new());
        while done < self.count && begun.elapsed() < self.time {
            let seed = self.seed + done;
            if self.kind == "program-here" {
                eprintln!("seed {seed}");
            }
            let since = Instant::now();
            let one = || match target {
                Some(target) => {
                    target(seed);
                    Became::Simulated
                }
                None => case(&self.kind).unwrap()(seed),
            };
            let Ok(became) = catch_unwind(AssertUnwindSafe(one)) else {
                self.failed(seed, "broke");
                return false;
            };
            if since.elapsed() > LONGEST {
                self.failed(seed, "took too long");
                return false;
            }
            *found.entry(became).or_insert(0_u64) += 1;
            done += 1;
        }
        let seconds = begun.elapsed().as_secs_f64();
        let seeds = self.seed..self.seed + done;
        println!(
            "{}: {done} cases, seeds {seeds:?}, {seconds:.1} s: {found:?}",
            self.kind
        );
        true
    }

    fn failed(&self, seed: u64, what: &str) {
        let kind = self.kind.trim_end_matches("-here");
        println!(
            "{kind}: seed {seed} {what}; again: cargo test --test simulate -- {kind} --seed {seed} --count 1"
        );
    }

    /// Runs the program's cases in a process of their own, whose words are looked through.
    fn run_apart(&self) -> bool {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["program-here", "--seed", &self.seed.to_string()]);
        command.args(["--count", &self.count.to_string()]);
        command.args(["--seconds", &self.time.as_secs().to_string()]);
        let output = command.output().unwrap();
        let (said, told) = (
            String::from_utf8_lossy(&output.stderr),
            String::from_utf8_lossy(&output.stdout),
        );
        print!("{}", told.replace("program-here", "program"));
        let bug = said.find("this is a bug of sanpedro");
        if let Some(at) = bug {
            println!("{}", &said[said[..at].rfind("seed ").unwrap_or(0)..]);
        } else if !output.status.success() {
            println!(
                "{}{:?}",
                &said[said.rfind("seed ").unwrap_or(0)..],
                output.status
            );
        }
        output.status.success() && bug.is_none()
    }
}

fn main() -> ExitCode {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str| {
        let at = typed.iter().position(|word| word == name)?;
        typed.get(at + 1)?.parse::<u64>().ok()
    };
    let is_kind =
        |word: &&String| *word == "program-here" || USUAL.iter().any(|(kind, _)| kind == word);
    let asked = typed.iter().find(is_kind).cloned();
    // What other tests are asked for by name is none of ours.
    if asked.is_none() && typed.iter().any(|word| !word.starts_with('-')) {
        return ExitCode::SUCCESS;
    }
    let mut all_well = true;
    for (kind, seconds) in USUAL {
        let kind = match &asked {
            Some(asked) if asked == "program-here" && kind == "program" => asked,
            Some(asked) if asked != kind => continue,
            _ => kind,
        };
        let is_one = number("--count") == Some(1);
        let seconds = number("--seconds").unwrap_or(if is_one { 3_600 } else { seconds });
        let search = Search {
            kind: kind.to_owned(),
            seed: number("--seed").unwrap_or(0),
            count: number("--count").unwrap_or(u64::MAX >> 1),
            time: Duration::from_secs(seconds),
        };
        all_well &= if kind == "program" {
            search.run_apart()
        } else {
            search.run()
        };
    }
    if all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
