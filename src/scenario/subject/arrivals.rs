//! Calls of a list: classes and terminals by name, ETAs as instants, one service for each name.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::{Deployment, Ground, terminal_id};
use super::names::KnownNames;
use super::vessel_class::ANY;
use crate::engine::{Distribution, SimDuration, SimTime};
use crate::port::bay::{CallSize, ClassId, ListedCall, Service, TerminalId, Traffic};
use crate::scenario::call_list::{CallRow, Eta, RepeatedFaults, UNNAMED_SERVICE};
use crate::scenario::checked::CallListRow;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw::Arrivals;
use crate::scenario::reader::{At, Named, Reader};
use crate::units::{Meters, NauticalMiles};

/// A vessel may be this much longer than the class that stands for it: lengths are rounded.
const LONGER: f64 = 1.02;
/// No container vessel is longer, in meters: a longer one may be meant in feet.
const LONGEST_BUILT: f64 = 401.0;
/// Most services that a call list may name.
const MOST_SERVICES: usize = 10_000;

/// A row with what it names.
pub(super) struct ResolvedCall<'a> {
    pub(super) row: &'a CallRow,
    pub(super) eta: SimTime,
    pub(super) terminal: usize,
    pub(super) class: ClassId,
}

/// Services of the call list, in the order in which it names them.
pub(super) fn listed(of: &Reader<'_>, teu_per_move: f64, ground: &Ground<'_>) -> Vec<Service> {
    let arrivals = of.table("arrivals", Arrivals::read).into_value();
    let Some(arrivals) = arrivals else {
        return Vec::new();
    };
    let list = CallList {
        arrivals: &arrivals,
        teu_per_move,
        ground,
    };
    list.services().unwrap_or_default()
}

/// The list, and where its calls go and with what.
pub(super) struct CallList<'a> {
    pub(super) arrivals: &'a Arrivals,
    pub(super) teu_per_move: f64,
    pub(super) ground: &'a Ground<'a>,
}

