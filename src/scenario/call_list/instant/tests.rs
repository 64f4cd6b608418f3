//! Spellings of one moment, and texts that are none.

use super::*;

/// 1 April 2026 at 08:00, in every spelling; day first where that is open.
const EIGHT_LOCAL: [&str; 33] = [
    "2026-04-01 08:00",
    "2026-04-01T08:00:00",
    "2026-04-01T08:00:00.000",
    "2026/04/01 8:00",
    "1-Apr-26 8:00",
    "01-APR-2026 08:00:00",
    "01APR2026 0800",
    "01 Apr 26 / 0800",
    "Apr 1 2026 8:00AM",
    "April 1, 2026, 8:00 a.m.",
    "Wed 1 Apr 2026 08:00",
    "Wednesday, April 1st, 2026 at 8:00 AM",
    "Mi. 01.04.2026 08:00",
    "mer. 1 avr. 2026 08h00",
    "1. April 2026 8 Uhr",
    "2026-Apr-01 08:00",
    "01/04/2026 0800",
    "01/04/2026 0800 hrs",
    "01/04/2026 08h00",
    "01.04.26 08.00",
    "1/4/2026 8:00 am",
    "20260401T080000",
    "20260401 0800",
    "202604010800",
    "20260401080000",
    "2026-04-01 0800LT",
    "2026-04-01 08:00 LT",
    "2026-04-01 08:00 (local time)",
    "2026-04-01\u{a0}08:00",
    "2026-04-01 08:00\u{202f}am",
    "'2026-04-01 08:00",
    "46113.333333",
    "46113,333333",
];

/// 1 April 2026 at 15:00 in Greenwich.
const FIFTEEN_UTC: [&str; 16] = [
    "2026-04-01T15:00Z",
    "2026-04-01 15:00 Z",
    "2026-04-01 1500Z",
    "2026-04-01 15:00 UTC",
    "01 Apr 2026 15:00 GMT",
    "2026-04-01 08:00 -07:00",
    "2026-04-01T08:00:00-0700",
    "2026-04-01 08:00-07",
    "2026-04-01 08:00 UTC-7",
    "2026-04-01 08:00 PDT",
    "1-Apr-26 8:00 AM PDT",
    "2026-04-01 08:00 PT",
    "2026-04-01T08:00-07:00[America/Los_Angeles]",
    "2026-04-02 00:00[Asia/Tokyo]",
    "1775055600",
    "1775055600000",
];

/// Texts that say too little, too much, or no day there is.
const REFUSED: [&str; 17] = [
    "next Monday",
    "2026-02-30 08:00",
    "32/13/2026 08:00",
    "2026-04-01 25:00",
    "2026-04-01 24:01",
    "2026-04-01 08:60",
    "2026-04-01 13:00 PM",
    "2026-04-01 8",
    "2026-04-01 08:00 CST",
    "2026-04-01T08:00-08:00[Asia/Tokyo]",
    "2026-04-01T08:00[Asia/Nowhere]",
    "Mon 1 Apr 2026 08:00",
    "Apr 1 08:00",
    "1/4 08:00",
    "2026040108",
    "1450",
    "0026-04-01 08:00",
];

fn eta(text: &str) -> Option<Eta> {
    Written::read(text)?.eta(DateOrder::DayFirst, &WrittenZone::Unsaid)
}

#[test]
fn every_spelling_of_a_moment_is_that_moment() {
    let local = Eta::Local(jiff::civil::date(2026, 4, 1).at(8, 0, 0, 0));
    for text in EIGHT_LOCAL {
        assert_eq!(eta(text), Some(local), "{text}");
    }
    let utc = Eta::Instant("2026-04-01T15:00Z".parse().unwrap());
    for text in FIFTEEN_UTC {
        assert_eq!(eta(text), Some(utc), "{text}");
    }
    let midnight = Eta::Local(jiff::civil::date(2026, 4, 2).at(0, 0, 0, 0));
    for text in [
        "2026-04-01 24:00",
        "01APR2026 2400",
        "2026-04-02",
        "02.04.2026",
    ] {
        assert_eq!(eta(text), Some(midnight), "{text}");
    }
    let month_first = Written::read("4/1/2026 5:30:00 PM").unwrap();
    let afternoon = Eta::Local(jiff::civil::date(2026, 4, 1).at(17, 30, 0, 0));
    let read = month_first.eta(DateOrder::MonthFirst, &WrittenZone::Unsaid);
    assert_eq!(read, Some(afternoon));
    let year_first = Written::read("26-04-01 17:30").unwrap();
    let read = year_first.eta(DateOrder::YearFirst, &WrittenZone::Unsaid);
    assert_eq!(read, Some(afternoon));
}

#[test]
fn what_is_no_moment_is_refused() {
    for text in REFUSED {
        assert_eq!(eta(text), None, "{text}");
    }
    for (text, meant) in [
        ("2026-04-01 8", "2026-04-01 08:00"),
        ("2026040108", "2026-04-01 08:00"),
    ] {
        let guessed = Written::guessed(text).unwrap();
        let eta = guessed.eta(DateOrder::DayFirst, &WrittenZone::Unsaid);
        assert_eq!(eta.map(Eta::spelled).as_deref(), Some(meant), "{text}");
    }
}

#[test]
fn what_is_spelled_is_read_again() {
    for text in EIGHT_LOCAL.iter().chain(&FIFTEEN_UTC) {
        let meant = eta(text).unwrap();
        assert_eq!(eta(&meant.spelled()), Some(meant), "{text}");
    }
    assert!(is_clock_alone("08:00") && is_clock_alone("0800") && is_clock_alone("8 am"));
    assert!(!is_clock_alone("2026-04-01") && !is_clock_alone("1 Apr 2026"));
}
