//! What every replication of a scenario has in common: what a file of kept replications can still get
//! wrong where all of its checksums are right.

use crate::engine::{SimDuration, SimTime};
use crate::experiment::account::{Account, Replication};
use crate::experiment::numbers::Numbers;
use crate::experiment::rows::Inventory;
use crate::port::bay::Bay;
use crate::port::record::{CallTag, Visit};
use crate::scenario::Scenario;

/// Largest number that is believed: squares of such numbers are far from the largest there is.
const LARGEST: f64 = 1e60;
/// Farthest instant of a call that is believed, from the beginning: no simulation lasts that long.
const FARTHEST: SimDuration = SimDuration::from_millis(1_000 * 365 * 86_400_000);

/// The replications of a batch, by what none of them differs in.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    scenario: &'a Scenario,
    /// A replication in which nothing happened.
    empty: Replication,
}

impl<'a> Shape<'a> {
    /// The shape of a scenario's replications, with or without every call.
    pub(super) fn new(scenario: &'a Scenario, calls: bool) -> Self {
        let account = Account::new(&scenario.bay, &scenario.emissions);
        let account = if calls { account.with_calls() } else { account };
        Self {
            scenario,
            empty: account.finish(),
        }
    }

    /// Whether a replication has this shape, and numbers that can be added up.
    pub(super) fn fits(&self, found: &Replication) -> bool {
        self.has_all_parts(found) && self.is_finite(found)
    }

    fn has_all_parts(&self, found: &Replication) -> bool {
        let empty = &self.empty;
        let measures = |of: &Replication| of.figures.iter().map(Vec::len).collect::<Vec<_>>();
        let figures = found.figures.iter().zip(&empty.figures);
        let alike = figures
            .flat_map(|(found, empty)| found.iter().zip(empty))
            .all(|(found, empty)| found.is_pooled_as(empty));
        let waiting = found.still_waiting.iter();
        let known = waiting
            .map(|vessel| vessel.tag)
            .all(|tag| is_tag(tag, &self.scenario.bay));
        let days = found.days.iter().zip(&empty.days).all(|(day, like)| {
            day.date == like.date
                && day.port_teu.len() == like.port_teu.len()
                && day.mornings.len() == like.mornings.len()
        });
        let lengths = |of: &Replication| {
            [
                of.days.len(),
                of.load.daily_mw.len(),
                of.load.daily_mwh.len(),
                of.load.hourly_mw.len(),
                of.load.hour_by_month_mw.len(),
                of.load.duration_mw.len(),
                of.stacks.len(),
                of.lanes.len(),
                of.balances.len(),
                of.landside.len(),
            ]
        };
        let ashore = |of: &Replication| of.landside.iter().map(Option::is_some).collect::<Vec<_>>();
        measures(found) == measures(empty)
            && alike
            && known
            && lengths(found) == lengths(empty)
            && days
            && ashore(found) == ashore(empty)
            && found.waits.grew_from(&empty.waits)
            && found.stays.grew_from(&empty.stays)
            && found.calls.is_some() == empty.calls.is_some()
            && (found.calls.iter().flatten()).all(|visit| is_of(visit, &self.scenario.bay))
    }

    /// Whether every number is one that can be added up.
    fn is_finite(&self, found: &Replication) -> bool {
        let (mut finite, mut finite_figure) = (true, true);
        let mut look = |number: Option<f64>| {
            finite &= number.is_none_or(|number| number.abs() <= LARGEST);
        };
        Numbers::of(found, self.scenario)
            .map(&mut |figure| finite_figure &= figure.is_sound(LARGEST));
        for (stack, land) in found.stacks.iter().zip(&found.landside) {
            Inventory::of(stack, land.as_ref()).map(&mut look);
        }
        finite && finite_figure
    }
}

/// Whether a call is one of a service, class and terminal of this bay.
fn is_tag(tag: CallTag, bay: &Bay) -> bool {
    let terminal = bay.terminals.get(tag.terminal.index());
    terminal.is_some_and(|terminal| terminal.port == tag.port)
        && tag.service.index() < bay.services.len()
        && tag.class.index() < bay.vessel_classes.len()
}

/// Whether a visit is one to a place of this bay, at times that can be.
fn is_of(visit: &Visit, bay: &Bay) -> bool {
    let tag = visit.tag;
    let Some(terminal) = bay.terminals.get(tag.terminal.index()) else {
        return false;
    };
    let life = [
        visit.left_origin,
        visit.proforma,
        visit.arrival,
        visit.inbound,
        visit.all_fast,
        visit.cargo_start,
        visit.cargo_end,
        visit.pilot_ordered,
        visit.departure,
    ];
    let plug = [visit.connected_at, visit.disconnected_at];
    let barge = visit.barge.iter().flat_map(|stay| [stay.from, stay.to]);
    let fuel = visit.bunkered.iter().flat_map(|stay| [stay.from, stay.to]);
    let spans = [visit.crane_hours, visit.connected];
    let sizes = [
        visit.position.value(),
        visit.loa.value(),
        visit.shore_load.value(),
    ];
    let is_near = |at: SimTime| (SimTime::ZERO - FARTHEST..=SimTime::ZERO + FARTHEST).contains(&at);
    terminal.port == tag.port
        && usize::from(visit.wharf) < terminal.wharves.len()
        && tag.service.index() < bay.services.len()
        && tag.class.index() < bay.vessel_classes.len()
        && (life
            .into_iter()
            .chain(plug.into_iter().flatten())
            .chain(barge)
            .chain(fuel))
        .all(is_near)
        && spans
            .into_iter()
            .all(|span| (SimDuration::ZERO..=FARTHEST).contains(&span))
        && sizes.into_iter().all(|size| size.abs() <= LARGEST)
}
