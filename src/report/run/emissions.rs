//! Emissions on a run's page: in the units of the ports' inventories, by mode, and what is left out.

use super::tables::cell;
use crate::experiment::{EmissionRow, Pollutant, Results, measure};
use crate::report::chart::MODES;
use crate::report::study::{Cell, Column, Level, Part, Row, Table};
use crate::report::words::{Precision, plus_minus, significant};

/// Columns of the inventory: what they hold, and how the names of their measures end.
const COLUMNS: [(&str, &str); 4] = [
    ("Vessels", ""),
    ("Vessels, per 10,000 TEU", "_per_10000_teu"),
    ("All sources", "_all_sources"),
    ("All sources, per 10,000 TEU", "_per_10000_teu_all_sources"),
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
    let numbers = COLUMNS.map(|(head, _)| Column::numbers(head, ""));
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
    let (start, unit, name) = inventory_measure(pollutant)?;
    let emitted = results.bay.get(&start).filter(|found| found.mean > 0.0);
    emitted?;
    let number = |(_, end): (&str, &str)| {
        let measure = format!("{start}{end}");
        let cell = cell("measures", &measure, results.bay.get(&measure));
        if cell.text.is_empty() {
            Cell::text(NOT_ESTIMATED)
        } else {
            cell
        }
    };
    Some(Row {
        head: name,
        level: Level::Plain,
        cells: std::iter::once(Cell::text(unit))
            .chain(COLUMNS.map(number))
            .collect(),
    })
}

/// How the names of a pollutant's measures begin in the ports' units, the unit in full, and what
/// is counted; `None` of what the ports do not count.
fn inventory_measure(pollutant: Pollutant) -> Option<(String, &'static str, String)> {
    let (name, label) = (pollutant.name(), pollutant.label());
    if pollutant == Pollutant::Co2e {
        let label = format!("{label}, tank to wake");
        return Some((format!("{name}_tonnes"), "metric tonnes", label));
    }
    let measure = format!("{name}_short_tons");
    measure::find(&measure)?;
    Some((measure, "short tons", label.to_owned()))
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
    let of_grid = |pollutant: &Pollutant| results.bay.get(&grid_measure(*pollutant)).is_some();
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
         shore power{gaps}. In the file, power plants are a category of their own, `charged_to` \
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

fn grid_measure(pollutant: Pollutant) -> String {
    format!("{}_tonnes_grid", pollutant.name())
}

fn mode_row(results: &Results, pollutant: Pollutant) -> Row {
    let by_mode = MODES.map(|(mode, _)| tonnes_in(results, pollutant, mode));
    let total = format!("{}_tonnes", pollutant.name());
    let whole: f64 = by_mode.iter().flatten().sum();
    let with_margin = |measure: &str, otherwise: String| {
        let found = results.bay.get(measure);
        let words = found.map(|found| plus_minus(found, Precision::Fine));
        traced(results, measure, words.unwrap_or(otherwise))
    };
    let mut cells: Vec<Cell> = (MODES.iter().zip(by_mode))
        .map(|((mode, _), tonnes)| {
            let words =
                tonnes.map_or_else(|| NOT_ESTIMATED.to_owned(), |tonnes| significant(tonnes, 3));
            traced(results, &format!("{total}_{mode}"), words)
        })
        .collect();
    cells.push(with_margin(&total, significant(whole, 3)));
    cells.push(with_margin(
        &grid_measure(pollutant),
        NOT_ESTIMATED.to_owned(),
    ));
    Row {
        head: pollutant.label().to_owned(),
        level: Level::Plain,
        cells,
    }
}

/// Tonnes that vessels' engines emit in a mode; `None` where that is not estimated.
fn tonnes_in(results: &Results, pollutant: Pollutant, mode: &str) -> Option<f64> {
    let mut tonnes = (results.emissions.iter())
        .filter(|row| row.pollutant == pollutant.name() && row.mode == mode && row.source != "grid")
        .map(EmissionRow::tonnes)
        .peekable();
    tonnes.peek()?;
    Some(tonnes.sum())
}

/// Words of a measure of the bay; where it is none, of what was added up for it.
fn traced(results: &Results, measure: &str, words: String) -> Cell {
    let cell = Cell::text(words);
    match results.bay.get(measure) {
        Some(found) => cell.of(format!("measures.{measure}.mean"), found.mean, 1.0),
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
        let counted = Pollutant::ALL.into_iter().filter_map(inventory_measure);
        let counted: Vec<_> = counted.map(|(start, ..)| start).collect();
        assert_eq!(counted.len(), 6, "{counted:?}");
        for start in counted {
            for end in ["", COLUMNS[1].1] {
                assert!(
                    measure::find(&format!("{start}{end}")).is_some(),
                    "{start}{end}"
                );
            }
        }
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
