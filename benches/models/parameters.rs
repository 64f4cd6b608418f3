//! The benchmark models, told once; every program in `benches/` simulates exactly this.
//!
//! **`hold_N`**, the classic hold model of event lists (Vaucher and Duval 1975): N events are
//! pending; the earliest is taken, and one is scheduled an exponential time of mean
//! [`HOLD_HOURS`] later. The first N are scheduled so from time zero. A run counts the holds up
//! to its horizon. Because the gaps are exponential, that count is Poisson with mean
//! `N × horizon / HOLD_HOURS`, exactly.
//!
//! **`mm1`, `mm10`**, queues with 1 and 10 servers: Poisson arrivals, exponential service of mean
//! [`SERVICE_HOURS`], utilization [`UTILIZATION`], first come first served, no limit on the
//! queue, empty at time zero. A customer counts once served; its wait ends where its service
//! begins. Erlang's formula gives the mean wait.
//!
//! **`port`**, the stripped port. [`TERMINALS`] terminals, each of [`BERTHS`] berths and
//! [`CRANES`] cranes that its vessels share. Ships come as one Poisson stream of
//! [`SHIPS_PER_DAY`], each to a terminal chosen evenly, and berth first come first served.
//! A ship brings [`HATCHES`] hatches of [`MOVES_PER_HATCH`] moves. Once berthed, each of its
//! hatches asks the terminal for a crane, in order, and takes a free one or the next to be freed;
//! the crane makes that hatch's moves one after another, each a lognormal time of mean
//! [`MOVE_MINUTES`] and coefficient of variation [`MOVE_CV`], and is freed at the hatch's end.
//! So a ship has up to five cranes, and takes one freed later if it began with fewer. It sails
//! when its last hatch is done, and counts then. Wait is from arrival to berthing, stay from
//! berthing to sailing. Moves count when completed, up to the horizon.

/// Mean gap of the hold model, in hours.
pub const HOLD_HOURS: f64 = 1.0;

/// Mean service time of the queues, in hours.
pub const SERVICE_HOURS: f64 = 1.0;
/// Utilization of each server of the queues.
pub const UTILIZATION: f64 = 0.8;

/// Terminals of the stripped port.
pub const TERMINALS: usize = 6;
/// Berths of a terminal.
pub const BERTHS: usize = 2;
/// Cranes of a terminal.
pub const CRANES: usize = 10;
/// Ships that arrive a day, at all terminals together.
pub const SHIPS_PER_DAY: f64 = 5.0;
/// Hatches of a ship, and so the most cranes that work it at once.
pub const HATCHES: usize = 5;
/// Moves of a hatch.
pub const MOVES_PER_HATCH: u32 = 580;
/// Mean time of a crane move, in minutes.
pub const MOVE_MINUTES: f64 = 2.0;
/// Coefficient of variation of the time of a crane move.
pub const MOVE_CV: f64 = 0.3;
