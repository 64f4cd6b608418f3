//! Load duration of shore power: the bay and its ports, and each terminal.

use super::Figure;
use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, Scope};
use crate::report::draw::{
    BLACK, Frame, GREEN, GREY, GRID, Horizontal, Ink, Key, PORT_INKS, Panel, Picture, Sheet, Text,
    Ticks, Vertical,
};
use crate::report::words::{number, short, significant};

/// Small panels side by side.
const ACROSS: usize = 5;
/// Pixels of a small panel, with its name and room below.
const SMALL: f64 = 140.0;
/// Pixels of the large panel, with its heading and axis.
const LARGE: f64 = 300.0;
/// Lines that a terminal's name may take.
const NAME_LINES: usize = 3;
/// Pixels per em of the small panels' words.
const SMALL_SIZE: f64 = 12.0;

/// A part of the complex and its curve, from the highest load to the lowest.
struct Part<'a> {
    scope: &'a Scope,
    curve: &'a [f64],
}

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let load = &results.load;
    if load.duration_mw.iter().all(|mw| *mw <= 0.0) {
        return None;
    }
    let title = title(results)?;
    let terminals = parts(results, &results.terminals);
    let ports = parts(results, &results.ports);
    let several = terminals.len() > 1;
    let rows = if several {
        terminals.len().div_ceil(ACROSS)
    } else {
        0
    };
    let mut keys = vec![("Bay", Key::Band(BLACK))];
    keys.extend(
        ports
            .iter()
            .zip(PORT_INKS.iter().cycle())
            .map(|(port, ink)| (port.scope.name.as_str(), Key::Band(*ink))),
    );
    let keys = if ports.len() > 1 { keys } else { Vec::new() };
    let room = LARGE + SMALL * rows as f64 + if several { 34.0 } else { 0.0 };
    let sheet = Sheet::fitted(
        &title,
        "15-minute means of shore power, first replication: for this share of the time the load is at least that high; peak and energy are means over replications",
        &keys,
        room,
    );
    let body = sheet.body;
    let mut picture = sheet.picture;
    let frame = Frame {
        left: body.left + 56.0,
        top: body.top + 26.0,
        right: body.right - 8.0,
        bottom: body.top + LARGE - 50.0,
    };
    large(&mut picture, frame, &load.duration_mw, &ports);
    if several {
        let frame = Frame {
            top: body.top + LARGE + 40.0,
            ..body
        };
        small_multiples(&mut picture, frame, &terminals);
    }
    let told: Vec<_> = terminals.iter().map(Part::with_figures).collect();
    Some(Figure {
        id: "load_duration".to_owned(),
        alt: format!("Load-duration curves. {title}. {}.", told.join("; ")),
        title,
        reading: "The area under a curve is energy: a steep left end is a peak that a connection must carry for a few hours of the year. All small panels have the same scale.".to_owned(),
        csv: "shore_power.csv".to_owned(),
        picture,
    })
}

/// Peak and energy of the bay.
fn title(results: &Results) -> Option<String> {
    let peak = results.bay.get(&measure::SHORE_POWER_PEAK_MW)?;
    let energy = results.bay.get(&measure::SHORE_POWER_MWH)?;
    Some(format!(
        "Shore power peaks at {} MW in the bay and delivers {} GWh",
        significant(peak.mean, 3),
        significant(energy.mean / 1000.0, 3)
    ))
}

/// Those of these parts that have a curve.
fn parts<'a>(results: &'a Results, scopes: &'a [Scope]) -> Vec<Part<'a>> {
    let curves = &results.load.duration_by_part_mw;
    let part = |scope: &'a Scope| {
        let (_, curve) = curves.iter().find(|(id, _)| *id == scope.id)?;
        Some(Part { scope, curve })
    };
    scopes.iter().filter_map(part).collect()
}

impl Part<'_> {
    /// Peak and energy, such as "5.5 MW, 23.1 `GWh`".
    fn figures(&self) -> String {
        let of = |measure: &Measure| self.scope.get(measure).map_or(0.0, |found| found.mean);
        format!(
            "{} MW, {} GWh",
            significant(of(&measure::SHORE_POWER_PEAK_MW), 2),
            significant(of(&measure::SHORE_POWER_MWH) / 1000.0, 3)
        )
    }

    fn with_figures(&self) -> String {
        format!("{} {}", short(&self.scope.name), self.figures())
    }
}

/// A curve's points over percents of the time.
fn points(curve: &[f64]) -> Vec<(f64, f64)> {
    let steps = curve.len().saturating_sub(1).max(1) as f64;
    let point = |(index, mw): (usize, &f64)| (index as f64 / steps * 100.0, *mw);
    curve.iter().enumerate().map(point).collect()
}

