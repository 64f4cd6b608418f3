//! Small pieces of a bay for unit tests.

use crate::engine::{Distribution, SimDuration, SimTime};
use crate::port::bay::*;
use crate::port::event::CallId;
use crate::units::{Kilowatts, Knots, Meters, NauticalMiles, Teu};

/// A call in a slot of its number.
pub(crate) fn call_id(number: u32) -> CallId {
    CallId {
        number,
        slot: number,
    }
}

pub(crate) fn class_of_loa(loa: f64) -> VesselClass {
    VesselClass {
        id: "test".into(),
        name: "Test".into(),
        capacity: Teu::new(8_000.0),
        loa: Meters::new(loa),
        beam: Meters::new(45.0),
        draft: Meters::new(14.0),
        air_draft: Meters::new(50.0),
        rows: 18,
        hatches: 10,
        cranes: 4,
        service_speed: Knots::new(18.0),
        hotelling_load: Kilowatts::new(1_000.0),
        shore_power_ready: 1.0,
        engine_tiers: [0.0, 0.0, 1.0, 0.0],
        idle_hatch_share: 0.0,
        hatch_cv: 0.3,
    }
}

fn wharf(space: WharfSpace) -> Wharf {
    Wharf {
        id: "main".into(),
        name: "Main".into(),
        space,
        nominal_berths: 2,
        max_draft: None,
        max_air_draft: None,
        outreach_rows: None,
        cranes: 8,
    }
}

pub(crate) fn wharf_of_length(length: f64, clearance: f64) -> Wharf {
    wharf(WharfSpace::Length {
        length: Meters::new(length),
        clearance: Meters::new(clearance),
    })
}

pub(crate) fn wharf_of_slots(slots: u32) -> Wharf {
    wharf(WharfSpace::Slots(slots))
}

pub(crate) fn terminal_with(wharves: Vec<Wharf>) -> Terminal {
    let none = Distribution::constant(0.0);
    Terminal {
        id: "quay".into(),
        name: "Quay".into(),
        port: PortId(0),
        wharves,
        policy: BerthPolicy::FirstCome,
        cycle_time: Distribution::constant(120_000.0),
        time_between_breakdowns: None,
        repair_time: none.clone(),
        before_first_move: none.clone(),
        after_last_move: none,
        crane_clearance_hatches: 2,
        extra_cranes: 0,
        shore_power: None,
        area: None,
        yard_ceiling_teu_per_acre: None,
        land: None,
    }
}

/// A way in and out that takes no time and has room for everybody.
pub(crate) fn open_water() -> Approach {
    Approach {
        pilots: None,
        tugs: None,
        tugs_per_transit: 0,
        inbound: Distribution::constant(0.0),
        outbound: Distribution::constant(0.0),
        headway: SimDuration::ZERO,
    }
}

/// A queue of the textbook: `servers` slots with a crane each, renewal arrivals, one move a
/// call, whose time is the service.
pub(crate) fn queue(
    gap: Distribution,
    service: Distribution,
    servers: u16,
    days: u32,
    warm_up_days: u32,
) -> Bay {
    let none = || Distribution::constant(0.0);
    let mut wharf = wharf_of_slots(u32::from(servers));
    wharf.cranes = servers;
    let mut terminal = terminal_with(vec![wharf]);
    terminal.cycle_time = service;
    let mut class = class_of_loa(100.0);
    (class.cranes, class.hatches) = (1, 1);
    let day = |n: u32| SimTime::ZERO + SimDuration::from_days(f64::from(n));
    Bay {
        ports: vec![Port {
            id: "port".into(),
            name: "Port".into(),
            approach: open_water(),
            demand: None,
            cargo_mix: CargoMix {
                import_loaded: 0.5,
                export_loaded: 0.2,
                empty: 0.3,
            },
            loaded_teu_value: None,
            barges: None,
            bunkering: None,
        }],
        terminals: vec![terminal],
        vessel_classes: vec![class],
        services: vec![Service {
            id: "poisson".into(),
            name: "Poisson".into(),
            origin: String::new(),
            origin_in_china: false,
            distance: NauticalMiles::ZERO,
            terminals: vec![(TerminalId(0), 1.0)],
            traffic: Traffic::Renewal(gap),
            vessel_classes: vec![(ClassId(0), 1.0)],
            cargo: CallSize::Moves(Distribution::constant(1.0)),
            delay: none(),
            early: SimDuration::ZERO,
            demand: None,
        }],
        labor: Labor::Continuous,
        zone: None,
        waiting: WaitingPlace::Anchorage,
        at_berth_rule: None,
        disruptions: Vec::new(),
        grid: GridTrouble::default(),
        days: Days {
            days: (0..days + warm_up_days)
                .map(|n| Day {
                    from: day(n),
                    year: 2025,
                    month: 1,
                    day: 1,
                    weekday: 0,
                })
                .collect(),
            end: day(days + warm_up_days),
        },
        period: Period {
            start: day(warm_up_days),
            end: day(warm_up_days + days),
        },
        teu_per_move: 1.88,
        inland: Inland::default(),
    }
}
