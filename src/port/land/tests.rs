//! Ports with land as a whole: books, laws, both ways of making moves, and one container by hand.

use std::sync::LazyLock;

use crate::engine::{Distribution, SimDuration, SimTime, Stream};
use crate::port::bay::{
    Bay, BerthPolicy, CallSize, ChassisPool, DwellFee, Gate, GateShift, GateShiftKind, Inland,
    Labor, Land, RailYard, Shift, ShiftKind, SpanTable, Steps, Terminal, TerminalId, TruckPool,
    Yard,
};
use crate::port::fixture::{queue, wharf_of_length, wharf_of_slots};
use crate::port::record::{GateHour, Record, Stock, StreetHour, Train, YardHour};
use crate::port::{Outcome, Pace, simulate_at};

const HOUR: SimDuration = SimDuration::from_millis(3_600_000);

fn hours(h: i64) -> SimTime {
    SimTime::ZERO + HOUR * h
}

fn fixed(hours: i64) -> SpanTable {
    SpanTable::constant(HOUR * hours, HOUR)
}

/// A span of whole minutes, in milliseconds.
fn fixed_minutes(minutes: i64) -> SpanTable {
    let milli = SimDuration::from_millis(1);
    SpanTable::constant(SimDuration::from_millis(60_000 * minutes), milli)
}

/// Ready by truck, ready by rail, ahead, in a lane, inside: tables that all random ports share.
static TABLES: LazyLock<[SpanTable; 5]> = LazyLock::new(|| {
    let gamma = |mean: f64, cv| SpanTable::new(&Distribution::gamma(mean * 3_600_000.0, cv), HOUR);
    let minutes = |mean: f64| {
        let milli = SimDuration::from_millis(1);
        SpanTable::new(&Distribution::lognormal(mean * 60_000.0, 0.8), milli)
    };
    let [truck, rail, ahead] = [(20.0, 0.5), (60.0, 0.8), (50.0, 0.4)].map(|(m, cv)| gamma(m, cv));
    [truck, rail, ahead, minutes(3.0), minutes(45.0)]
});

/// Gates by day, and by night where there are any.
fn gate_shifts(bay: &Bay, nights: bool) -> Vec<GateShift> {
    let of_day = |from: SimTime| {
        let at = |h: i64| from + HOUR * h;
        let day = GateShift {
            kind: GateShiftKind::Day,
            start: at(8),
            meal: Some((at(12), at(13))),
            end: at(17),
        };
        let night = GateShift {
            kind: GateShiftKind::Night,
            start: at(18),
            meal: None,
            end: at(23),
        };
        std::iter::once(day).chain(nights.then_some(night))
    };
    let days = bay.days.days.iter();
    days.flat_map(|day| of_day(day.from)).collect()
}

/// Day and night shifts of the quay.
fn quay_shifts(bay: &Bay, gangs: u32) -> Labor {
    let shift = |kind, start: SimTime| Shift {
        kind,
        order_by: start - HOUR * 2,
        start,
        meal: Some((start + HOUR * 4, start + HOUR * 5)),
        end: start + HOUR * 9,
        gangs,
        gangs_per_vessel: 4,
        all_fast: None,
        extension: HOUR,
    };
    let of_day = |from: SimTime| {
        [
            shift(ShiftKind::Day, from + HOUR * 8),
            shift(ShiftKind::Night, from + HOUR * 18),
        ]
    };
    Labor::Shifts(
        bay.days
            .days
            .iter()
            .flat_map(|day| of_day(day.from))
            .collect(),
    )
}

/// Whole numbers drawn for a random port.
struct Draws(Stream);

impl Draws {
    /// A number from `low` up to `high`, that one not included.
    fn between(&self, name: &str, low: u32, high: u32) -> u32 {
        let bits = self.0.named(name).bits(0) >> 33;
        low + u32::try_from(bits % u64::from(high - low)).unwrap()
    }

    fn small(&self, name: &str, low: u32, high: u32) -> u16 {
        u16::try_from(self.between(name, low, high)).unwrap()
    }

    fn yes(&self, name: &str) -> bool {
        self.between(name, 0, 2) == 0
    }
}

