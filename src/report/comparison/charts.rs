//! Charts of differences with their intervals.

use super::select::by_change;
use super::words::{change, share, signed_with_margin, unit};
use super::{Compared, Other};
use crate::experiment::measure::Part;
use crate::experiment::{Difference, Finding, PartDifferences, Versus};
use crate::report::draw::{
    BLUE, Frame, GREY, Horizontal, Ink, Key, Panel, Picture, Sheet, Text, Ticks, VERMILION,
    Vertical,
};
use crate::report::measures::{label, shown_factor};
use crate::report::study::Figure;
use crate::report::words::{heading, short, uncapitalized};

/// Pixels of each row.
const ROW: f64 = 27.0;
/// Panels side by side.
const PANELS: usize = 3;
/// Pixels above and below the rows.
const AROUND: u32 = 165;

/// A row: what it is about, its mean and half-width.
struct Line {
    name: String,
    mean: f64,
    half: f64,
    ink: Ink,
    note: String,
}

/// Chosen measures of the bay, relative to the base.
pub(super) fn relative(
    compared: &Compared,
    other: &Other,
    versus: &Versus,
    id: &str,
) -> Option<Figure> {
    let chosen = by_change(compared.found, versus.bay());
    let differ = chosen.iter().filter(|found| found.verdict != Finding::Same);
    let lines: Vec<Line> = differ.filter_map(|found| relative_line(found)).collect();
    if lines.is_empty() {
        return None;
    }
    let title = headline(other, &chosen);
    let subtitle = format!(
        "Difference from {} in percent of it, with paired 95 % intervals; whole bay",
        heading(&compared.base.name)
    );
    let sheet = Sheet::new(height(lines.len()), &title, &subtitle).legend(&LEGEND);
    let mut picture = sheet.picture;
    let names = widest(&lines);
    let body = Frame {
        left: sheet.body.left + names + 12.0,
        right: sheet.body.right - 110.0,
        top: sheet.body.top + 6.0,
        bottom: sheet.body.top + 6.0 + ROW * lines.len() as f64,
    };
    let panel = axes(&mut picture, body, &lines, "percent of the base");
    row_names(&mut picture, body, &lines);
    draw(&mut picture, &panel, &lines);
    for (index, line) in lines.iter().enumerate() {
        let note = Text::new(line.note.as_str()).ink(GREY);
        picture.text((body.right + 10.0, middle(body, index)), note);
    }
    Some(Figure {
        id: id.to_owned(),
        alt: alternative(&title, &lines),
        title,
        reading: READING.to_owned(),
        csv: "differences.csv".to_owned(),
        picture,
    })
}

/// How to read a chart of differences.
const READING: &str = "Each line is the 95 % interval of a paired difference, its square the \
                       mean; left of zero the other scenario has less, right of it more. Gray: no \
                       difference is shown after correction for the number of tests.";
/// Colors of the verdicts.
const LEGEND: [(&str, Key); 3] = [
    ("less", Key::Box(BLUE)),
    ("more", Key::Box(VERMILION)),
    ("no difference shown", Key::Box(GREY)),
];

/// What changed most, as a finding.
fn headline(other: &Other, chosen: &[&Difference]) -> String {
    let first = chosen.iter().find(|found| found.is_shown());
    first.map_or_else(
        || format!("{}: no difference is shown", heading(&other.named.name)),
        |found| {
            let name = uncapitalized(&label(found.measure.name));
            let other = heading(&other.named.name);
            format!("{other}: {name} changes most, {}", change(found))
        },
    )
}

fn relative_line(found: &Difference) -> Option<Line> {
    let scale = 100.0 / found.base_mean.abs();
    // A ratio's own interval: all of the base is all of it, however much that was. Without one, that
    // of the difference.
    let of_difference = found.half_width.map(|half| half * scale);
    let half = found.relative_half_width.map(|half| 100.0 * half);
    Some(Line {
        name: label(found.measure.name),
        mean: 100.0 * found.relative?,
        half: half.or(of_difference).unwrap_or(0.0),
        ink: ink(found),
        note: match found.verdict {
            Finding::Less => format!("−{}", share(found)?),
            Finding::More => format!("+{}", share(found)?),
            _ => String::new(),
        },
    })
}

