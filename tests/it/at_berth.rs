//! Capture barges, the At-Berth rule and the queue offshore, each worked by hand.

use sanpedro::emissions::call::{Method, Vessel, VesselHours};
use sanpedro::emissions::{FactorSet, GwpSet, Mode, Pollutant, Source, inventory};
use sanpedro::engine::{SimDuration, SimTime};
use sanpedro::experiment::Results;
use sanpedro::port::record::{Phase, Record, Visit};
use sanpedro::port::simulate;
use sanpedro::scenario::Scenario;
use sanpedro::units::Knots;

use crate::handworked::week;
use crate::support::{load, measure, run, scenario_from};

/// The week of one call worked by hand (all fast Monday 16:00, pilot ordered for Tuesday 12:00),
/// held against the rule.
fn judged(change: (&str, &str), more: &str) -> Scenario {
    let text = week(60, "3 min", 3);
    assert!(text.contains(change.0), "{change:?}");
    let text = text.replace(change.0, change.1);
    scenario_from(&format!("{text}\n[at_berth_rule]\n{more}"))
}

/// No incident events at all: the part of a year that is simulated would grant its part of them.
const NO_EVENTS: &str = "vessel_incidents = \"0 %\"\nterminal_incidents = \"0 %\"\n";

const UNEQUIPPED: (&str, &str) = (
    "shore_power_ready = \"100 %\"",
    "shore_power_ready = \"0 %\"",
);
const BARGE: &str = "[capture_barges.harbor]\nbarges = 1\nconnect = \"90 min\"\ntransfer = \"2 h\"";

fn at(hours: f64) -> SimTime {
    SimTime::ZERO + SimDuration::from_hours(hours)
}

fn the_visit(scenario: &Scenario) -> Visit {
    let mut visits = Vec::new();
    let outcome = simulate(&scenario.bay, 1, 0, |record| {
        if let Record::Departed { visit } = record {
            visits.push(visit.clone());
        }
    });
    assert!(outcome.unwrap().closes());
    assert_eq!(visits.len(), 1, "one call a week");
    visits.remove(0)
}

fn assert_found(results: &Results, expected: &[(&str, f64)]) {
    for (name, by_hand) in expected {
        let found = measure(&results.bay, name).mean;
        assert!(
            (found - by_hand).abs() < 1e-9,
            "{name} is {found}, by hand {by_hand}"
        );
    }
}

#[test]
fn a_call_with_a_barge_is_as_worked_by_hand() {
    let scenario = judged(UNEQUIPPED, BARGE);
    let visit = the_visit(&scenario);
    let stay = visit.barge.expect("a barge came");
    assert_eq!((stay.barge, stay.from, stay.to), (0, at(17.5), at(35.0)));
    assert_eq!((visit.all_fast, visit.pilot_ordered), (at(16.0), at(36.0)));
    assert_eq!(visit.connected_at, None);
    // Auxiliaries 1,000 kW at 10.5 g/kWh and boiler 500 kW at 2.0: 11,500 g an hour for 20 h.
    // Of 17.5 h the barge takes 95 %.
    let captured = 17.5 * 11_500.0 * 0.95;
    assert_found(
        &run(&scenario),
        &[
            ("barge_calls", 1.0),
            ("barge_calls_unserved", 0.0),
            ("barge_wait_hours_mean", 1.5),
            ("barge_utilization", 17.5 / 120.0),
            ("nox_tonnes_captured", captured / 1e6),
            ("nox_tonnes_hotelling", (20.0 * 11_500.0 - captured) / 1e6),
            ("shore_power_mwh", 0.0),
            ("at_berth_controlled_hour_share", 17.5 / 20.0),
            ("at_berth_compliant_share", 1.0),
            ("at_berth_controlled_share", 1.0),
            ("at_berth_visits_controlled", 1.0),
            ("at_berth_violations", 0.0),
        ],
    );
}