/// A random port of two terminals without land.
fn random_port(seed: u64) -> Bay {
    let draws = Draws(Stream::root(seed, 0).named("port"));
    let gap = Distribution::exponential(f64::from(draws.between("gap", 4, 40)) * 3_600_000.0);
    let cycle = Distribution::lognormal(120_000.0, 0.4);
    let mut bay = queue(gap, cycle, 2, 20, 2);
    let mut wharf = if draws.yes("slots") {
        wharf_of_slots(2)
    } else {
        wharf_of_length(350.0, 10.0)
    };
    wharf.cranes = draws.small("cranes", 1, 6);
    let terminal = &mut bay.terminals[0];
    terminal.wharves = vec![wharf];
    terminal.policy = match draws.between("policy", 0, 3) {
        0 => BerthPolicy::FirstCome,
        1 => BerthPolicy::BestFit,
        _ => BerthPolicy::BerthWindows { grace: HOUR * 12 },
    };
    if draws.yes("breakdowns") {
        terminal.time_between_breakdowns = Some(Distribution::exponential(20.0 * 3_600_000.0));
        terminal.repair_time = Distribution::exponential(3_600_000.0);
    }
    let mut other = terminal.clone();
    other.id = "other".into();
    bay.terminals.push(other);
    bay.services[0].terminals = vec![(TerminalId(0), 0.6), (TerminalId(1), 0.4)];
    let moves = f64::from(draws.between("moves", 2, 400));
    bay.services[0].cargo = CallSize::Moves(Distribution::uniform(1.0, 2.0 * moves));
    (bay.vessel_classes[0].hatches, bay.vessel_classes[0].cranes) = (5, 3);
    if draws.yes("shifts") {
        bay.labor = quay_shifts(&bay, draws.between("gangs", 2, 9));
    }
    bay
}

/// Land as wide or tight as chance has it, at one terminal or both.
fn with_land(mut bay: Bay, seed: u64) -> Bay {
    let draws = Draws(Stream::root(seed, 0).named("land"));
    let [truck, rail, ahead, lane, inside] = TABLES.clone();
    let shifts = gate_shifts(&bay, draws.yes("nights"));
    let last = bay.period.end.millis() / HOUR.millis();
    let terminals = if draws.yes("both") { 2 } else { 1 };
    for terminal in &mut bay.terminals[..terminals] {
        terminal.land = Some(Land {
            yard: Yard {
                capacity: draws.between("capacity", 60, 3_000),
                height: draws.small("height", 1, 6),
                width: 6,
                lifts_per_hour: draws.between("lifts", 10, 200),
                landside_share: 0.3,
                knee: 0.6,
                knee_band: 0.05,
                block: 1.0,
                gang_limit: 0.8,
                room_at_berthing: 0.5,
            },
            gate: Gate {
                shifts: shifts.clone(),
                lanes_in: draws.small("in", 1, 9),
                lanes_out: 2,
                in_service: lane.clone(),
                out_service: lane.clone(),
                inside: inside.clone(),
                slots_per_hour: draws.between("slots", 5, 150),
                no_show: 0.12,
                night_preference: 0.8,
                dual_share: 0.45,
                refuses_empties: draws.yes("refuses"),
            },
            rail: draws.yes("rail").then(|| RailYard {
                import_share: 0.28,
                export_share: 0.2,
                departures: (0..last).filter(|h| h % 11 == 5).map(hours).collect(),
                train: draws.between("train", 10, 250),
                least: 5,
                cars: Steps::new(1.0, vec![(hours(200), 0.0), (hours(260), 0.5)]),
                gang_limit: Some(60),
            }),
        });
    }
    bay.inland = Inland {
        truck_ready: Steps::always(truck.clone()),
        rail_ready: Steps::new(truck, vec![(hours(300), rail.clone())]),
        export_ahead: ahead.clone(),
        empty_ahead: ahead,
        trucks: draws.yes("trucks").then(|| TruckPool {
            day: Steps::always(draws.between("day", 3, 90)),
            night: Steps::always(draws.between("night", 3, 40)),
            trip: fixed(3),
        }),
        chassis: draws.yes("chassis").then(|| ChassisPool {
            size: draws.between("pool", 50, 2_000),
            out_of_order: 0.13,
            street: Steps::always(rail),
        }),
        warehouse_intake: (draws.yes("warehouses"))
            .then(|| Steps::always(draws.between("intake", 20, 900))),
        dwell_fee: draws.yes("fee").then_some(DwellFee {
            from: hours(100),
            age: HOUR * 24,
            remaining: 0.5,
        }),
    };
    bay
}

