//! Tables of summaries: `terminals.csv`, `monthly.csv`, `daily.csv`, `emissions.csv`.

use super::table::{Table, number, text};
use crate::experiment::measure::unit_of;
use crate::experiment::{Results, Scope};
use crate::report::ReportError;
use crate::statistics::Summary;

/// Every measure of the bay, of each port and of each terminal.
pub(crate) fn terminals(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["level", "id", "name", "port", "measure", "unit"])?;
    let mut scope = |level: &str, scope: &Scope| {
        let port = scope.port.as_deref().unwrap_or_default();
        scope.measures.iter().try_for_each(|(measure, summary)| {
            let cells = [
                level.to_owned(),
                text(&scope.id),
                text(&scope.name),
                text(port),
                (*measure).to_owned(),
                unit_of(measure).to_owned(),
            ];
            table.summary(&cells, summary)
        })
    };
    scope("bay", &results.bay)?;
    results
        .ports
        .iter()
        .try_for_each(|port| scope("port", port))?;
    results
        .terminals
        .iter()
        .try_for_each(|terminal| scope("terminal", terminal))?;
    table.bytes()
}

/// TEU, calls and shore power of each month; TEU by port, too.
pub(crate) fn monthly(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["month", "of", "measure", "unit"])?;
    for row in &results.months {
        let month = format!("{:04}-{:02}", row.year, row.month);
        let mut put = |of: &str, measure: &str, summary: &Summary| {
            let cells = [
                month.clone(),
                text(of),
                measure.to_owned(),
                unit_of(measure).to_owned(),
            ];
            table.summary(&cells, summary)
        };
        put("bay", "throughput_teu", &row.teu)?;
        for (port, teu) in results.ports.iter().zip(&row.port_teu) {
            put(&port.id, "throughput_teu", teu)?;
        }
        put("bay", "vessel_calls", &row.calls)?;
        put("bay", "shore_power_mwh", &row.shore_power_mwh)?;
    }
    table.bytes()
}

/// TEU, and vessels at berth and waiting at 08:00, of each day; the latter by port, too.
pub(crate) fn daily(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["date", "of", "measure", "unit"])?;
    for row in &results.days {
        let mut put = |of: &str, measure: &str, summary: &Summary| {
            let unit = unit_of(measure).to_owned();
            let cells = [row.date.clone(), text(of), measure.to_owned(), unit];
            table.summary(&cells, summary)
        };
        put("bay", "throughput_teu", &row.teu)?;
        put("bay", "vessels_at_berth_0800", &row.at_berth)?;
        put("bay", "vessels_waiting_0800", &row.waiting)?;
        for (port, (at_berth, waiting)) in results.ports.iter().zip(&row.ports) {
            put(&port.id, "vessels_at_berth_0800", at_berth)?;
            put(&port.id, "vessels_waiting_0800", waiting)?;
        }
    }
    table.bytes()
}

/// Grams by terminal, source category, mode, engine and pollutant, with the energy and hours behind
/// them: the rows that every total of `results.json` is the sum of, to the last bit.
pub(crate) fn emissions(results: &Results) -> Result<Vec<u8>, ReportError> {
    let header = [
        "port",
        "terminal",
        "category",
        "charged_to",
        "mode",
        "engine",
        "pollutant",
        "grams",
        "grams_ci95_low",
        "grams_ci95_high",
        "kwh",
        "kwh_of",
        "hours",
        "settings",
    ];
    let mut table = Table::new(&header)?;
    for row in &results.emissions {
        table.row(&[
            text(&row.port),
            text(&row.terminal),
            row.category.to_owned(),
            row.charged_to.to_owned(),
            row.mode.to_owned(),
            row.source.to_owned(),
            row.pollutant.to_owned(),
            number(row.grams.mean),
            number(row.grams.ci95_low),
            number(row.grams.ci95_high),
            number(row.energy_kwh),
            row.energy_kind().to_owned(),
            number(row.hours),
            text(&results.run.emission_settings),
        ])?;
    }
    table.bytes()
}

/// Calls, cargo, and what it is worth, moved and waiting, by port and origin.
pub(crate) fn trade(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["port", "origin", "measure", "unit"])?;
    for row in &results.lanes {
        let measures = [
            ("vessel_calls", Some(row.calls)),
            ("throughput_teu", Some(row.teu)),
            ("trade_value_usd", row.trade_value_usd),
            ("waiting_value_usd_days", row.waiting_value_usd_days),
        ];
        for (measure, summary) in measures {
            if let Some(summary) = summary {
                let unit = unit_of(measure).to_owned();
                let cells = [text(&row.port), text(&row.origin), measure.to_owned(), unit];
                table.summary(&cells, &summary)?;
            }
        }
    }
    table.bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn lines(bytes: Vec<u8>) -> Vec<String> {
        let text = String::from_utf8(bytes).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn summaries_are_tidy_and_carry_their_units() {
        let results = fixture::year();
        let terminals = lines(terminals(&results).unwrap());
        assert_eq!(
            terminals[0],
            "level,id,name,port,measure,unit,mean,ci95_low,ci95_high,p05,p50,p95"
        );
        assert!(terminals[1].starts_with("bay,bay,San Pedro Bay,,throughput_teu,TEU,20120000,"));
        let rows: usize = results
            .terminals
            .iter()
            .map(|scope| scope.measures.len())
            .sum();
        let terminal_rows = terminals
            .iter()
            .filter(|line| line.starts_with("terminal,"))
            .count();
        assert_eq!(terminal_rows, rows);
        let monthly = lines(monthly(&results).unwrap());
        assert_eq!(monthly.len(), 1 + 12 * 5);
        assert!(monthly[1].starts_with("2025-01,bay,throughput_teu,TEU,"));
        assert_eq!(lines(daily(&results).unwrap()).len(), 1 + 365 * 7);
        let emissions = lines(emissions(&results).unwrap());
        let first = "los_angeles,pier_400,ocean_going_vessels,ocean_going_vessels,transit,main_engine,co2e,112000000000,";
        assert!(emissions[1].starts_with(first), "{}", emissions[1]);
        assert!(
            emissions[1].contains(",160000000,shaft,144000,"),
            "{}",
            emissions[1]
        );
    }
}
