//! Rows of the inventory: by terminal, source category, engine, mode and pollutant.
//!
//! A row's grams are a mean over replications in whole 64ths of a gram, so that sums of rows are
//! exact in any order; totals of results are made of these rows, and of nothing else.

use crate::emissions::landside::{Equipment, LandsideUse};
use crate::emissions::{Boundary, Mode, Pollutant, Source, Stack};
use crate::experiment::measure::{Mass, Where};
use crate::experiment::results::{EmissionRow, POWER_PLANTS, VESSELS};
use crate::scenario::Scenario;
use crate::statistics::{Estimate, Intervals, Tally};
use crate::units::Grams;

/// Engine of rows of power plants.
const GRID: &str = "grid";

/// The inventory of one terminal: `T` is `Option<f64>` of one replication, a [`Tally`] over
/// replications, or `Option<Estimate>`.
#[derive(Clone, Debug)]
pub(super) struct Inventory<T> {
    engines: Vec<Engine<T>>,
    /// Power plants for shore power.
    grid: Grid<T>,
    /// Vessel hours on shore power.
    connected_hours: T,
    /// Landside equipment; none where it is not estimated.
    ashore: Vec<Ashore<T>>,
}

/// A source of vessels in one mode.
#[derive(Clone, Debug)]
struct Engine<T> {
    source: Source,
    mode: Mode,
    energy_kwh: T,
    hours: T,
    grams: Vec<(Pollutant, T)>,
}

/// Landside equipment of one kind.
#[derive(Clone, Debug)]
struct Ashore<T> {
    equipment: Equipment,
    diesel_kwh: T,
    grams: Vec<(Pollutant, T)>,
    grid: Grid<T>,
}

/// What power plants send out and emit.
#[derive(Clone, Debug)]
struct Grid<T> {
    energy_kwh: T,
    co2e_grams: T,
}

impl<T> Inventory<T> {
    /// The inventory in another filling, each number passed to `fill` in their order.
    pub(super) fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> Inventory<U> {
        let engines = self.engines.into_iter().map(|engine| Engine {
            source: engine.source,
            mode: engine.mode,
            energy_kwh: fill(engine.energy_kwh),
            hours: fill(engine.hours),
            grams: masses(engine.grams, fill),
        });
        Inventory {
            engines: engines.collect(),
            grid: self.grid.map(fill),
            connected_hours: fill(self.connected_hours),
            ashore: (self.ashore.into_iter())
                .map(|ashore| Ashore {
                    equipment: ashore.equipment,
                    diesel_kwh: fill(ashore.diesel_kwh),
                    grams: masses(ashore.grams, fill),
                    grid: ashore.grid.map(fill),
                })
                .collect(),
        }
    }
}

impl<T> Grid<T> {
    fn map<U>(self, fill: &mut impl FnMut(T) -> U) -> Grid<U> {
        Grid {
            energy_kwh: fill(self.energy_kwh),
            co2e_grams: fill(self.co2e_grams),
        }
    }
}

fn masses<T, U>(grams: Vec<(Pollutant, T)>, fill: &mut impl FnMut(T) -> U) -> Vec<(Pollutant, U)> {
    let filled = |(pollutant, grams)| (pollutant, fill(grams));
    grams.into_iter().map(filled).collect()
}

impl Inventory<Option<f64>> {
    /// The inventory of one replication.
    pub(super) fn of(stack: &Stack, land: Option<&LandsideUse>) -> Self {
        let modes = |source| Mode::ALL.into_iter().map(move |mode| (source, mode));
        let engine = |(source, mode)| {
            let cell = stack.cell(source, mode);
            Engine {
                source,
                mode,
                energy_kwh: Some(cell.energy.value()),
                hours: Some(cell.time.hours()),
                grams: (Pollutant::ALL.into_iter())
                    .map(|pollutant| (pollutant, Some(cell.masses[pollutant].value())))
                    .collect(),
            }
        };
        let ashore = |land: &LandsideUse| {
            let of = |equipment| Ashore::of(equipment, land);
            Equipment::ALL.into_iter().map(of).collect()
        };
        Self {
            engines: (Source::ALL.into_iter().flat_map(modes))
                .map(engine)
                .collect(),
            grid: Grid {
                energy_kwh: stack.grid.map(|grid| grid.energy.value()),
                co2e_grams: stack.grid.map(|grid| grid.co2e.value()),
            },
            connected_hours: Some(stack.connected.hours()),
            ashore: land.map(ashore).unwrap_or_default(),
        }
    }
}

impl Ashore<Option<f64>> {
    /// Equipment of one kind in one replication.
    fn of(equipment: Equipment, land: &LandsideUse) -> Self {
        let part = land.use_of(equipment);
        Self {
            equipment,
            diesel_kwh: Some(part.diesel_energy.value()),
            grams: (Pollutant::ALL.into_iter())
                .map(|pollutant| (pollutant, part.masses[pollutant].map(Grams::value)))
                .collect(),
            grid: Grid {
                energy_kwh: part.grid.map(|grid| grid.energy.value()),
                co2e_grams: part.grid.map(|grid| grid.co2e.value()),
            },
        }
    }
}

