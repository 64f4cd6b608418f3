//! Emissions on a run's page: in the units of the ports' inventories, by mode, and what is left out.

use super::tables::cell;
use crate::experiment::measure::{self, Mass, Where};
use crate::experiment::{EmissionRow, Mode, Pollutant, Results};
use crate::report::chart::MODES;
use crate::report::study::{Cell, Column, Level, Part, Row, Table};
use crate::report::words::{Precision, plus_minus, significant};
use crate::units::{GRAMS_PER_SHORT_TON, GRAMS_PER_TONNE};

/// Columns of the inventory: heading, rows added up, and whether it is for each 10,000 TEU.
const COLUMNS: [(&str, Where, bool); 4] = [
    ("Vessels", Where::Stacks, false),
    ("Vessels, per 10,000 TEU", Where::Stacks, true),
    ("All sources", Where::AllSources, false),
    ("All sources, per 10,000 TEU", Where::AllSources, true),
];

/// What stands where nothing was estimated; never a zero.
const NOT_ESTIMATED: &str = "not estimated";

/// Totals in the units of the ports' inventories, of each pollutant that vessels are estimated to
/// emit; empty where nothing emits.
pub(super) fn inventory(results: &Results) -> Vec<Part> {
    let rows: Vec<Row> = Pollutant::ALL
        .into_iter()
        .filter_map(|pollutant| inventory_row(results, pollutant))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let numbers = COLUMNS.map(|(head, ..)| Column::numbers(head, ""));
    let heads = [Column::words("Pollutant"), Column::words("Unit")];
    let note = "Totals of the measured period, bay-wide, with the half-width of their 95 % \
                intervals. A short ton is 2,000 lb (0.907 metric tonnes). All sources are vessels’ \
                stacks within the boundary and engines ashore, without power plants.";
    vec![
        Part::Heading(
            "inventory",
            "In the units of the ports’ inventories".to_owned(),
        ),
        Part::Note(note.to_owned()),
        Part::Table(Table {
            label: "Totals in the units of the ports’ inventories".to_owned(),
            columns: heads.into_iter().chain(numbers).collect(),
            rows,
            csv: Some("terminals.csv".to_owned()),
        }),
    ]
}

/// A pollutant of the inventory, where the ports' inventories have it and vessels emit it.
fn inventory_row(results: &Results, pollutant: Pollutant) -> Option<Row> {
    let (unit, grams) = unit_of(pollutant);
    let measure = |(_, place, per_cargo): (&str, Where, bool)| {
        measure::of_mass(Mass {
            pollutant,
            place,
            grams,
            per_cargo,
        })
    };
    let emitted = results.bay.get(measure(COLUMNS[0])?);
    emitted.filter(|found| found.mean > 0.0)?;
    let number = |column: (&str, Where, bool)| {
        let found = measure(column).and_then(|of| Some((of, results.bay.get(of)?)));
        match found {
            Some((measure, found)) => cell("measures", measure, Some(found)),
            None => Cell::text(NOT_ESTIMATED),
        }
    };
    let label = pollutant.label();
    Some(Row {
        head: match pollutant {
            Pollutant::Co2e => format!("{label}, tank to wake"),
            _ => label.to_owned(),
        },
        level: Level::Plain,
        cells: std::iter::once(Cell::text(unit))
            .chain(COLUMNS.map(number))
            .collect(),
    })
}

/// The unit of a pollutant in the ports' inventories in full, and its grams.
const fn unit_of(pollutant: Pollutant) -> (&'static str, f64) {
    match pollutant {
        Pollutant::Co2e => ("metric tonnes", GRAMS_PER_TONNE),
        _ => ("short tons", GRAMS_PER_SHORT_TON),
    }
}

/// Tonnes by pollutant and mode; empty where nothing was emitted.
pub(super) fn by_mode(results: &Results) -> Vec<Part> {
    let emits = |row: &EmissionRow| row.grams.mean > 0.0;
    if !results.emissions.iter().any(emits) {
        return Vec::new();
    }
    let estimated = |pollutant: &Pollutant| {
        let mut rows = results.emissions.iter();
        rows.any(|row| row.pollutant == pollutant.name())
    };
    let pollutants: Vec<_> = Pollutant::ALL.into_iter().filter(estimated).collect();
    let of_grid = |pollutant: &Pollutant| {
        let grid = measure::tonnes(*pollutant, Where::ShorePowerGrid);
        grid.is_some_and(|measure| results.bay.get(measure).is_some())
    };
    let gaps = if pollutants.iter().all(of_grid) {
        ""
    } else {
        ", whose other pollutants are not estimated"
    };
    let heads = MODES.into_iter().map(|(_, name)| name);
    let heads = heads.chain(["All vessels", "Power plants"]);
    let numbers = heads.map(|head| Column::numbers(head, ""));
    let note = format!(
        "Metric tonnes from vessels’ stacks by mode, bay-wide, and from the power plants behind \
         shore power{gaps}. In emissions.csv, power plants are a category of their own, `charged_to` \
         says what draws their electricity, and `kwh_of` what kWh are."
    );
    vec![
        Part::Heading("emissions-table", "Every pollutant by mode".to_owned()),
        Part::Note(note),
        Part::Table(Table {
            label: "Tonnes of every pollutant by mode".to_owned(),
            columns: std::iter::once(Column::words("Pollutant [t]"))
                .chain(numbers)
                .collect(),
            rows: (pollutants.into_iter())
                .map(|pollutant| mode_row(results, pollutant))
                .collect(),
            csv: Some("emissions.csv".to_owned()),
        }),
    ]
}

