//! Planning of the quay as mathematics: which berth and when, which crane works which hatch.
//!
//! ```text
//! instance ─► search ─► plan ──┐
//!          ─► bound ───────────┴─► solution: a plan, a proven lower bound, the gap
//! ```
//!
//! Nothing here knows of the simulator. Every search counts its own steps and reads no clock, so
//! that the same instance gives the same plan on any machine.

pub mod berths;
pub mod cranes;
