//! When the simulation begins, is measured, and ends.

use jiff::tz::TimeZone;

use crate::engine::SimDuration;
use crate::scenario::civil::{Clock, End};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::raw::{Horizon, Raw, WarmUp};
use crate::scenario::suggest::nearest;

/// Zone of San Pedro Bay.
pub(super) const HOME_ZONE: &str = "America/Los_Angeles";

/// Longest measured period.
const LONGEST_DAYS: f64 = 366.0 * 1_000.0;
/// Longest warm-up.
const LONGEST_WARM_UP_DAYS: f64 = 366.0 * 100.0;

/// The clock of a scenario; `None` if its horizon is wrong.
pub(super) fn clock(raw: &Raw, faults: &Faults) -> Option<Clock> {
    let horizon = &raw.horizon.as_ref()?.value;
    let zone = zone(horizon, faults);
    let warm_up = warm_up(horizon, faults);
    let start = horizon.start.as_ref()?;
    let end = match (&horizon.end, &horizon.days) {
        (Some(end), _) => {
            if end.value <= start.value {
                faults.push(
                    Diagnostic::error(&end.place, "the period ends before it begins")
                        .label("the first day that is not simulated")
                        .related(&start.place, "the first day that is measured"),
                );
                return None;
            }
            End::On(end.value)
        }
        (None, Some(days)) => {
            if days.value.millis() <= 0 || days.value.days() > LONGEST_DAYS {
                faults.push(
                    Diagnostic::error(
                        &days.place,
                        "the period has no length that can be simulated",
                    )
                    .label("above zero, at most 1000 years"),
                );
                return None;
            }
            End::After(days.value)
        }
        (None, None) => return None,
    };
    Some(Clock::new(zone?, start.value, warm_up?, end))
}

fn zone(horizon: &Horizon, faults: &Faults) -> Option<TimeZone> {
    let name = horizon
        .time_zone
        .as_ref()
        .map_or(HOME_ZONE, |zone| zone.value.as_str());
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    let given = horizon.time_zone.as_ref()?;
    let known: Vec<String> = jiff::tz::db()
        .available()
        .map(|zone| zone.to_string())
        .collect();
    let fault = Diagnostic::error(&given.place, format!("there is no time zone `{name}`"));
    let fault = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => fault.label(format!("did you mean `{near}`?")),
        None => fault.label(format!("such as \"{HOME_ZONE}\"")),
    };
    faults.push(fault);
    None
}

fn warm_up(horizon: &Horizon, faults: &Faults) -> Option<SimDuration> {
    let given = horizon.warm_up.as_ref().map(|given| given.value);
    // What is to be found is in the raw scenario by now, unless there is something else wrong.
    let warm_up = given.and_then(WarmUp::known).unwrap_or(SimDuration::ZERO);
    if warm_up.days() <= LONGEST_WARM_UP_DAYS {
        return Some(warm_up);
    }
    if let Some(given) = &horizon.warm_up {
        faults.push(Diagnostic::error(
            &given.place,
            "the warm-up is longer than 100 years",
        ));
    }
    None
}