impl Inventory<Tally> {
    /// Tallies so far, none before the first replication, with the inventory of one more.
    ///
    /// # Panics
    /// If the replication has not as many numbers as the first.
    pub(super) fn with(so_far: Option<Self>, next: Inventory<Option<f64>>) -> Self {
        let so_far = so_far.unwrap_or_else(|| next.clone().map(&mut |_| Tally::default()));
        let mut numbers = Vec::new();
        next.map(&mut |number| numbers.push(number));
        let mut numbers = numbers.into_iter();
        so_far.map(&mut |mut tally: Tally| {
            let number = numbers.next();
            let number = number.expect("replications have as many numbers as the first");
            if let Some(number) = number {
                tally.add(number);
            }
            tally
        })
    }
}

/// Rows of all terminals: sources in the modes they run in, and the grid where it is estimated.
pub(super) fn emission_rows(
    scenario: &Scenario,
    inventories: Vec<Option<Inventory<Tally>>>,
    intervals: &mut Intervals,
) -> Vec<EmissionRow> {
    let bay = &scenario.bay;
    let mut rows = Vec::new();
    for (terminal, tallies) in bay.terminals.iter().zip(inventories) {
        let tallies = tallies.expect("a batch has at least one replication");
        let found = tallies
            .map(&mut |tally| Estimate::from_tally(&tally, intervals).map(Estimate::in_64ths));
        let blank = EmissionRow {
            port: bay.ports[terminal.port.index()].id.clone(),
            terminal: terminal.id.clone(),
            category: VESSELS,
            charged_to: VESSELS,
            source: GRID,
            mode: Mode::Hotelling.name(),
            pollutant: Pollutant::Co2e.name(),
            energy_kwh: 0.0,
            hours: 0.0,
            grams: Estimate::NOTHING,
        };
        rows.extend(rows_of_vessels(scenario.emissions.boundary, &found, &blank));
        for ashore in &found.ashore {
            rows.extend(rows_ashore(ashore, &blank));
        }
    }
    rows
}

/// The mean of an estimate; zero of nothing.
fn mean(number: Option<Estimate>) -> f64 {
    number.map_or(0.0, |number| number.mean)
}

/// Rows of vessels at one terminal: engines, then power plants for shore power.
fn rows_of_vessels(
    boundary: Boundary,
    found: &Inventory<Option<Estimate>>,
    blank: &EmissionRow,
) -> Vec<EmissionRow> {
    let mut rows = Vec::new();
    let counted = |engine: &&Engine<Option<Estimate>>| {
        boundary.covers(engine.mode) && engine.source.runs_in(engine.mode)
    };
    for engine in found.engines.iter().filter(counted) {
        let row = |(pollutant, grams): &(Pollutant, Option<Estimate>)| EmissionRow {
            source: engine.source.name(),
            mode: engine.mode.name(),
            pollutant: pollutant.name(),
            energy_kwh: mean(engine.energy_kwh),
            hours: mean(engine.hours),
            grams: grams.unwrap_or(Estimate::NOTHING),
            ..blank.clone()
        };
        rows.extend(engine.grams.iter().map(row));
    }
    let hours = mean(found.connected_hours);
    rows.extend(row_of_grid(
        &found.grid,
        EmissionRow {
            hours,
            ..blank.clone()
        },
    ));
    rows
}

/// Rows of equipment of one kind: diesel where there are factors, and the grid.
fn rows_ashore(ashore: &Ashore<Option<Estimate>>, blank: &EmissionRow) -> Vec<EmissionRow> {
    let equipment = ashore.equipment;
    let here = EmissionRow {
        category: equipment.category(),
        charged_to: equipment.category(),
        mode: equipment.leg(),
        hours: f64::NAN,
        ..blank.clone()
    };
    let row = |(pollutant, grams): &(Pollutant, Option<Estimate>)| {
        Some(EmissionRow {
            source: equipment.name(),
            pollutant: pollutant.name(),
            energy_kwh: mean(ashore.diesel_kwh),
            grams: (*grams)?,
            ..here.clone()
        })
    };
    let burns = equipment != Equipment::StsCrane;
    let diesel = ashore.grams.iter().filter(|_| burns).filter_map(row);
    let mut rows: Vec<EmissionRow> = diesel.collect();
    rows.extend(row_of_grid(&ashore.grid, here));
    rows
}

/// The row of power plants; `None` where they are not estimated.
fn row_of_grid(grid: &Grid<Option<Estimate>>, here: EmissionRow) -> Option<EmissionRow> {
    Some(EmissionRow {
        category: POWER_PLANTS,
        energy_kwh: grid.energy_kwh?.mean,
        grams: grid.co2e_grams?,
        ..here
    })
}

impl Mass {
    /// Whether a row is a part of it.
    pub(super) fn takes(self, row: &EmissionRow) -> bool {
        let (of_vessels, of_plants) = (row.category == VESSELS, row.category == POWER_PLANTS);
        let for_vessels = row.charged_to == VESSELS;
        let here = match self.place {
            Where::Stacks => of_vessels,
            Where::StacksIn(mode) => of_vessels && row.mode == mode.name(),
            Where::ShorePowerGrid => of_plants && for_vessels,
            Where::Net => for_vessels,
            Where::Landside => !of_vessels && !of_plants,
            Where::AllSources => !of_plants,
            Where::LandsideGrid => of_plants && !for_vessels,
        };
        here && row.pollutant == self.pollutant.name()
    }
}
