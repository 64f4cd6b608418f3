//! Charts of a capacity.

use super::csv::sides;
use super::sentences::teu;
use crate::experiment::capacity::{CapacityStudy, Side, Years};
use crate::report::draw::{
    BLACK, BLUE, Frame, GREEN, GREY, Horizontal, Ink, Key, ORANGE, Panel, Picture, Sheet, Text,
    Ticks, VERMILION, Vertical,
};
use crate::report::study::Figure;
use crate::report::words::{compact, number, percent};

/// Colors of the scenario that was asked about and of the one beside it.
const INKS: [Ink; 2] = [BLUE, VERMILION];
/// Millions of TEU.
const MILLION: f64 = 1e6;
/// The curve is shown up to so many times the level.
const LEVELS_SHOWN: f64 = 3.0;

/// Waiting against throughput, with the level and the capacities.
pub(super) fn curve(found: &CapacityStudy) -> Figure {
    let level = found.question.level;
    let capacity = &found.base.capacity;
    let title = format!(
        "Vessels wait {} of their time at berth at {} TEU a year",
        percent(level),
        compact(capacity.berth_side.teu_per_year.mean)
    );
    let subtitle = format!(
        "Mean wait over mean time at berth of {}, against TEU a year; bands are 95 % intervals",
        capacity.name
    );
    let mut keys: Vec<(&str, Key)> = sides(found)
        .zip(INKS)
        .map(|(side, ink)| (side.scenario.as_str(), Key::Band(ink)))
        .collect();
    keys.push(("service level", Key::Band(GREY)));
    if sides(found).any(|side| side.capacity.yard_static.is_some()) {
        keys.push(("yard, static", Key::Box(ORANGE)));
    }
    let sheet = Sheet::new(460, &title, &subtitle).legend(&keys);
    Figure {
        id: "waiting_by_throughput".to_owned(),
        alt: format!("Line chart of waiting against throughput. {title}."),
        title,
        reading: "Each square is a load that was simulated with all replications; the bar under \
                  the crossing is the interval of the capacity. Hollow squares are not stationary."
            .to_owned(),
        csv: "curve.csv".to_owned(),
        picture: draw_curve(found, sheet, level),
    }
}

fn draw_curve(found: &CapacityStudy, sheet: Sheet, level: f64) -> Picture {
    let points = || sides(found).flat_map(|side| &side.capacity.curve);
    let shown = |ratio: f64| ratio <= LEVELS_SHOWN * level;
    let teu = points().map(|point| point.teu_per_year.mean / MILLION);
    let teu: Vec<f64> = teu.collect();
    let yards = sides(found).filter_map(|side| side.capacity.yard_static);
    let low = teu.iter().copied().fold(f64::INFINITY, f64::min);
    let high = teu.iter().copied().fold(0.0, f64::max);
    let span = high - low;
    let near = |yard: &f64| *yard / MILLION > low - span && *yard / MILLION < high + span;
    let (low, high) = yards.filter(near).fold((low, high), |(low, high), yard| {
        (low.min(yard / MILLION), high.max(yard / MILLION))
    });
    let (from, to) = (low - 0.03 * span, high + 0.05 * span);
    let top = points()
        .map(|point| point.ratio.2)
        .filter(|ratio| shown(*ratio))
        .fold(1.5 * level, f64::max);
    let Sheet { mut picture, body } = sheet;
    let frame = Frame::new(
        body.left + 62.0,
        body.top + 4.0,
        body.right - 14.0,
        body.bottom - 46.0,
    );
    let panel = Panel::new(frame, (from, to), (0.0, 105.0 * top));
    let y = Ticks::numbers(0.0, 105.0 * top, 5);
    panel.y_axis(&mut picture, &y, "Wait over time at berth [%]");
    panel.x_axis(
        &mut picture,
        &Ticks::numbers(from, to, 8),
        "Throughput [million TEU a year]",
    );
    panel.curve(
        &mut picture,
        &[(from, 100.0 * level), (to, 100.0 * level)],
        GREY,
        2,
    );
    for (index, side) in sides(found).enumerate() {
        draw_side(&mut picture, &panel, side, (index, 105.0 * top));
    }
    picture
}

