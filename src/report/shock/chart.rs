//! The queue with the shock and without it, day by day.

use crate::experiment::{Shock, ShockDay};
use crate::report::chart::calendar::day_ticks;
use crate::report::draw::{BLUE, Frame, GREY, Ink, Key, Panel, Sheet, Ticks, VERMILION};
use crate::report::study::Figure;
use crate::report::words::number;
use crate::scenario::Scenario;
use crate::statistics::Summary;

/// Days shown before the shock begins.
const BEFORE: usize = 28;
/// Days shown from its first on; all of them are in the table.
const AFTER: usize = 150;
/// Pixels of the sheet, from top to bottom.
const HEIGHT: u32 = 420;

/// The chart, of two days or more.
pub(super) fn queue(found: &Shock, shaken: &Scenario) -> Option<Figure> {
    let from = found.begins.saturating_sub(BEFORE);
    let days = &found.days[from..found.days.len().min(found.begins + AFTER)];
    if days.len() < 2 {
        return None;
    }
    let worst = days.iter().map(|day| day.more.mean).fold(0.0, f64::max);
    let title = format!(
        "On its worst day the shock keeps {} vessels more waiting, on average",
        number(worst, 1)
    );
    let subtitle = "Vessels waiting at 08:00 local time: mean, and band from 5 % to 95 % of \
                    replications; gray: the first day of the shock";
    let keys = [
        ("with the shock", Key::Band(VERMILION)),
        ("without it", Key::Band(BLUE)),
    ];
    let sheet = Sheet::new(HEIGHT, &title, subtitle).legend(&keys);
    let (mut picture, body) = (sheet.picture, sheet.body);
    let frame = Frame {
        left: body.left + 60.0,
        top: body.top + 26.0,
        bottom: body.bottom - 28.0,
        ..body
    };
    let top = (days.iter()).fold(0.0_f64, |top, day| {
        top.max(day.shaken.p95).max(day.calm.p95)
    });
    let y = Ticks::counts(top, 4);
    let panel = Panel::new(frame, (0.0, days.len() as f64 - 1.0), (0.0, y.end(top)));
    panel.y_axis(&mut picture, &y, "Vessels");
    panel.x_axis(
        &mut picture,
        &day_ticks(days.iter().map(|day| day.date.as_str())),
        "",
    );
    let begins = panel.at((found.begins - from) as f64, 0.0).0;
    picture.line([(begins, frame.top), (begins, frame.bottom)], GREY, 1);
    let mut line = |pick: fn(&ShockDay) -> &Summary, ink: Ink| {
        let points: Vec<(f64, [f64; 3])> = (days.iter().map(pick).enumerate())
            .map(|(day, of)| (day as f64, [of.p05, of.mean, of.p95]))
            .collect();
        panel.line_in_band(&mut picture, &points, ink, 0.25);
    };
    line(|day| &day.calm, BLUE);
    line(|day| &day.shaken, VERMILION);
    for (index, day) in days.iter().enumerate() {
        let words = format!(
            "{}: {} vessels wait with the shock, {} without",
            day.date,
            number(day.shaken.mean, 1),
            number(day.calm.mean, 1)
        );
        let middle = index as f64;
        picture.value(panel.strip(middle - 0.5, middle + 0.5), words);
    }
    Some(Figure {
        id: "shock".to_owned(),
        alt: format!(
            "Line chart by day of the vessels waiting in {}. {title}.",
            shaken.name
        ),
        title,
        reading: "Each point counts vessels that wait at eight in the morning.".to_owned(),
        csv: "shock_days.csv".to_owned(),
        picture,
    })
}
