//! Tables of summaries: `terminals.csv`, `monthly.csv`, `daily.csv`, `emissions.csv`.

use super::table::{Table, exact, number, text};
use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, Scope};
use crate::report::ReportError;
use crate::statistics::Summary;

/// Every measure of the bay, of each port and of each terminal.
pub(crate) fn terminals(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["level", "id", "name", "port", "measure", "unit"])?;
    let mut scope = |level: &str, scope: &Scope| {
        let port = scope.port.as_deref().unwrap_or_default();
        scope.measures.iter().try_for_each(|(measure, summary)| {
            let (id, name, port) = (text(&scope.id), text(&scope.name), text(port));
            let cells = [level, &id, &name, &port, measure.name, measure.unit.name];
            table.summary(&cells, summary)
        })
    };
    for (level, part) in results.parts() {
        scope(level, part)?;
    }
    table.bytes()
}

/// TEU, calls and shore power of each month; TEU by port, too.
pub(crate) fn monthly(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["month", "of", "measure", "unit"])?;
    for row in &results.months {
        let month = format!("{:04}-{:02}", row.year, row.month);
        let mut put = |of: &str, measure: &Measure, summary: &Summary| {
            let cells = [month.as_str(), &text(of), measure.name, measure.unit.name];
            table.summary(&cells, summary)
        };
        put("bay", &measure::THROUGHPUT_TEU, &row.teu)?;
        for (port, teu) in results.ports.iter().zip(&row.port_teu) {
            put(&port.id, &measure::THROUGHPUT_TEU, teu)?;
        }
        put("bay", &measure::VESSEL_CALLS, &row.calls)?;
        put("bay", &measure::SHORE_POWER_MWH, &row.shore_power_mwh)?;
    }
    table.bytes()
}

/// Counts of vessels at 08:00 local time on one day: name and unit.
const AT_BERTH_0800: (&str, &str) = ("vessels_at_berth_0800", "vessels");
const WAITING_0800: (&str, &str) = ("vessels_waiting_0800", "vessels");

/// TEU, and vessels at berth and waiting at 08:00, of each day; the latter by port, too.
pub(crate) fn daily(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["date", "of", "measure", "unit"])?;
    for row in &results.days {
        let mut put = |of: &str, (measure, unit): (&str, &str), summary: &Summary| {
            table.summary(&[row.date.as_str(), &text(of), measure, unit], summary)
        };
        let teu = &measure::THROUGHPUT_TEU;
        put("bay", (teu.name, teu.unit.name), &row.teu)?;
        put("bay", AT_BERTH_0800, &row.at_berth)?;
        put("bay", WAITING_0800, &row.waiting)?;
        for (port, (at_berth, waiting)) in results.ports.iter().zip(&row.ports) {
            put(&port.id, AT_BERTH_0800, at_berth)?;
            put(&port.id, WAITING_0800, waiting)?;
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
    let settings = text(&results.run.emission_settings);
    let is_known = results.run.replications > 1;
    for row in &results.emissions {
        let ends = [row.grams.ci95_low, row.grams.ci95_high];
        let [low, high] = ends.map(|end| if is_known { end } else { f64::NAN });
        table.row([
            text(&row.port).as_str(),
            &text(&row.terminal),
            row.category,
            row.charged_to,
            row.mode,
            row.source,
            row.pollutant,
            &exact(row.grams.mean),
            &number(low),
            &number(high),
            &number(row.energy_kwh),
            row.energy_kind(),
            &number(row.hours),
            &settings,
        ])?;
    }
    table.bytes()
}

/// Calls, cargo, and what it is worth, moved and waiting, by port and origin.
pub(crate) fn trade(results: &Results) -> Result<Vec<u8>, ReportError> {
    let mut table = Table::of_summaries(&["port", "origin", "measure", "unit"])?;
    for row in &results.lanes {
        let measures = [
            (&measure::VESSEL_CALLS, Some(row.calls)),
            (&measure::THROUGHPUT_TEU, Some(row.teu)),
            (&measure::TRADE_VALUE_USD, row.trade_value_usd),
            (&measure::WAITING_VALUE_USD_DAYS, row.waiting_value_usd_days),
        ];
        for (measure, summary) in measures {
            if let Some(summary) = summary {
                let (port, origin) = (text(&row.port), text(&row.origin));
                let cells = [port.as_str(), &origin, measure.name, measure.unit.name];
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
            "level,id,name,port,measure,unit,mean,ci95_low,ci95_high,p05,p50,p95,n"
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
        let daily = lines(daily(&results).unwrap());
        assert_eq!(daily.len(), 1 + 365 * 7);
        for measure in ["vessels_at_berth_0800", "vessels_waiting_0800"] {
            let start = format!("2025-01-01,bay,{measure},vessels,");
            assert!(
                daily.iter().any(|line| line.starts_with(&start)),
                "{measure}"
            );
        }
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
