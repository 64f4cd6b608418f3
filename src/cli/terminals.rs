//! `sanpedro terminals`: the place of a scenario as a table.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::cli::ending::{Ending, Fault};
use crate::cli::scenarios::{Overrides, load};
use crate::cli::{output, table};
use crate::port::bay::{Bay, BerthPolicy, Port, PortId, Terminal, Wharf, WharfSpace};
use crate::report::{aligned, spreadsheet_text, wrapped};
use crate::units::{Acres, Meters, Teu};

/// What `terminals` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro terminals scenarios/pier_500.toml
  sanpedro terminals scenarios/pier_500.toml --set terminal.pier_500.wharf.main.cranes=14
  sanpedro terminals scenarios/pier_500.toml --csv > terminals.csv")]
pub(crate) struct TerminalsArgs {
    /// Scenario file.
    scenario: PathBuf,

    #[command(flatten)]
    overrides: Overrides,

    /// As CSV, one terminal a row.
    #[arg(long, conflicts_with = "json")]
    csv: bool,

    /// As JSON, with each wharf.
    #[arg(long)]
    json: bool,
}

/// One terminal for scripts; what is not known, or not limited, is null.
#[derive(Serialize)]
struct TerminalFigures {
    terminal: String,
    name: String,
    port: String,
    policy: &'static str,
    wharf_count: usize,
    wharf_length_m: Option<f64>,
    berths: u32,
    cranes: u32,
    draft_m: Option<f64>,
    shore_power_points: u32,
    shore_power_point_mw: Option<f64>,
    shore_power_mw: f64,
    area_acres: Option<f64>,
    yard_ceiling_teu_per_acre: Option<f64>,
    yard_ceiling_teu_per_year: Option<f64>,
    wharves: Vec<WharfFigures>,
}

/// One wharf for scripts.
#[derive(Serialize)]
struct WharfFigures {
    wharf: String,
    name: String,
    length_m: Option<f64>,
    clearance_m: Option<f64>,
    slots: Option<u32>,
    berths: u32,
    cranes: u16,
    draft_m: Option<f64>,
    air_draft_m: Option<f64>,
    outreach_rows: Option<u16>,
}

/// Prints the place.
pub(crate) fn terminals(args: &TerminalsArgs) -> Result<Ending, Fault> {
    let (scenario, _) = load(&args.scenario, &args.overrides.set)?;
    let bay = &scenario.bay;
    if args.json {
        let terminals = bay.terminals.iter().map(|one| figures(bay, one));
        let rows: Vec<TerminalFigures> = terminals.collect();
        return output::script(serde_json::to_string_pretty(&rows));
    }
    if args.csv {
        return output::script(csv(bay));
    }
    output::result(&text(bay))
}

fn figures(bay: &Bay, of: &Terminal) -> TerminalFigures {
    let shore = of.shore_power.as_ref();
    let megawatts = |kilowatts: f64| kilowatts / 1_000.0;
    TerminalFigures {
        terminal: of.id.clone(),
        name: of.name.clone(),
        port: bay.ports[of.port.index()].id.clone(),
        policy: match of.policy {
            BerthPolicy::FirstCome => "first_come",
            BerthPolicy::BestFit => "best_fit",
            BerthPolicy::BerthWindows { .. } => "berth_windows",
        },
        wharf_count: of.wharves.len(),
        wharf_length_m: of.wharf_length().map(meters),
        berths: of.nominal_berths(),
        cranes: of.cranes(),
        draft_m: deepest(of),
        shore_power_points: shore.map_or(0, |shore| shore.points),
        shore_power_point_mw: shore.map(|shore| megawatts(shore.point_limit.value())),
        shore_power_mw: shore.map_or(0.0, |shore| megawatts(shore.terminal_limit.value())),
        area_acres: of.area.map(Acres::value),
        yard_ceiling_teu_per_acre: of.yard_ceiling_teu_per_acre,
        yard_ceiling_teu_per_year: of.yard_ceiling().map(Teu::value),
        wharves: of.wharves.iter().map(wharf_figures).collect(),
    }
}