fn large(picture: &mut Picture, frame: Frame, bay: &[f64], ports: &[Part<'_>]) {
    let top = bay.iter().copied().fold(0.0, f64::max);
    let y = Ticks::numbers(0.0, top, 4);
    let panel = Panel::new(frame, (0.0, 100.0), (0.0, y.end(top)));
    panel.heading(picture, "Bay and ports");
    panel.y_axis(picture, &y, "MW");
    panel.x_axis(
        picture,
        &Ticks::numbers(0.0, 100.0, 10),
        "% of the time at or above",
    );
    if ports.len() > 1 {
        for (port, ink) in ports.iter().zip(PORT_INKS.iter().cycle()) {
            curve(picture, &panel, port.curve, *ink);
        }
    }
    curve(picture, &panel, bay, BLACK);
    step_values(picture, &panel, bay, ports);
}

/// What each step along the curves says.
fn step_values(picture: &mut Picture, panel: &Panel, bay: &[f64], ports: &[Part<'_>]) {
    let half = 50.0 / bay.len().saturating_sub(1).max(1) as f64;
    for (index, (at, mw)) in points(bay).into_iter().enumerate() {
        let each = ports.iter().filter_map(|port| {
            let mw = significant(*port.curve.get(index)?, 3);
            Some(format!(", {} {mw}", short(&port.scope.name)))
        });
        let each: String = each.collect();
        let words = format!(
            "{at:.0} % of the time at least: bay {} MW{each}",
            significant(mw, 3)
        );
        picture.value(panel.strip(at - half, at + half), words);
    }
}

/// A curve over its area.
fn curve(picture: &mut Picture, panel: &Panel, curve: &[f64], ink: Ink) {
    let points = points(curve);
    let band: Vec<_> = points.iter().map(|(x, y)| (*x, 0.0, *y)).collect();
    panel.band(picture, &band, ink.fade(0.08));
    panel.curve(picture, &points, ink, 2);
}

/// A panel for each terminal, all on one scale.
fn small_multiples(picture: &mut Picture, body: Frame, terminals: &[Part<'_>]) {
    let top = terminals
        .iter()
        .flat_map(|part| part.curve)
        .fold(0.0_f64, |top, mw| top.max(*mw));
    let ticks = Ticks::numbers(0.0, top, 2);
    let heading = Text::new("Terminals, by peak and energy").bold();
    picture.text(
        (body.left, body.top - 20.0),
        heading.anchor(Horizontal::Left, Vertical::Center),
    );
    let across = Frame {
        left: body.left + 26.0,
        right: body.right - 4.0,
        ..body
    };
    let columns = across.columns(&[1.0; ACROSS], 26.0);
    for (index, part) in terminals.iter().enumerate() {
        let top_of = body.top + SMALL * (index / ACROSS) as f64 + 56.0;
        let frame = Frame {
            top: top_of,
            bottom: top_of + SMALL - 76.0,
            ..columns[index % ACROSS]
        };
        let panel = Panel::new(frame, (0.0, 100.0), (0.0, ticks.end(top)));
        small(picture, &panel, &ticks, part);
    }
}

fn small(picture: &mut Picture, panel: &Panel, ticks: &Ticks, part: &Part<'_>) {
    let frame = panel.frame;
    for (value, _) in ticks.marks.iter().filter(|mark| panel.y.holds(mark.0)) {
        let y = panel.y.at(*value);
        picture.line([(frame.left, y), (frame.right, y)], GRID, 1);
        let label = Text::new(number(*value, usize::from(value.fract() != 0.0)))
            .size(SMALL_SIZE)
            .ink(GREY)
            .anchor(Horizontal::Right, Vertical::Center);
        picture.text((frame.left - 5.0, y), label);
    }
    let points = points(part.curve);
    let band: Vec<_> = points.iter().map(|(x, y)| (*x, 0.0, *y)).collect();
    panel.band(picture, &band, GREEN.fade(0.25));
    panel.curve(picture, &points, GREEN, 2);
    let small = |text: Text| {
        let text = text.size(SMALL_SIZE);
        text.anchor(Horizontal::Left, Vertical::Center)
    };
    picture.value(frame, part.with_figures());
    let figures = small(Text::new(part.figures()).ink(GREY));
    picture.text((frame.left, frame.top - 11.0), figures);
    // A long name in several lines.
    let name = small(Text::new(short(&part.scope.name)).bold());
    let mut lines = name.wrap(frame.width() + 6.0);
    lines.truncate(NAME_LINES);
    for (above, line) in lines.into_iter().rev().enumerate() {
        if let Some(line) = line.fit(frame.width() + 14.0) {
            picture.text((frame.left, frame.top - 26.0 - 14.0 * above as f64), line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn peak_and_energy_are_told_and_a_bay_without_shore_power_has_no_chart() {
        let mut results = fixture::year();
        let found = chart(&results).unwrap();
        assert!(
            found.title.starts_with("Shore power peaks at 42.4 MW"),
            "{}",
            found.title
        );
        results.load.duration_mw = vec![0.0; 101];
        assert!(chart(&results).is_none());
    }
}
