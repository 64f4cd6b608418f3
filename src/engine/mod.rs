//! The simulation engine: time, calendar, timers, runs of repeats, random streams, the run loop.
//!
//! It knows nothing of ports. A model is an enum of events and one `match`; it says what has
//! happened through records and never counts.
//!
//! - **Order is total**: `(time, rank, entity)`, for events and timers alike; equal keys are a bug.
//! - **Time is an integer** of milliseconds; an instant and a span are two types.
//! - **Chance is named**: draw i of a stream is a pure function of its name and i.
//! - **A run ends** at its horizon or at its event budget; the second is an error.

mod ahead;
mod calendar;
mod distribution;
mod function;
mod random;
mod runs;
mod simulation;
mod time;
mod timers;

pub use ahead::Ahead;
pub use calendar::{Calendar, Event};
pub use distribution::{Distribution, poisson_gap};
pub use random::{GENERATOR, Generator, STREAM_VERSION, Stream};
pub use runs::Run;
pub use simulation::{BudgetExceeded, Context, Model, run, run_while};
pub use time::{SimDuration, SimTime};
pub use timers::Timers;
