//! The inventory in the units of the ports' own, and what it leaves out.

use super::tables::{Cell, cell};
use crate::experiment::Results;

/// Pollutants of the ports' inventories: what they are called, what their measures begin with,
/// and the unit in full.
const POLLUTANTS: [(&str, &str, &str); 6] = [
    ("NOx", "nox_short_tons", SHORT_TONS),
    ("SOx", "sox_short_tons", SHORT_TONS),
    ("PM10", "pm10_short_tons", SHORT_TONS),
    ("PM2.5", "pm25_short_tons", SHORT_TONS),
    ("Diesel particulate matter", "dpm_short_tons", SHORT_TONS),
    ("CO₂e, tank to wake", "co2e_tonnes", "metric tonnes"),
];
const SHORT_TONS: &str = "short tons";

/// Ends of the measures, one for each column.
const ENDS: [&str; 4] = [
    "",
    "_per_10000_teu",
    "_all_sources",
    "_per_10000_teu_all_sources",
];

/// One pollutant.
pub(super) struct InventoryLine {
    pub(super) pollutant: &'static str,
    pub(super) unit: &'static str,
    /// Vessels, the same per 10,000 TEU, all sources, the same per 10,000 TEU; `None` where it is
    /// not estimated.
    pub(super) cells: Vec<Option<Cell>>,
}

/// Every pollutant that is estimated of vessels; empty where nothing emits.
pub(super) fn inventory(results: &Results) -> Vec<InventoryLine> {
    let emits = |measure: &str| {
        let found = results.bay.get(measure);
        found.is_some_and(|found| found.mean > 0.0)
    };
    POLLUTANTS
        .into_iter()
        .filter(|(_, start, _)| emits(start))
        .map(|(pollutant, start, unit)| InventoryLine {
            pollutant,
            unit,
            cells: (ENDS.into_iter())
                .map(|end| {
                    let measure = format!("{start}{end}");
                    let found = results.bay.get(&measure)?;
                    Some(cell("measures", &measure, found))
                })
                .collect(),
        })
        .collect()
}

/// Sources that the inventory leaves out, with what they have in common.
pub(super) struct Gaps {
    pub(super) heading: &'static str,
    /// Each in sentences.
    pub(super) gaps: Vec<String>,
}

/// What the inventory leaves out: first what the ports count, so that their totals are larger.
pub(super) fn left_out(results: &Results) -> Vec<Gaps> {
    let groups = [
        (
            true,
            "Counted by the ports’ inventories, not here, so that their totals are larger:",
        ),
        (false, "Counted neither there nor here:"),
    ];
    let all = &results.run.left_out;
    let group = |(counted, heading)| Gaps {
        heading,
        gaps: (all.iter())
            .filter(|gap| gap.counted_by_ports == counted)
            .map(|gap| {
                let size = gap.size.as_ref().map(|size| format!(" {size}."));
                format!("{}: {}.{}", gap.what, gap.why, size.unwrap_or_default())
            })
            .collect(),
    };
    let groups = groups.into_iter().map(group);
    groups.filter(|group| !group.gaps.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::measure;
    use crate::report::fixture;

    #[test]
    fn what_is_not_estimated_has_no_number() {
        let lines = inventory(&fixture::year());
        let nox = &lines[0];
        assert_eq!((nox.pollutant, nox.unit), ("NOx", "short tons"));
        assert!(nox.cells[0].is_some() && nox.cells[2].is_none());
        assert!(inventory(&fixture::textbook()).is_empty());
    }

    #[test]
    fn every_pollutant_has_measures_and_what_is_left_out_is_counted_by_the_ports_or_not() {
        for (_, start, _) in POLLUTANTS {
            assert!(measure::find(start).is_some(), "{start}");
            let per_cargo = format!("{start}{}", ENDS[1]);
            assert!(measure::find(&per_cargo).is_some(), "{per_cargo}");
        }
        let told = left_out(&fixture::year());
        assert!(told[0].heading.starts_with("Counted by the ports"));
        assert!(
            told[0].gaps[0].ends_with("without engines."),
            "{}",
            told[0].gaps[0]
        );
        let all = told.iter().map(|group| group.gaps.len()).sum::<usize>();
        assert_eq!(all, fixture::year().run.left_out.len());
    }
}
