//! Charts of differences with their intervals.

use super::words::{change, label_in, name, share, signed_with_unit, unit};
use super::{Compared, Side};
use crate::experiment::measure::{Measure, Part};
use crate::experiment::{Difference, Finding, PartDifferences};
use crate::report::draw::{
    BLUE, Frame, GREY, Horizontal, Ink, Key, Panel, Picture, Sheet, Text, Ticks, VERMILION,
    Vertical,
};
use crate::report::study::Figure;
use crate::report::words::{short, significant, uncapitalized};

/// Pixels of each row.
const ROW: f64 = 27.0;
/// Panels side by side.
const PANELS: usize = 3;
/// Pixels above and below the rows.
const AROUND: u32 = 165;
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

/// A row: what it is about, its mean and half-width.
struct Line {
    name: String,
    mean: f64,
    half: f64,
    ink: Ink,
    note: String,
}

fn figure(id: String, title: String, alt: String, picture: Picture) -> Figure {
    Figure {
        id,
        alt,
        title,
        reading: READING.to_owned(),
        csv: "differences.csv".to_owned(),
        picture,
    }
}

/// Chosen measures of the bay, relative to the base.
pub(super) fn relative(compared: &Compared, side: &Side) -> Option<Figure> {
    let lines: Vec<Line> = side.differing().filter_map(relative_line).collect();
    if lines.is_empty() {
        return None;
    }
    let title = headline(side);
    let subtitle = format!(
        "Difference from {} in percent of it, with paired 95 % intervals; whole bay",
        compared.base.heading
    );
    let sheet = Sheet::new(height(lines.len()), &title, &subtitle).legend(&LEGEND);
    let mut picture = sheet.picture;
    let body = rows(sheet.body, 6.0, 110.0, &lines);
    let panel = axes(&mut picture, body, &lines, "percent of the base");
    row_names(&mut picture, body, &lines);
    draw(&mut picture, &panel, &lines);
    for (index, line) in lines.iter().enumerate() {
        let note = Text::new(line.note.as_str()).ink(GREY);
        picture.text((body.right + 10.0, middle(body, index)), note);
    }
    let alt = alternative(&title, &lines);
    Some(figure(side.id("relative"), title, alt, picture))
}

/// What changed most, as a finding.
fn headline(side: &Side) -> String {
    let other = &side.named.heading;
    match side.chosen.iter().find(|found| found.is_shown()) {
        Some(found) => format!("{other}: {} changes most, {}", name(found), change(found)),
        None => format!("{other}: no difference is shown"),
    }
}

fn relative_line(found: &Difference) -> Option<Line> {
    let scale = 100.0 / found.base_mean.abs();
    // A ratio's own interval: all of the base is all of it, however much that was. Without one, that
    // of the difference.
    let of_difference = found.half_width.map(|half| half * scale);
    let half = found.relative_half_width.map(|half| 100.0 * half);
    Some(Line {
        name: found.measure.label.to_owned(),
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
pub(super) fn by_terminal(compared: &Compared, side: &Side) -> Option<Figure> {
    let parts = side.versus.parts.iter();
    let terminals: Vec<&PartDifferences> = parts
        .filter(|part| part.part.level == Part::Terminal)
        .collect();
    let panels: Vec<(&Measure, Vec<Line>)> = (side.differing())
        .map(|found| found.measure)
        .filter(|measure| terminals.iter().any(|part| part.get(measure).is_some()))
        .take(PANELS)
        .map(|measure| {
            let lines = terminals.iter().map(|part| terminal_line(part, measure));
            (measure, lines.collect())
        })
        .collect();
    let (first, lines) = panels.first()?;
    if terminals.len() < 2 {
        return None;
    }
    let title = where_most(side, &terminals, first);
    let subtitle = format!(
        "Difference from {} by terminal, with paired 95 % intervals",
        compared.base.heading
    );
    let sheet = Sheet::new(height(terminals.len()) + 10, &title, &subtitle).legend(&LEGEND);
    let mut picture = sheet.picture;
    let body = rows(sheet.body, 34.0, 16.0, lines);
    row_names(&mut picture, body, lines);
    let mut alt = Vec::new();
    let columns = body.columns(&vec![1.0; panels.len()], 46.0);
    for (column, (measure, lines)) in columns.into_iter().zip(&panels) {
        let panel = axes(&mut picture, column, lines, "");
        let head = label_in(measure, unit(measure));
        let text = Text::new(head.as_str()).bold();
        let text = text.anchor(Horizontal::Left, Vertical::Bottom);
        if let Some(text) = text.fit(column.width() + 40.0) {
            picture.text((column.left, column.top - 8.0), text);
        }
        draw(&mut picture, &panel, lines);
        alt.push(alternative(&head, lines));
    }
    let id = side.id("by_terminal");
    Some(figure(id, title, alt.join(" "), picture))
}

/// The terminal at which the measure changes most, as a finding.
fn where_most(side: &Side, terminals: &[&PartDifferences], measure: &Measure) -> String {
    let shown = terminals.iter().filter_map(|part| {
        let found = part.get(measure)?;
        found.is_shown().then_some((part, found))
    });
    let most = shown.max_by(|a, b| a.1.mean.abs().total_cmp(&b.1.mean.abs()));
    let (other, name) = (&side.named.heading, uncapitalized(measure.label));
    match most {
        Some((part, found)) => format!(
            "{other}: {name} changes most at {}, {}",
            short(&part.part.name),
            signed_with_unit(found)
        ),
        None => format!("{other}: at no terminal a difference in {name} is shown"),
    }
}

fn terminal_line(part: &PartDifferences, measure: &Measure) -> Line {
    let factor = measure.unit.factor;
    let found = part.get(measure);
    Line {
        name: short(&part.part.name).to_owned(),
        mean: found.map_or(f64::NAN, |found| found.mean * factor),
        half: found.and_then(|found| found.half_width).unwrap_or(0.0) * factor,
        ink: found.map_or(GREY, ink),
        note: String::new(),
    }
}

/// The part of a sheet that holds the rows, right of their names.
fn rows(body: Frame, above: f64, right: f64, lines: &[Line]) -> Frame {
    Frame {
        left: body.left + widest(lines) + 12.0,
        right: body.right - right,
        top: body.top + above,
        bottom: body.top + above + ROW * lines.len() as f64,
    }
}

/// Height of a sheet with this many rows, in pixels.
fn height(rows: usize) -> u32 {
    AROUND + 27 * u32::try_from(rows).unwrap_or(u32::MAX / 64)
}

/// Room for the names of rows, in pixels; 15 % slack, for viewers that set text wider than we do.
fn widest(lines: &[Line]) -> f64 {
    let widths = lines.iter();
    let widths = widths.map(|line| Text::new(line.name.as_str()).width());
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
    let lines = lines.iter().filter(|line| line.mean.is_finite());
    let words = lines.map(|line| {
        let (mean, half) = (significant(line.mean, 3), significant(line.half, 3));
        format!("{} {mean} ± {half}", line.name)
    });
    format!("{title}: {}.", words.collect::<Vec<_>>().join(", "))
}