/// What a replication said of land, and all it said.
#[derive(Default)]
struct Told {
    all: Vec<Record>,
    yards: Vec<YardHour>,
    gates: Vec<GateHour>,
    trains: Vec<Train>,
    streets: Vec<StreetHour>,
    crane_holds: u32,
    vessels_held: u32,
    withheld: u32,
}

fn told(bay: &Bay, pace: Pace, seed: u64) -> (Told, Outcome) {
    let mut told = Told::default();
    let outcome = simulate_at(pace, bay, seed, 0, |record| {
        match record {
            Record::YardStood { hour } => told.yards.push(*hour),
            Record::GateWorked { hour } => told.gates.push(*hour),
            Record::TrainLeft { train } => told.trains.push(*train),
            Record::StreetsStood { hour } => told.streets.push(*hour),
            Record::CraneHeld { .. } => told.crane_holds += 1,
            Record::GangsWithheld { gangs, .. } => told.withheld += gangs,
            Record::Departed { visit } => {
                assert!(visit.held_by_yard <= visit.wait());
                told.vessels_held += u32::from(visit.held_by_yard > SimDuration::ZERO);
            }
            _ => {}
        }
        told.all.push(record.clone());
    });
    (told, outcome.unwrap())
}

/// Panics unless what was said of a gate's hours keeps their laws; containers in and out.
fn check_gate<'a>(gates: impl Iterator<Item = &'a GateHour>) -> [u64; 2] {
    let [mut inflow, mut outflow] = [0_u64; 2];
    for gate in gates {
        assert!(
            gate.trucks <= gate.booked,
            "nobody comes without appointment"
        );
        assert!(gate.booked <= gate.slots, "no slot is used twice");
        assert_eq!(gate.dwell.containers, gate.fetched);
        assert!(gate.fetched + gate.exports + gate.empties <= 2 * gate.trucks);
        assert!(gate.duals <= gate.fetched && gate.fetched <= gate.trucks);
        let turns: u32 = gate.turns.iter().map(|count| u32::from(*count)).sum();
        assert_eq!(turns, gate.left);
        outflow += u64::from(gate.fetched);
        inflow += u64::from(gate.exports + gate.empties);
    }
    [inflow, outflow]
}

fn yards_of(told: &Told, terminal: usize) -> impl Iterator<Item = &YardHour> {
    told.yards
        .iter()
        .filter(move |hour| hour.terminal.index() == terminal)
}

/// Panics if a yard that was without room at the beginning of an hour took more in than what
/// cranes had under way and trains brought.
fn check_fill<'a>(place: &Terminal, yards: impl Iterator<Item = &'a YardHour>) {
    let Some(land) = &place.land else { return };
    let mut before = Stock::default();
    for yard in yards {
        if before.total() >= land.yard.capacity {
            let loaded = yard.loaded - yard.loaded_late;
            let outbound = yard.stock.export + yard.stock.empty + loaded;
            let was = before.export + before.empty + yard.received_by_rail;
            assert!(outbound <= was, "a full yard takes no exports in: {yard:?}");
        }
        before = yard.stock;
    }
}

/// Panics unless what was said of land keeps its laws.
fn check_laws(bay: &Bay, told: &Told, seed: u64) {
    for (terminal, place) in bay.terminals.iter().enumerate() {
        let is_here = |id: TerminalId| id.index() == terminal;
        let gates = told.gates.iter().filter(|hour| is_here(hour.terminal));
        let yards = told.yards.iter().filter(|hour| is_here(hour.terminal));
        let [mut inflow, mut outflow] = check_gate(gates);
        for train in told.trains.iter().filter(|train| is_here(train.terminal)) {
            assert!(train.dwell.containers <= train.room);
            let embargo = hours(200) <= train.at && train.at < hours(260);
            assert!(!embargo, "no train leaves in an embargo");
            outflow += u64::from(train.dwell.containers);
        }
        let mut stock = 0;
        for yard in yards {
            inflow += u64::from(yard.landed + yard.loaded_late + yard.received_by_rail);
            outflow += u64::from(yard.loaded);
            assert!(yard.older_than_9_days <= yard.older_than_5_days);
            assert!(yard.older_than_5_days <= yard.stock.imports());
            assert!(yard.slowdown >= 1_024 && yard.lost() <= yard.crane_time);
            stock = yard.stock.total();
        }
        check_fill(place, yards_of(told, terminal));
        assert_eq!(
            inflow,
            outflow + u64::from(stock),
            "containers of terminal {terminal}, seed {seed}"
        );
        if place.land.is_none() {
            assert_eq!(inflow, 0, "without land nothing is said of it");
        }
    }
    for street in &told.streets {
        assert!(street.chassis_out <= street.chassis || bay.inland.chassis.is_none());
        assert!(street.trucks_idle <= street.trucks);
    }
}

