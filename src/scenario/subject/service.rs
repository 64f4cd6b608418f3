//! `[service.*]` and `[lateness]`: weekly services and random traffic.

use super::cargo::CallSizeRule;
use super::check::{Check, all};
use super::fleet::grown;
use super::ground::{Deployment, Ground, terminal_id};
use super::origin::Passage;
use super::vessel_class::mix;
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{CallSize, ClassId, Service, Traffic};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{
    WeekTime, duration, positive_number, random_duration, random_number, text, week_time,
};
use crate::scenario::reader::{At, Named, Reader};
use crate::scenario::tree::Table;
use crate::units::NauticalMiles;

/// Least mean gap between random arrivals: shorter ones stop simulated time.
const SHORTEST_GAP_MS: f64 = 1_000.0;

/// A service with what others ask of how it is written.
pub(super) struct WrittenService {
    /// Position of its terminal, if it is known.
    pub(super) terminal: Option<usize>,
    pub(super) classes: Option<Vec<Named<f64>>>,
    pub(super) is_weekly: bool,
    pub(super) is_random: bool,
    /// Whether it says itself how much a call exchanges.
    pub(super) has_moves: bool,
    pub(super) weight: f64,
    pub(super) service: Option<Service>,
}

/// All services; lateness that one does not say itself, `lateness` says.
pub(super) fn services(
    of: &Reader<'_>,
    lateness: Option<&Table>,
    cargo: &CallSizeRule,
    ground: &Ground<'_>,
) -> Vec<Named<WrittenService>> {
    of.keyed_over(lateness, "service", "service", |of| {
        service(of, cargo, ground)
    })
}

/// How late vessels are, and how early an undelayed one is.
pub(super) fn lateness(of: &Reader<'_>) -> (Distribution, SimDuration) {
    let delay = of.optional("delay", random_duration);
    let early = of.optional("early", duration);
    (
        delay.value_or(Distribution::constant(0.0)),
        early.value_or(SimDuration::ZERO),
    )
}

fn service(of: &Reader<'_>, cargo: &CallSizeRule, ground: &Ground<'_>) -> WrittenService {
    let (is_weekly, is_random) = when(of);
    let name = of.name();
    let origin = of.optional("origin", text);
    let home = of.required("terminal", "\"pier_400\"", text);
    let window = of.optional("window", week_time);
    let arrivals = of.optional("arrivals", random_duration);
    let moves = of.optional("moves", random_number);
    let classes = mix(of);
    let weight = of.or("weight", positive_number, 1.0);
    let (delay, early) = match lateness(of) {
        _ if is_random => (Distribution::constant(0.0), SimDuration::ZERO),
        late => late,
    };
    let home = home.at();
    let terminal = home.and_then(|home| ground.terminal(&home.value, &home.place));
    let at = terminal.filter(|_| is_weekly);
    let classes = classes.map(|mix| grown(mix, at, ground));
    let vessel_classes = class_ids(classes.as_deref(), ground);
    let passage = match origin.at() {
        Some(origin) => ground.origin(origin),
        None => (!is_weekly).then(nowhere),
    };
    let traffic = match arrivals.at() {
        Some(gaps) => Some(random(of, gaps, ground.check)),
        None => window
            .value()
            .map(|window| weekly(window, early, ground.check)),
    };
    let size = match moves.at() {
        Some(moves) => Some(moves_of_its_own(moves, ground.check)),
        None if moves.is_absent() && is_weekly => carried(of, weight, terminal, (cargo, ground)),
        None => None,
    };
    if let (Some(terminal), Some(home), Some(classes)) = (terminal, home, &classes) {
        ground.fits(&Deployment {
            service: of.id(),
            terminal,
            sent: &home.place,
            classes,
            loa: None,
        });
    }
    let service = || {
        let passage = passage?;
        Some(Service {
            id: of.id().to_owned(),
            name,
            origin: passage.name,
            origin_in_china: passage.in_china,
            distance: passage.distance,
            terminals: vec![(terminal_id(terminal?), 1.0)],
            traffic: traffic?,
            vessel_classes: vessel_classes?,
            cargo: size?,
            delay,
            early,
            demand: None,
        })
    };
    WrittenService {
        service: service(),
        terminal,
        classes,
        is_weekly,
        is_random,
        has_moves: !moves.is_absent(),
        weight,
    }
}

/// Whether a service comes weekly, and whether at random; reports what each needs or excludes.
fn when(of: &Reader<'_>) -> (bool, bool) {
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
    (is_weekly, is_random)
}

/// The passage of random traffic.
fn nowhere() -> Passage {
    Passage {
        name: String::new(),
        in_china: false,
        distance: NauticalMiles::ZERO,
    }
}

/// Classes with their shares; those that are not there are reported.
pub(super) fn class_ids(
    classes: Option<&[Named<f64>]>,
    ground: &Ground<'_>,
) -> Option<Vec<(ClassId, f64)>> {
    let ids = classes?
        .iter()
        .map(|class| Some((ground.class_id(&class.id, &class.place)?, class.value)));
    all(ids)
}

/// Independent gaps between vessels.
fn random(of: &Reader<'_>, gaps: &At<Distribution>, check: &Check<'_>) -> Traffic {
    if gaps.value.mean() < SHORTEST_GAP_MS {
        let message = format!("the vessels of service `{}` come all at once", of.id());
        check.error(&gaps.place, message, "a mean gap of at least 1 s");
    }
    Traffic::Renewal(gaps.value.clone())
}

/// One window a week. One after the end may still see an early vessel before it.
fn weekly(window: WeekTime, early: SimDuration, check: &Check<'_>) -> Traffic {
    let tail = early + SimDuration::from_days(7.0);
    let windows = check.clock.windows(window, tail);
    Traffic::Weekly { windows }
}

fn moves_of_its_own(moves: &At<Distribution>, check: &Check<'_>) -> CallSize {
    if moves.value.mean() < 1.0 {
        let fault = "a call moves at least one container";
        check.error(&moves.place, fault, "1 or more on average");
    }
    CallSize::Moves(moves.value.clone())
}

/// A share of the demand of the port that the terminal belongs to.
fn carried(
    of: &Reader<'_>,
    weight: f64,
    terminal: Option<usize>,
    (cargo, ground): (&CallSizeRule, &Ground<'_>),
) -> Option<CallSize> {
    let check = ground.check;
    let port = ground.terminals[terminal?].value.port?;
    let port = check.names("port")[port];
    if check.has("demand", port) {
        return Some(cargo.carried(weight, check));
    }
    // A demand that names no port has been reported, and may be meant for this one.
    let demands = check.names("demand");
    if demands.iter().all(|demand| check.has("port", demand)) {
        let message = format!("nothing says how much service `{}` carries", of.id());
        let fault = Diagnostic::error(of.place(), message)
            .label(format!("calls at port `{port}`, which has no demand"));
        check.push(fault.help(format!("add `[demand.{port}]`, or `moves` to the service")));
    }
    None
}