impl CallList<'_> {
    fn services(&self) -> Option<Vec<Service>> {
        let calls = self.resolved()?;
        if calls.is_empty() {
            return Some(Vec::new());
        }
        if self.arrivals.dates_are_open {
            return None;
        }
        self.note_clock_changes();
        self.note_crammed(&calls);
        self.note_lengths(&calls);
        let kept = self.numbered(self.within_reach(&calls)?);
        let mut services: Vec<(&str, Vec<ListedCall>)> = Vec::new();
        let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, call) in kept {
            let at = *by_name.entry(name).or_insert(services.len());
            if at == services.len() {
                services.push((name, Vec::new()));
            }
            services[at].1.push(call);
        }
        if services.len() > MOST_SERVICES {
            let message = format!("the call list names {} services", services.len());
            let place = &calls[0].row.terminal.place;
            self.ground
                .check
                .error(place, message, format!("at most {MOST_SERVICES}"));
            return None;
        }
        let ids = self.ground.check.names("service").into_iter();
        let mut taken: BTreeSet<String> = ids.map(str::to_owned).collect();
        let each = services.into_iter().map(|(name, calls)| {
            let id = free_id(name, &taken);
            taken.insert(id.clone());
            self.listed_service(id, name, calls)
        });
        Some(each.collect())
    }

    /// Every row with the terminal and class that it names; `None`, and reported, if any is wrong.
    fn resolved(&self) -> Option<Vec<ResolvedCall<'_>>> {
        let mut terminals = KnownNames::new("terminal");
        for terminal in &self.ground.terminals {
            let name = terminal.value.terminal.name.as_str();
            terminals.add(&terminal.id, Some(name), &terminal.value.aliases);
        }
        let mut classes = KnownNames::new("vessel class");
        for class in &self.ground.classes {
            classes.add(&class.id, Some(&class.value.class.name), &[]);
        }
        if !self.ground.check.has("vessel_class", ANY) {
            classes.add_unnamed(ANY);
        }
        let repeated = RepeatedFaults::new(self.ground.check.faults);
        let mut fitting: BTreeMap<(usize, usize, Option<u64>), bool> = BTreeMap::new();
        let calls: Vec<Option<ResolvedCall<'_>>> = self
            .arrivals
            .calls
            .iter()
            .map(|call| {
                let terminal = terminals.find(call.row, &call.terminal);
                let class = match (&call.vessel_class, &call.loa) {
                    (Some(class), _) => classes.find(call.row, class),
                    (None, Some(loa)) => self.class_of_length(loa, &repeated),
                    (None, None) => None,
                };
                let (terminal, class) = (terminal?, class?);
                if class == self.ground.classes.len() {
                    self.ground.uses_any.set(true);
                }
                let length = call.loa.as_ref().map(|loa| loa.value.value().to_bits());
                let fits = *fitting
                    .entry((terminal, class, length))
                    .or_insert_with(|| self.call_fits(call, terminal, class));
                fits.then(|| ResolvedCall {
                    row: call,
                    eta: self.instant(call.eta.value),
                    terminal,
                    class: ClassId(
                        u16::try_from(class)
                            .expect("a scenario has fewer than 65,536 vessel classes"),
                    ),
                })
            })
            .collect();
        repeated.finish();
        for fault in terminals.finish().into_iter().chain(classes.finish()) {
            self.ground.check.push(fault);
        }
        calls.into_iter().collect()
    }

    /// Whether the class of a call fits its terminal; reported if it does not.
    fn call_fits(&self, call: &CallRow, terminal: usize, class: usize) -> bool {
        let id = self
            .ground
            .classes
            .get(class)
            .map_or(ANY, |class| &class.id);
        let length = call.loa.as_ref().map(|loa| &loa.place);
        let said = call
            .vessel_class
            .as_ref()
            .map(|class| &class.place)
            .or(length);
        let sent = [Named {
            id: id.to_owned(),
            place: said.unwrap_or(&call.terminal.place).clone(),
            value: 1.0,
        }];
        self.ground.fits(&Deployment {
            service: "the call list",
            terminal,
            sent: &call.terminal.place,
            classes: &sent,
            loa: call.loa.as_ref(),
        })
    }

    pub(super) fn instant(&self, eta: Eta) -> SimTime {
        match eta {
            Eta::Local(local) => self.ground.check.clock.at(local),
            Eta::Instant(instant) => self.ground.check.clock.instant(instant),
        }
    }

    /// Position of the shortest class that is as long as a vessel.
    fn class_of_length(&self, loa: &At<Meters>, repeated: &RepeatedFaults<'_>) -> Option<usize> {
        let lengths = self.ground.classes.iter().enumerate();
        let lengths = lengths.filter_map(|(at, class)| Some((at, class.value.loa.value()?)));
        let shortest = |meters: f64| {
            let fitting = lengths
                .clone()
                .filter(|(_, length)| length.value() * LONGER >= meters);
            fitting.min_by(|a, b| a.1.value().total_cmp(&b.1.value()))
        };
        let meters = loa.value.value();
        if let Some((at, _)) = shortest(meters) {
            return Some(at);
        }
        let longest = lengths
            .clone()
            .map(|(_, length)| length)
            .fold(Meters::ZERO, Meters::max);
        let message = format!("no vessel class is {meters} m long");
        // Only a bare number may have been meant in feet.
        let is_bare = loa.place.text().trim_matches('"').parse::<f64>().is_ok();
        let in_meters = meters * 0.3048;
        let label = match shortest(in_meters).filter(|_| is_bare && meters > LONGEST_BUILT) {
            Some(_) => format!(
                "the longest has {} m; {meters:.0} ft is {in_meters:.0} m: write `{meters:.0} ft` or `{in_meters:.0}`",
                longest.value()
            ),
            None => format!("the longest has {} m", longest.value()),
        };
        let help = "write a class in `vessel_class`, or add a longer `[vessel_class.…]`";
        let fault = Diagnostic::error(&loa.place, message)
            .label(label)
            .help(help);
        repeated.push("are of vessels longer than every class", fault);
        None
    }

    /// Keeps what a row says for tables of results.
    pub(super) fn keep_row(&self, call: &ResolvedCall<'_>, is_simulated: bool) {
        let row = call.row;
        self.ground.call_list.borrow_mut().push(CallListRow {
            row: row.row,
            vessel: row.vessel.clone(),
            service: row.service.clone(),
            eta: call.eta,
            terminal: terminal_id(call.terminal),
            class: call.class,
            loa: row.loa.as_ref().map(|loa| loa.value),
            moves: row.moves.value,
            shore_power: row.shore_power,
            tier: row.tier,
            times: row.times.map(|time| time.map(|time| self.instant(time))),
            is_simulated,
        });
    }

    fn listed_service(&self, id: String, name: &str, calls: Vec<ListedCall>) -> Service {
        let arrivals = &self.arrivals;
        let name = if name.is_empty() {
            UNNAMED_SERVICE
        } else {
            name
        };
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

impl ResolvedCall<'_> {
    /// The call with its number among those of the list and the name of its draws.
    pub(super) fn listed(&self, number: u32, name: u64) -> ListedCall {
        ListedCall {
            row: self.row.row,
            number,
            name,
            eta: self.eta,
            terminal: terminal_id(self.terminal),
            class: self.class,
            loa: self.row.loa.as_ref().map(|loa| loa.value),
            moves: self.row.moves.value,
            shore_power: self.row.shore_power,
            tier: self.row.tier,
        }
    }

    pub(super) fn terminal_id(&self) -> TerminalId {
        terminal_id(self.terminal)
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
fn free_id(name: &str, taken: &BTreeSet<String>) -> String {
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
