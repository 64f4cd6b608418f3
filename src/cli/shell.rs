//! `sanpedro completions` and `sanpedro man`: what shell and manual need, from the same
//! definition as the help.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::{Cli, Ending, table};

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
pub(crate) fn completions(args: &CompletionsArgs) -> Ending {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sanpedro", &mut script);
    table::print(String::from_utf8(script))
}

/// Prints a page of the manual, in roff.
pub(crate) fn man(args: &ManArgs) -> Ending {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => match whole.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                return table::wrong(&format!(
                    "there is no command `{name}`; `sanpedro help` lists them"
                ));
            }
        },
    };
    let mut text = Vec::new();
    match Man::new(page).render(&mut text) {
        Ok(()) => table::print(String::from_utf8(text)),
        Err(error) => table::print(Err(error)),
    }
}
