//! Integration tests, one binary: in the order they earn trust.
#![expect(clippy::unwrap_used, reason = "a failed test may panic")]

mod diagnostics;

mod scenario_files;
