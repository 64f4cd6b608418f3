//! What a scenario is about, one file a subject: its keys, how they are read and checked, and what
//! holds where one is absent.
//!
//! A key is said once, where it is read: its name, its kind (a quantity, a word, a list, a
//! distribution, a table), an example or a default. The names of all keys that were asked for,
//! the schema and most messages follow from that. What takes two keys to be wrong is checked
//! behind it, in the same file. Nothing downstream checks again.

mod approach;
mod arrivals;
mod at_berth;
mod bunker_barges;
mod cargo;
mod check;
mod corridor;
mod demand;
mod deployed;
mod disruption;
mod emissions;
mod extra_loaders;
mod fit;
mod fleet;
mod fuel;
mod grid;
mod grid_factor;
mod ground;
mod horizon;
mod labor;
mod landside;
mod names;
mod odd_calls;
mod origin;
mod path;
mod port;
mod reach;
mod row_identity;
mod service;
mod shore_power;
mod study;
mod terminal;
mod vessel_class;
mod wharf;
mod whole;
mod yearly;

pub(super) use horizon::AUTO;
pub(super) use whole::{Written, scenario};
