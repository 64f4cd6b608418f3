//! Charts of a capacity.

use super::sentences::{is_bounded_by_land, teu, words};
use crate::experiment::capacity::{CapacityStudy, Side, Site};
use crate::report::draw::{
    BLUE, Frame, GREY, Horizontal, Ink, Key, ORANGE, Panel, Picture, Sheet, Text, Ticks, VERMILION,
    Vertical,
};
use crate::report::study::Figure;
use crate::report::words::{compact, heading, list, percent, significant};

/// Colors of the scenario that was asked about and of the one beside it.
pub(super) const INKS: [Ink; 2] = [BLUE, VERMILION];
/// Millions of TEU.
pub(super) const MILLION: f64 = 1e6;
/// How far beyond the loads a yard's ceiling may lie to be drawn, as a share of their span.
const YARD_ROOM: f64 = 0.4;
/// Pixels above the curves for what a yard's line says.
const LABEL: f64 = 20.0;
/// The curve is shown up to so many times the level.
const LEVELS_SHOWN: f64 = 3.0;

/// Waiting against throughput, with the level and the capacities.
pub(super) fn curve(found: &CapacityStudy) -> Figure {
    let level = found.question.level;
    let capacity = &found.base.capacity;
    let title = curve_title(found);
    let subtitle = format!(
        "Mean wait over mean time at berth of {}, against TEU a year; bands are 95 % intervals",
        capacity.name
    );
    let names: Vec<String> = found.sides().map(|side| heading(&side.scenario)).collect();
    let mut keys: Vec<(&str, Key)> = (names.iter().zip(INKS))
        .map(|(name, ink)| (name.as_str(), Key::Band(ink)))
        .collect();
    keys.push(("service level", Key::Band(GREY)));
    let drawn = |side: &Side| {
        let yard = side.capacity.yard_static;
        yard.is_some_and(|yard| is_near(yard / MILLION, loads(found)))
    };
    if found.sides().any(drawn) {
        keys.push(("yard, static", Key::Box(ORANGE)));
    }
    let sheet = Sheet::new(460, &title, &subtitle).legend(&keys);
    Figure {
        id: "waiting_by_throughput".to_owned(),
        alt: format!("Line chart of waiting against throughput. {title}."),
        title,
        reading: format!(
            "Each square is a load that was simulated with all replications; the bar under the \
             crossing is the interval of the capacity. Hollow squares are not stationary.{}",
            yards_beyond(found)
        ),
        csv: "curve.csv".to_owned(),
        picture: draw_curve(found, sheet, level),
    }
}

/// At how much cargo vessels wait as long as the level allows.
fn curve_title(found: &CapacityStudy) -> String {
    let level = percent(found.question.level);
    let each = found.sides().map(|side| {
        let teu = compact(side.capacity.berth_side.teu_per_year.mean);
        if found.against.is_some() {
            format!("{teu} TEU a year ({})", heading(&side.scenario))
        } else {
            format!("{teu} TEU a year")
        }
    });
    let each = list(&each.collect::<Vec<_>>());
    // Where yards bind, the capacity is less than this.
    let by_berths = match found.question.site {
        Site::EachTerminal => ", by berths alone",
        Site::Bay | Site::Terminal(_) => "",
    };
    format!("Vessels wait {level} of their time at berth at {each}{by_berths}")
}