#[test]
fn books_laws_and_both_paces_hold_in_random_ports_with_land() {
    let [mut holds, mut vessels, mut gangs, mut slowed] = [0; 4];
    for seed in 0..150 {
        let bay = with_land(random_port(seed), seed);
        let (batched, books) = told(&bay, Pace::Batched, seed);
        assert!(books.closes(), "seed {seed}: {books:?}");
        check_laws(&bay, &batched, seed);
        let (single, single_books) = told(&bay, Pace::OneByOne, seed);
        for (number, (batched, single)) in batched.all.iter().zip(&single.all).enumerate() {
            assert_eq!(batched, single, "record {number} of seed {seed}");
        }
        assert_eq!(batched.all.len(), single.all.len());
        assert_eq!(books, single_books);
        holds += batched.crane_holds;
        vessels += batched.vessels_held;
        gangs += batched.withheld;
        slowed += u32::from(batched.yards.iter().any(|yard| yard.slowdown > 1_024));
    }
    assert!(
        holds > 50 && vessels > 50 && gangs > 50 && slowed > 20,
        "cranes held {holds}, vessels held {vessels}, gangs withheld {gangs}, slowed {slowed}"
    );
}

#[test]
fn land_moves_no_draw_of_the_sea_and_more_gate_hours_change_no_call() {
    for seed in 0..20 {
        let calls = |bay: &Bay| {
            let (told, _) = told(bay, Pace::Batched, seed);
            let all = told.all.into_iter();
            all.filter(|record| matches!(record, Record::CallMade { .. }))
                .collect::<Vec<_>>()
        };
        let without = calls(&random_port(seed));
        let mut with = with_land(random_port(seed), seed);
        assert_eq!(without, calls(&with));
        let shifts = gate_shifts(&with, true);
        with.terminals[0].land.as_mut().unwrap().gate.shifts = shifts;
        assert_eq!(without, calls(&with));
    }
}

#[test]
fn land_that_never_binds_changes_nothing_at_sea_or_at_the_quay() {
    for seed in 0..20 {
        let mut wide = with_land(random_port(seed), seed);
        for terminal in &mut wide.terminals {
            if let Some(land) = &mut terminal.land {
                (land.yard.capacity, land.yard.lifts_per_hour) = (1_000_000, 100_000);
                if let Some(rail) = &mut land.rail {
                    rail.gang_limit = None;
                }
            }
        }
        let is_of_land = |record: &Record| {
            matches!(
                record,
                Record::YardStood { .. }
                    | Record::GateWorked { .. }
                    | Record::TrainLeft { .. }
                    | Record::StreetsStood { .. }
            )
        };
        let (mut with, _) = told(&wide, Pace::Batched, seed);
        let (without, _) = told(&random_port(seed), Pace::Batched, seed);
        with.all.retain(|record| !is_of_land(record));
        assert_eq!(with.all, without.all, "seed {seed}");
    }
}

