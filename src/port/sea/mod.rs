//! Traffic on the water: liner services from the origin ports, pilots and channel.

pub(crate) mod approach;
pub(crate) mod hatches;
mod passage;
pub(crate) mod sailings;
mod service;
mod traffic;