fn draw_side(picture: &mut Picture, panel: &Panel, side: &Side, (index, top): (usize, f64)) {
    let (capacity, ink) = (&side.capacity, INKS[index % INKS.len()]);
    let at = |teu: f64| teu / MILLION;
    let inside = capacity
        .curve
        .iter()
        .filter(|point| 100.0 * point.ratio.0 <= top);
    let band: Vec<_> = inside
        .map(|point| {
            let (_, low, high) = point.ratio;
            (at(point.teu_per_year.mean), 100.0 * low, 100.0 * high)
        })
        .collect();
    panel.band(picture, &band, ink.fade(0.22));
    let line: Vec<_> = capacity
        .curve
        .iter()
        .map(|point| (at(point.teu_per_year.mean), 100.0 * point.ratio.0))
        .collect();
    panel.curve(picture, &up_to(&line, top), ink, 2);
    for (point, place) in capacity.curve.iter().zip(&line) {
        if !panel.y.holds(place.1) {
            continue;
        }
        panel.point(picture, *place, ink);
        if !point.stationary {
            let (x, y) = panel.at(place.0, place.1);
            let inside = Frame::new(x - 2.0, y - 2.0, x + 2.0, y + 2.0);
            picture.fill(inside, crate::report::draw::WHITE);
        }
    }
    let found = &capacity.berth_side.teu_per_year;
    let bottom = panel.frame.bottom;
    let (low, high) = (
        panel.x.at(at(found.ci95_low)),
        panel.x.at(at(found.ci95_high)),
    );
    let middle = panel.x.at(at(found.mean));
    let level = panel.y.at(100.0 * capacity.level);
    picture.line([(middle, level), (middle, bottom)], ink, 1);
    // One above the other: capacities may be nearly the same.
    let under = bottom - 7.0 * index as f64;
    picture.fill(
        Frame::new(low, under - 5.0, high.max(low + 1.0), under),
        ink,
    );
    if let Some(yard) = capacity.yard_static.filter(|yard| panel.x.holds(at(*yard))) {
        let x = panel.x.at(at(yard));
        picture.line([(x, panel.frame.top), (x, bottom)], ORANGE, 3);
    }
}

/// A line up to where it first passes a height.
fn up_to(line: &[(f64, f64)], top: f64) -> Vec<(f64, f64)> {
    let inside = line.iter().take_while(|(_, y)| *y <= top).count();
    let mut kept = line[..inside].to_vec();
    if let (Some(last), Some(next)) = (kept.last().copied(), line.get(inside)) {
        let share = (top - last.1) / (next.1 - last.1);
        kept.push((last.0 + share * (next.0 - last.0), top));
    }
    kept
}

/// What a little more of each resource adds, most first.
pub(super) fn bottleneck(found: &CapacityStudy) -> Figure {
    let effects = &found.effects;
    let first = effects.first().map_or(String::new(), |effect| {
        format!("{}: {} TEU a year more", effect.words, teu(&effect.added))
    });
    let title = format!("Most is gained by {first}");
    let rows = u32::try_from(effects.len()).unwrap_or(u32::MAX / 64);
    let sheet = Sheet::new(
        150 + 30 * rows,
        &title,
        "TEU a year that a little more of one resource adds to capacity, with 95 % intervals",
    );
    Figure {
        id: "bottleneck".to_owned(),
        alt: format!("Bar chart of resources. {title}."),
        title,
        reading: "A bar whose interval reaches zero is an effect that this number of replications \
                  does not show."
            .to_owned(),
        csv: "bottleneck.csv".to_owned(),
        picture: bars(found, sheet),
    }
}

