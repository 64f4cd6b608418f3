//! `[disruption.*]`: what does not work as it does otherwise, and when.

use super::check::Check;
use super::ground::{Ground, terminal_id};
use crate::engine::{Distribution, SimDuration, SimTime};
use crate::port::bay::{Disruption, Occurrence, Port, PortId, ServiceId, Struck};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::given::Named;
use crate::scenario::kind::{moment, percentage, random_duration, share, text, word};
use crate::scenario::reader::{At, Reader};
use crate::scenario::source::Place;
use crate::scenario::suggest::list;

/// Shortest mean of gap and length together: shorter ones stop simulated time.
const SHORTEST_CYCLE_MS: f64 = 3_600_000.0;
/// What a disruption may strike.
const TARGETS: [&str; 7] = [
    "port",
    "terminal",
    "gangs",
    "origin",
    "sailings",
    "cargo",
    "shore_power",
];

/// Disruptions as the port model knows them, and dated ones of shore power as spans.
#[derive(Default)]
pub(super) struct Written {
    pub(super) disruptions: Vec<Disruption>,
    pub(super) grid_emergencies: Vec<(SimTime, SimTime)>,
}

/// All disruptions; `origins` says of each service where it comes from.
pub(super) fn disruptions(
    of: &Reader<'_>,
    ports: &[Named<Port>],
    origins: &[Option<String>],
    ground: &Ground<'_>,
) -> Written {
    let mut written = Written::default();
    for read in of.keyed("disruption", "disruption", |of| {
        let name = of.name();
        let strikes = struck(of, ports, origins, ground);
        let when = occurrence(of, ground.check);
        Some((of.id().to_owned(), name, strikes?, when?))
    }) {
        let Some((id, name, strikes, (when, length))) = read.value else {
            continue;
        };
        if let Struck::ShorePower = strikes {
            match (&when, known_length(&length)) {
                (Occurrence::Dated(from), Some(length)) => {
                    written.grid_emergencies.push((*from, *from + length));
                }
                _ => random_outage(&id, &read.place, ground.check),
            }
        }
        written.disruptions.push(Disruption {
            id,
            name,
            strikes,
            when,
            length,
        });
    }
    written
}

/// The one thing that a disruption strikes.
fn struck(
    of: &Reader<'_>,
    ports: &[Named<Port>],
    origins: &[Option<String>],
    ground: &Ground<'_>,
) -> Option<Struck> {
    let check = ground.check;
    let given: Vec<&str> = TARGETS.into_iter().filter(|key| of.has(key)).collect();
    let port = of.optional("port", text);
    let both = ("both", (true, true));
    let directions = [
        both,
        ("inbound", (true, false)),
        ("outbound", (false, true)),
    ];
    let direction = of.optional("direction", word("direction", directions));
    let terminal = of.optional("terminal", text);
    let gangs = of.optional("gangs", share);
    let origin = of.optional("origin", text);
    let held = of.optional("share", share);
    let sailings = of.optional("sailings", share);
    let cargo = of.optional("cargo", percentage);
    let off = [("off", ())];
    let shore_power = of.optional("shore_power", word("shore power", off));
    only_with(of, ("direction", direction.at()), "port");
    only_with(of, ("share", held.at()), "origin");
    if given.len() != 1 {
        let message = match given.as_slice() {
            [] => format!("disruption `{}` strikes nothing", of.id()),
            keys => format!("disruption `{}` has {}", of.id(), said(keys)),
        };
        let help = format!("give one of {}, and a disruption for each", said(&TARGETS));
        check.push(Diagnostic::error(of.place(), message).help(help));
        return None;
    }
    if let Some(port) = port.at() {
        let index = check.position("port", &port.value, &port.place, ports)?;
        let (inbound, outbound) = direction.value_or((true, true));
        let port = PortId(u16::try_from(index).expect("ports fit u16"));
        return Some(Struck::Channel {
            port,
            inbound,
            outbound,
        });
    }
    if let Some(terminal) = terminal.at() {
        let index = ground.terminal(&terminal.value, &terminal.place)?;
        return Some(Struck::Terminal(terminal_id(index)));
    }
    if let Some(origin) = origin.at() {
        let name = ground.origin(origin)?.name;
        let services = (0..).map(ServiceId).zip(origins);
        let from_there = services.filter(|(_, from)| from.as_ref() == Some(&name));
        return Some(Struck::Origin {
            services: from_there.map(|(service, _)| service).collect(),
            share: held.value_or(1.0),
        });
    }
    (gangs.value().map(Struck::Gangs))
        .or_else(|| (sailings.value()).map(|share| Struck::Sailings { share: 1.0 - share }))
        .or_else(|| cargo.value().map(Struck::Cargo))
        .or_else(|| shore_power.value().map(|()| Struck::ShorePower))
}

