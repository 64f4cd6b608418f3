//! `sanpedro check`: everything wrong with scenario files, at once, and the load they offer.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, json};

use crate::cli::ending::{Ending, Fault};
use crate::cli::load_notes::{fill_line, fill_warnings, overloads, wait_note};
use crate::cli::output;
use crate::cli::scenarios::{Overrides, load};
use crate::experiment::warm_up::PILOTS;
use crate::experiment::{OfferedLoad, call_fill, offered_load};
use crate::report::{aligned, counted, number, wrapped};
use crate::scenario::{KeyDifference, Scenario, Severity, WarmUpBy, differences, extended};

/// Most differences from what a scenario extends that are listed.
const MOST_CHANGES: usize = 20;
/// Longest value shown in full, in characters.
const LONGEST_VALUE: usize = 28;

/// What `check` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro check scenarios/*.toml --quiet
  sanpedro check scenarios/pier_500.toml --set demand.los_angeles.growth=\"2.9 %/yr\"
  sanpedro check scenarios/pier_500.toml --warm-up
  sanpedro check scenarios/pier_500.toml --json

Tells what a scenario says otherwise than the one it extends, --set included, and the
load of each terminal. Loads are averages over the measured period, least ones: vessels
that wait for cranes, gangs or each other stay longer. From 100 % on a queue grows
without end. A port's demand is carried whatever its vessels hold: how full they are,
usually about 1.15 TEU on and off per TEU of capacity, shows whether they fit it.")]
pub(crate) struct CheckArgs {
    /// Scenario files.
    #[arg(required = true)]
    scenarios: Vec<PathBuf>,

    #[command(flatten)]
    overrides: Overrides,

    /// No word about files that are right.
    #[arg(short, long)]
    quiet: bool,

    /// Simulate a pilot, and tell the warm-up that the rule MSER-5 asks for.
    #[arg(long, conflicts_with_all = ["quiet", "json"])]
    warm_up: bool,

    /// The load of each terminal as JSON, by scenario.
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
}

/// Checks every file, and prints what each offers its terminals.
pub(crate) fn check(args: &CheckArgs) -> Result<Ending, Fault> {
    let mut worst = Ending::Done;
    let mut found = Map::new();
    for path in &args.scenarios {
        let (scenario, warnings) = match load(path, &args.overrides.set) {
            Ok(loaded) => loaded,
            Err(error) => {
                worst = worst.max(output::fault(&error.into()));
                continue;
            }
        };
        output::warnings(&warnings);
        let loads = offered_load(&scenario);
        if args.json {
            // Shares as fractions.
            let by_terminal = loads.iter().map(|load| (load.id.clone(), json!(load)));
            found.insert(scenario.name, by_terminal.collect::<Map<_, _>>().into());
        } else if !args.quiet {
            print(path, &scenario, &loads)?;
            if args.warm_up {
                output::result(&warm_up(path, args))?;
            }
        }
    }
    if args.json {
        output::script(serde_json::to_string_pretty(&found))?;
    }
    Ok(worst)
}

/// Prints what a scenario holds and offers its terminals, and what is odd about it.
fn print(path: &Path, scenario: &Scenario, loads: &[OfferedLoad]) -> Result<Ending, Fault> {
    let (name, what) = (path.display(), contents(scenario));
    let changes = changes(path, scenario).unwrap_or_default();
    let fills = call_fill(scenario, loads);
    let full = fill_line(&fills).map(|line| format!("\n\n{}", wrapped(&line, "", "  ")));
    output::result(&format!(
        "{name}: no errors\n{what}\n{changes}\n{}{}",
        load_table(loads),
        full.unwrap_or_default()
    ))?;
    let notes = fill_warnings(&fills).chain(wait_note(loads));
    for note in overloads(loads).chain(notes) {
        output::note_wrapped(&note);
    }
    Ok(Ending::Done)
}

