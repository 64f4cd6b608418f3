//! The command: what is typed, and the only place that prints.

mod batch;
mod bug;
mod call_list;
mod capacity;
mod check;
mod compare;
mod ending;
mod factors;
mod keep;
mod knobs;
mod load_notes;
mod lost;
mod measure_name;
mod measures;
mod merge;
mod new;
mod output;
mod plan;
mod precision;
mod run;
mod scenarios;
mod schema;
mod share;
mod shell;
mod shipped;
mod shock;
mod sweep;
mod table;
mod task;
mod terminals;
mod typed;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::ending::Ending;

/// What `--help` says at its end.
const LONG_HELP: &str = "\
From a question to a report:
  sanpedro new my_pier --from pier_500        a short study of your own
  sanpedro check scenarios/my_pier.toml       what is wrong, and the load of each terminal
  sanpedro run scenarios/my_pier.toml         output/my_pier/report.html

Exit codes:
  0  all that was asked for is done
  1  a file could not be read or written, or there is a bug
  2  the arguments or a scenario are wrong; nothing was run
  3  it ran, but a balance did not close, --precision was not reached, no plan keeps all
     limits, or with --strict a target was missed
  130  it was interrupted; what is done is kept, and --resume goes on with it. It ends within
     a second; SANPEDRO_GRACE=30 gives it 30, for a report of what is done

Color is used on a terminal only, and not if NO_COLOR is set. Progress is shown on a
terminal only. Results go to standard output, everything else to standard error.";

/// Discrete-event simulator of the San Pedro Bay port complex.
#[derive(Debug, Parser)]
#[command(
    version,
    propagate_version = true,
    arg_required_else_help = true,
    after_help = "`sanpedro help COMMAND` shows examples of each. Begin with
  sanpedro new my_pier --from pier_500",
    after_long_help = LONG_HELP
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a Monte Carlo batch: tables, charts and report.html in output/NAME/.
    Run(run::RunArgs),
    /// Put the parts of a run on many machines together: the folder that one machine would write.
    Merge(merge::MergeArgs),
    /// Compare scenarios with a base on common random numbers: paired differences and verdicts.
    Compare(compare::CompareArgs),
    /// Say everything that is wrong with scenario files, and the load they offer each terminal.
    Check(check::CheckArgs),
    /// Find the most TEU a year at which vessels do not wait too long, and what gives out first.
    Capacity(capacity::CapacityArgs),
    /// Plan berths: which vessel at which berth and when, with a proven bound.
    Plan(plan::PlanArgs),
    /// Run a scenario over a grid or a hypercube of settings, or rank keys by what they do.
    Sweep(sweep::SweepArgs),
    /// Say what a study's disruptions do to the queue, and how long until it is gone.
    Shock(shock::ShockArgs),
    /// Write a study of your own, laid over one that is there.
    New(new::NewArgs),
    /// Print every published figure behind the emissions, with unit, year, source and confidence.
    Factors(factors::FactorsArgs),
    /// Print every output, with unit, meaning and the places it is told of.
    Measures(measures::MeasuresArgs),
    /// Print the place of a scenario as a table: wharves, berths, cranes, shore power, land.
    Terminals(terminals::TerminalsArgs),
    /// Print a JSON Schema of scenario files, for editors that complete and check them.
    Schema(schema::SchemaArgs),
    /// Print the script that completes this command in a shell.
    Completions(shell::CompletionsArgs),
    /// Print the manual page, in roff.
    Man(shell::ManArgs),
}

/// Runs the command that was typed, and says how it ended.
pub fn main() -> ExitCode {
    run_typed(std::env::args_os()).into()
}

/// Runs the command of a command line, the program's name first; its exit code.
///
/// Ends the program where help or the version is asked for.
pub fn run_typed(typed: impl IntoIterator<Item = OsString>) -> u8 {
    let typed: Vec<OsString> = typed.into_iter().collect();
    let cli = match Cli::try_parse_from(&typed) {
        Ok(cli) => cli,
        Err(error) => {
            let typed = typed.iter().map(|word| word.to_string_lossy().into_owned());
            return typed::explain(error, &typed.collect::<Vec<_>>());
        }
    };
    bug::report_panics();
    bug::caught(|| run_command(&cli.command)).code()
}

/// Runs a command; how it ended.
fn run_command(command: &Command) -> Ending {
    let ended = match command {
        Command::Run(args) => run::run(args),
        Command::Merge(args) => merge::merge(args),
        Command::Compare(args) => compare::compare(args),
        Command::Check(args) => check::check(args),
        Command::Capacity(args) => capacity::capacity(args),
        Command::Plan(args) => plan::plan(args),
        Command::Sweep(args) => sweep::sweep(args),
        Command::Shock(args) => shock::shock(args),
        Command::New(args) => new::new(args),
        Command::Factors(args) => factors::factors(args),
        Command::Measures(args) => measures::measures(args),
        Command::Terminals(args) => terminals::terminals(args),
        Command::Schema(args) => schema::schema(args),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
    };
    ended.unwrap_or_else(|fault| output::fault(&fault))
}
