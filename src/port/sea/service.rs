//! Liner services, random traffic and extra loaders: when calls are made, and all their chance.
//!
//! Everything that chance decides for a call is drawn here, when it leaves its origin, from
//! streams named by its service and sailing alone. A scenario that changes anything else, berths
//! or shore power, changes no draw of any call; a service added or removed moves no other's.

use std::sync::Arc;

use crate::engine::{SimDuration, SimTime, Stream};
use crate::port::bay::{
    Bay, CallSize, Hull, ListedCall, MOST_MOVES, SAILINGS_PER_WEEK, Service, ServiceId, TerminalId,
    Traffic, VesselClass,
};
use crate::port::disruption::Disruptions;
use crate::port::record::{CallDraws, CallTag};
use crate::port::sea::hatches::{HatchPart, spread_over_hatches};
use crate::units::{Knots, Teu};

/// From arrival to the middle of an ordinary stay: cargo counts as demand of the month in which
/// it is worked, about two days after arrival (half of 3.6 days at berth and the way in).
const ARRIVAL_TO_MID_STAY: SimDuration = SimDuration::from_millis(48 * 3_600_000);

/// Stands for a draw where a call list says that a vessel is equipped for shore power.
const EQUIPPED: f64 = -1.0;
/// Stands for a draw where a call list says that it is not.
const NOT_EQUIPPED: f64 = 1.0;

/// One sailing of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sailing {
    /// Who sails.
    pub(crate) service: ServiceId,
    /// Names the sailing's streams.
    pub(crate) number: i64,
    /// Proforma arrival at the pilot boarding place.
    pub(crate) proforma: SimTime,
    /// A delay may come on top of it.
    pub(crate) has_window: bool,
}

/// A call as drawn, with what its record does not show.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MadeCall {
    /// What the record shows.
    pub(crate) draws: CallDraws,
    /// Stream of everything else that chance decides for it, such as its moves' times.
    pub(crate) stream: Stream,
    /// Its hull: that of its class, but for what a list says of the vessel itself.
    pub(crate) hull: Hull,
    /// Keeps the speed limit in the outer and in the inner ring.
    pub(crate) keeps_limit: [bool; 2],
}

/// Number of the weekly sailing of a week, or of its `extra`-th second loop.
pub(crate) fn sailing_number(week: i32, extra: u32) -> i64 {
    let extra = i64::from(extra);
    assert!(
        extra < SAILINGS_PER_WEEK,
        "{extra} second loops in one week; the demand is out of all proportion to the services"
    );
    i64::from(week) * SAILINGS_PER_WEEK + extra
}

/// Where a service stands, at week 0, on the way to its next second loop, from 0 to 1. Each has
/// its own, or all services of a port would add a sailing in one week and none in the next ten.
pub(crate) fn loop_phase(root: Stream, service: &Service) -> f64 {
    root.named("second loop").named(&service.id).uniform(0)
}

/// Second-loop sailings in a week, so that on average there are `share` a week, evenly spread;
/// `phase` of a loop was due before week 0.
pub(crate) fn second_loops(week: i32, share: f64, phase: f64) -> u32 {
    let upto = |week: i32| (f64::from(week) * share + phase).floor();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small count, not negative"
    )]
    let count = (upto(week + 1) - upto(week)) as u32;
    count
}

/// Stream of one sailing.
fn stream_of(root: Stream, service: &Service, sailing: i64) -> Stream {
    root.named("call")
        .named(&service.id)
        .child(sailing.cast_unsigned())
}

/// Whether a weekly sailing is blanked.
pub(crate) fn is_blanked(root: Stream, service: &Service, sailing: i64, chance: f64) -> bool {
    stream_of(root, service, sailing).named("blank").uniform(0) < chance
}

/// Draws everything about a call, the `call`-th of the replication.
///
/// `hatch_moves` becomes its list of moves by hatch; `parts` is paper to divide them on.
pub(crate) fn make_call(
    bay: &Bay,
    root: Stream,
    disruptions: &Disruptions<'_>,
    sailing: Sailing,
    call: u32,
    hatch_moves: &mut Arc<Vec<u32>>,
    parts: &mut Vec<HatchPart>,
) -> MadeCall {
    let service = bay.service(sailing.service);
    let listed = listed_call(service, sailing);
    let stream = listed.map_or_else(
        || stream_of(root, service, sailing.number),
        |call| root.named("listed call").child(call.name),
    );
    let class_id = listed.map_or_else(
        || *pick(&service.vessel_classes, stream.named("class").uniform(0)),
        |call| call.class,
    );
    let class = bay.class(class_id);
    let terminal = listed.map_or_else(
        || *pick(&service.terminals, stream.named("terminal").uniform(0)),
        |call| call.terminal,
    );
    let arrival = arrival(service, sailing, stream);
    // A vessel that is awaited for a shift comes for it, more slowly; a list says when its calls come.
    let arrival = match listed {
        None => awaited(bay, terminal, arrival),
        Some(_) => arrival,
    };
    // A call of a list that comes early before time zero is there when the simulation begins.
    let arrival = listed.map_or(arrival, |_| arrival.max(SimTime::ZERO));
    let passage = service.distance / class.service_speed.max(Knots::new(1.0));
    let arrival = disruptions.leaves(sailing.service, arrival - passage, stream) + passage;
    let tag = CallTag {
        call,
        service: sailing.service,
        class: class_id,
        terminal,
        port: bay.terminal(terminal).port,
        tier: listed
            .and_then(|call| call.tier)
            .unwrap_or_else(|| draw_tier(class, stream)),
    };
    let moves = listed.map_or_else(
        || {
            let at = arrival_for_demand(service, sailing);
            draw_moves(bay, service, class, stream, (at, disruptions.cargo(at)))
        },
        |call| call.moves,
    );
    let hatches = stream.named("hatches");
    spread_over_hatches(moves, class, hatches, Arc::make_mut(hatch_moves), parts);
    let hull = class.hull();
    let own_loa = listed.and_then(|call| call.loa);
    let loa = own_loa.unwrap_or(hull.loa);
    let draws = CallDraws {
        tag,
        sailing: sailing.number,
        left_origin: arrival - passage,
        proforma: sailing.proforma,
        arrival,
        loa,
        hatch_moves: Arc::clone(hatch_moves),
        readiness_draw: match listed.and_then(|call| call.shore_power) {
            Some(true) => EQUIPPED,
            Some(false) => NOT_EQUIPPED,
            None => stream.named("ready").uniform(0),
        },
        connection_draw: stream.named("connection").uniform(0),
    };
    MadeCall {
        draws,
        stream,
        hull: Hull { loa, ..hull },
        keeps_limit: keeps_limit(bay, stream),
    }
}

