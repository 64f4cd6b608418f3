//! Fuel from bunker barges: a call worked by hand, barges as a resource, and where fuel is taken.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::experiment::Results;
use sanpedro::port::record::{BunkerStay, Record, Visit};
use sanpedro::port::simulate;
use sanpedro::scenario::Scenario;

use crate::handworked::week;
use crate::support::{load, measure, run, scenario_from};

/// Hours since Monday 00:00.
fn at(hours: f64) -> SimTime {
    SimTime::ZERO + SimDuration::from_hours(hours)
}

fn visits(scenario: &Scenario) -> Vec<Visit> {
    let mut visits = Vec::new();
    let outcome = simulate(&scenario.bay, scenario.seed, 0, |record| {
        if let Record::Departed { visit } = record {
            visits.push(visit.clone());
        }
    });
    assert!(outcome.unwrap().closes());
    visits
}

/// The week of one call (all fast Monday 16:00, pilot ordered for Tuesday 12:00), with a barge.
fn with_barge(rate: &str, share: &str) -> Scenario {
    let barges = format!(
        "[bunker_barges.harbor]\nbarges = 1\nconnect = \"2 h\"\nrate = \"{rate}\"\ntransfer = \"2 h\"\nshare = \"{share}\"\n"
    );
    scenario_from(&week(60, "3 min", 3).replace("[labor]", &format!("{barges}[labor]")))
}

/// VLSFO of the way back: 140 miles at 18 kn. Main engine 55,800 kW · (18 / 26.5)³ with 15 % for the
/// sea, auxiliaries 1,400 kW, no boiler; as much energy as in the gas oil of their CO2.
fn tonnes_by_hand() -> f64 {
    let hours = 140.0 / 18.0;
    let main = 55_800.0 * (18.0_f64 / 26.5).powi(3) * 1.15;
    let gas_oil = hours * (main * 185.0 + 1_400.0 * 217.0);
    gas_oil * 0.0427 / 0.0410 / 1e6
}

#[test]
fn a_call_that_bunkers_beside_its_cargo_sails_as_without() {
    let plain = visits(&scenario_from(&week(60, "3 min", 3))).remove(0);
    let scenario = with_barge("400 t/h", "100 %");
    let visit = visits(&scenario).remove(0);
    let fuel = visit.bunkered.unwrap();
    assert!(
        (fuel.tonnes / tonnes_by_hand() - 1.0).abs() < 1e-6,
        "{fuel:?}"
    );
    let pumped = SimDuration::from_hours(fuel.tonnes / 400.0);
    let by_hand = BunkerStay {
        barge: 0,
        from: at(18.0),
        to: at(18.0) + pumped,
        tonnes: fuel.tonnes,
        held: SimDuration::ZERO,
    };
    assert_eq!(fuel, by_hand);
    assert_eq!(plain.bunkered, None);
    assert!(
        visit
            == Visit {
                bunkered: visit.bunkered,
                ..plain.clone()
            }
    );
    assert!(visits(&with_barge("400 t/h", "0 %")).remove(0) == plain);
    let results = run(&scenario);
    for (name, by_hand) in [
        ("bunker_calls", 1.0),
        ("bunker_tonnes", fuel.tonnes),
        ("bunker_wait_hours_mean", 2.0),
        ("bunker_held_hours_mean", 0.0),
        ("bunker_barge_utilization", pumped.hours() / 120.0),
    ] {
        let found = measure(&results.bay, name).mean;
        assert!(
            (found - by_hand).abs() < 1e-9,
            "{name}: {found}, by hand {by_hand}"
        );
    }
}

