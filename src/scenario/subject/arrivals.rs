//! `[arrivals]`: calls of a schedule, with classes and terminals by name and ETAs as instants, one
//! service for each name.

use super::check::all;
use super::ground::{Deployment, Ground, terminal_id};
use crate::engine::{Distribution, SimDuration, SimTime};
use crate::port::bay::{CallSize, ListedCall, Service, Traffic};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw::{Arrivals, Eta, ListedVessel, RawCall};
use crate::scenario::reader::{At, Named, Reader};
use crate::units::{Meters, NauticalMiles};

/// A vessel may be this much longer than the class that stands for it: lengths are rounded.
const LONGER: f64 = 1.02;
/// Most services that a call list may name.
const MOST_SERVICES: usize = 10_000;

/// Services of the call list, in the order in which it names them.
pub(super) fn listed(of: &Reader<'_>, ground: &Ground<'_>) -> Vec<Service> {
    let arrivals = of.table("arrivals", Arrivals::read).into_value();
    let Some(arrivals) = arrivals else {
        return Vec::new();
    };
    let list = CallList {
        arrivals: &arrivals,
        ground,
    };
    list.services().unwrap_or_default()
}

/// The list, and where its calls go and with what.
struct CallList<'a> {
    arrivals: &'a Arrivals,
    ground: &'a Ground<'a>,
}

