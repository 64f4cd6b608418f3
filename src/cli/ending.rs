//! How a command ends, and the fault that ends it before it has done what was asked.

use std::fmt::Display;

use crate::cli::lost::lost;
use crate::experiment::{BatchError, StoreError};
use crate::report::ReportError;
use crate::report::wrapped;
use crate::scenario::{ScenarioError, Severity};

/// How a command ended; the exit codes are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ending {
    /// All that was asked for is done.
    Done,
    /// A file could not be read or written, or we have a bug.
    Failed,
    /// The arguments or the scenario are wrong; nothing was run.
    Wrong,
    /// The run ended, but a balance did not close, or a precision or declared target was missed.
    Missed,
    /// It was interrupted, and can be resumed.
    Interrupted,
}

impl Ending {
    /// The exit code.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Wrong => 2,
            Self::Missed => 3,
            // As shells say it of a command that SIGINT ended.
            Self::Interrupted => 130,
        }
    }
}

/// Why a command did not do what was asked: words for standard error, and the ending.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) ending: Ending,
    pub(crate) words: String,
    /// Whether the words are drawn here, in colors.
    pub(crate) is_drawn: bool,
}

impl Fault {
    /// A fault of the system: a file that cannot be read or written, no threads.
    pub(crate) fn failed(error: impl Display) -> Self {
        Self {
            ending: Ending::Failed,
            words: format!("error: {error}"),
            is_drawn: false,
        }
    }

    /// A fault of the arguments or of a scenario, in one line.
    pub(crate) fn wrong(message: impl Display) -> Self {
        Self {
            ending: Ending::Wrong,
            words: format!("error: {message}"),
            is_drawn: false,
        }
    }

    /// A fault of the arguments, each of its lines wrapped to the width of a terminal.
    pub(crate) fn wrong_wrapped(message: impl Display) -> Self {
        let message = format!("error: {message}");
        let lines = message.lines().map(|line| wrapped(line, "", "  "));
        Self {
            ending: Ending::Wrong,
            words: lines.collect::<Vec<_>>().join("\n"),
            is_drawn: false,
        }
    }

    /// The end of a command that was interrupted, with what was done before.
    pub(crate) fn interrupted(done: &str) -> Self {
        Self {
            ending: Ending::Interrupted,
            words: format!("interrupted: {done}; the same command with --resume goes on"),
            is_drawn: false,
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::failed(error)
    }
}

impl From<ReportError> for Fault {
    fn from(error: ReportError) -> Self {
        Self::failed(error)
    }
}

impl From<BatchError> for Fault {
    fn from(error: BatchError) -> Self {
        let ending = match error {
            BatchError::Budget(_) | BatchError::Target { .. } => Ending::Wrong,
            BatchError::Store(_) => Ending::Failed,
            BatchError::Interrupted => Ending::Interrupted,
        };
        let words = format!("error: {error}");
        Self {
            ending,
            words,
            is_drawn: false,
        }
    }
}

impl From<ScenarioError> for Fault {
    /// Everything that is wrong with a scenario, with its places.
    fn from(error: ScenarioError) -> Self {
        if let ScenarioError::Read { path, .. } = &error
            && let Some(message) = lost(path)
        {
            return Self::wrong_wrapped(message);
        }
        let mut words = error.render(true);
        let found = error.diagnostics().iter();
        let errors = match found.filter(|one| one.severity == Severity::Error).count() {
            0 => String::new(),
            1 => "\n\n1 error; nothing was run".to_owned(),
            count => format!("\n\n{count} errors; nothing was run"),
        };
        words += &errors;
        let ending = match error {
            ScenarioError::Read { .. } => Ending::Failed,
            _ => Ending::Wrong,
        };
        Self {
            ending,
            words,
            is_drawn: true,
        }
    }
}
