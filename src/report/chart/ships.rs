//! Vessels at berth and vessels waiting, day by day.

use super::Figure;
use super::calendar::{dates, day_ticks};
use crate::experiment::measure::{self, Measure};
use crate::experiment::{DayRow, Results};
use crate::report::draw::{BLUE, Frame, Ink, Panel, Picture, Sheet, Ticks, VERMILION};
use crate::report::words::{number, significant};
use crate::statistics::Summary;

/// Most points of a line; longer periods are averaged over several days.
const MOST_POINTS: usize = 800;

pub(super) fn chart(results: &Results) -> Option<Figure> {
    if results.days.len() < 2 {
        return None;
    }
    let title = title(results);
    let step = results.days.len().div_ceil(MOST_POINTS);
    let subtitle = if step == 1 {
        "Vessels at 08:00 local time: mean, and band from 5 % to 95 % of replications".to_owned()
    } else {
        format!(
            "Vessels at 08:00 local time, averaged over {step} days: mean, and band from 5 % to 95 % of replications"
        )
    };
    let Sheet { mut picture, body } = Sheet::new(580, &title, &subtitle);
    let frame = Frame {
        left: body.left + 60.0,
        top: body.top + 26.0,
        bottom: body.bottom - 28.0,
        ..body
    };
    let rows = frame.rows(&[1.6, 1.0], 62.0);
    let days = &results.days;
    panel(&mut picture, rows[0], days, step, "At berth", BLUE, |day| {
        &day.at_berth
    });
    panel(
        &mut picture,
        rows[1],
        days,
        step,
        "Waiting for a berth",
        VERMILION,
        |day| &day.waiting,
    );
    Some(Figure {
        id: "ships".to_owned(),
        alt: format!("Two line charts by day with bands of uncertainty. {title}."),
        title,
        reading: "Each point counts vessels at eight in the morning; the band goes from the 5 % to the 95 % quantile of replications.".to_owned(),
        csv: "daily.csv".to_owned(),
        picture,
    })
}

fn title(results: &Results) -> String {
    let days = results.days.len() as f64;
    let mean = |pick: fn(&DayRow) -> f64| results.days.iter().map(pick).sum::<f64>() / days;
    let of = |measure: &Measure, fallback: f64| {
        let found = results.bay.get(measure).map(|summary| summary.mean);
        let found = found.unwrap_or(fallback);
        significant(found, if found < 10.0 { 2 } else { 3 })
    };
    let berth = of(
        &measure::VESSELS_AT_BERTH_MEAN,
        mean(|day| day.at_berth.mean),
    );
    let queue = results.bay.get(&measure::VESSELS_WAITING_MEAN);
    if queue.is_some_and(|queue| queue.mean <= 0.0) {
        return format!("On average {berth} vessels are at berth, and none waits for one");
    }
    let waiting = of(&measure::VESSELS_WAITING_MEAN, mean(|day| day.waiting.mean));
    let most = results
        .bay
        .get(&measure::VESSELS_WAITING_MAX)
        .map(|most| format!("; the longest queue averages {}", number(most.mean, 0)));
    format!(
        "On average {berth} vessels are at berth and {waiting} wait{}",
        most.unwrap_or_default()
    )
}

fn panel(
    picture: &mut Picture,
    frame: Frame,
    days: &[DayRow],
    step: usize,
    heading: &str,
    ink: Ink,
    pick: fn(&DayRow) -> &Summary,
) {
    let groups: Vec<(f64, [f64; 3])> = days
        .chunks(step)
        .enumerate()
        .map(|(index, group)| {
            let middle = (index * step) as f64 + (group.len() - 1) as f64 / 2.0;
            (middle, average(group, pick))
        })
        .collect();
    let top = groups.iter().fold(0.0_f64, |top, (_, [_, mean, high])| {
        top.max(*mean).max(*high)
    });
    let y = Ticks::counts(top, 4);
    let last = days.len() as f64 - 1.0;
    let panel = Panel::new(frame, (0.0, last), (0.0, y.end(top)));
    panel.heading(picture, heading);
    panel.y_axis(picture, &y, "Vessels");
    panel.x_axis(picture, &day_ticks(dates(days)), "");
    panel.line_in_band(picture, &groups, ink, 0.25);
    let half = step as f64 / 2.0;
    for (index, (middle, [low, mean, high])) in groups.iter().enumerate() {
        let from = &days[index * step].date;
        let since = if step > 1 { " and days after" } else { "" };
        let words = format!(
            "{from}{since}, {}: {} vessels, {} to {} from the 5 % to the 95 % quantile",
            heading.to_lowercase(),
            number(*mean, 1),
            number(*low, 1),
            number(*high, 1)
        );
        picture.value(panel.strip(middle - half, middle + half), words);
    }
}

/// Mean 5 % quantile, mean and 95 % quantile of a few days.
fn average(days: &[DayRow], pick: fn(&DayRow) -> &Summary) -> [f64; 3] {
    let count = days.len() as f64;
    let mean =
        |part: fn(&Summary) -> f64| days.iter().map(|day| part(pick(day))).sum::<f64>() / count;
    [
        mean(|day| day.p05),
        mean(|day| day.mean),
        mean(|day| day.p95),
    ]
}