/// At 1.5 t/h the fuel takes some 22 h from 18:00 on: the vessel waits for it on shore power, and
/// unplugs an hour before it sails.
#[test]
fn a_call_that_lacks_fuel_stays_until_it_has_it() {
    let visit = visits(&with_barge("1.5 t/h", "100 %")).remove(0);
    let fuel = visit.bunkered.unwrap();
    let done = at(18.0) + SimDuration::from_hours(fuel.tonnes / 1.5);
    assert!(
        done > at(36.0),
        "later than the cargo, Tuesday 12:00: {done:?}"
    );
    assert_eq!(fuel.to, done);
    assert_eq!((visit.pilot_ordered, visit.departure), (done, done));
    assert_eq!(fuel.held, done - at(36.0));
    let hour = SimDuration::from_hours(1.0);
    assert_eq!(visit.connected_at, Some(at(17.0)));
    assert_eq!(visit.disconnected_at, Some(done - hour));
    assert_eq!(visit.connected, done - hour - at(17.0));
}

const SHORT: [&str; 2] = ["horizon.end=2030-03-01", "experiment.replications=1"];

fn corridor(set: &[&str]) -> (Scenario, Results) {
    let (scenario, _) = load(
        "scenarios/green_corridor_2030.toml",
        &[&SHORT[..], set].concat(),
    );
    let results = run(&scenario);
    (scenario, results)
}

/// Two months of the corridor with one barge a port and everybody asking: a barge serves one vessel at
/// a time, in order of asking, and who waits for it waits at berth.
#[test]
fn a_barge_serves_one_vessel_at_a_time() {
    let everybody = [
        "bunker_barges.los_angeles.barges=1",
        "bunker_barges.long_beach.barges=1",
        "bunker_barges.los_angeles.share=\"100 %\"",
        "bunker_barges.long_beach.share=\"100 %\"",
    ];
    let (scenario, results) = corridor(&everybody);
    let mut by_barge: BTreeMap<(u16, u16), Vec<[SimTime; 3]>> = BTreeMap::new();
    let mut held = 0;
    for visit in visits(&scenario) {
        let Some(fuel) = visit.bunkered else { continue };
        assert!(visit.all_fast < fuel.from && fuel.to <= visit.pilot_ordered);
        assert!(fuel.held >= SimDuration::ZERO && visit.pilot_ordered <= visit.departure);
        held += u32::from(fuel.held > SimDuration::ZERO);
        let spans = by_barge.entry((visit.tag.port.0, fuel.barge)).or_default();
        spans.push([fuel.from, fuel.to, visit.all_fast]);
    }
    assert_eq!(by_barge.len(), 2, "one barge a port");
    let between = SimDuration::from_hours(4.0); // 2 h back, 2 h out to the next
    for spans in by_barge.values_mut() {
        spans.sort_unstable();
        for pair in spans.windows(2) {
            assert!(pair[1][0] >= pair[0][1] + between, "{pair:?}");
            assert!(pair[1][2] >= pair[0][2], "in order of asking");
        }
    }
    assert!(held > 0, "one barge holds somebody up");
    assert!(measure(&results.bay, "bunker_wait_hours_mean").mean > 2.0);
}

/// Fuel of the way back is taken in the bay by who bunkers here and at the origin by the others: both
/// ends add up to the leg, and the bay's end is what its barges pumped.
#[test]
fn fuel_is_taken_at_either_end() {
    let none = [
        "bunker_barges.los_angeles.share=\"0 %\"",
        "bunker_barges.long_beach.share=\"0 %\"",
    ];
    let (_, results) = corridor(&none);
    let tonnes = |leg: &str, end: &str| -> f64 {
        let fuels = results
            .fuels
            .iter()
            .filter(|row| row.leg == leg && row.taken_at == end);
        fuels.map(|row| row.tonnes.mean).sum()
    };
    let (bay, origin) = (
        tonnes("ocean_outbound", "bay"),
        tonnes("ocean_outbound", "origin"),
    );
    assert!(
        bay > 0.2 * origin && origin > 0.2 * bay,
        "{bay} t here, {origin} t there"
    );
    let inbound = tonnes("ocean_inbound", "origin");
    assert!(((bay + origin) / inbound - 1.0).abs() < 1e-9);
    let pumped = measure(&results.bay, "bunker_tonnes").mean;
    assert!(
        (pumped / bay - 1.0).abs() < 1e-9,
        "{pumped} t pumped, {bay} t taken"
    );
}