fn bars(found: &CapacityStudy, sheet: Sheet) -> Picture {
    let effects = &found.effects;
    let ends = effects
        .iter()
        .flat_map(|effect| [effect.added.ci95_low, effect.added.ci95_high]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let (low, high) = (low / 1e3, high.max(1.0) / 1e3);
    let room = 0.06 * (high - low);
    let (from, to) = (if low < 0.0 { low - room } else { 0.0 }, high + room);
    let Sheet { mut picture, body } = sheet;
    let widest = effects
        .iter()
        .map(|effect| Text::new(effect.words.as_str()).width());
    let left = body.left + (widest.fold(0.0, f64::max) * 1.15).min(330.0) + 12.0;
    let frame = Frame::new(left, body.top + 6.0, body.right - 16.0, body.bottom - 46.0);
    let panel = Panel::new(frame, (from, to), (0.0, 1.0));
    let ticks = Ticks::numbers(from, to, 6);
    panel.x_grid(&mut picture, &ticks);
    let row = frame.height() / effects.len().max(1) as f64;
    let zero = panel.x.at(0.0);
    for (index, effect) in effects.iter().enumerate() {
        let middle = frame.top + row * (index as f64 + 0.5);
        let value = panel.x.at(effect.added.mean / 1e3);
        let bar = Frame::new(zero.min(value), middle - 9.0, zero.max(value), middle + 9.0);
        picture.fill(bar, if value < zero { VERMILION } else { BLUE });
        panel.whisker(
            &mut picture,
            middle,
            effect.added.ci95_low / 1e3,
            effect.added.ci95_high / 1e3,
        );
        let name = Text::new(effect.words.as_str()).anchor(Horizontal::Right, Vertical::Center);
        picture.text((frame.left - 10.0, middle), name);
    }
    picture.line([(zero, frame.top), (zero, frame.bottom)], GREY, 1);
    panel.x_axis(&mut picture, &ticks, "Thousand TEU a year");
    picture
}

/// Demand of each case of growth against the capacities, by year.
pub(super) fn years(found: &CapacityStudy, years: &Years) -> Figure {
    let last = sides(found).last().unwrap_or(&found.base);
    let passed = years.passing(&last.capacity.teu_per_year);
    let when: Vec<String> = passed
        .iter()
        .flatten()
        .map(|passed| format!("in {} by {} growth", passed.year, passed.growth.name))
        .collect();
    let title = if when.is_empty() {
        format!("Demand stays below the capacity of {}", last.scenario)
    } else {
        format!("Demand passes {} {}", last.scenario, when.join(", "))
    };
    let mut keys: Vec<(String, Key)> = (years.growth.iter())
        .zip([BLACK, GREEN, ORANGE])
        .map(|(growth, ink)| {
            (
                format!("demand, {} {}/yr", growth.name, percent(growth.rate)),
                Key::Band(ink),
            )
        })
        .collect();
    for (side, ink) in sides(found).zip(INKS) {
        keys.push((format!("capacity, {}", side.scenario), Key::Band(ink)));
    }
    let keys: Vec<(&str, Key)> = keys
        .iter()
        .map(|(name, key)| (name.as_str(), *key))
        .collect();
    let subtitle =
        "Demand by case of growth, and capacity at the service level with its 95 % interval";
    let sheet = Sheet::new(460, &title, subtitle).legend(&keys);
    Figure {
        id: "demand_against_capacity".to_owned(),
        alt: format!("Line chart by year. {title}."),
        title,
        reading: "Where a line of demand crosses a band, vessels wait longer than the service \
                  level from then on."
            .to_owned(),
        csv: "years.csv".to_owned(),
        picture: draw_years(found, years, sheet),
    }
}

fn draw_years(found: &CapacityStudy, years: &Years, sheet: Sheet) -> Picture {
    let (first, last) = (years.span.0 as f64, years.span.1 as f64);
    let capacities = sides(found).map(|side| side.capacity.teu_per_year.ci95_high);
    let most = capacities.fold(0.0, f64::max);
    let demands = (years.growth.iter()).flat_map(|growth| years.demand(growth));
    let demands: Vec<f64> = demands.map(|(_, teu)| teu).collect();
    let top = demands.iter().copied().fold(most, f64::max).min(1.6 * most) / MILLION;
    let least = demands.iter().copied().fold(f64::INFINITY, f64::min);
    let lows = sides(found).map(|side| side.capacity.teu_per_year.ci95_low);
    let bottom = 0.9 * lows.fold(least, f64::min) / MILLION;
    let Sheet { mut picture, body } = sheet;
    let frame = Frame::new(
        body.left + 62.0,
        body.top + 4.0,
        body.right - 20.0,
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
    for (index, (side, ink)) in sides(found).zip(INKS).enumerate() {
        let teu = &side.capacity.teu_per_year;
        let (low, high) = (teu.ci95_low / MILLION, teu.ci95_high / MILLION);
        panel.band(
            &mut picture,
            &[(first, low, high), (last, low, high)],
            ink.fade(0.25),
        );
        let mean = teu.mean / MILLION;
        panel.curve(&mut picture, &[(first, mean), (last, mean)], ink, 2);
        let words = format!("{} ± {}", number(mean, 1), number((high - low) / 2.0, 1));
        let label = Text::new(words)
            .ink(ink)
            .anchor(Horizontal::Left, Vertical::Bottom);
        // One beside the other: capacities may be nearly the same.
        let x = frame.left + 6.0 + 130.0 * index as f64;
        picture.text((x, panel.y.at(high) - 4.0), label);
    }
    for (growth, ink) in years.growth.iter().zip([BLACK, GREEN, ORANGE]) {
        let inside = |(_, teu): &(i64, f64)| panel.y.holds(teu / MILLION);
        let line = years.demand(growth).filter(inside);
        let line: Vec<_> = line
            .map(|(year, teu)| (year as f64, teu / MILLION))
            .collect();
        panel.curve(&mut picture, &line, ink, 2);
    }
    picture
}
