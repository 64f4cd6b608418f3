//! Which column of an instance says what.

use super::Reading;
use crate::scenario::call_list::table::Record;
use crate::scenario::suggest::did_you_mean;

/// What every row says of its vessel.
const NAMES: [&str; 4] = ["vessel", "arrival_h", "departure_limit_h", "weight"];
/// What the name of a column of handling hours begins with; the name of the berth follows.
const HANDLING: &str = "handling_h_";
/// What a right header is.
pub(super) const HELP: &str = "begin with a row such as `vessel,arrival_h,departure_limit_h,weight,\
                               handling_h_1,handling_h_2`: one column of handling hours a berth";

/// Where columns stand.
pub(super) struct Columns {
    /// Their names, as many as a right row has cells.
    pub(super) names: Vec<String>,
    /// Vessel, arrival, limit and weight.
    pub(super) fixed: [usize; 4],
    /// Names of the berths, with their columns.
    pub(super) berths: Vec<(String, usize)>,
}

/// Whether a cell names a column.
pub(super) fn is_known(name: &str) -> bool {
    let name = name.to_lowercase();
    NAMES.contains(&name.as_str()) || berth(&name).is_some()
}

fn berth(name: &str) -> Option<&str> {
    let (begin, berth) = name.split_at_checked(HANDLING.len())?;
    (begin.eq_ignore_ascii_case(HANDLING) && !berth.is_empty()).then_some(berth)
}

impl Columns {
    /// The columns that a header names; every fault of it is reported.
    pub(super) fn read(reading: Reading<'_>, header: &Record<'_>) -> Option<Self> {
        let mut fixed: [Option<usize>; 4] = [None; 4];
        let mut berths: Vec<(String, usize)> = Vec::new();
        let before = reading.faults.count();
        for (at, cell) in header.cells.iter().enumerate() {
            let lower = cell.text.to_lowercase();
            let known = NAMES.iter().position(|name| *name == lower);
            let is_twice = match (known, berth(&cell.text)) {
                (Some(which), _) => fixed[which].replace(at).is_some(),
                (_, Some(berth)) => {
                    let is_twice = berths.iter().any(|(other, _)| other == berth);
                    berths.push((berth.to_owned(), at));
                    is_twice
                }
                _ => {
                    let message = format!("`{}` is no column of an instance", cell.text);
                    let otherwise = format!("one of {}, or {HANDLING}BERTH", NAMES.join(", "));
                    let label = did_you_mean(&lower, NAMES, &otherwise);
                    let fault = reading.error(&cell.span, message).label(label);
                    reading
                        .faults
                        .push(fault.help("take the column out, or rename it"));
                    continue;
                }
            };
            if is_twice {
                let message = format!("the column `{}` stands twice", cell.text);
                let fault = reading.error(&cell.span, message);
                reading
                    .faults
                    .push(fault.help("give each column a name of its own"));
            }
        }
        for (name, _) in NAMES.iter().zip(fixed).filter(|(_, at)| at.is_none()) {
            let fault = reading.error(&header.span(), format!("the column `{name}` is missing"));
            reading.faults.push(fault.help(HELP));
        }
        if berths.is_empty() {
            let message = "no column gives the handling hours at a berth";
            let fault = reading.error(&header.span(), message);
            reading.faults.push(fault.help(HELP));
        }
        let [vessel, arrival, limit, weight] = fixed;
        (reading.faults.count() == before).then_some(Self {
            names: header
                .cells
                .iter()
                .map(|cell| cell.text.to_string())
                .collect(),
            fixed: [vessel?, arrival?, limit?, weight?],
            berths,
        })
    }
}
