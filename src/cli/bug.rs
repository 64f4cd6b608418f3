//! What a bug of ours looks like: one sentence, and exit code 1.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use crate::cli::ending::Ending;
use crate::cli::output;

/// Says of the first panic, of whatever thread, what it is and how to report it.
pub(crate) fn report_panics() {
    panic::set_hook(Box::new(|panic| {
        static FIRST: Once = Once::new();
        FIRST.call_once(|| output::note(&sentence(panic)));
    }));
}

fn sentence(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let what = payload.downcast_ref::<&str>().copied();
    let what = what.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = panic.location().map_or_else(String::new, |location| {
        format!(" ({}:{})", location.file(), location.line())
    });
    format!(
        "error: this is a bug of sanpedro {}, and nothing was written: {}{place}; please report this \
         line with the command and its scenario to whom you have the program from",
        env!("CARGO_PKG_VERSION"),
        what.unwrap_or("no words").replace('\n', " "),
    )
}

/// How a command ended; a panic of it has been reported, and is a failure. What it had written aside
/// is removed on the way.
pub(crate) fn caught(command: impl FnOnce() -> Ending) -> Ending {
    panic::catch_unwind(AssertUnwindSafe(command)).unwrap_or(Ending::Failed)
}
