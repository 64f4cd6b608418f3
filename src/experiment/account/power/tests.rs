//! Loads whose quarter-hour means are known by hand.

use super::*;
use crate::emissions::fixture::{at, bay};

#[test]
fn the_peak_is_a_mean_of_15_minutes() {
    let bay = bay(2); // measured: hours 24 to 72
    let scopes = Scopes::new(&bay);
    let calendar = Calendar::new(&bay);
    let mut power = Power::new(&bay, &scopes, &calendar);
    power.keep_curves();
    let pier = TerminalId(0);
    power.change(&calendar, pier, 1_000.0, at(20.0)); // from before the period
    power.change(&calendar, pier, 3_000.0, at(30.1)); // 4 MW for 6 minutes, within 30:00 to 30:15
    power.change(&calendar, pier, -3_000.0, at(30.2));
    power.change(&calendar, TerminalId(2), 500.0, at(40.0));
    power.change(&calendar, pier, -1_000.0, at(48.0));
    power.change(&calendar, TerminalId(2), -500.0, at(72.0));
    power.close(&calendar);
    // (1 MW · 15 min + 3 MW · 6 min) / 15 min = 2.2 MW.
    assert!(
        (power.peak_mw(0) - 2.2).abs() < 1e-12,
        "{}",
        power.peak_mw(0)
    );
    assert!((power.peak_mw(1) - 2.2).abs() < 1e-12);
    assert!((power.peak_mw(2) - 0.5).abs() < 1e-12);
    assert!(power.peak_mw(3 + 1).abs() < 1e-12, "Pier 300 had nobody");

    let load = power.figures(&calendar);
    // First day: 1 MW · 24 h, 3 MW · 0.1 h, 0.5 MW · 8 h. Second: 0.5 MW.
    assert!((load.daily_mwh[0] - 28.3).abs() < 1e-9, "{load:?}");
    assert!((load.daily_mw[1] - 0.5).abs() < 1e-12);
    assert!((load.hourly_mw[6] - 0.9).abs() < 1e-12);
    assert_eq!(load.hourly_mw.len(), 24);
    assert_eq!(load.hour_by_month_mw.len(), 1, "all in March");
    assert!((load.hour_by_month_mw[0][6] - 0.9).abs() < 1e-12);
    // Bay, Los Angeles, Long Beach, Pier 400, Pier 300, Pier T.
    let ends = |part: usize| (load.duration_mw[part][0], load.duration_mw[part][100]);
    let near = |(high, low): (f64, f64), by_hand: (f64, f64)| {
        (high - by_hand.0).abs() < 1e-12 && (low - by_hand.1).abs() < 1e-12
    };
    assert!(near(ends(0), (2.2, 0.5)), "{:?}", ends(0));
    assert!(near(ends(2), (0.5, 0.0)), "{:?}", ends(2));
    assert!(near(ends(3), (2.2, 0.0)), "{:?}", ends(3));
    assert!(near(ends(4), (0.0, 0.0)), "{:?}", ends(4));
}

#[test]
fn without_shore_power_there_is_no_curve() {
    let mut bay = bay(2);
    for terminal in &mut bay.terminals {
        terminal.shore_power = None;
    }
    let scopes = Scopes::new(&bay);
    let calendar = Calendar::new(&bay);
    let mut power = Power::new(&bay, &scopes, &calendar);
    power.close(&calendar);
    assert!(power.peak_mw(0).abs() < 1e-12);
    assert_eq!(power.figures(&calendar), LoadFigures::default());
}

#[test]
fn a_last_day_of_23_hours_has_the_hours_of_its_own_clock() {
    // 1 to 9 March: the ninth and last day skips the hour from 02:00 to 03:00, so that 08:00 comes
    // seven hours after its midnight.
    let bay = bay(9);
    let scopes = Scopes::new(&bay);
    let calendar = Calendar::new(&bay);
    let mut power = Power::new(&bay, &scopes, &calendar);
    let eight = bay.period.end - SimDuration::from_hours(16.0);
    let nine = bay.period.end - SimDuration::from_hours(15.0);
    power.change(&calendar, TerminalId(0), 900.0, eight);
    power.change(&calendar, TerminalId(0), -900.0, nine);
    power.close(&calendar);
    let load = power.figures(&calendar);
    assert!((load.daily_mwh[8] - 0.9).abs() < 1e-9, "{load:?}");
    // 0.9 MW in one of nine such hours.
    assert!((load.hourly_mw[8] - 0.1).abs() < 1e-9, "{load:?}");
    assert!(load.hourly_mw[7].abs() < 1e-9, "{load:?}");
}
