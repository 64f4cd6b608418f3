//! Bunker barges of a port: fuel for the way back, taken at berth.

use super::ids::{ClassId, ServiceId};
use crate::engine::{Distribution, SimDuration};

/// Bunker barges of a port, and who takes fuel from them.
#[derive(Clone, Debug)]
pub struct BunkerBarges {
    /// How many there are; each serves one vessel at a time.
    pub barges: u16,
    /// From setting out for a vessel to its first fuel, in milliseconds.
    pub connect: Distribution,
    /// Fuel pumped, in metric tonnes an hour; above zero.
    pub rate: f64,
    /// From the last fuel to ready for the next vessel.
    pub transfer: SimDuration,
    /// By service: what its calls take.
    pub stems: Vec<Stem>,
}

/// What the calls of a service take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stem {
    /// Share of calls that take fuel here; the others have it from their origin.
    pub share: f64,
    /// By vessel class: fuel in metric tonnes.
    pub tonnes: Vec<f64>,
}

impl BunkerBarges {
    /// What a call of a service with a vessel of a class takes in tonnes, if it takes any; `draw` is
    /// uniform and says whether it does.
    pub(crate) fn stem(&self, service: ServiceId, class: ClassId, draw: f64) -> Option<f64> {
        let stem = self.stems.get(service.index())?;
        let tonnes = *stem.tonnes.get(class.index())?;
        (draw < stem.share && tonnes > 0.0).then_some(tonnes)
    }
}
