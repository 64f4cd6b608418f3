//! CO2e of engines, of the power plants behind electricity, and of both together.

use super::Figure;
use super::bars::{self, Bar, Bars, Name};
use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, Scope};
use crate::report::draw::{BLUE, GREEN, Ink, Key, PURPLE, Sheet};
use crate::report::words::{Precision, half_width, plus_minus, rounded, significant};
use crate::statistics::Summary;

/// Groups of rows: heading, and name, measures added up with their colors, and the measure of the
/// sum where there is one.
type Group = (&'static str, &'static [Line]);
type Line = (
    &'static str,
    &'static [(&'static Measure, Ink)],
    &'static Measure,
);

const GROUPS: [Group; 2] = [
    (
        "Ocean-going vessels",
        &[
            (
                "Stacks",
                &[(&measure::CO2E_TONNES, BLUE)],
                &measure::CO2E_TONNES,
            ),
            (
                "Grid behind shore power",
                &[(&measure::CO2E_TONNES_GRID, GREEN)],
                &measure::CO2E_TONNES_GRID,
            ),
            (
                "Net: stacks and grid",
                &[
                    (&measure::CO2E_TONNES, BLUE),
                    (&measure::CO2E_TONNES_GRID, GREEN),
                ],
                &measure::CO2E_TONNES_NET,
            ),
        ],
    ),
    (
        "Ashore",
        &[
            (
                "Engines of equipment",
                &[(&measure::CO2E_TONNES_LANDSIDE, PURPLE)],
                &measure::CO2E_TONNES_LANDSIDE,
            ),
            (
                "Grid behind electricity",
                &[(&measure::CO2E_TONNES_GRID_LANDSIDE, GREEN)],
                &measure::CO2E_TONNES_GRID_LANDSIDE,
            ),
        ],
    ),
];

/// All that burns, afloat and ashore.
const ALL_SOURCES: Group = (
    "All sources",
    &[(
        "Stacks and engines",
        &[
            (&measure::CO2E_TONNES, BLUE),
            (&measure::CO2E_TONNES_LANDSIDE, PURPLE),
        ],
        &measure::CO2E_TONNES_ALL_SOURCES,
    )],
);

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let bay = &results.bay;
    let (stack, grid) = (
        bay.get(&measure::CO2E_TONNES)?,
        bay.get(&measure::CO2E_TONNES_GRID)?,
    );
    if stack.mean <= 0.0 || grid.mean <= 0.0 {
        return None;
    }
    let title = title(stack, grid);
    let settings = &results.run.emission_settings_briefly;
    let subtitle = format!("CO₂e of the whole bay: {settings}");
    let groups = GROUPS.iter().chain([&ALL_SOURCES]);
    let groups: Vec<_> = groups
        .filter_map(|(heading, lines)| {
            let told = lines.iter().filter(|line| bay.get(line.2).is_some());
            let told: Vec<_> = told.collect();
            (!told.is_empty()).then_some((*heading, told))
        })
        .collect();
    let lines = || groups.iter().flat_map(|(_, lines)| lines.iter().copied());
    let top = lines().filter_map(|line| bay.get(line.2));
    let top = top.fold(0.0_f64, |top, found| top.max(found.mean));
    let (factor, axis) = bars::in_thousands(top, "Metric tonnes of CO₂e");
    let (mut names, mut drawn) = (Vec::new(), Vec::new());
    for (heading, lines) in &groups {
        names.push(Name::Heading(heading));
        drawn.push(None);
        for line in lines {
            names.push(Name::Row(line.0.to_owned()));
            drawn.push(Some(bar(bay, line, factor)));
        }
    }
    let keys = [
        ("Vessels’ stacks", Key::Box(BLUE)),
        ("Engines ashore", Key::Box(PURPLE)),
        ("Power plants (grid)", Key::Box(GREEN)),
    ];
    let ashore = bay.get(&measure::CO2E_TONNES_LANDSIDE).is_some();
    let keys: Vec<_> = keys
        .into_iter()
        .filter(|key| ashore || key.1 != Key::Box(PURPLE))
        .collect();
    let sheet = Sheet::fitted(&title, &subtitle, &keys, bars::height(names.len()));
    let mut picture = sheet.picture;
    let panel = Bars {
        heading: "Bars are means, whiskers 95 % intervals of the mean".to_owned(),
        axis,
        rows: drawn,
    };
    bars::draw(&mut picture, sheet.body, &names, &[panel]);
    let told: Vec<_> = lines()
        .filter_map(|line| {
            Some(format!(
                "{} {} t",
                line.0,
                significant(bay.get(line.2)?.mean, 3)
            ))
        })
        .collect();
    Some(Figure {
        id: "net".to_owned(),
        alt: format!("Bars with intervals. {title}. {}.", told.join(", ")),
        title,
        reading: "Stacks and engines burn within the boundary. Power plants burn elsewhere for the energy drawn here, and are counted in the net total alone.".to_owned(),
        csv: "terminals.csv".to_owned(),
        picture,
    })
}

/// What the grid adds to the stacks.
fn title(stack: &Summary, grid: &Summary) -> String {
    let thousand = |found: &Summary| significant(rounded(found) / 1e3, 3);
    format!(
        "Shore power’s electricity adds {} thousand tonnes of CO₂e at power plants to the {} from vessels’ stacks",
        thousand(grid),
        thousand(stack)
    )
}

fn bar(bay: &Scope, (_, parts, sum): &Line, factor: f64) -> Bar {
    let of = |measure: &Measure| bay.get(measure).map_or(0.0, |found| found.mean * factor);
    let found = bay.get(sum).map(|found| found.scaled(factor));
    Bar {
        parts: parts.iter().map(|(name, ink)| (of(name), *ink)).collect(),
        interval: found
            .filter(|found| half_width(found) > 0.0)
            .map(|found| (found.ci95_low, found.ci95_high)),
        note: found.map_or_else(String::new, |found| plus_minus(&found, Precision::Coarse)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn stack_and_grid_are_told_apart_and_nothing_is_drawn_without_a_grid() {
        let mut results = fixture::year();
        let chart = chart(&results).unwrap();
        assert!(chart.alt.contains("Stacks 360,000 t"), "{}", chart.alt);
        assert!(!chart.alt.contains("Engines"), "{}", chart.alt);
        results
            .bay
            .measures
            .retain(|(measure, _)| *measure != &measure::CO2E_TONNES_GRID);
        assert!(super::chart(&results).is_none());
    }
}
