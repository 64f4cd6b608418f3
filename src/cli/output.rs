//! Writing to the terminal: results to standard output, everything else to standard error.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use crate::cli::ending::{Ending, Fault};
use crate::report::wrapped;
use crate::scenario::{Diagnostic, acts};

/// Prints a result. A reader that has gone away (a closed pipe) is no error, a full disk is.
pub(crate) fn result(text: &str) -> Result<Ending, Fault> {
    let mut stream = anstream::stdout().lock();
    match writeln!(stream, "{}", escaped(text, false)).and_then(|()| stream.flush()) {
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
    print(&escaped(text, false));
}

/// Prints a fault as it is drawn, in color on a terminal.
pub(crate) fn drawn(text: &str) {
    print(&escaped(text, true));
}

fn print(text: &str) {
    let mut stream = anstream::stderr().lock();
    drop(writeln!(stream, "{text}"));
}

/// Prints a note in lines as wide as a terminal at most.
pub(crate) fn note_wrapped(text: &str) {
    note(&wrapped(text, "", "  "));
}

/// Prints why a command ends; returns how.
pub(crate) fn fault(fault: &Fault) -> Ending {
    if fault.is_drawn {
        drawn(&fault.words);
    } else {
        note(&fault.words);
    }
    fault.ending
}

/// Text as a terminal may have it: names and paths must not move its cursor, change its title or the
/// direction of what follows. Line ends, tabs and, in what was `drawn` here, colors stay.
fn escaped(text: &str, drawn: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let colors = drawn && c == '\u{1b}' && is_color(&text[at + 1..]);
        if (acts(c) || c == '\r') && !colors {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether what follows an escape is the rest of a color: `[`, digits and semicolons, `m`.
fn is_color(rest: &str) -> bool {
    let inner = rest.strip_prefix('[').and_then(|rest| rest.split_once('m'));
    inner.is_some_and(|(codes, _)| codes.chars().all(|c| c.is_ascii_digit() || c == ';'))
}

/// Prints what is legal but odd.
pub(crate) fn warnings(warnings: &[Diagnostic]) {
    for warning in warnings {
        drawn(&warning.render(true));
    }
}
