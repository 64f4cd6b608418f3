//! Writing to the terminal: results to standard output, everything else to standard error.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use crate::cli::ending::{Ending, Fault};
use crate::report::wrapped;
use crate::scenario::Diagnostic;

/// Prints a result. A reader that has gone away (a closed pipe) is no error, a full disk is.
pub(crate) fn result(text: &str) -> Result<Ending, Fault> {
    let mut stream = anstream::stdout().lock();
    match writeln!(stream, "{text}").and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Fault::failed(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(Ending::Done),
    }
}

/// Prints what was made for a script, or says why it could not be made.
pub(crate) fn script(made: Result<String, impl Display>) -> Result<Ending, Fault> {
    result(made.map_err(Fault::failed)?.trim_end())
}

/// Prints a note beside the result.
pub(crate) fn note(text: &str) {
    let mut stream = anstream::stderr().lock();
    drop(writeln!(stream, "{text}"));
}

/// Prints a note in lines as wide as a terminal at most.
pub(crate) fn note_wrapped(text: &str) {
    note(&wrapped(text, "", "  "));
}

/// Prints why a command ends; returns how.
pub(crate) fn fault(fault: &Fault) -> Ending {
    note(&fault.words);
    fault.ending
}

/// Prints what is legal but odd.
pub(crate) fn warnings(warnings: &[Diagnostic]) {
    for warning in warnings {
        note(&warning.render(true));
    }
}
