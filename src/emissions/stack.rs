//! What an inventory adds up: sources, modes, and a stack of energies and masses.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::emissions::choice::Boundary;
use crate::emissions::grid::GridUse;
use crate::emissions::pollutant::{Factors, Masses, Pollutant};
use crate::engine::SimDuration;
use crate::port::record::Ring;
use crate::units::{GRAMS_PER_SHORT_TON, GRAMS_PER_TONNE, Grams, KilowattHours, Kilowatts};

/// What burns the fuel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Propulsion; under way alone.
    MainEngine,
    /// Electricity aboard; off while on shore power.
    AuxiliaryEngine,
    /// Heat aboard; always on.
    Boiler,
}

impl Source {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 3] = [Self::MainEngine, Self::AuxiliaryEngine, Self::Boiler];

    /// Name in tables, such as `main_engine`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MainEngine => "main_engine",
            Self::AuxiliaryEngine => "auxiliary_engine",
            Self::Boiler => "boiler",
        }
    }

    /// Whether it ever runs in a mode: main engines rest at anchor and at berth.
    pub const fn runs_in(self, mode: Mode) -> bool {
        match self {
            Self::MainEngine => matches!(mode, Mode::Transit | Mode::Maneuvering),
            Self::AuxiliaryEngine | Self::Boiler => true,
        }
    }
}

/// What the vessel was doing, in the modes of EPA's inventories.
///
/// The mode follows the leg (transit to the pilot boarding place, maneuvering inside); EPA's
/// rule by load factor serves recorded tracks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Under way in the speed reduction zone.
    Transit,
    /// Between pilot boarding place and berth.
    Maneuvering,
    /// Waiting at anchor.
    Anchorage,
    /// At berth.
    Hotelling,
}

impl Mode {
    /// All of them, in the order of a call.
    pub const ALL: [Self; 4] = [
        Self::Transit,
        Self::Maneuvering,
        Self::Anchorage,
        Self::Hotelling,
    ];

    /// Name in measures and tables, such as `transit`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Transit => "transit",
            Self::Maneuvering => "maneuvering",
            Self::Anchorage => "anchorage",
            Self::Hotelling => "hotelling",
        }
    }
}

/// Energy at a load, in whole 2^-20 kWh: sums of such energies are exact up to 8 × 10⁹ kWh, so that what
/// shore power takes over and what engines keep add up to the stay without it, to the last bit.
pub(super) fn berth_energy(load: Kilowatts, span: SimDuration) -> KilowattHours {
    const PARTS: f64 = 1_048_576.0;
    KilowattHours::new(((load * span).value() * PARTS).round() / PARTS)
}

impl SourceUse {
    /// What a source running at a power does in a span.
    pub(super) fn running(power: Kilowatts, span: SimDuration, factors: Factors) -> Self {
        Self::working(power * span, span, factors)
    }

    /// What a source working this much energy in a span does.
    pub(super) fn working(energy: KilowattHours, span: SimDuration, factors: Factors) -> Self {
        Self {
            time: span,
            energy,
            masses: energy * factors,
        }
    }

    fn add(&mut self, part: &Self) {
        self.time += part.time;
        self.energy += part.energy;
        self.masses += part.masses;
    }

    /// Mass of a pollutant in metric tonnes.
    pub fn tonnes(&self, pollutant: Pollutant) -> f64 {
        self.masses[pollutant].value() / GRAMS_PER_TONNE
    }
}

impl Boundary {
    /// Whether anything of a mode is counted.
    pub const fn covers(self, mode: Mode) -> bool {
        match self {
            Self::Berth => matches!(mode, Mode::Hotelling),
            Self::Inner20Nm | Self::Outer40Nm | Self::InventoryDomain => true,
        }
    }

    /// Whether transit in a ring is counted.
    pub const fn covers_ring(self, ring: Ring) -> bool {
        match (self, ring) {
            (Self::Berth, _) | (Self::Inner20Nm, Ring::Outer) => false,
            (Self::Inner20Nm, Ring::Inner) | (Self::Outer40Nm | Self::InventoryDomain, _) => true,
        }
    }
}

/// Energy and emissions of one source in one mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct SourceUse {
    /// Time it ran, vessel by vessel.
    pub time: SimDuration,
    /// Work done.
    pub energy: KilowattHours,
    /// What left the stack.
    pub masses: Masses,
}