#[test]
fn a_barge_that_is_too_slow_mends_nothing_by_the_rule() {
    let slow = BARGE.replace("90 min", "121 min");
    let scenario = judged(UNEQUIPPED, &format!("{NO_EVENTS}{slow}"));
    assert_found(
        &run(&scenario),
        &[
            ("barge_calls", 1.0),
            ("at_berth_missed_vessel_not_equipped", 1.0),
            ("at_berth_violations", 1.0),
            ("at_berth_compliant_share", 0.0),
        ],
    );
    // One that comes when the vessel has gone never serves it.
    let slower = BARGE.replace("90 min", "30 h");
    let results = run(&judged(UNEQUIPPED, &slower));
    assert_found(
        &results,
        &[("barge_calls", 0.0), ("barge_calls_unserved", 1.0)],
    );
}

#[test]
fn plugs_are_held_against_the_rule_to_the_minute() {
    let plug = |plug_in: &str, plug_out: &str| {
        let change = (
            "plug_in = \"1 h\", plug_out = \"1 h\"",
            format!("plug_in = \"{plug_in}\", plug_out = \"{plug_out}\""),
        );
        run(&judged((change.0, &change.1), ""))
    };
    for (plug_in, plug_out, kept, late, early) in [
        ("2 h", "1 h", 1.0, 0.0, 0.0),
        ("121 min", "1 h", 0.0, 1.0, 0.0),
        ("2 h", "61 min", 0.0, 0.0, 1.0),
        ("1 min", "1 min", 1.0, 0.0, 0.0),
    ] {
        let results = plug(plug_in, plug_out);
        assert_found(
            &results,
            &[
                ("at_berth_visits_controlled", kept),
                ("at_berth_missed_late_connection", late),
                ("at_berth_missed_early_disconnection", early),
            ],
        );
    }
}

#[test]
fn a_grid_emergency_excuses_whom_it_cuts_off() {
    // On from Monday 17:00; nobody is connected on Tuesday, when the vessel sails at 12:00.
    let emergency = "[grid]\nemergencies = [\"2025-01-07/2025-01-07\"]\n[emissions]";
    let scenario = judged(("[emissions]", emergency), "");
    let visit = the_visit(&scenario);
    assert!(visit.cut_off && visit.miss.is_none());
    assert_eq!(visit.disconnected_at, Some(at(24.0)));
    assert_found(
        &run(&scenario),
        &[
            ("at_berth_emergencies", 1.0),
            ("at_berth_compliant_share", 1.0),
            ("at_berth_controlled_share", 0.0),
            ("at_berth_controlled_hour_share", 7.0 / 20.0),
        ],
    );
}

#[test]
fn a_visit_of_less_than_three_hours_owes_nothing() {
    // Ready at 17:00, one move of 3 minutes, then 30 or 90 minutes: 1.55 h or 3.05 h in all.
    let stay = |after: &str, more: &str| {
        let text = week(1, "3 min", 3)
            .replace(UNEQUIPPED.0, UNEQUIPPED.1)
            .replace("manning = \"shifts\"", "manning = \"continuous\"")
            .replace(
                "after_last_move = \"2 h\"",
                &format!("after_last_move = \"{after}\""),
            );
        run(&scenario_from(&format!(
            "{text}\n[at_berth_rule]\n{NO_EVENTS}{more}"
        )))
    };
    assert_found(
        &stay("30 min", ""),
        &[
            ("at_berth_visits_without_duty", 1.0),
            ("at_berth_violations", 0.0),
        ],
    );
    assert_found(
        &stay("2 h", ""),
        &[
            ("at_berth_visits_without_duty", 0.0),
            ("at_berth_violations", 1.0),
        ],
    );
}

#[test]
fn whoever_waits_for_megawatts_is_told_so() {
    // A second vessel of the same load, an hour later, where the terminal carries one.
    let twin = "[service.twin]\norigin = \"shanghai\"\nterminal = \"quay\"\nwindow = \"Mon 09:00\"\n\
                vessel_class = \"plain\"\nmoves = 60\ndelay = \"6 h\"\n";
    let text = week(60, "3 min", 3)
        .replace("slots = 1", "slots = 2")
        .replace("gangs = 9", "gangs = 1")
        .replace("points = 1", "points = 2")
        .replace("terminal_limit = \"4 MW\"", "terminal_limit = \"1.5 MW\"");
    let results = run(&scenario_from(&format!("{text}\n{twin}[at_berth_rule]\n")));
    assert_found(
        &results,
        &[
            ("at_berth_visits_controlled", 1.0),
            ("at_berth_missed_no_capacity", 1.0),
            ("shore_power_peak_mw", 1.0),
        ],
    );
}

