//! Scenario files: raw text, checked once, into a [`Scenario`] that cannot be wrong.
//!
//! ```text
//! text ─► tree ─► extend ─► subject ─► Scenario
//!         values   files,    keys,      nothing downstream
//!         + places --set     checks     checks again
//! ```
//!
//! - `tree` keeps with every value the place it was written at, through all merging.
//! - `extend` lays files and `--set` over each other.
//! - `subject` has a file for everything that a scenario is about: its keys with their types and
//!   units, their defaults, and what takes two keys to be wrong. Whatever nobody asked for is
//!   misspelt.
//!
//! Nothing stops at the first mistake: each stage reports to one list of diagnostics and goes on
//! with what is left, and only a scenario without any error is handed over. Invariant: whatever
//! is in the file, loading ends with a scenario or with diagnostics, never with a panic.

mod berth_instance;
mod calendar;
mod call_list;
mod checked;
mod civil;
mod dates;
mod diagnostic;
mod differences;
mod distribution;
mod duplicate;
mod effective;
mod elsewhere;
mod extend;
mod faults;
mod file;
mod given;
mod keys;
mod kind;
mod limits;
mod load;
mod merge;
mod newer;
mod plain;
mod quantity;
mod ranges;
mod raw;
mod reader;
mod schema;
mod shape;
mod source;
mod subject;
mod suggest;
mod syntax;
mod tree;
mod warm_up;

pub use berth_instance::BerthInstance;
pub use checked::{CallListRow, Scenario, Target, TargetBasis, WarmUpBy};
pub use diagnostic::{Diagnostic, ScenarioError, Severity};
pub use differences::{KeyDifference, differences, extended};
pub use limits::LARGEST_SEED;
pub(crate) use limits::acts;
pub use load::Later;
pub use schema::json_schema;
pub use source::{Place, Source};
pub use suggest::{nearest, nearest_file, scenario_files};
pub use warm_up::{FindWarmUp, Pilot, Unsettled};
