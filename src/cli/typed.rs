//! Words of the command line: numbers as typed, and what to write instead of what was mistyped.

use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::ending::Ending;
use crate::cli::{Cli, output};
use crate::report::wrapped;
use crate::scenario::nearest;

/// Other words for commands.
const SYNONYMS: [(&str, &str); 8] = [
    ("simulate", "run"),
    ("start", "run"),
    ("diff", "compare"),
    ("validate", "check"),
    ("create", "new"),
    ("init", "new"),
    ("outputs", "measures"),
    ("show", "terminals"),
];

/// A whole number as typed, from `LEAST` to `MOST`.
///
/// # Errors
/// In words.
pub(crate) fn whole<const LEAST: u64, const MOST: u64, Number: TryFrom<u64>>(
    typed: &str,
) -> Result<Number, String> {
    let number: Option<u64> = typed.parse().ok();
    let number = number.filter(|number| (LEAST..=MOST).contains(number));
    let number = number.and_then(|number| number.try_into().ok());
    number.ok_or_else(|| format!("write a whole number from {LEAST} to {MOST}"))
}

/// Prints help, or what is wrong with the command line and what to write instead.
pub(crate) fn explain(mut error: clap::Error, arguments: &[String]) -> u8 {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        error.exit();
    }
    let help = help(&error, arguments);
    if error.kind() == ErrorKind::UnknownArgument && near_argument(&error).is_none() {
        // "To pass it as a value" helps nobody here.
        error.remove(ContextKind::Suggested);
    }
    let text = error.render().ansi().to_string();
    output::drawn(text.trim_end());
    if let Some(help) = help {
        output::note(&wrapped(&help, "help: ", "  "));
    }
    Ending::Wrong.code()
}

/// What to write instead.
fn help(error: &clap::Error, arguments: &[String]) -> Option<String> {
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = text(error, ContextKind::InvalidSubcommand)?;
            Some(command(typed))
        }
        ErrorKind::UnknownArgument => {
            let typed = text(error, ContextKind::InvalidArg)?;
            unknown(typed, near_argument(error), arguments)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = error.get(ContextKind::InvalidArg)?.to_string();
            let scenario = ["SCENARIO", "BASE", "OTHER"];
            let scenario = scenario.iter().any(|name| missing.contains(name));
            scenario.then(|| {
                "name scenario files, such as scenarios/san_pedro_bay_2025.toml; \
                 `sanpedro new my_study` writes one"
                    .to_owned()
            })
        }
        _ => None,
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

fn near_argument(error: &clap::Error) -> Option<&str> {
    text(error, ContextKind::SuggestedArg)
}

/// A command that was meant, or all of them.
fn command(typed: &str) -> String {
    let command = Cli::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let synonym = SYNONYMS.iter().find(|(word, _)| *word == typed);
    let meant = synonym.map(|(_, meant)| *meant);
    match meant.or_else(|| nearest(typed, names.iter().copied())) {
        Some(meant) => format!("did you mean `sanpedro {meant}`?"),
        None => format!("the commands are {}", names.join(", ")),
    }
}

/// An argument that no command takes.
fn unknown(typed: &str, near: Option<&str>, arguments: &[String]) -> Option<String> {
    let sets = arguments.iter().any(|argument| argument == "--set");
    if !typed.starts_with('-') {
        return sets.then(|| {
            "write --set KEY=VALUE without spaces, or all of it in quotes: \
             --set \"KEY = VALUE\""
                .to_owned()
        });
    }
    near.is_none().then(|| {
        "`sanpedro help COMMAND` lists its options; what a scenario says is changed with \
         --set KEY=VALUE"
            .to_owned()
    })
}
