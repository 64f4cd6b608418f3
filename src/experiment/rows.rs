//! Rows of the inventory: by terminal, source category, engine, mode and pollutant.
//!
//! A row's grams are a mean over replications in whole 64ths of a gram, so that sums of rows are
//! exact in any order; totals of results are made of these rows, and of nothing else.

use crate::emissions::landside::{Equipment, LandsideUse};
use crate::emissions::{Boundary, Mode, Pollutant, Source, Stack};
use crate::experiment::measure::{Mass, Where};
use crate::experiment::results::EmissionRow;
use crate::scenario::Scenario;
use crate::statistics::{Estimate, Intervals, Tally};
use crate::units::Grams;

/// Category of vessels' engines, and what their shore power is charged to.
pub(super) const VESSELS: &str = "ocean_going_vessels";
/// Category of what is emitted where electricity comes from.
pub(super) const POWER_PLANTS: &str = "power_plants";
/// Engine of rows of power plants.
const GRID: &str = "grid";

/// What is told of every row of one terminal, over replications.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows(Vec<Tally>);

impl Rows {
    /// Takes the inventory of one replication in.
    pub(super) fn add(&mut self, stack: &Stack, land: Option<&LandsideUse>) {
        let ashore = land.into_iter().flat_map(numbers_ashore);
        for (place, number) in numbers(stack).chain(ashore).enumerate() {
            if place == self.0.len() {
                self.0.push(Tally::default());
            }
            if let Some(number) = number {
                self.0[place].add(number);
            }
        }
    }
}

/// Every source in every mode.
fn engines() -> impl Iterator<Item = (Source, Mode)> {
    let modes = |source| Mode::ALL.into_iter().map(move |mode| (source, mode));
    Source::ALL.into_iter().flat_map(modes)
}

/// By source and mode: energy in kWh, hours, grams by pollutant; then energy, hours and CO2e of
/// the grid.
fn numbers(stack: &Stack) -> impl Iterator<Item = Option<f64>> {
    let counted = engines().flat_map(|(source, mode)| {
        let cell = stack.cell(source, mode);
        let grams = Pollutant::ALL.map(|pollutant| Some(cell.masses[pollutant].value()));
        [Some(cell.energy.value()), Some(cell.time.hours())]
            .into_iter()
            .chain(grams)
    });
    let grid = stack.grid.map(|grid| grid.energy.value());
    let co2e = stack.grid.map(|grid| grid.co2e.value());
    counted.chain([grid, Some(stack.connected.hours()), co2e])
}

/// By equipment: energy of diesel in kWh, grams by pollutant; then energy and CO2e of the grid.
fn numbers_ashore(land: &LandsideUse) -> impl Iterator<Item = Option<f64>> {
    Equipment::ALL.into_iter().flat_map(|equipment| {
        let part = land.use_of(equipment);
        let burned = |pollutant| part.masses[pollutant].map(Grams::value);
        std::iter::once(Some(part.diesel_energy.value()))
            .chain(Pollutant::ALL.map(burned))
            .chain([
                part.grid.map(|grid| grid.energy.value()),
                part.grid.map(|grid| grid.co2e.value()),
            ])
    })
}

/// Rows of all terminals: sources in the modes they run in, and the grid where it is estimated.
pub(super) fn emission_rows(
    scenario: &Scenario,
    terminals: &[Rows],
    intervals: &mut Intervals,
) -> Vec<EmissionRow> {
    let bay = &scenario.bay;
    let mut rows = Vec::new();
    for (terminal, found) in bay.terminals.iter().zip(terminals) {
        let found = found.0.iter();
        let found: Vec<Option<Estimate>> = found
            .map(|tally| Estimate::from_tally(tally, intervals).map(Estimate::in_64ths))
            .collect();
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
        let of_vessels = engines().count() * (2 + Pollutant::ALL.len()) + 3;
        let (vessels, ashore) = found.split_at(of_vessels.min(found.len()));
        rows.extend(rows_of(scenario.emissions.boundary, vessels, &blank));
        rows.extend(rows_ashore(ashore, &blank));
    }
    rows
}

/// Rows of one terminal.
fn rows_of(
    boundary: Boundary,
    numbers: &[Option<Estimate>],
    blank: &EmissionRow,
) -> Vec<EmissionRow> {
    let mean = |number: Option<Estimate>| number.map_or(0.0, |number| number.mean);
    let each = 2 + Pollutant::ALL.len();
    let mut rows = Vec::new();
    for ((source, mode), numbers) in engines().zip(numbers.chunks(each)) {
        if !boundary.covers(mode) || !source.runs_in(mode) {
            continue;
        }
        let (of_engine, grams) = numbers.split_at(2);
        let row = |(pollutant, grams): (Pollutant, &Option<Estimate>)| EmissionRow {
            source: source.name(),
            mode: mode.name(),
            pollutant: pollutant.name(),
            energy_kwh: mean(of_engine[0]),
            hours: mean(of_engine[1]),
            grams: grams.unwrap_or(Estimate::NOTHING),
            ..blank.clone()
        };
        rows.extend(Pollutant::ALL.into_iter().zip(grams).map(row));
    }
    if let [.., Some(energy), hours, Some(grams)] = *numbers {
        rows.push(EmissionRow {
            category: POWER_PLANTS,
            energy_kwh: energy.mean,
            hours: mean(hours),
            grams,
            ..blank.clone()
        });
    }
    rows
}

/// Landside rows of one terminal: diesel where there are factors, and the grid.
fn rows_ashore(numbers: &[Option<Estimate>], blank: &EmissionRow) -> Vec<EmissionRow> {
    let mean = |number: Option<Estimate>| number.map_or(0.0, |number| number.mean);
    let each = 3 + Pollutant::ALL.len();
    let mut rows = Vec::new();
    for (equipment, numbers) in Equipment::ALL.into_iter().zip(numbers.chunks(each)) {
        let here = EmissionRow {
            category: equipment.category(),
            charged_to: equipment.category(),
            mode: equipment.leg(),
            hours: f64::NAN,
            ..blank.clone()
        };
        let (diesel, grid) = numbers.split_at(each - 2);
        let burned = Pollutant::ALL.into_iter().zip(&diesel[1..]);
        let row = |(pollutant, grams): (Pollutant, &Option<Estimate>)| {
            Some(EmissionRow {
                source: equipment.name(),
                pollutant: pollutant.name(),
                energy_kwh: mean(diesel[0]),
                grams: (*grams)?,
                ..here.clone()
            })
        };
        if equipment != Equipment::StsCrane {
            rows.extend(burned.filter_map(row));
        }
        if let [Some(energy), Some(grams)] = *grid {
            rows.push(EmissionRow {
                category: POWER_PLANTS,
                energy_kwh: energy.mean,
                grams,
                ..here.clone()
            });
        }
    }
    rows
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
