//! A small bay for tests on literal records: two ports, three terminals, two classes.

use crate::emissions::{
    Boundary, FactorSet, GridFactor, GridKind, GwpSet, LoadSet, Settings, VesselPlant, capture,
};
use crate::engine::{Distribution, SimDuration, SimTime};
use crate::port::bay::{
    Bay, BerthPolicy, CargoMix, ClassId, Day, Days, GridTrouble, Inland, Labor, Period, Port,
    PortId, ServiceId, ShorePower, Terminal, TerminalId, VesselClass, WaitingPlace, Wharf,
    WharfSpace,
};
use crate::port::fixture::open_water;
use crate::port::record::{CallTag, Phase, Record, Ring, Visit};
use crate::units::{Acres, GramsPerKilowattHour, Kilowatts, Knots, Meters, Teu};

/// The instant this many hours after the beginning.
pub(crate) fn at(hours: f64) -> SimTime {
    SimTime::ZERO + SimDuration::from_hours(hours)
}

/// Warm-up of one day, then `days` measured, from Saturday 2025-03-01 on: the ninth day,
/// 9 March, has 23 hours.
pub(crate) fn bay(days: u8) -> Bay {
    let (start, end) = (day(1).from, day(days + 1).from);
    let ports = ["los_angeles", "long_beach"];
    let terminals = [("pier_400", 0), ("pier_300", 0), ("pier_t", 1)];
    Bay {
        ports: ports.into_iter().map(port).collect(),
        terminals: terminals.map(|(id, port)| terminal(id, port)).to_vec(),
        vessel_classes: vec![
            class("panamax", 8_000.0, 300.0),
            class("ulcv", 14_000.0, 366.0),
        ],
        services: Vec::new(),
        labor: Labor::Continuous,
        zone: None,
        waiting: WaitingPlace::Anchorage,
        at_berth_rule: None,
        disruptions: Vec::new(),
        grid: GridTrouble::default(),
        days: Days {
            days: (0..=days).map(day).collect(),
            end,
        },
        period: Period { start, end },
        teu_per_move: 2.0,
        inland: Inland::default(),
    }
}

/// Day `index` of the simulation; 28 February is the first.
fn day(index: u8) -> Day {
    let lost = if index > 9 { 1.0 } else { 0.0 };
    Day {
        from: at(f64::from(index) * 24.0 - lost),
        year: 2025,
        month: if index == 0 { 2 } else { 3 },
        day: if index == 0 { 28 } else { index },
        weekday: (index + 4) % 7,
    }
}

fn port(id: &str) -> Port {
    Port {
        id: id.to_owned(),
        name: id.to_owned(),
        approach: open_water(),
        demand: None,
        cargo_mix: CargoMix {
            import_loaded: 0.5,
            export_loaded: 0.25,
            empty: 0.25,
        },
        loaded_teu_value: None,
        barges: None,
        bunkering: None,
    }
}

fn terminal(id: &str, port: u16) -> Terminal {
    let none = Distribution::constant(0.0);
    Terminal {
        id: id.to_owned(),
        name: id.to_owned(),
        port: PortId(port),
        wharves: vec![Wharf {
            id: "main".to_owned(),
            name: "Main wharf".to_owned(),
            space: WharfSpace::Length {
                length: Meters::new(1_000.0),
                clearance: Meters::new(20.0),
            },
            nominal_berths: 2,
            max_draft: None,
            max_air_draft: None,
            outreach_rows: None,
            cranes: 8,
        }],
        policy: BerthPolicy::FirstCome,
        cycle_time: none.clone(),
        time_between_breakdowns: None,
        repair_time: none.clone(),
        before_first_move: none.clone(),
        after_last_move: none.clone(),
        crane_clearance_hatches: 1,
        extra_cranes: 0,
        shore_power: Some(ShorePower {
            points: 2,
            point_limit: Kilowatts::new(7_500.0),
            terminal_limit: Kilowatts::new(15_000.0),
            plug_in: none,
            plug_out: SimDuration::ZERO,
            failure_probability: 0.0,
        }),
        area: Some(Acres::new(100.0)),
        yard_ceiling_teu_per_acre: None,
        land: None,
    }
}

fn class(id: &str, capacity: f64, loa: f64) -> VesselClass {
    VesselClass {
        id: id.to_owned(),
        name: id.to_owned(),
        capacity: Teu::new(capacity),
        loa: Meters::new(loa),
        beam: Meters::new(45.0),
        draft: Meters::new(14.0),
        air_draft: Meters::new(50.0),
        rows: 17,
        hatches: 10,
        cranes: 4,
        service_speed: Knots::new(18.0),
        hotelling_load: Kilowatts::new(902.0),
        shore_power_ready: 1.0,
        engine_tiers: [0.0, 0.0, 1.0, 0.0],
        idle_hatch_share: 0.0,
        hatch_cv: 0.0,
    }
}

/// EPA factors, Starcrest loads, 40 nm, AR5, a grid factor for Los Angeles alone.
pub(crate) fn settings() -> Settings {
    let plant = |teu| VesselPlant::default_for(Teu::new(teu), LoadSet::Starcrest2016);
    Settings {
        landside: Vec::new(),
        corridors: Vec::new(),
        factors: FactorSet::Epa2022,
        loads: LoadSet::Starcrest2016,
        boundary: Boundary::Outer40Nm,
        gwp: GwpSet::Ar5,
        year: 2025,
        grid: vec![
            Some(GridFactor::at_vessel(
                GramsPerKilowattHour::new(375.4),
                GridKind::Lifecycle,
            )),
            None,
        ],
        capture: capture::usual(),
        plants: vec![plant(8_000.0), plant(14_000.0)],
    }
}

/// A call of class 0 and Tier II at a terminal.
pub(crate) fn tag(call: u32, terminal: u16) -> CallTag {
    CallTag {
        call,
        service: ServiceId(0),
        class: ClassId(0),
        terminal: TerminalId(terminal),
        port: PortId(u16::from(terminal == 2)),
        tier: 2,
    }
}

/// Beginning and end of a phase.
pub(crate) fn phase(tag: CallTag, phase: Phase, from: f64, to: f64) -> [Record; 2] {
    let (from, to) = (at(from), at(to));
    [
        Record::PhaseBegan {
            tag,
            phase,
            at: from,
        },
        Record::PhaseEnded {
            tag,
            phase,
            from,
            to,
        },
    ]
}

/// A transit of the inner ring inbound.
pub(crate) fn inner_transit(speed: f64) -> Phase {
    Phase::Transit {
        ring: Ring::Inner,
        inbound: true,
        speed: Knots::new(speed),
    }
}

/// A visit with its four instants in hours: arrival, under way, all fast, departure.
pub(crate) fn visit(tag: CallTag, times: [f64; 4], moves: u32) -> Visit {
    let [arrival, inbound, all_fast, departure] = times.map(at);
    Visit {
        tag,
        left_origin: arrival,
        proforma: arrival,
        arrival,
        inbound,
        all_fast,
        cargo_start: all_fast,
        cargo_end: departure,
        pilot_ordered: departure,
        departure,
        moves,
        wharf: 0,
        position: Meters::ZERO,
        loa: Meters::new(300.0),
        cranes_max: 2,
        crane_hours: SimDuration::ZERO,
        worked: SimDuration::ZERO,
        connected: SimDuration::ZERO,
        connected_at: None,
        disconnected_at: None,
        shore_load: Kilowatts::ZERO,
        miss: None,
        held_up_by: None,
        cut_off: false,
        asked_for_barge: false,
        barge: None,
        bunkered: None,
        held_by_yard: SimDuration::ZERO,
    }
}
