//! What a capture barge takes from the stacks of the vessel it lies at.

use crate::emissions::pollutant::{ByPollutant, Pollutant};
use crate::emissions::provenance;

/// Shares captured where a scenario says nothing: what the operator of the barges in San Pedro
/// Bay states for NOx and particles. No source speaks of other pollutants: nothing of them is
/// captured, and greenhouse gases never are.
pub fn usual() -> ByPollutant<f64> {
    let mut shares = ByPollutant::default();
    shares[Pollutant::Nox] = provenance::value("capture", "nox");
    with_particles(shares, provenance::value("capture", "pm"))
}

/// These shares with one for all particles: PM10, PM2.5 and what of them is diesel's.
#[must_use]
pub fn with_particles(mut shares: ByPollutant<f64>, share: f64) -> ByPollutant<f64> {
    for pollutant in [Pollutant::Pm10, Pollutant::Pm25, Pollutant::Dpm] {
        shares[pollutant] = share;
    }
    shares
}
