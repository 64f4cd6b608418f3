//! Shore-power load through the year.

use super::Figure;
use super::calendar::{dates, day_ticks};
use crate::experiment::Results;
use crate::experiment::measure;
use crate::report::draw::{Frame, GREEN, Panel, Picture, Sheet, Ticks};
use crate::report::words::{number, significant};

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let load = &results.load;
    let ever = load.daily_mean_mw.iter().any(|day| day.mean > 0.0);
    if !ever || load.daily_mean_mw.len() < 2 {
        return None;
    }
    let title = title(results);
    let Sheet { mut picture, body } = Sheet::new(
        360,
        &title,
        "Load of all vessels on shore power, bay-wide; bands from 5 % to 95 % of replications; peak: highest 15-minute mean, averaged over replications",
    );
    let frame = Frame {
        left: body.left + 56.0,
        top: body.top + 26.0,
        right: body.right - 8.0,
        bottom: body.bottom - 24.0,
    };
    daily(&mut picture, frame, results);
    Some(Figure {
        id: "shore_power".to_owned(),
        alt: format!("Mean load of each day, with a band. {title}."),
        title,
        reading: "The line is the mean over replications, the band what nine in ten of them keep to. Peaks of single replications lie on either side of their average in the title.".to_owned(),
        csv: "shore_power.csv".to_owned(),
        picture,
    })
}

fn title(results: &Results) -> String {
    let days = results.load.daily_mean_mw.len() as f64;
    let average = results
        .load
        .daily_mean_mw
        .iter()
        .map(|day| day.mean)
        .sum::<f64>()
        / days;
    let peak = results.bay.get(&measure::SHORE_POWER_PEAK_MW);
    let peak = peak.map_or_else(String::new, |peak| {
        format!(" and {} MW at its peak", significant(peak.mean, 3))
    });
    format!(
        "Shore power draws {} MW on average{peak}",
        significant(average, 3)
    )
}

fn daily(picture: &mut Picture, frame: Frame, results: &Results) {
    let days = &results.load.daily_mean_mw;
    let top = days
        .iter()
        .fold(0.0_f64, |top, day| top.max(day.p95).max(day.mean));
    let y = Ticks::numbers(0.0, top, 4);
    let panel = Panel::new(frame, (0.0, days.len() as f64 - 1.0), (0.0, y.end(top)));
    panel.heading(picture, "Mean of each day");
    panel.y_axis(picture, &y, "MW");
    panel.x_axis(picture, &day_ticks(dates(&results.days)), "");
    let points: Vec<_> = days
        .iter()
        .enumerate()
        .map(|(index, day)| (index as f64, [day.p05, day.mean, day.p95]))
        .collect();
    panel.line_in_band(picture, &points, GREEN, 0.25);
    for ((at, [low, mean, high]), day) in points.iter().zip(&results.days) {
        let words = format!(
            "{}: {} MW on average, {} to {} from the 5 % to the 95 % quantile",
            day.date,
            number(*mean, 1),
            number(*low, 1),
            number(*high, 1)
        );
        picture.value(panel.strip(at - 0.5, at + 0.5), words);
    }
}
