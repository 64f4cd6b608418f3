//! `fuels.csv`: fuel and electricity of corridors, and of the bay beside them.

use super::table::{Table, text};
use crate::experiment::Results;
use crate::report::ReportError;
use crate::statistics::Summary;

/// Energy, tonnes and CO2e by corridor, leg and fuel, with where the fuel is taken. Cells of what is
/// not estimated are empty.
pub(crate) fn fuels(results: &Results) -> Result<Vec<u8>, ReportError> {
    let header = ["corridor", "leg", "taken_at", "fuel", "quantity", "unit"];
    let mut table = Table::of_summaries(&header)?;
    for row in &results.fuels {
        let none = Summary::UNDEFINED;
        for (quantity, unit, summary) in [
            ("energy", "GJ", row.energy_gj),
            ("fuel", "t", row.tonnes),
            (
                "co2e_tank_to_wake",
                "t",
                row.tank_to_wake_tonnes.unwrap_or(none),
            ),
            (
                "co2e_well_to_wake",
                "t",
                row.well_to_wake_tonnes.unwrap_or(none),
            ),
        ] {
            let corridor = text(&row.corridor);
            let cells = [
                corridor.as_str(),
                row.leg,
                row.taken_at,
                row.fuel,
                quantity,
                unit,
            ];
            table.summary(&cells, &summary)?;
        }
    }
    table.bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_fuel_has_its_rows_and_what_is_not_estimated_is_empty() {
        let text = String::from_utf8(fuels(&fixture::year()).unwrap()).unwrap();
        assert_eq!(text.lines().count(), 1 + 7 * 4);
        assert!(text.contains("shanghai,ocean_inbound,origin,methanol_e,fuel,t,37000,"));
        assert!(text.contains("electricity,co2e_well_to_wake,t,,,,,,,0\n"));
    }
}