#[test]
fn incident_events_excuse_what_they_are_granted_for() {
    let share = |rule: &str| {
        let results = run(&judged(UNEQUIPPED, rule));
        measure(&results.bay, "at_berth_compliant_share").mean
    };
    // A part of a year grants its part of the year's whole events; a terminal's do not excuse a
    // fleet.
    for (rule, compliant) in [
        ("vessel_incidents = \"0 %\"", 0.0),
        ("vessel_incidents = \"50 %\"", 0.5),
        ("vessel_incidents = \"100 %\"", 1.0),
        (
            "vessel_incidents = \"0 %\"\nterminal_incidents = \"100 %\"",
            0.0,
        ),
    ] {
        let found = share(rule);
        assert!((found - compliant).abs() < 0.02, "{rule}: {found}");
    }
}

#[test]
fn hours_beside_a_barge_burn_the_same_and_emit_less() {
    let scenario = judged(UNEQUIPPED, "");
    let vessel = Vessel {
        plant: scenario.emissions.plants[0],
        tier: 2,
    };
    let method = Method::new(FactorSet::Epa2022, GwpSet::Ar5);
    let stay = |captured: f64| {
        let hours = VesselHours {
            berth: SimDuration::from_hours(48.0),
            connected: SimDuration::from_hours(7.0),
            captured: SimDuration::from_hours(captured),
            ..VesselHours::default()
        };
        hours.stack(&vessel, method, None)
    };
    let (without, with) = (stay(0.0), stay(30.0));
    for source in Source::ALL {
        let energy = |stack: &sanpedro::emissions::Stack| {
            stack.cell(source, Mode::Hotelling).energy.value().to_bits()
        };
        assert_eq!(energy(&without), energy(&with), "{source:?}");
    }
    assert_eq!(without.shore, with.shore);
    for pollutant in Pollutant::ALL {
        let total = with.grams(pollutant, None).value() + with.captured[pollutant].value();
        let expected = without.grams(pollutant, None).value();
        assert!(
            (total - expected).abs() <= 1e-12 * expected,
            "{pollutant:?}"
        );
        let greenhouse = matches!(pollutant, Pollutant::Co2 | Pollutant::Co2e);
        assert!(!greenhouse || total.to_bits() == with.grams(pollutant, None).value().to_bits());
    }
    // The barge takes 99 % of particles from the boiler, too; a boiler has no diesel particles.
    let ratio = with.captured[Pollutant::Pm25].value() / with.captured[Pollutant::Pm10].value();
    assert!((ratio - 0.92).abs() < 1e-9, "PM2.5 over PM10 is {ratio}");
}

/// A day offshore from records made by hand, at 4 kn and adrift.
#[test]
fn a_day_offshore_is_outside_every_total() {
    let scenario = judged(UNEQUIPPED, "");
    let tag = the_visit(&scenario).tag;
    let wait = |knots: f64| {
        let record = Record::PhaseEnded {
            tag,
            phase: Phase::WaitingOffshore {
                speed: Knots::new(knots),
            },
            from: at(10.0),
            to: at(34.0),
        };
        inventory(&scenario.bay, &scenario.emissions, [&record]).remove(0)
    };
    let (steaming, adrift) = (wait(4.0), wait(0.0));
    let kwh = |stack: &sanpedro::emissions::Stack, source| stack.offshore(source).energy.value();
    assert!(steaming.grams(Pollutant::Nox, None).value().abs() < 1e-12);
    // Auxiliaries 1,400 kW in transit, 970 at anchor; boiler 450 kW at anchor, either way.
    assert!((kwh(&steaming, Source::AuxiliaryEngine) - 24.0 * 1_400.0).abs() < 1e-9);
    assert!((kwh(&adrift, Source::AuxiliaryEngine) - 24.0 * 970.0).abs() < 1e-9);
    assert!((kwh(&steaming, Source::Boiler) - 24.0 * 450.0).abs() < 1e-9);
    assert!((kwh(&adrift, Source::Boiler) - 24.0 * 450.0).abs() < 1e-9);
    // The main engine is at its least load, 2 %, as far as 4 kn of some 25 go.
    let main = scenario.emissions.plants[0].main_power.value();
    assert!((kwh(&steaming, Source::MainEngine) - 24.0 * 0.02 * main).abs() < 1e-6);
    assert!(kwh(&adrift, Source::MainEngine).abs() < 1e-12);
    let nox = adrift.offshore_tonnes(Pollutant::Nox) * 1e6;
    assert!(
        (nox - 24.0 * (970.0 * 10.5 + 450.0 * 2.0)).abs() < 1e-6,
        "{nox} g"
    );
}

