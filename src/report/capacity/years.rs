//! Demand against capacity by year.

use super::charts::{INKS, MILLION, up_to};
use crate::experiment::capacity::{Limit, Passing, When, Years};
use crate::report::draw::{
    BLACK, Frame, GREEN, Horizontal, Ink, Key, ORANGE, Panel, Picture, Sheet, Text, Ticks, Vertical,
};
use crate::report::study::Figure;
use crate::report::words::{Precision, heading, is_lopsided, list, mean, percent, plus_minus};

/// The years are shown up to so many times the capacity.
const CAPACITIES_SHOWN: f64 = 3.0;

/// Colors of the cases of growth.
const CASES: [Ink; 3] = [BLACK, GREEN, ORANGE];

/// Demand of each case of growth against the capacities, by year.
pub(super) fn years(years: &Years) -> Figure {
    let title = years_title(years);
    let demands = years.growth.iter().zip(CASES).map(|(growth, ink)| {
        let rate = percent(growth.rate);
        (format!("demand, {} {rate}/yr", growth.name), Key::Band(ink))
    });
    let capacities = years.scenarios.iter().zip(INKS).map(|(of, ink)| {
        let name = format!("capacity, {}", heading(&of.scenario));
        (name, Key::Band(ink))
    });
    let keys: Vec<(String, Key)> = demands.chain(capacities).collect();
    let keys: Vec<(&str, Key)> = (keys.iter())
        .map(|(name, key)| (name.as_str(), *key))
        .collect();
    let (thin, crossed) = if years.scenarios.iter().any(|of| of.of_site(true).is_some()) {
        (
            "; thin: with gangs in step with cargo",
            "; where it crosses the thin line of the same color, they would with a pool of gangs \
             that grows as the cargo does",
        )
    } else {
        ("", "")
    };
    let subtitle = format!(
        "Demand by case of growth, and capacity at the service level with its 95 % interval{thin}"
    );
    let sheet = Sheet::new(460, &title, &subtitle).legend(&keys);
    Figure {
        id: "demand_against_capacity".to_owned(),
        alt: format!("Line chart by year. {title}."),
        title,
        reading: format!(
            "Where a line of demand crosses a band, vessels wait longer than the service level \
             from then on{crossed}."
        ),
        csv: "years.csv".to_owned(),
        picture: draw_years(years, sheet),
    }
}

/// When demand passes the capacity of the last scenario.
fn years_title(years: &Years) -> String {
    let last = years.scenarios.last();
    let name = last.map_or_else(String::new, |of| heading(&of.scenario));
    let passed = last.and_then(|of| of.of_site(false));
    let passed = passed.map_or(&[][..], |of| &of.passed);
    // Those that pass, with the year, or nothing where it lies before what is shown.
    let shown: Vec<(&Passing, Option<i64>)> = (passed.iter())
        .filter_map(|passed| match passed.when {
            When::Already(_) => Some((passed, None)),
            When::In(year) => Some((passed, Some(year).filter(|year| *year >= years.span.0))),
            When::Later | When::Never => None,
        })
        .collect();
    if !shown.is_empty() && shown.iter().all(|(_, year)| year.is_none()) {
        return format!("Demand is above the capacity of {name} from the first year on");
    }
    let when = shown.iter().map(|(passed, year)| match year {
        Some(year) => format!("in {year} at {} growth", passed.growth.name),
        None => format!("before {} at {} growth", years.span.0, passed.growth.name),
    });
    match &when.collect::<Vec<_>>()[..] {
        [] => format!("Demand stays below the capacity of {name}"),
        when => format!("Demand passes the capacity of {name} {}", list(when)),
    }
}

fn draw_years(years: &Years, sheet: Sheet) -> Picture {
    let (first, last) = (years.span.0 as f64, years.span.1 as f64);
    let capacities = |in_step: bool| {
        let limits = years.scenarios.iter();
        limits.filter_map(move |of| Some(of.of_site(in_step)?.teu_per_year))
    };
    let highs = capacities(false).map(|teu| teu.ci95_high);
    let most = highs.chain(capacities(true).map(|teu| teu.mean));
    let most = most.fold(0.0, f64::max);
    let demands = (years.growth.iter()).flat_map(|growth| years.demand(growth));
    let demands: Vec<f64> = demands.map(|(_, teu)| teu).collect();
    let top = demands
        .iter()
        .copied()
        .fold(most, f64::max)
        .min(CAPACITIES_SHOWN * most)
        / MILLION;
    let least = demands.iter().copied().fold(f64::INFINITY, f64::min);
    let lows = capacities(false).map(|teu| teu.ci95_low);
    let bottom = 0.9 * lows.fold(least, f64::min) / MILLION;
    let Sheet { mut picture, body } = sheet;
    let frame = Frame::new(
        body.left + 62.0,
        body.top + 4.0,
        // Room for the capacities in numbers, where no line of demand crosses them.
        body.right - 110.0,
        body.bottom - 28.0,
    );
    let panel = Panel::new(frame, (first, last), (bottom, 1.03 * top));
    panel.y_axis(
        &mut picture,
        &Ticks::numbers(bottom, 1.03 * top, 6),
        "Million TEU a year",
    );
    let step = if last - first > 30.0 { 10.0 } else { 5.0 };
    let from = (first / step).ceil() * step;
    let ticks = Ticks::every(from, last, step, |year| format!("{year:.0}"));
    panel.x_axis(&mut picture, &ticks, "");
    draw_capacities(years, &panel, &mut picture, (first, last));
    for (growth, ink) in years.growth.iter().zip(CASES) {
        let line = years.demand(growth);
        let line: Vec<_> = line
            .map(|(year, teu)| (year as f64, teu / MILLION))
            .collect();
        panel.curve(&mut picture, &up_to(&line, 1.03 * top), ink, 2);
    }
    picture
}

/// Each capacity with its interval, in numbers at its right, and thin with gangs in step.
fn draw_capacities(years: &Years, panel: &Panel, picture: &mut Picture, (first, last): (f64, f64)) {
    let right = panel.at(last, 0.0).0;
    let mut heights: Vec<f64> = Vec::new();
    for (of, ink) in years.scenarios.iter().zip(INKS) {
        let Some(Limit {
            teu_per_year: teu, ..
        }) = of.of_site(false)
        else {
            continue;
        };
        let (low, high) = (teu.ci95_low / MILLION, teu.ci95_high / MILLION);
        panel.band(
            picture,
            &[(first, low, high), (last, low, high)],
            ink.fade(0.25),
        );
        let middle = teu.mean / MILLION;
        panel.curve(picture, &[(first, middle), (last, middle)], ink, 2);
        if let Some(in_step) = of.of_site(true) {
            let then = in_step.teu_per_year.mean / MILLION;
            panel.curve(picture, &[(first, then), (last, then)], ink, 1);
        }
        // A lopsided interval has no room beside the chart: the band shows it.
        let millions = teu.scaled(1.0 / MILLION);
        let number = if is_lopsided(&millions) {
            mean(&millions, Precision::Fine)
        } else {
            plus_minus(&millions, Precision::Fine)
        };
        let words = format!("{number} M");
        // One above the other where capacities are nearly the same.
        let at = panel.y.at(middle);
        let lowest = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let height = if (at - lowest).abs() < 18.0 {
            lowest + 18.0
        } else {
            at
        };
        heights.push(height);
        let label = Text::new(words)
            .ink(ink)
            .anchor(Horizontal::Left, Vertical::Center);
        picture.text((right + 8.0, height), label);
    }
}