fn mode_row(results: &Results, pollutant: Pollutant) -> Row {
    let by_mode = MODES.map(|(mode, _)| tonnes_in(results, pollutant, mode));
    let whole: f64 = by_mode.iter().flatten().sum();
    let with_margin = |place: Where, otherwise: String| {
        let found = measure::tonnes(pollutant, place).and_then(|of| results.bay.get(of));
        let words = found.map(|found| plus_minus(found, Precision::Fine));
        traced(results, pollutant, place, words.unwrap_or(otherwise))
    };
    let mut cells: Vec<Cell> = (MODES.iter().zip(by_mode))
        .map(|((mode, _), tonnes)| {
            let words =
                tonnes.map_or_else(|| NOT_ESTIMATED.to_owned(), |tonnes| significant(tonnes, 3));
            traced(results, pollutant, Where::StacksIn(*mode), words)
        })
        .collect();
    cells.push(with_margin(Where::Stacks, significant(whole, 3)));
    let grid = with_margin(Where::ShorePowerGrid, NOT_ESTIMATED.to_owned());
    cells.push(grid);
    Row {
        head: pollutant.label().to_owned(),
        level: Level::Plain,
        cells,
    }
}

/// Tonnes that vessels' engines emit in a mode; `None` where that is not estimated.
fn tonnes_in(results: &Results, pollutant: Pollutant, mode: Mode) -> Option<f64> {
    let mut tonnes = (results.emissions.iter())
        .filter(|row| row.pollutant == pollutant.name() && row.mode == mode.name())
        .filter(|row| row.source != "grid")
        .map(EmissionRow::tonnes)
        .peekable();
    tonnes.peek()?;
    Some(tonnes.sum())
}

/// Words of tonnes of the bay; where there is no measure of them, of what was added up for it.
fn traced(results: &Results, pollutant: Pollutant, place: Where, words: String) -> Cell {
    let cell = Cell::text(words);
    let exact = |measure| Some((measure, results.bay.get(measure)?.mean));
    match measure::tonnes(pollutant, place).and_then(exact) {
        Some((measure, mean)) => cell.of(format!("measures.{measure}.mean"), mean, 1.0),
        None => cell,
    }
}

/// What the inventory leaves out: first what the ports count, so that their totals are larger.
pub(super) fn left_out(results: &Results) -> Vec<Part> {
    let groups = [
        (
            true,
            "Counted by the ports’ inventories, not here, so that their totals are larger:",
        ),
        (false, "Counted neither there nor here:"),
    ];
    let mut parts = Vec::new();
    for (counted, heading) in groups {
        let gaps = results.run.left_out.iter();
        let gaps: Vec<String> = gaps
            .filter(|gap| gap.counted_by_ports == counted)
            .map(|gap| {
                let size = gap.size.as_ref().map(|size| format!(" {size}."));
                format!("{}: {}.{}", gap.what, gap.why, size.unwrap_or_default())
            })
            .collect();
        if !gaps.is_empty() {
            parts.extend([Part::Text(heading.to_owned()), Part::List(gaps)]);
        }
    }
    if !parts.is_empty() {
        parts.insert(0, Part::Heading("left-out", "What is left out".to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn table(parts: &[Part]) -> &Table {
        let table = parts.iter().find_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        });
        table.unwrap()
    }

    fn row<'a>(table: &'a Table, head: &str) -> &'a Row {
        table.rows.iter().find(|row| row.head == head).unwrap()
    }

    #[test]
    fn what_is_not_estimated_has_no_number() {
        let parts = inventory(&fixture::year());
        let nox = row(table(&parts), "NOx");
        assert_eq!(nox.cells[0].text, "short tons");
        assert!(nox.cells[1].of.is_some());
        assert_eq!(nox.cells[3].text, NOT_ESTIMATED);
        assert!(inventory(&fixture::textbook()).is_empty());
    }

    #[test]
    fn what_was_not_estimated_is_never_zero() {
        let parts = by_mode(&fixture::year());
        let grid = |head| &row(table(&parts), head).cells[5].text;
        assert_eq!(grid("NOx"), NOT_ESTIMATED);
        assert!(grid("CO₂e").starts_with("44,440 ± "), "{}", grid("CO₂e"));
        assert_eq!(row(table(&parts), "SOx").cells[2].text, "2.88");
    }

    #[test]
    fn the_ports_pollutants_have_their_measures_and_every_gap_is_named_once() {
        let measures = |(_, place, per_cargo): (&str, Where, bool)| {
            let of = |pollutant: &Pollutant| {
                let grams = unit_of(*pollutant).1;
                let mass = Mass {
                    pollutant: *pollutant,
                    place,
                    grams,
                    per_cargo,
                };
                measure::of_mass(mass).is_some()
            };
            Pollutant::ALL.into_iter().filter(of).collect::<Vec<_>>()
        };
        assert_eq!(measures(COLUMNS[0]).len(), 6);
        assert_eq!(measures(COLUMNS[0]), measures(COLUMNS[1]));
        let parts = left_out(&fixture::year());
        let (Part::Text(heading), Part::List(gaps)) = (&parts[1], &parts[2]) else {
            panic!("{parts:?}");
        };
        assert!(heading.starts_with("Counted by the ports"));
        assert!(gaps[0].ends_with("without engines."), "{}", gaps[0]);
        let all = parts.iter().map(|part| match part {
            Part::List(gaps) => gaps.len(),
            _ => 0,
        });
        assert_eq!(all.sum::<usize>(), fixture::year().run.left_out.len());
    }
}