/// The warm-up that would be found for a scenario, whatever it says itself.
fn warm_up(path: &Path, args: &CheckArgs) -> String {
    let mut settings = args.overrides.set.clone();
    settings.push("horizon.warm_up=auto".to_owned());
    match load(path, &settings) {
        Ok((scenario, _)) => format!(
            "\nMSER-5 asks for {:.0} days of warm-up, by {PILOTS} pilot replications",
            scenario.warm_up_days
        ),
        Err(error) => {
            let why = error.diagnostics().iter();
            let why = why.filter(|fault| fault.severity == Severity::Error);
            let why: Vec<&str> = why.map(|fault| fault.message.as_str()).collect();
            format!("\nMSER-5 finds no warm-up: {}", why.join("; "))
        }
    }
}

/// What there is in a scenario, in one line.
fn contents(scenario: &Scenario) -> String {
    let bay = &scenario.bay;
    let days = (bay.period.end - bay.period.start).days();
    let count = |number: usize, noun: &str| counted(number as f64, noun);
    let found_by = match scenario.warm_up_by {
        WarmUpBy::Scenario => "",
        WarmUpBy::Mser5 => " (found by MSER-5)",
    };
    let parts = [
        format!(
            "{days:.0} days after {:.0} of warm-up{found_by}",
            scenario.warm_up_days
        ),
        count(scenario.replications as usize, "replication"),
        count(bay.terminals.len(), "terminal"),
        count(bay.services.len(), "service"),
    ];
    let against = match scenario.targets.len() {
        0 => "no published figure".to_owned(),
        targets => count(targets, "published figure"),
    };
    // On a line of its own: behind the others it would leave the 80 columns.
    format!("{}\nheld against {against}", parts.join(", "))
}

/// What a scenario says otherwise than the one it extends, if that is a scenario by itself.
fn changes(path: &Path, scenario: &Scenario) -> Option<String> {
    let mut bases = extended(path).into_iter();
    let (base, file) = bases.find_map(|file| Some((load(&file, &[]).ok()?.0, file)))?;
    let found = differences(&base.effective, &scenario.effective);
    let base = file.display();
    if found.is_empty() {
        return Some(format!("\nthe same as {base}\n"));
    }
    let line = |difference: &KeyDifference| {
        let KeyDifference { key, first, second } = difference;
        let how = match (first, second) {
            (Some(first), Some(second)) => format!("{} -> {}", short(first), short(second)),
            (None, Some(table)) if table.starts_with('{') => "added".to_owned(),
            (None, Some(second)) => format!("added {}", short(second)),
            (_, None) => "removed".to_owned(),
        };
        format!("  {key}: {how}\n")
    };
    let few: String = found.iter().take(MOST_CHANGES).map(line).collect();
    let more = match found.len().saturating_sub(MOST_CHANGES) {
        0 => String::new(),
        more => format!("  and {more} more\n"),
    };
    Some(format!("\nother than in {base}:\n{few}{more}"))
}

/// The beginning of a value, as much as a line holds.
fn short(value: &str) -> String {
    if value.chars().count() <= LONGEST_VALUE {
        return value.to_owned();
    }
    let begun: String = value.chars().take(LONGEST_VALUE - 1).collect();
    format!("{begun}…")
}

/// What traffic asks of each terminal on average, before anything is simulated.
fn load_table(loads: &[OfferedLoad]) -> String {
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let row = |load: &OfferedLoad| {
        [
            format!(" {}", load.id),
            format!("{:.1}", load.calls_per_week),
            number(load.teu_per_week, 0),
            percent(load.berth_occupancy),
            load.wharf_occupancy.map_or("-".to_owned(), percent),
            percent(load.crane_utilization),
        ]
    };
    let header = [
        " terminal",
        "calls/week",
        "TEU/week",
        "berths busy",
        "wharf busy",
        "cranes busy",
    ];
    aligned(header, loads.iter().map(row), 1.., 2)
}