const fn ink(found: &Difference) -> Ink {
    match found.verdict {
        Finding::Less => BLUE,
        Finding::More => VERMILION,
        Finding::Same | Finding::NotShown { .. } | Finding::Unknown => GREY,
    }
}

/// What changed most in the bay, terminal by terminal.
pub(super) fn by_terminal(
    compared: &Compared,
    other: &Other,
    versus: &Versus,
    id: &str,
) -> Option<Figure> {
    let terminals: Vec<&PartDifferences> = (versus.parts.iter())
        .filter(|part| part.part.level == Part::Terminal)
        .collect();
    let chosen = by_change(compared.found, versus.bay());
    let measures: Vec<&str> = (chosen.iter())
        .filter(|found| found.verdict != Finding::Same)
        .map(|found| found.measure.name)
        .filter(|measure| terminals.iter().any(|part| part.get(measure).is_some()))
        .take(PANELS)
        .collect();
    if terminals.len() < 2 || measures.is_empty() {
        return None;
    }
    let title = where_most(other, &terminals, measures[0]);
    let subtitle = format!(
        "Difference from {} by terminal, with paired 95 % intervals",
        heading(&compared.base.name)
    );
    let sheet = Sheet::new(height(terminals.len()) + 10, &title, &subtitle).legend(&LEGEND);
    let mut picture = sheet.picture;
    let lines = |measure: &str| -> Vec<Line> {
        let line = |part: &&PartDifferences| terminal_line(part, measure);
        terminals.iter().map(line).collect()
    };
    let names = widest(&lines(measures[0]));
    let body = Frame {
        left: sheet.body.left + names + 12.0,
        right: sheet.body.right - 16.0,
        top: sheet.body.top + 34.0,
        bottom: sheet.body.top + 34.0 + ROW * terminals.len() as f64,
    };
    row_names(&mut picture, body, &lines(measures[0]));
    let mut told = Vec::new();
    for (column, measure) in body
        .columns(&vec![1.0; measures.len()], 46.0)
        .iter()
        .zip(&measures)
    {
        let lines = lines(measure);
        let panel = axes(&mut picture, *column, &lines, "");
        let head = Text::new(head(measure)).bold();
        let head = head.anchor(Horizontal::Left, Vertical::Bottom);
        if let Some(head) = head.fit(column.width() + 40.0) {
            picture.text((column.left, column.top - 8.0), head);
        }
        draw(&mut picture, &panel, &lines);
        told.push(alternative(&self::head(measure), &lines));
    }
    Some(Figure {
        id: id.to_owned(),
        title,
        alt: told.join(" "),
        reading: READING.to_owned(),
        csv: "differences.csv".to_owned(),
        picture,
    })
}

/// A measure with the unit of its differences.
fn head(measure: &str) -> String {
    match unit(measure) {
        "" => label(measure),
        unit => format!("{} [{unit}]", label(measure)),
    }
}

/// The terminal at which the measure changes most, as a finding.
fn where_most(other: &Other, terminals: &[&PartDifferences], measure: &str) -> String {
    let shown = terminals.iter().filter_map(|part| {
        let found = part.get(measure)?;
        found.is_shown().then_some((part, found))
    });
    let most = shown.max_by(|a, b| a.1.mean.abs().total_cmp(&b.1.mean.abs()));
    let (other, name) = (heading(&other.named.name), uncapitalized(&label(measure)));
    most.map_or_else(
        || format!("{other}: at no terminal a difference in {name} is shown"),
        |(part, found)| {
            let place = short(&part.part.name);
            let difference = format!("{} {}", signed_with_margin(found), unit(measure));
            format!(
                "{other}: {name} changes most at {place}, {}",
                difference.trim_end()
            )
        },
    )
}

