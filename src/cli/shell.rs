//! `sanpedro completions` and `sanpedro man`: what shell and manual need, from the same
//! definition as the help.

use std::collections::BTreeSet;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use toml::{Table, Value};

use crate::cli::ending::{Ending, Fault};
use crate::cli::{Cli, knobs, output, shipped};
use crate::experiment::measure;

/// Day of this version, in the footer of its manual; no clock is read.
const DATE: &str = "2026-11-30";

/// What `completions` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro completions bash > ~/.local/share/bash-completion/completions/sanpedro
  sanpedro completions zsh > ~/.zfunc/_sanpedro      with ~/.zfunc in fpath
  sanpedro completions fish > ~/.config/fish/completions/sanpedro.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

/// What `man` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro man > sanpedro.1 && man ./sanpedro.1
  sanpedro man run | man -l -")]
pub(crate) struct ManArgs {
    /// The page of this command, instead of the first page.
    command: Option<String>,
}

/// Prints a completion script.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Ending, Fault> {
    let mut script = Vec::new();
    let mut command = with_values(Cli::command());
    clap_complete::generate(args.shell, &mut command, "sanpedro", &mut script);
    output::script(String::from_utf8(script))
}

/// The command with the values that its shipped scenarios and measures give to options which take any:
/// offered by a shell, and not asked for when they are typed.
fn with_values(command: Command) -> Command {
    let (mut terminals, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let shipped_files = shipped::with_what_it_extends("pier_500.toml");
    let trees = shipped_files.iter().map(|(_, text)| text.parse());
    for tree in trees.map(|tree: Result<Table, _>| tree.expect("shipped scenarios are TOML")) {
        let of_tree = tree.get("terminal").and_then(Value::as_table);
        terminals.extend(of_tree.into_iter().flat_map(Table::keys).cloned());
        keys.extend(knobs::keys(&tree).map(|key| format!("{key}=")));
    }
    let values = |arg: &Arg| -> Option<Vec<String>> {
        let measures = || measure::all().map(|measure| measure.name.to_owned());
        let studies = || shipped::studies().map(str::to_owned);
        Some(match arg.get_id().as_str() {
            "terminal" => terminals.iter().cloned().collect(),
            "set" => keys.iter().cloned().collect(),
            "from" => studies().collect(),
            "about" => measures().collect(),
            _ => return None,
        })
    };
    command.mut_subcommands(|sub| {
        sub.mut_args(|arg| match values(&arg) {
            // They are told of for as long as the command lasts, which prints a script and ends.
            Some(values) => arg.value_parser(PossibleValuesParser::new(
                values.into_iter().map(|value| &*value.leak()),
            )),
            None => arg,
        })
    })
}

/// Prints a page of the manual, in roff.
pub(crate) fn man(args: &ManArgs) -> Result<Ending, Fault> {
    let mut page = Cli::command();
    page.build();
    if let Some(name) = &args.command {
        let command = page.find_subcommand(name).cloned();
        page = command.ok_or_else(|| {
            Fault::wrong_wrapped(format!(
                "there is no command `{name}`; `sanpedro help` lists them"
            ))
        })?;
    }
    let mut text = Vec::new();
    let page = Man::new(page).date(DATE);
    page.render(&mut text).map_err(Fault::failed)?;
    output::script(String::from_utf8(text))
}