/// Reports shore power that goes off at random.
fn random_outage(id: &str, place: &Place, check: &Check<'_>) {
    let message = format!("disruption `{id}` takes shore power away at random");
    let help = "give `from` with `to`; power dips at random are `dips_per_year` of [grid]";
    check.push(Diagnostic::error(place, message).help(help));
}

/// Reports a key that means something only beside another.
fn only_with<T>(
    of: &Reader<'_>,
    (key, given): (&'static str, Option<&At<T>>),
    other: &'static str,
) {
    if let Some(given) = given
        && !of.has(other)
    {
        let message = format!("`{key}` of a disruption goes with `{other}`");
        let fault = Diagnostic::error(&given.place, message);
        of.faults()
            .push(fault.help(format!("give `{other}`, or leave out `{key}`")));
    }
}

/// How long a disruption lasts, where chance has no part in it.
fn known_length(length: &Distribution) -> Option<SimDuration> {
    let millis = length.as_constant()?;
    Some(SimDuration::from_hours(millis / 3_600_000.0))
}

/// Keys as a list for people.
fn said(keys: &[&str]) -> String {
    list(keys.iter().copied())
}

/// When a disruption begins, and how long it lasts.
fn occurrence(of: &Reader<'_>, check: &Check<'_>) -> Option<(Occurrence, Distribution)> {
    of.exclusive("from", "every");
    of.exclusive("to", "length");
    of.exclusive("every", "to");
    let from = of.optional("from", moment);
    let to = of.optional("to", moment);
    let every = of.optional("every", random_duration);
    let length = of.optional("length", random_duration);
    if !of.has("from") && !of.has("every") {
        of.missing("from", "2025-03-03");
    }
    if !of.has("to") && !of.has("length") {
        of.missing("length", "\"3 d\"");
    }
    if let (Some(gap), Some(length)) = (every.at(), length.at()) {
        if gap.value.mean() + length.value.mean() < SHORTEST_CYCLE_MS {
            check.error(
                &gap.place,
                "a disruption comes again within the hour",
                "too short",
            );
            return None;
        }
        return Some((Occurrence::Random(gap.value.clone()), length.value.clone()));
    }
    let from = from.at()?;
    let begins = check.clock.at(from.value);
    let length = match to.at() {
        None => length.value()?,
        Some(to) => {
            let ends = check.clock.at(to.value);
            if ends < begins {
                let fault = Diagnostic::error(&to.place, "a disruption ends before it begins");
                check.push(fault.related(&from.place, "begins here"));
                return None;
            }
            Distribution::constant((ends - begins).millis() as f64)
        }
    };
    let is_over = known_length(&length)
        .is_some_and(|length| length > SimDuration::ZERO && begins + length <= SimTime::ZERO);
    if begins >= check.clock.period.end || is_over {
        let fault = Diagnostic::warning(&from.place, "a disruption lies outside the horizon");
        check.push(fault.label("changes nothing"));
    }
    Some((Occurrence::Dated(begins), length))
}