fn draw_curve(found: &CapacityStudy, sheet: Sheet, level: f64) -> Picture {
    let points = || found.sides().flat_map(|side| &side.capacity.curve);
    let shown = |ratio: f64| ratio <= LEVELS_SHOWN * level;
    let (low, high) = loads(found);
    let near = |yard: &f64| is_near(*yard / MILLION, (low, high));
    let yards = found.sides().filter_map(|side| side.capacity.yard_static);
    let (low, high) = yards.filter(near).fold((low, high), |(low, high), yard| {
        (low.min(yard / MILLION), high.max(yard / MILLION))
    });
    let span = high - low;
    let (from, to) = (low - 0.03 * span, high + 0.05 * span);
    let top = points()
        .map(|point| point.wait_to_service_ratio.ci95_high)
        .filter(|ratio| shown(*ratio))
        .fold(1.5 * level, f64::max);
    let Sheet { mut picture, body } = sheet;
    let labels = found.sides().count() as f64;
    let frame = Frame::new(
        body.left + 62.0,
        body.top + 4.0 + LABEL * labels,
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
    for (index, side) in found.sides().enumerate() {
        draw_side(&mut picture, &panel, side, (index, 105.0 * top));
        draw_yard(&mut picture, &panel, side, found);
    }
    picture
}

/// Whether a yard's ceiling lies so near the loads that it leaves most of the chart to them.
fn is_near(yard: f64, (low, high): (f64, f64)) -> bool {
    let room = YARD_ROOM * (high - low);
    yard > low - room && yard < high + room
}

/// Least and most TEU a year of the loads, in millions.
fn loads(found: &CapacityStudy) -> (f64, f64) {
    let points = found.sides().flat_map(|side| &side.capacity.curve);
    let teu = points.map(|point| point.teu_per_year.mean / MILLION);
    teu.fold((f64::INFINITY, 0.0), |(low, high), teu| {
        (low.min(teu), high.max(teu))
    })
}

/// What is said of yards: drawn ones are in the legend, the others in words.
fn yards_beyond(found: &CapacityStudy) -> String {
    let beyond = found.sides().filter_map(|side| {
        let yard = side.capacity.yard_static?;
        let words = format!("{} ({})", compact(yard), heading(&side.scenario));
        (!is_near(yard / MILLION, loads(found))).then_some(words)
    });
    let beyond: Vec<String> = beyond.collect();
    if beyond.is_empty() {
        return String::new();
    }
    format!(
        " The yards' static ceiling lies outside the chart: {} TEU a year.",
        beyond.join(", ")
    )
}

fn draw_side(picture: &mut Picture, panel: &Panel, side: &Side, (index, top): (usize, f64)) {
    let (capacity, ink) = (&side.capacity, INKS[index % INKS.len()]);
    let at = |teu: f64| teu / MILLION;
    // By throughput: of neighboring loads chance may have turned it round.
    let mut curve: Vec<_> = capacity.curve.iter().collect();
    curve.sort_by(|a, b| a.teu_per_year.mean.total_cmp(&b.teu_per_year.mean));
    let inside = curve
        .iter()
        .filter(|point| 100.0 * point.wait_to_service_ratio.mean <= top);
    let band: Vec<_> = inside
        .map(|point| {
            let ratio = &point.wait_to_service_ratio;
            let teu = at(point.teu_per_year.mean);
            (teu, 100.0 * ratio.ci95_low, 100.0 * ratio.ci95_high)
        })
        .collect();
    panel.band(picture, &band, ink.fade(0.22));
    let line: Vec<_> = curve
        .iter()
        .map(|point| {
            (
                at(point.teu_per_year.mean),
                100.0 * point.wait_to_service_ratio.mean,
            )
        })
        .collect();
    panel.curve(picture, &up_to(&line, top), ink, 2);
    for (point, place) in curve.iter().zip(&line) {
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
}

/// The static ceiling of a side's yard, with its number above the panel, where no curve goes; the
/// further right, the higher, so that no number lies on another line.
fn draw_yard(picture: &mut Picture, panel: &Panel, side: &Side, found: &CapacityStudy) {
    let holds = |yard: &f64| panel.x.holds(yard / MILLION);
    let Some(yard) = side.capacity.yard_static.filter(holds) else {
        return;
    };
    let others = found.sides().filter_map(|side| side.capacity.yard_static);
    let below = others.filter(|other| holds(other) && *other < yard).count();
    // Yards alike have one line and a number each.
    let alike = found
        .sides()
        .take_while(|one| one.scenario != side.scenario);
    let alike = alike
        .filter(|one| one.capacity.yard_static == Some(yard))
        .count();
    let x = panel.x.at(yard / MILLION);
    let top = panel.frame.top - LABEL * (below + alike + 1) as f64;
    picture.line([(x, top), (x, panel.frame.bottom)], ORANGE, 3);
    let millions = significant(yard / MILLION, 3);
    let words = format!("{millions} million, {}", heading(&side.scenario));
    let words = Text::new(words)
        .ink(GREY)
        .anchor(Horizontal::Right, Vertical::Center);
    picture.text((x - 7.0, top + LABEL / 2.0), words);
}

/// A line up to where it first passes a height.
pub(super) fn up_to(line: &[(f64, f64)], top: f64) -> Vec<(f64, f64)> {
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
        format!("{}: {} TEU a year more", words(effect), teu(&effect.added))
    });
    let (title, to) = if is_bounded_by_land(found) {
        (
            format!("The berth side gains most by {first}"),
            "the berth side",
        )
    } else {
        (format!("Most is gained by {first}"), "capacity")
    };
    let subtitle =
        format!("TEU a year that a little more of one resource adds to {to}, with 95 % intervals");
    let rows = u32::try_from(effects.len()).unwrap_or(u32::MAX / 64);
    let sheet = Sheet::new(150 + 30 * rows, &title, &subtitle);
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
        .map(|effect| Text::new(words(effect)).width());
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
        let name = Text::new(words(effect)).anchor(Horizontal::Right, Vertical::Center);
        picture.text((frame.left - 10.0, middle), name);
    }
    picture.line([(zero, frame.top), (zero, frame.bottom)], GREY, 1);
    panel.x_axis(&mut picture, &ticks, "Thousand TEU a year");
    picture
}