/// Two months of the bay: the heat map and the curves of single terminals add up to the measures.
#[test]
fn load_by_month_and_part_adds_up_to_the_measures() {
    let short = ["horizon.end=2025-03-01", "experiment.replications=1"];
    let results = run(&load("scenarios/san_pedro_bay_2025.toml", &short).0);
    let months = &results.load.hour_by_month_mw;
    let days = [31.0, 28.0];
    assert_eq!(months.len(), 2);
    let mut bay_mwh = 0.0;
    for ((month, days), row) in months.iter().zip(days).zip(&results.months) {
        assert_eq!((month.year, month.month), (row.year, row.month));
        assert_eq!(month.mw.len(), 24);
        let mwh: f64 = month.mw.iter().map(|hour| hour.mean * days).sum();
        assert!(
            (mwh - row.shore_power_mwh.mean).abs() < 1e-6 * mwh,
            "{mwh} MWh"
        );
        bay_mwh += mwh;
    }
    let measured = measure(&results.bay, "shore_power_mwh").mean;
    assert!((bay_mwh - measured).abs() < 1e-6 * measured);
    let parts = || results.ports.iter().chain(&results.terminals);
    let curves = &results.load.duration_by_part_mw;
    assert_eq!(curves.len(), parts().count(), "all have shore power");
    for ((id, curve), part) in curves.iter().zip(parts()) {
        assert_eq!(*id, part.id);
        assert!(curve.is_sorted_by(|higher, lower| higher >= lower));
        let peak = measure(part, "shore_power_peak_mw").mean;
        assert!(
            (curve[0] - peak).abs() < 1e-9,
            "{id}: {} and {peak}",
            curve[0]
        );
    }
}

/// Every visit stands to the rule in one way, and every file that tells it adds up.
#[test]
fn outcomes_and_reasons_add_up_to_the_visits() {
    let short = ["horizon.end=2025-04-01", "experiment.replications=2"];
    let results = run(&load("scenarios/partial_compliance.toml", &short).0);
    let scopes = std::iter::once(&results.bay).chain(&results.ports);
    for scope in scopes.chain(&results.terminals) {
        let found = |name: &str| measure(scope, name).mean;
        let missed: f64 = (scope.measures.iter())
            .filter(|(of, _)| of.name.starts_with("at_berth_missed_"))
            .map(|(_, summary)| summary.mean)
            .sum();
        let kept = found("at_berth_visits_controlled")
            + found("at_berth_visits_without_duty")
            + found("at_berth_emergencies");
        assert!(
            (kept + missed - found("vessel_calls")).abs() < 1e-9,
            "{}",
            scope.id
        );
        let excused =
            found("at_berth_vessel_incidents_used") + found("at_berth_terminal_incidents_used");
        let left = found("at_berth_violations");
        assert!((missed - excused - left).abs() < 1e-9, "{}", scope.id);
    }
    let served = measure(&results.bay, "barge_calls").mean;
    assert!(served > 20.0, "{served} calls by barge");
    let shares = ["call", "hour", "energy"].map(|of| {
        measure(&results.bay, &format!("shore_power_{of}_share"))
            .mean
            .to_bits()
    });
    assert!(
        shares[0] != shares[1] && shares[1] != shares[2],
        "three things"
    );
}
