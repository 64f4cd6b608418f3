//! The port model: the life of a vessel call from the origin port to the sea buoy.
//!
//! 1. A service's sailing leaves its origin; everything chance decides for the call is drawn
//!    (`sea::service`). Blanked sailings, second loops and extra loaders follow the port's demand.
//! 2. The vessel enters the speed zone, passes its rings and arrives at the pilot boarding place.
//! 3. It asks its terminal for a berth. The policy decides who is next (`quay::allocation`); who
//!    gets none, or no pilot, tugs or channel, waits at anchor.
//! 4. It comes in and is made fast; the plug goes in if vessel, point, megawatts and grid allow.
//! 5. Gangs are ordered for shifts before a deadline; cranes are dealt along the rail, split over
//!    hatches and make moves in stints (`quay::crane_work`), until the bell, the meal, a breakdown
//!    or the last container.
//! 6. Where the terminal has land, what was discharged stands in the yard until a truck or a train
//!    takes it, and what is loaded came before; a full yard slows cranes, stops discharge and lets
//!    vessels wait (`land`).
//! 7. It is lashed, unplugs, asks for its pilot, lets go and leaves through the zone.
//!
//! **What can go wrong.** Nothing a scenario says can make the model panic: a checked
//! [`Bay`](bay::Bay) is right. Broken rules of ours are asserts, on in release: two vessels on one
//! meter of wharf, two cranes over one hatch, a vessel that sails with a plug in or with moves to
//! do, more on shore power than the terminal carries. [`Outcome`] holds the books, which must
//! close to the last unit.
//!
//! **What is deliberately absent.** Statistics: [`record`]s are handed out and forgotten. Civil
//! time: days, shifts and windows come as instants. a landside
//! where no terminal has [`Land`](bay::Land).

pub mod bay;
mod call;
mod disrupt;
mod disruption;
mod event;
#[cfg(test)]
pub(crate) mod fixture;
mod land;
mod ledger;
mod model;
mod pool;
mod quay;
pub mod record;
mod scratch;
mod sea;
mod simulate;

pub use ledger::{Balance, Outcome};
pub use quay::Pace;
pub use simulate::{simulate, simulate_at, simulate_while};
