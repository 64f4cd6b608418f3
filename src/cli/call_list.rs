//! A list of vessel calls to fill in, and the lines of a study that replays it.

use crate::cli::{knobs, table};
use crate::port::bay::{Terminal, VesselClass};
use crate::scenario::Scenario;

/// Rows of the template.
const ROWS: usize = 6;
/// What a call exchanges per TEU of capacity in the template: about the mean of 2024.
const FILL: f64 = 1.15;

/// Name of the list of a study.
pub(crate) fn file(name: &str) -> String {
    format!("{name}_calls.csv")
}

/// The line that takes out the traffic of what is extended; empty if there is none.
pub(crate) fn without_services(scenario: &Scenario) -> String {
    let tree: toml::Table = scenario.effective.parse().unwrap_or_default();
    let there = ["service", "extra_loaders", "demand", "target", "arrivals"];
    let removed: Vec<String> = there
        .into_iter()
        .filter(|key| tree.contains_key(*key))
        .map(|key| format!("\"{key}\""))
        .collect();
    if removed.is_empty() {
        return String::new();
    }
    format!(
        "remove   = [{}]   # the calls of the list come instead\n",
        removed.join(", ")
    )
}

/// The lines that name the list.
pub(crate) fn arrivals(name: &str) -> String {
    format!(
        "\n[arrivals]\n\
         file = \"{}\"\n\
         # columns = {{ eta = \"ATA Berth\" }}                    # where the list has names of its own; usual ones are known in any spelling\n\
         # date_order = \"day_first\"                           # of dates such as 3/4/2025; default: the rows that decide it\n\
         # delay = {{ lognormal = {{ mean = \"12 h\", cv = 1 }} }}   # behind the eta; default: on the minute\n\
         # early = \"6 h\"                                      # how far ahead an undelayed vessel comes\n",
        file(name)
    )
}

/// A list with a call at each of a few terminals, in the first days of the measured period.
///
/// # Errors
/// If the table cannot be written.
pub(crate) fn template(scenario: &Scenario) -> Result<String, Box<dyn std::error::Error>> {
    let header = [
        "eta",
        "terminal",
        "vessel_class",
        "loa_m",
        "moves",
        "service",
        "shore_power",
        "tier",
    ];
    let bay = &scenario.bay;
    let first = knobs::focus(scenario);
    let is_first = |terminal: &&Terminal| Some(&terminal.id) == first.as_ref();
    let others = bay.terminals.iter().filter(|terminal| !is_first(terminal));
    let terminals = bay.terminals.iter().filter(is_first).chain(others);
    let calls = terminals.filter_map(|terminal| {
        let fits = |class: &&VesselClass| terminal.wharves.iter().any(|wharf| wharf.fits(class));
        let largest = bay.vessel_classes.iter().filter(fits);
        let class = largest.max_by(|a, b| a.capacity.value().total_cmp(&b.capacity.value()))?;
        Some((terminal, class))
    });
    let days = bay.days.days.iter();
    let days = days.filter(|day| day.from >= bay.period.start);
    let calls = calls.zip(days).take(ROWS).enumerate();
    let rows = calls.map(|(at, ((terminal, class), day))| {
        let moves = (class.capacity.value() * FILL / bay.teu_per_move).round();
        // One call is of no class but a length, and one says all that may be known.
        let (name, loa) = match at {
            1 => ("", format!("{:.0}", class.loa.value())),
            _ => (class.id.as_str(), String::new()),
        };
        let (shore_power, tier) = if at == 0 { ("yes", "3") } else { ("", "") };
        let (date, hour) = (
            format!("{:04}-{:02}-{:02}", day.year, day.month, day.day),
            5 + at,
        );
        [
            format!("{date} {hour:02}:30"),
            terminal.id.clone(),
            name.to_owned(),
            loa,
            moves.max(1.0).to_string(),
            String::new(),
            shore_power.to_owned(),
            tier.to_owned(),
        ]
    });
    table::csv(header, rows)
}