/// What is drawn for fuel moves no other draw: with barges for everything at once, every visit but for
/// its fuel is as without.
#[test]
fn fuel_in_plenty_changes_no_visit() {
    let plenty = ["los_angeles", "long_beach"].map(|port| {
        format!("bunker_barges.{port}={{ barges = 100, rate = \"100000 t/h\", connect = \"0 h\", share = \"70 %\" }}")
    });
    let without = [
        "bunker_barges.los_angeles.service_share.la_shanghai=\"0 %\"",
        "bunker_barges.long_beach.service_share.lb_shanghai_1=\"0 %\"",
        "bunker_barges.long_beach.service_share.lb_shanghai_2=\"0 %\"",
        "bunker_barges.long_beach.service_share.lb_shanghai_3=\"0 %\"",
    ];
    let told = |set: &[&str]| {
        let (scenario, _) = load(
            "scenarios/green_corridor_2030.toml",
            &[&SHORT[..], set].concat(),
        );
        visits(&scenario)
    };
    let with = told(&[&plenty[0], &plenty[1]]);
    let bunkered = with.iter().filter(|visit| visit.bunkered.is_some()).count();
    assert!(bunkered * 2 > with.len(), "{bunkered} of {}", with.len());
    let bare = |visits: Vec<Visit>| -> Vec<Visit> {
        let bare = |visit| Visit {
            bunkered: None,
            ..visit
        };
        visits.into_iter().map(bare).collect()
    };
    assert!(bare(with) == told(&without));
}

#[test]
fn barges_that_are_wrong() {
    let mut told = String::new();
    for wrong in [
        "[bunker_barges.harbour]\nbarges = 1",
        "[bunker_barges.harbor]\nrate = \"400 t/h\"",
        "[bunker_barges.harbor]\nbarges = 0",
        "[bunker_barges.harbor]\nbarges = 1\nrate = \"0 t/h\"",
        "[bunker_barges.harbor]\nbarges = 1\nrate = 400",
        "[bunker_barges.harbor]\nbarges = 1\nshare = \"120 %\"",
        "[bunker_barges.harbor]\nbarges = 1\nservice_share = { weakly = \"50 %\" }",
        "[bunker_barges.harbor]\nbarges = 1\nservice_share = { tramp = \"50 %\" }\n[service.tramp]\nterminal = \"quay\"\narrivals = { exponential = { mean = \"100 h\" } }\nvessel_class = \"plain\"\nmoves = 10",
        "[bunker_barges.harbor]\nbarges = 1\ntonnes = \"500 t\"",
        "[capture_barges.harbor]\nbarges = 1\nconect = \"1 h\"",
        "[emissions.capture]\nnox = \"120 %\"",
        "[emissions.landside]\nrail = \"126 %\"",
        "[emissions.landside.terminal.key]\nrail = \"26 %\"",
        "[emissions.landside]\ntrucks_electric = { soon = \"50 %\" }",
        "[emissions.corridor.green]\nservices = []",
        "[emissions.corridor.green]\nservices = [\"weekly\"]\nocean_leg = \"one_way\"",
        "[emissions.corridor.green]\nservices = [\"weekly\"]\nfuel = { methanl_e = \"10 %\" }",
        "[emissions.corridor.green]\nservices = [\"weekly\"]\nfuel = { lng = \"10 %\" }",
        "[emissions.corridor.green]\nservices = [\"weekly\"]\nfuel = { methanol_e = \"70 %\", biodiesel = \"40 %\" }",
        "[emissions.corridor.green]\nservices = [\"weekly\"]\nservice_fuel = { other = { biodiesel = \"40 %\" } }",
    ] {
        let text = format!("{}\n{wrong}\n", week(60, "3 min", 3));
        let Err(error) = Scenario::parse(&text, "study.toml", &[]) else {
            panic!("{wrong} is taken as right");
        };
        writeln!(told, "## {}\n\n{error}\n", wrong.replace('\n', "; ")).unwrap();
    }
    insta::assert_snapshot!(told);
}
