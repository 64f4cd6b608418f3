//! `sanpedro check`: everything wrong with scenario files, at once, and the load they offer.

use clap::Args;
use comfy_table::{CellAlignment, Table};

use crate::cli::{Ending, Overrides, ScenarioPath, load, output};
use crate::experiment::{OfferedLoad, offered_load};

/// What `check` takes.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Scenario files.
    #[arg(required = true)]
    scenarios: Vec<ScenarioPath>,

    #[command(flatten)]
    overrides: Overrides,

    /// No word about files that are right.
    #[arg(short, long)]
    quiet: bool,
}

/// Checks every file, and prints what each offers its terminals.
pub(crate) fn check(args: &CheckArgs) -> Ending {
    let mut worst = Ending::Done;
    for path in &args.scenarios {
        match load(path, &args.overrides.set) {
            Ok((scenario, warnings)) => {
                output::warnings(&warnings);
                if !args.quiet {
                    let loads = offered_load(&scenario);
                    let text = format!("{}: no errors\n\n{}", path.display(), table(&loads));
                    worst = worst.max(output::result(&text));
                    overloads(&loads).for_each(|warning| output::note(&warning));
                }
            }
            Err(error) => worst = output::scenario_error(&error),
        }
    }
    worst
}

/// What traffic asks of each terminal on average, before anything is simulated.
fn table(loads: &[OfferedLoad]) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_header([
        "terminal",
        "calls/week",
        "TEU/week",
        "berths busy",
        "wharf busy",
        "cranes busy",
    ]);
    for row in loads {
        let OfferedLoad {
            id,
            calls_per_week,
            teu_per_week,
            berth_occupancy,
            wharf_occupancy,
            crane_utilization,
        } = row;
        table.add_row([
            id.clone(),
            format!("{calls_per_week:.1}"),
            format!("{teu_per_week:.0}"),
            format!("{:.0} %", 100.0 * berth_occupancy),
            wharf_occupancy.map_or("-".to_owned(), |share| format!("{:.0} %", 100.0 * share)),
            format!("{:.0} %", 100.0 * crane_utilization),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.to_string()
}

/// Terminals that are asked for more than they have, each with what to do about it.
fn overloads(loads: &[OfferedLoad]) -> impl Iterator<Item = String> {
    loads.iter().filter_map(|load| {
        let asked = [
            ("berths", load.berth_occupancy),
            ("wharf", load.wharf_occupancy.unwrap_or(0.0)),
            ("cranes", load.crane_utilization),
        ];
        let (what, share) = asked.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (share >= 1.0).then(|| {
            format!(
                "warning: `{}` is asked for {:.0} % of its {what}: its queue will grow without \
                 end; send less there, or give it more",
                load.id,
                100.0 * share
            )
        })
    })
}
