//! `sanpedro completions` and `sanpedro man`: what shell and manual need, from the same
//! definition as the help.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::ending::{Ending, Fault};
use crate::cli::{Cli, output};

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
    clap_complete::generate(args.shell, &mut Cli::command(), "sanpedro", &mut script);
    output::script(String::from_utf8(script))
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
    Man::new(page).render(&mut text).map_err(Fault::failed)?;
    output::script(String::from_utf8(text))
}