fn wharf_figures(of: &Wharf) -> WharfFigures {
    let (length_m, clearance_m, slots) = space(of);
    WharfFigures {
        wharf: of.id.clone(),
        name: of.name.clone(),
        length_m,
        clearance_m,
        slots,
        berths: of.nominal_berths,
        cranes: of.cranes,
        draft_m: of.max_draft.map(meters),
        air_draft_m: of.max_air_draft.map(meters),
        outreach_rows: of.outreach_rows,
    }
}

/// Length, clearance and slots of a wharf.
fn space(of: &Wharf) -> (Option<f64>, Option<f64>, Option<u32>) {
    match of.space {
        WharfSpace::Length { length, clearance } => {
            (Some(meters(length)), Some(meters(clearance)), None)
        }
        WharfSpace::Slots(slots) => (None, None, Some(slots)),
    }
}

/// A length to the millimeter: feet leave digits behind that nobody measured.
fn meters(length: Meters) -> f64 {
    (length.value() * 1_000.0).round() / 1_000.0
}

/// Draft that the deepest wharf takes, in meters; `None` if one takes any.
fn deepest(of: &Terminal) -> Option<f64> {
    let drafts = of.wharves.iter().map(|wharf| wharf.max_draft);
    let drafts: Option<Vec<f64>> = drafts.map(|draft| draft.map(meters)).collect();
    drafts.map(|drafts| drafts.into_iter().fold(0.0, f64::max))
}

fn csv(bay: &Bay) -> Result<String, Box<dyn std::error::Error>> {
    let header = [
        "terminal",
        "name",
        "port",
        "policy",
        "wharves",
        "wharf_length_m",
        "berths",
        "cranes",
        "draft_m",
        "shore_power_points",
        "shore_power_mw",
        "area_acres",
        "yard_ceiling_teu_per_acre",
        "yard_ceiling_teu_per_year",
    ];
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let rows = bay.terminals.iter().map(|one| {
        let row = figures(bay, one);
        [
            row.terminal,
            spreadsheet_text(&row.name),
            row.port,
            row.policy.to_owned(),
            row.wharf_count.to_string(),
            number(row.wharf_length_m),
            row.berths.to_string(),
            row.cranes.to_string(),
            number(row.draft_m),
            row.shore_power_points.to_string(),
            row.shore_power_mw.to_string(),
            number(row.area_acres),
            number(row.yard_ceiling_teu_per_acre),
            number(row.yard_ceiling_teu_per_year),
        ]
    });
    table::csv(header, rows)
}

/// The table for people: terminals port by port, and what its columns mean.
fn text(bay: &Bay) -> String {
    let header = [
        "",
        "wharves",
        "wharf\nm",
        "berths",
        "cranes",
        "draft\nm",
        "shore\npoints",
        "power\nMW",
        "area\nacres",
        "yard\nM TEU",
    ];
    let of_port = |(port, index): (&Port, u16)| {
        let here = move |terminal: &&Terminal| terminal.port == PortId(index);
        let terminals = bay.terminals.iter().filter(here);
        let rows = terminals.map(|terminal| cells(&figures(bay, terminal)));
        std::iter::once(vec![port.id.clone()]).chain(rows)
    };
    let rows = bay.ports.iter().zip(0..).flat_map(of_port);
    let notes = "draft: of the deepest wharf, water less under-keel clearance; yard: acres times \
                 their ceiling, a year; -: not limited, or not known.";
    let table = aligned(header, rows, 1.., 1);
    format!("{table}\n\n{}", wrapped(notes, "", ""))
}

fn cells(row: &TerminalFigures) -> Vec<String> {
    let shown = |value: Option<f64>, decimals: usize| {
        value.map_or_else(|| "-".to_owned(), |value| format!("{value:.decimals$}"))
    };
    let has_power = row.shore_power_points > 0;
    vec![
        format!(" {}", row.terminal),
        row.wharf_count.to_string(),
        shown(row.wharf_length_m, 0),
        row.berths.to_string(),
        row.cranes.to_string(),
        shown(row.draft_m, 1),
        row.shore_power_points.to_string(),
        shown(has_power.then_some(row.shore_power_mw), 1),
        shown(row.area_acres, 0),
        shown(row.yard_ceiling_teu_per_year.map(|teu| teu / 1e6), 2),
    ]
}