/// A wharf with one crane and a call of ten imports at 10:00 on the first day, all spans fixed.
fn by_hand() -> Bay {
    let gap = Distribution::empirical(&[10.0 * 3_600_000.0, 1e12], &[1.0, 0.0]);
    let mut bay = queue(gap, Distribution::constant(120_000.0), 1, 5, 1);
    bay.period.start = SimTime::ZERO;
    bay.services[0].cargo = CallSize::Moves(Distribution::constant(10.0));
    bay.ports[0].cargo_mix.import_loaded = 1.0;
    bay.ports[0].cargo_mix.export_loaded = 0.0;
    bay.ports[0].cargo_mix.empty = 0.0;
    bay.terminals[0].land = Some(Land {
        yard: Yard {
            capacity: 1_000,
            height: 1,
            width: 6,
            lifts_per_hour: 1_000,
            landside_share: 0.3,
            knee: 0.6,
            knee_band: 0.05,
            block: 1.0,
            gang_limit: 0.9,
            room_at_berthing: 0.5,
        },
        gate: Gate {
            shifts: gate_shifts(&bay, false),
            lanes_in: 1,
            lanes_out: 1,
            in_service: fixed_minutes(3),
            out_service: fixed_minutes(2),
            inside: fixed_minutes(45),
            slots_per_hour: 60,
            no_show: 0.0,
            night_preference: 0.0,
            dual_share: 0.0,
            refuses_empties: false,
        },
        rail: None,
    });
    bay.inland.truck_ready = Steps::always(fixed(20));
    bay
}

#[test]
fn ten_imports_by_hand_from_crane_to_street() {
    let (told, books) = told(&by_hand(), Pace::Batched, 1);
    assert!(books.closes());
    // Vessels come every ten hours; the first lands ten containers from 10:00 to 10:20.
    let landed = told.yards.iter().find(|yard| yard.landed > 0).unwrap();
    assert_eq!((landed.from, landed.landed), (hours(10), 10));
    // Landed in the hour of 10:00 and ready 20 hours later, at 6:00 of the next day.
    let ready = told
        .yards
        .iter()
        .find(|yard| yard.ready_for_truck > 0)
        .unwrap();
    assert_eq!((ready.from, ready.ready_for_truck), (hours(30), 10));
    // The gate opens at 8:00; eight open hours lie in the day ahead, and one eighth of ten and one
    // more are asked for, so that two trucks come; none is fetched before.
    let first = told.gates.iter().find(|gate| gate.fetched > 0).unwrap();
    assert_eq!(
        (first.from, first.booked, first.trucks, first.fetched),
        (hours(32), 2, 2, 2)
    );
    assert_eq!(
        (first.dwell.hours, first.dwell.bins[1]),
        (2 * 22, 2),
        "22 hours each"
    );
    // Each truck is 3 min in the lane in, 45 in the yard and 2 in the lane out.
    let gates = told.gates.iter().filter(|gate| gate.from < hours(34));
    let (mut left, mut inside) = (0, SimDuration::ZERO);
    for gate in gates {
        left += gate.left;
        inside += gate.inside;
    }
    assert!(left >= 2);
    let least = SimDuration::from_millis(50 * 60_000) * i64::from(left);
    assert!(inside >= least && (inside - least).millis() < 2 * 60_000 * i64::from(left));
}

#[test]
fn trains_leave_by_the_timetable_with_what_is_ready() {
    let mut bay = by_hand();
    bay.inland.rail_ready = Steps::always(fixed(5));
    let land = bay.terminals[0].land.as_mut().unwrap();
    land.rail = Some(RailYard {
        import_share: 1.0,
        export_share: 0.0,
        departures: [14, 15, 16, 30, 31, 60].map(hours).into(),
        train: 8,
        least: 3,
        cars: Steps::new(1.0, vec![(hours(29), 0.0), (hours(31), 1.0)]),
        gang_limit: None,
    });
    let (told, books) = told(&bay, Pace::Batched, 1);
    assert!(books.closes());
    let trains = told.trains.iter();
    let found: Vec<(i64, u32, u32, u64)> = trains
        .map(|train| {
            let hour = train.at.millis() / HOUR.millis();
            (
                hour,
                train.dwell.containers,
                train.left_behind,
                train.dwell.hours,
            )
        })
        .collect();
    // Ten land in the hour of 10 and are ready when that of 15 begins, after the train of 15:00 has
    // left; that of 16 takes eight, an embargo stops that of 30. Ten landed in the hour of 20, so
    // that twelve are ready for that of 31, which takes two of hour 10 and six of hour 20 before
    // 31 begins. At 60 those of 30 and 40 are ready, too, and four of 20 are still there.
    assert_eq!(
        found,
        [
            (16, 8, 2, 8 * 5),
            (31, 8, 4, 2 * 20 + 6 * 10),
            (60, 8, 26, 4 * 39 + 4 * 29),
        ]
    );
}
