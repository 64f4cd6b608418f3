//! `shore_power` of a terminal, laid over that of `[terminal_defaults]`.

use super::at_berth::{BEFORE_PILOT_HOURS, WITHIN_HOURS};
use super::check::Check;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::ShorePower;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{duration, power, random_duration, share, whole};
use crate::scenario::reader::{At, Given, Reader};
use crate::units::Kilowatts;

/// Connected as late as the At-Berth rule allows.
const USUAL_PLUG_IN_MS: f64 = WITHIN_HOURS * 3_600_000.0;

/// Shore power as written: points and their limit may stand elsewhere.
pub(super) struct WrittenShorePower {
    points: Given<u32>,
    point_limit: Given<Kilowatts>,
    terminal_limit: Option<Kilowatts>,
    plug_in: Distribution,
    plug_out: SimDuration,
    failure_probability: f64,
}

pub(super) fn shore_power(of: &Reader<'_>) -> WrittenShorePower {
    WrittenShorePower {
        points: of.optional("points", whole(0..=1_000_u32)),
        point_limit: of.optional("point_limit", power),
        terminal_limit: of.optional("terminal_limit", power).value(),
        plug_in: of.or(
            "plug_in",
            random_duration,
            Distribution::constant(USUAL_PLUG_IN_MS),
        ),
        plug_out: of.or(
            "plug_out",
            duration,
            SimDuration::from_hours(BEFORE_PILOT_HOURS),
        ),
        failure_probability: of.or("failure", share, 0.0),
    }
}

/// The shore power of a terminal; none without points.
pub(super) fn complete(
    own: &At<WrittenShorePower>,
    terminal: &str,
    check: &Check<'_>,
) -> Option<ShorePower> {
    let missing = |key: &str, example: &str| {
        let message = format!("the shore power of terminal `{terminal}` has no `{key}`");
        let help = format!("add `{key} = {example}` here or in `[terminal_defaults]`");
        check.push(Diagnostic::error(&own.place, message).help(help));
    };
    let written = &own.value;
    if written.points.is_absent() {
        missing("points", "3");
    }
    let points = written.points.value().filter(|points| *points > 0)?;
    if written.point_limit.is_absent() {
        missing("point_limit", "\"7.5 MW\"");
    }
    let point_limit = written.point_limit.value()?;
    let together = point_limit * f64::from(points);
    Some(ShorePower {
        points,
        point_limit,
        terminal_limit: written.terminal_limit.unwrap_or(together),
        plug_in: written.plug_in.clone(),
        plug_out: written.plug_out,
        failure_probability: written.failure_probability,
    })
}