/// Vessels' stacks within the boundary, and what shore power took their place.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Stack {
    cells: [[SourceUse; Mode::ALL.len()]; Source::ALL.len()],
    /// Time on shore power, vessel by vessel.
    pub connected: SimDuration,
    /// Time with a capture barge alongside, vessel by vessel.
    pub barged: SimDuration,
    /// What capture barges kept from leaving the stacks; no part of what left them.
    pub captured: Masses,
    /// By source: what vessels burnt waiting out at sea, outside every boundary.
    offshore: [SourceUse; Source::ALL.len()],
    /// Energy through shore power points, at the vessel.
    pub shore: KilowattHours,
    /// What the grid did for that energy; `None` where a port has no grid factor.
    pub grid: Option<GridUse>,
}

impl Stack {
    /// Of no vessel at all.
    pub fn empty() -> Self {
        Self {
            cells: Default::default(),
            connected: SimDuration::ZERO,
            barged: SimDuration::ZERO,
            captured: Masses::default(),
            offshore: Default::default(),
            shore: KilowattHours::ZERO,
            grid: Some(GridUse::NONE),
        }
    }

    /// One source in one mode.
    pub fn cell(&self, source: Source, mode: Mode) -> &SourceUse {
        &self.cells[source as usize][mode as usize]
    }

    /// One source while waiting out at sea; no part of any total.
    pub fn offshore(&self, source: Source) -> &SourceUse {
        &self.offshore[source as usize]
    }

    /// Mass of a pollutant from all sources while waiting out at sea, in metric tonnes.
    pub fn offshore_tonnes(&self, pollutant: Pollutant) -> f64 {
        let cells = self.offshore.iter();
        cells.map(|cell| cell.tonnes(pollutant)).sum()
    }

    /// Mass of a pollutant from all sources, in one mode or all.
    pub fn grams(&self, pollutant: Pollutant, mode: Option<Mode>) -> Grams {
        self.cells
            .iter()
            .flat_map(|modes| Mode::ALL.into_iter().zip(modes))
            .filter(|(at, _)| mode.is_none_or(|mode| mode == *at))
            .map(|(_, cell)| cell.masses[pollutant])
            .sum()
    }

    /// Mass of a pollutant from all sources, in one mode or all, in metric tonnes.
    pub fn tonnes(&self, pollutant: Pollutant, mode: Option<Mode>) -> f64 {
        self.grams(pollutant, mode).value() / GRAMS_PER_TONNE
    }

    /// All of a pollutant in short tons, the ton of the ports' inventories.
    pub fn short_tons(&self, pollutant: Pollutant) -> f64 {
        self.grams(pollutant, None).value() / GRAMS_PER_SHORT_TON
    }

    /// Mass of a pollutant that capture barges took, in metric tonnes.
    pub fn captured_tonnes(&self, pollutant: Pollutant) -> f64 {
        self.captured[pollutant].value() / GRAMS_PER_TONNE
    }

    /// CO2e of shore energy on the grid, in metric tonnes.
    pub fn grid_tonnes(&self) -> Option<f64> {
        self.grid.map(|grid| grid.co2e.value() / GRAMS_PER_TONNE)
    }

    /// CO2e of stacks and grid together, in metric tonnes; `None` where the grid is not known or
    /// goes by life-cycle factors, which stacks must not be added to.
    pub fn net_tonnes(&self) -> Option<f64> {
        let grid = self.grid.filter(|grid| grid.is_direct)?;
        let stacks = self.grams(Pollutant::Co2e, None);
        Some((stacks + grid.co2e).value() / GRAMS_PER_TONNE)
    }

    /// Adds to one source in one mode.
    pub(super) fn add(&mut self, source: Source, mode: Mode, part: &SourceUse) {
        self.cells[source as usize][mode as usize].add(part);
    }

    /// Adds to one source while waiting out at sea.
    pub(super) fn add_offshore(&mut self, source: Source, part: &SourceUse) {
        self.offshore[source as usize].add(part);
    }
}

impl AddAssign<&Self> for Stack {
    fn add_assign(&mut self, other: &Self) {
        for source in Source::ALL {
            for mode in Mode::ALL {
                self.add(source, mode, other.cell(source, mode));
            }
        }
        for source in Source::ALL {
            self.add_offshore(source, other.offshore(source));
        }
        self.barged += other.barged;
        self.captured += other.captured;
        self.connected += other.connected;
        self.shore += other.shore;
        self.grid = self
            .grid
            .zip(other.grid)
            .map(|(ours, theirs)| ours.with(theirs));
    }
}
