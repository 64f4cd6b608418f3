//! Writing to the terminal: results to standard output, everything else to standard error.

use std::io::{ErrorKind, Write};

use crate::cli::Ending;
use crate::cli::lost::lost;
use crate::cli::table::wrapped;
use crate::scenario::{Diagnostic, ScenarioError};

/// Prints a result; how the command ends by it. A reader that has gone away (a closed pipe) is no
/// error, a full disk is.
pub(crate) fn result(text: &str) -> Ending {
    let mut stream = anstream::stdout().lock();
    match writeln!(stream, "{text}").and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            note(&format!("error: cannot write to standard output: {error}"));
            Ending::Failed
        }
        _ => Ending::Done,
    }
}

/// Prints a note beside the result.
pub(crate) fn note(text: &str) {
    let mut stream = anstream::stderr().lock();
    drop(writeln!(stream, "{text}"));
}

/// Prints everything that is wrong with a scenario; how the command ends by it.
pub(crate) fn scenario_error(error: &ScenarioError) -> Ending {
    if let ScenarioError::Read { path, .. } = error
        && let Some(message) = lost(path)
    {
        let lines = format!("error: {message}");
        for line in lines.lines() {
            note(&wrapped(line, "", "  ").join("\n"));
        }
        return Ending::Wrong;
    }
    note(&error.render(true));
    let count = error.diagnostics().len();
    if count > 0 {
        let errors = if count == 1 {
            "1 error".to_owned()
        } else {
            format!("{count} errors")
        };
        note(&format!("\n{errors}; nothing was run"));
    }
    match error {
        ScenarioError::Read { .. } => Ending::Failed,
        _ => Ending::Wrong,
    }
}

/// Prints what is legal but odd.
pub(crate) fn warnings(warnings: &[Diagnostic]) {
    for warning in warnings {
        note(&warning.render(true));
    }
}