impl CallList<'_> {
    fn services(&self) -> Option<Vec<Service>> {
        let arrivals = self.arrivals;
        let calls = all(arrivals.calls.iter().map(|call| {
            let listed = self.listed_call(call)?;
            Some((call.service.as_str(), listed))
        }))?;
        if calls.is_empty() {
            return Some(Vec::new());
        }
        let kept = self.within_reach(calls)?;
        let mut by_name: Vec<(&str, Vec<ListedCall>)> = Vec::new();
        for (name, call) in kept {
            match by_name.iter_mut().find(|(known, _)| *known == name) {
                Some((_, calls)) => calls.push(call),
                None => by_name.push((name, vec![call])),
            }
        }
        if by_name.len() > MOST_SERVICES {
            let message = format!("the call list names {} services", by_name.len());
            let place = &arrivals.calls[0].terminal.place;
            let label = format!("at most {MOST_SERVICES}");
            self.ground.check.error(place, message, label);
            return None;
        }
        let taken = self.ground.check.names("service").into_iter();
        let mut taken: Vec<String> = taken.map(str::to_owned).collect();
        let mut services = Vec::new();
        for (name, calls) in by_name {
            let id = free_id(name, &taken);
            taken.push(id.clone());
            services.push(self.listed_service(id, name, calls));
        }
        Some(services)
    }

    fn listed_call(&self, call: &RawCall) -> Option<ListedCall> {
        let (id, place) = (&call.terminal.value, &call.terminal.place);
        let at = self.ground.terminal(id, place);
        let class = match &call.vessel {
            ListedVessel::Class(class) => Some(class.clone()),
            ListedVessel::Loa(loa) => self.class_of_length(loa),
        };
        let class_id = class
            .as_ref()
            .and_then(|class| self.ground.class_id(&class.value, &class.place));
        let (at, class, class_id) = (at?, class?, class_id?);
        let sent = [Named {
            id: class.value,
            place: class.place,
            value: 1.0,
        }];
        let fits = self.ground.fits(&Deployment {
            service: "the call list",
            terminal: at,
            sent: &call.terminal.place,
            classes: &sent,
        });
        fits.then(|| ListedCall {
            row: call.row,
            eta: match call.eta.value {
                Eta::Local(local) => self.ground.check.clock.at(local),
                Eta::Instant(instant) => self.ground.check.clock.instant(instant),
            },
            terminal: terminal_id(at),
            class: class_id,
            moves: call.moves,
            shore_power: call.shore_power,
            tier: call.tier,
        })
    }

    /// The shortest class that is as long as a vessel.
    fn class_of_length(&self, loa: &At<Meters>) -> Option<At<String>> {
        let lengths = self.ground.classes.iter().filter_map(|class| {
            let length = class.value.loa.value()?;
            Some((length, &class.id))
        });
        let (fitting, longest) =
            lengths.fold((None, Meters::ZERO), |(best, longest), (length, id)| {
                let fits = length.value() * LONGER >= loa.value.value();
                let best = match best {
                    Some((shortest, _)) if !fits || length >= shortest => best,
                    _ if fits => Some((length, id)),
                    _ => best,
                };
                (best, longest.max(length))
            });
        if fitting.is_none() {
            let message = format!("no vessel class is {} m long", loa.value.value());
            let label = format!("the longest has {} m", longest.value());
            let help = "write a class in `vessel_class`, or add a longer `[vessel_class.…]`";
            self.ground.check.push(
                Diagnostic::error(&loa.place, message)
                    .label(label)
                    .help(help),
            );
        }
        fitting.map(|(_, id)| At {
            value: id.clone(),
            place: loa.place.clone(),
        })
    }

    /// Calls that come while it is simulated; says how many do not.
    fn within_reach<'a>(
        &self,
        calls: Vec<(&'a str, ListedCall)>,
    ) -> Option<Vec<(&'a str, ListedCall)>> {
        if !self.ground.check.clock_is_known {
            return None;
        }
        let reach = SimTime::ZERO..self.ground.check.clock.period.end;
        let all = calls.len();
        let mut kept = calls;
        kept.retain(|(_, call)| reach.contains(&call.eta));
        kept.sort_by_key(|(_, call)| call.eta);
        let place = &self.arrivals.calls[0].eta.place;
        let outside = all - kept.len();
        if kept.is_empty() {
            let message = "no call of the list comes while it is simulated";
            let help = "set `start`, `end` and `warm_up` of [horizon] to the dates of the list";
            self.ground.check.push(
                Diagnostic::error(place, message)
                    .label("the first")
                    .help(help),
            );
            return None;
        }
        if outside > 0 {
            let message = format!(
                "{outside} of {all} calls of the list come before the warm-up or after the end"
            );
            let help = "they are left out; [horizon] says what is simulated";
            self.ground.check.push(
                Diagnostic::warning(place, message)
                    .label("the list")
                    .help(help),
            );
        }
        Some(kept)
    }

    fn listed_service(&self, id: String, name: &str, calls: Vec<ListedCall>) -> Service {
        let arrivals = self.arrivals;
        let name = if name.is_empty() { "Call list" } else { name };
        Service {
            id,
            name: name.to_owned(),
            origin: String::new(),
            origin_in_china: false,
            distance: NauticalMiles::ZERO,
            terminals: shares(calls.iter().map(|call| call.terminal)),
            vessel_classes: shares(calls.iter().map(|call| call.class)),
            cargo: CallSize::Moves(mean_moves(&calls)),
            traffic: Traffic::Listed { calls },
            delay: arrivals.delay.value_or(Distribution::constant(0.0)),
            early: arrivals.early.value_or(SimDuration::ZERO),
            demand: None,
        }
    }
}

/// How often each comes, as a share, in the order of first coming.
fn shares<Id: PartialEq>(each: impl ExactSizeIterator<Item = Id>) -> Vec<(Id, f64)> {
    let one = 1.0 / each.len() as f64;
    let mut shares: Vec<(Id, f64)> = Vec::new();
    for id in each {
        match shares.iter_mut().find(|(known, _)| *known == id) {
            Some((_, share)) => *share += one,
            None => shares.push((id, one)),
        }
    }
    shares
}

/// The mean number of moves; each call has its own.
fn mean_moves(calls: &[ListedCall]) -> Distribution {
    let sum: f64 = calls.iter().map(|call| f64::from(call.moves)).sum();
    Distribution::constant(sum / calls.len() as f64)
}

/// An id for a name, unlike all that are taken.
fn free_id(name: &str, taken: &[String]) -> String {
    let fits = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    let plain: String = name.chars().map(fits).collect();
    let first = if plain.is_empty() {
        "calls".to_owned()
    } else {
        format!("calls_{plain}")
    };
    let numbered = (2..).map(|number| format!("{first}_{number}"));
    std::iter::once(first.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .expect("numbers do not end")
}
