//! Services, extra loaders, origins and how late vessels are, as written.

use crate::engine::{Distribution, SimDuration};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::distribution::{random_duration, random_number};
use crate::scenario::faults::Faults;
use crate::scenario::plain::{items, text};
use crate::scenario::quantity::{distance, duration, positive_number, share};
use crate::scenario::reader::{At, Given, Named, Reader};
use crate::scenario::tree::Node;
use crate::units::NauticalMiles;

use super::ClockTime;

/// `[service.*]`
pub(in crate::scenario) struct Service {
    pub name: Given<String>,
    pub origin: Given<String>,
    pub terminal: Given<String>,
    pub window: Given<WeekTime>,
    pub arrivals: Given<Distribution>,
    pub moves: Given<Distribution>,
    pub classes: Option<Vec<Named<f64>>>,
    pub weight: Given<f64>,
    pub lateness: Lateness,
    /// Whether `arrivals` or `window` is written at all, right or wrong.
    pub is_random: bool,
    pub is_weekly: bool,
    pub has_moves: bool,
}

/// `[lateness]`, and the same keys in a service.
#[derive(Default)]
pub(in crate::scenario) struct Lateness {
    pub delay: Given<Distribution>,
    pub early: Given<SimDuration>,
}

/// `[extra_loaders.*]`
pub(in crate::scenario) struct ExtraLoaders {
    pub origin: Given<String>,
    pub classes: Option<Vec<Named<f64>>>,
    pub terminals: Given<Vec<At<String>>>,
}

/// `[origin.*]`
pub(in crate::scenario) struct Origin {
    pub name: Given<String>,
    pub country: Given<String>,
    pub distance: Given<NauticalMiles>,
}

/// `[cargo]`
#[derive(Default)]
pub(in crate::scenario) struct CallSizeRule {
    pub teu_per_move: Given<f64>,
    pub call_size_factor: Given<Distribution>,
    pub call_size_cap: Given<f64>,
}

/// A time of the week, such as "Mon 08:00".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct WeekTime {
    /// 0 is Monday.
    pub weekday: u8,
    pub clock: ClockTime,
}

impl Service {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        of.exclusive("window", "arrivals");
        let (is_weekly, is_random) = (of.has("window"), of.has("arrivals"));
        if !is_weekly && !is_random {
            of.missing("window", "\"Mon 08:00\"");
        }
        if is_weekly && !of.has("origin") {
            of.missing("origin", "\"shanghai\"");
        }
        if is_random && !is_weekly {
            if !of.has("moves") {
                of.missing("moves", "1");
            }
            for key in ["delay", "early", "weight"] {
                of.exclusive("arrivals", key);
            }
        }
        Self {
            name: of.optional("name", text),
            origin: of.optional("origin", text),
            terminal: of.required("terminal", "\"pier_400\"", text),
            window: of.optional("window", week_time),
            arrivals: of.optional("arrivals", random_duration),
            moves: of.optional("moves", random_number),
            classes: classes(of),
            weight: of.optional("weight", positive_number),
            lateness: Lateness::read(of),
            is_random,
            is_weekly,
            has_moves: of.has("moves"),
        }
    }
}

impl Lateness {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            delay: of.optional("delay", random_duration),
            early: of.optional("early", duration),
        }
    }
}

impl ExtraLoaders {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            origin: of.required("origin", "\"ningbo\"", text),
            classes: classes(of),
            terminals: of.optional("terminals", |node, faults| items(node, faults, text)),
        }
    }
}

impl Origin {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            name: of.optional("name", text),
            country: of.required("country", "\"China\"", text),
            distance: of.required("distance", "\"5750 nm\"", distance),
        }
    }
}

impl CallSizeRule {
    pub(super) fn read(of: &Reader<'_>) -> Self {
        Self {
            teu_per_move: of.optional("teu_per_move", positive_number),
            call_size_factor: of.optional("call_size_factor", random_number),
            call_size_cap: of.optional("call_size_cap", positive_number),
        }
    }
}

/// The mix of vessel classes: shares of several, or one that is all.
fn classes(of: &Reader<'_>) -> Option<Vec<Named<f64>>> {
    of.exclusive("vessel_class", "vessel_classes");
    if let Some(one) = of.optional("vessel_class", text) {
        return Some(vec![Named {
            id: one.value,
            place: one.place,
            value: 1.0,
        }]);
    }
    if of.has("vessel_class") {
        return None;
    }
    let example = "{ neopanamax_14000 = \"60 %\", neopanamax_11000 = \"40 %\" }";
    let mix = of.required("vessel_classes", example, |node, faults| {
        let mix = Reader::map(node, faults, share)?;
        adds_up(node, mix, faults)
    });
    mix.map(|mix| mix.value)
}

/// Shares that add up to 1, made exact.
fn adds_up(node: &Node, mut mix: Vec<Named<f64>>, faults: &Faults) -> Option<Vec<Named<f64>>> {
    let sum: f64 = mix.iter().map(|part| part.value).sum();
    if (sum - 1.0).abs() > SHARE_TOLERANCE {
        faults.push(not_whole(node, sum));
        return None;
    }
    for part in &mut mix {
        part.value /= sum;
    }
    mix.retain(|part| part.value > 0.0);
    Some(mix)
}

/// How far written shares may miss 100 %: three thirds of 33.3 % do.
const SHARE_TOLERANCE: f64 = 0.002;

fn not_whole(node: &Node, sum: f64) -> Diagnostic {
    let percent = (sum * 1_000.0).round() / 10.0;
    Diagnostic::error(&node.place, "the shares do not add up to 100 %")
        .label(format!("add up to {percent} %"))
}

/// A time of the week, such as "Mon 08:00".
fn week_time(node: &Node, faults: &Faults) -> Option<WeekTime> {
    let written = text(node, faults)?;
    let parsed = written.split_once(' ').and_then(|(day, clock)| {
        let weekday = weekday(day)?;
        let clock = ClockTime::parse(clock.trim())?;
        Some(WeekTime { weekday, clock })
    });
    if parsed.is_none() {
        let message = format!("`{written}` is not a time of the week");
        faults.push(Diagnostic::error(&node.place, message).label("such as \"Mon 08:00\""));
    }
    parsed
}

/// A weekday by its English name or the first three letters of it; 0 is Monday.
pub(super) fn weekday(name: &str) -> Option<u8> {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let name = name.to_ascii_lowercase();
    let at = NAMES
        .iter()
        .position(|full| name == *full || name == full[..3])?;
    u8::try_from(at).ok()
}