/// Whether a call keeps the speed limit in the outer and in the inner ring.
fn keeps_limit(bay: &Bay, stream: Stream) -> [bool; 2] {
    let zone = bay.zone.as_ref();
    let keeps = |name: &str, share: f64| stream.named(name).uniform(0) < share;
    [
        keeps("outer ring", zone.map_or(0.0, |zone| zone.outer_compliance)),
        keeps("inner ring", zone.map_or(0.0, |zone| zone.inner_compliance)),
    ]
}

/// When a sailing arrives by its own delay.
fn arrival(service: &Service, sailing: Sailing, stream: Stream) -> SimTime {
    if sailing.has_window {
        sailing.proforma - service.early + service.delay.span(stream.named("delay"), 0)
    } else {
        sailing.proforma
    }
}

/// When a vessel that could be there at `arrival` comes, to be all fast for a shift.
fn awaited(bay: &Bay, terminal: TerminalId, arrival: SimTime) -> SimTime {
    let inbound = bay.mean_inbound(bay.terminal(terminal).port);
    bay.labor.all_fast(arrival + inbound) - inbound
}

/// The row of a call list that a sailing is.
fn listed_call(service: &Service, sailing: Sailing) -> Option<ListedCall> {
    let Traffic::Listed { calls } = &service.traffic else {
        return None;
    };
    // In the order of expected arrival, and more than one may be expected at once.
    let first = calls.partition_point(|call| call.eta < sailing.proforma);
    let found = calls[first..]
        .iter()
        .find(|call| i64::from(call.row) == sailing.number);
    Some(*found.expect("a sailing of a list is one of its rows"))
}

/// The instant whose month's demand a sailing carries: its expected arrival, not the drawn one, so
/// that a late vessel brings the cargo it was booked for.
fn arrival_for_demand(service: &Service, sailing: Sailing) -> SimTime {
    let delay = if sailing.has_window {
        SimDuration::from_millis(whole(service.delay.mean())) - service.early
    } else {
        SimDuration::ZERO
    };
    sailing.proforma + delay + ARRIVAL_TO_MID_STAY
}

/// Entry of a list of shares that holds `u`.
fn pick<T>(shares: &[(T, f64)], u: f64) -> &T {
    let mut upto = 0.0;
    let found = shares.iter().find(|(_, share)| {
        upto += share;
        u < upto
    });
    // Shares add up to 1 but for rounding: the last entry takes what is left.
    &found
        .or(shares.last())
        .expect("a list of shares has entries")
        .0
}

/// NOx tier of the call's engines.
fn draw_tier(class: &VesselClass, stream: Stream) -> u8 {
    let tiers = [
        (0_u8, class.engine_tiers[0]),
        (1, class.engine_tiers[1]),
        (2, class.engine_tiers[2]),
        (3, class.engine_tiers[3]),
    ];
    *pick(&tiers, stream.named("tier").uniform(0))
}

/// Containers of the call: its share of the demand, or a number of its own.
fn draw_moves(
    bay: &Bay,
    service: &Service,
    class: &VesselClass,
    stream: Stream,
    (at, times): (SimTime, f64),
) -> u32 {
    let size = stream.named("size");
    let moves = match &service.cargo {
        CallSize::Moves(moves) => moves.draw(size, 0) * times,
        CallSize::Demand {
            weight,
            factor,
            cap,
        } => {
            let demand = bay
                .demand_of(service)
                .expect("checked: a demand-driven service has a port with demand");
            let exchanged = demand.at(at).fill * weight * factor.draw(size, 0) * times;
            let teu: Teu = class.capacity * exchanged.clamp(0.0, *cap);
            teu.value() / bay.teu_per_move
        }
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to u32"
    )]
    let whole_moves = moves.round().clamp(1.0, MOST_MOVES) as u32;
    whole_moves
}

/// A number of milliseconds as a whole one.
fn whole(millis: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "saturates far beyond any horizon"
    )]
    let millis = millis.round() as i64;
    millis
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_loops_are_evenly_spread() {
        for share in [0.0, 0.3, 1.0, 1.4] {
            for phase in [0.0, 0.4, 0.999] {
                let total: u32 = (2_800..3_800)
                    .map(|week| second_loops(week, share, phase))
                    .sum();
                assert!(
                    (f64::from(total) - 1_000.0 * share).abs() <= 1.0,
                    "{total} of share {share}"
                );
            }
        }
    }

    #[test]
    fn a_share_is_picked_by_where_the_draw_falls() {
        let shares = [('a', 0.25), ('b', 0.75)];
        assert_eq!(*pick(&shares, 0.2499), 'a');
        assert_eq!(*pick(&shares, 0.25), 'b');
        assert_eq!(*pick(&shares, 0.999_999), 'b');
    }
}