fn terminal_line(part: &PartDifferences, measure: &str) -> Line {
    let factor = shown_factor(measure);
    let found = part.get(measure);
    Line {
        name: short(&part.part.name).to_owned(),
        mean: found.map_or(f64::NAN, |found| found.mean * factor),
        half: found.and_then(|found| found.half_width).unwrap_or(0.0) * factor,
        ink: found.map_or(GREY, ink),
        note: String::new(),
    }
}

/// Height of a sheet with this many rows, in pixels.
fn height(rows: usize) -> u32 {
    AROUND + 27 * u32::try_from(rows).unwrap_or(u32::MAX / 64)
}

/// Room for the names of rows, in pixels; 15 % slack, for viewers that set text wider than we do.
fn widest(lines: &[Line]) -> f64 {
    let widths = lines
        .iter()
        .map(|line| Text::new(line.name.as_str()).width());
    (widths.fold(0.0_f64, f64::max) * 1.15).min(300.0)
}

fn middle(frame: Frame, index: usize) -> f64 {
    frame.top + ROW * (index as f64 + 0.5)
}

fn row_names(picture: &mut Picture, frame: Frame, lines: &[Line]) {
    for (index, line) in lines.iter().enumerate() {
        let text = Text::new(line.name.as_str()).anchor(Horizontal::Right, Vertical::Center);
        if let Some(text) = text.fit(frame.left - 20.0) {
            picture.text((frame.left - 10.0, middle(frame, index)), text);
        }
    }
}

/// A panel that holds every interval and zero, with its grid and a line at zero.
fn axes(picture: &mut Picture, frame: Frame, lines: &[Line], title: &str) -> Panel {
    let ends = lines.iter().filter(|line| line.mean.is_finite());
    let ends = ends.flat_map(|line| [line.mean - line.half, line.mean + line.half]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let count = if frame.width() > 400.0 { 6 } else { 3 };
    let ticks = roomy(low, high, count, frame.width());
    let first = ticks.marks.first().map_or(low, |mark| mark.0);
    let last = ticks.marks.last().map_or(high, |mark| mark.0);
    let panel = Panel::new(frame, (first.min(low), last.max(high)), (0.0, 1.0));
    panel.x_grid(picture, &ticks);
    panel.x_axis(picture, &ticks, title);
    let zero = panel.x.at(0.0);
    picture.line([(zero, frame.top), (zero, frame.bottom)], GREY, 1);
    panel
}

/// As many ticks as their numbers leave room for, `count` at most.
fn roomy(low: f64, high: f64, count: usize, width: f64) -> Ticks {
    let needed = |ticks: &Ticks| -> f64 {
        let marks = ticks.marks.iter();
        marks
            .map(|(_, words)| Text::new(words.as_str()).width() * 1.15 + 8.0)
            .sum()
    };
    let fewer = (1..=count)
        .rev()
        .map(|count| Ticks::numbers(low, high, count));
    let mut fewer = fewer.skip_while(|ticks| ticks.marks.len() > 2 && needed(ticks) > width);
    fewer.next().unwrap_or_else(|| Ticks::numbers(low, high, 1))
}

/// Intervals with a square at each mean.
fn draw(picture: &mut Picture, panel: &Panel, lines: &[Line]) {
    for (index, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.mean.is_finite())
    {
        let y = middle(panel.frame, index);
        let at = |value: f64| panel.x.at(value);
        let (low, high) = (at(line.mean - line.half), at(line.mean + line.half));
        picture.line([(low, y), (high, y)], line.ink, 2);
        for end in [low, high] {
            picture.line([(end, y - 4.0), (end, y + 4.0)], line.ink, 1);
        }
        let x = at(line.mean);
        picture.fill(Frame::new(x - 4.0, y - 4.0, x + 4.0, y + 4.0), line.ink);
    }
}

/// A chart in words.
fn alternative(title: &str, lines: &[Line]) -> String {
    let told = lines.iter().filter(|line| line.mean.is_finite());
    let told: Vec<String> = told
        .map(|line| {
            let significant = |value| crate::report::words::significant(value, 3);
            format!(
                "{} {} ± {}",
                line.name,
                significant(line.mean),
                significant(line.half)
            )
        })
        .collect();
    format!("{title}: {}.", told.join(", "))
}
