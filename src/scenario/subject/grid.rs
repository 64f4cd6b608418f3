//! `[grid]`: troubles of the grid that shore power comes from.

use jiff::ToSpan;
use jiff::civil::Date;

use super::check::Check;
use crate::engine::SimTime;
use crate::port::bay::GridTrouble;
use crate::scenario::given::At;
use crate::scenario::kind::{dates, items, number, random_duration};
use crate::scenario::reader::Reader;

/// More dips of a terminal in a year than one an hour.
const MOST_DIPS: f64 = 8_760.0;

/// Ways in which shore power fails for everybody.
pub(super) fn grid(of: &Reader<'_>, check: &Check<'_>) -> GridTrouble {
    let given = of.table("grid", |of| trouble(of, check));
    given.into_value().unwrap_or_default()
}

fn trouble(of: &Reader<'_>, check: &Check<'_>) -> GridTrouble {
    match (of.has("dips_per_year"), of.has("dip_recovery")) {
        (true, false) => {
            let example = "{ uniform = { low = \"2 h\", high = \"4 h\" } }";
            of.missing("dip_recovery", example);
        }
        (false, true) => of.missing("dips_per_year", "12.0"),
        _ => (),
    }
    let days = of.optional("emergencies", items(dates)).into_value();
    let dips = of.optional("dips_per_year", number);
    let recovery = of.optional("dip_recovery", random_duration);
    if let Some(dips) = dips.at().filter(|dips| dips.value > MOST_DIPS) {
        let message = "the grid dips more than once an hour";
        check.error(&dips.place, message, "dips of one terminal in a year");
    }
    GridTrouble {
        emergencies: emergencies(days.unwrap_or_default(), check),
        dips: dips.value().zip(recovery.into_value()),
    }
}

/// Spans of local days, in order.
fn emergencies(days: Vec<At<(Date, Date)>>, check: &Check<'_>) -> Vec<(SimTime, SimTime)> {
    let spans = days.into_iter().map(|days| {
        let (from, to) = days.value;
        let after = to.saturating_add(1.day());
        (check.clock.midnight(from), check.clock.midnight(after))
    });
    disjoint(spans.collect())
}

/// Spans in order; what touches or overlaps is one.
pub(super) fn disjoint(mut spans: Vec<(SimTime, SimTime)>) -> Vec<(SimTime, SimTime)> {
    spans.sort_unstable();
    let mut apart: Vec<(SimTime, SimTime)> = Vec::new();
    for (from, to) in spans {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    apart
}
