//! Throughput by month, with what replications differ by.

use super::Figure;
use super::calendar::{self, month_name};
use crate::experiment::{MonthRow, Results};
use crate::report::draw::{
    BLACK, Frame, Horizontal, Ink, Key, PORT_INKS, Panel, Picture, Sheet, Text, Ticks, Vertical,
};
use crate::report::words::{compact, counted, number};
use crate::statistics::Summary;

/// Most months whose numbers are written at their points.
const MONTHS_WITH_NUMBERS: usize = 13;

/// Most months whose points are told apart.
const MONTHS_WITH_POINTS: usize = 36;

/// A line with its band.
struct Series<'a> {
    name: &'a str,
    ink: Ink,
    months: Vec<&'a Summary>,
}

pub(super) fn chart(results: &Results) -> Option<Figure> {
    if results.months.len() < 2 {
        return None;
    }
    let series = series(results);
    let top = series
        .iter()
        .flat_map(|series| &series.months)
        .fold(0.0_f64, |top, month| top.max(month.p95).max(month.mean));
    if top <= 0.0 {
        return None;
    }
    let title = title(results);
    let mut sheet = Sheet::new(
        470,
        &title,
        "TEU on and off vessels by month: mean, and band from 5 % to 95 % of replications",
    );
    if series.len() > 1 {
        let keys: Vec<_> = series
            .iter()
            .map(|series| (series.name, Key::Band(series.ink)))
            .collect();
        sheet = sheet.legend(&keys);
    }
    let picture = draw(sheet, &results.months, &series, top);
    Some(Figure {
        id: "throughput".to_owned(),
        alt: format!("Line chart by month with a band of uncertainty. {title}."),
        title,
        reading: "Each point is a month's mean over replications; the band goes from the 5 % to the 95 % quantile of replications.".to_owned(),
        csv: "monthly.csv".to_owned(),
        picture,
    })
}

fn series(results: &Results) -> Vec<Series<'_>> {
    let whole = Series {
        name: &results.bay.name,
        ink: BLACK,
        months: results.months.iter().map(|month| &month.teu).collect(),
    };
    let ports = results
        .ports
        .iter()
        .enumerate()
        .map(|(index, port)| Series {
            name: &port.name,
            ink: PORT_INKS[index % PORT_INKS.len()],
            months: results
                .months
                .iter()
                .filter_map(|month| month.port_teu.get(index))
                .collect(),
        });
    let mut all = vec![whole];
    if results.ports.len() > 1 {
        all.extend(ports.filter(|port| port.months.len() == results.months.len()));
    }
    all
}

fn title(results: &Results) -> String {
    let total: f64 = results.months.iter().map(|month| month.teu.mean).sum();
    let working = || results.months.iter().filter(|month| month.teu.mean > 0.0);
    let idle = results.months.len() - working().count();
    let by_teu = |a: &&MonthRow, b: &&MonthRow| a.teu.mean.total_cmp(&b.teu.mean);
    let words = |month: &MonthRow| {
        format!(
            "{} {} ({})",
            month_name(month.month),
            month.year,
            compact(month.teu.mean)
        )
    };
    let most = working().max_by(by_teu).map(words).unwrap_or_default();
    let total = compact(total);
    if idle > 0 {
        let idle = counted(idle as f64, "month");
        return format!("{total} TEU are moved: most in {most}, nothing in {idle}");
    }
    let least = working().min_by(by_teu).map(words).unwrap_or_default();
    format!("{total} TEU are moved: most in {most}, least in {least}")
}

fn draw(sheet: Sheet, months: &[MonthRow], series: &[Series<'_>], top: f64) -> Picture {
    let Sheet {
        mut picture, body, ..
    } = sheet;
    let (factor, unit) = match top {
        top if top >= 3e6 => (1e-6, "Million TEU a month"),
        top if top >= 2e4 => (1e-3, "Thousand TEU a month"),
        _ => (1.0, "TEU a month"),
    };
    let frame = Frame {
        left: body.left + 66.0,
        top: body.top + 24.0,
        bottom: body.bottom - 30.0,
        ..body
    };
    let y = Ticks::numbers(0.0, top * factor, 5);
    let count = months.len() as f64;
    let panel = Panel::new(frame, (-0.5, count - 0.5), (0.0, y.end(top * factor)));
    panel.y_axis(&mut picture, &y, unit);
    panel.x_axis(&mut picture, &month_ticks(months), "");
    for (position, series) in series.iter().enumerate() {
        let scaled = |(index, month): (usize, &&Summary)| {
            let numbers = [month.p05, month.mean, month.p95];
            (index as f64, numbers.map(|teu| teu * factor))
        };
        let points: Vec<_> = series.months.iter().enumerate().map(scaled).collect();
        panel.line_in_band(&mut picture, &points, series.ink, 0.22);
        if months.len() <= MONTHS_WITH_POINTS {
            for (at, [_, mean, _]) in &points {
                panel.point(&mut picture, (*at, *mean), series.ink);
            }
        }
        // Numbers of the whole only: those of ports alike would lie on each other.
        if position == 0 && months.len() <= MONTHS_WITH_NUMBERS {
            numbers(&mut picture, &panel, &points, series.ink);
        }
    }
    for (index, month) in months.iter().enumerate() {
        let at = index as f64;
        let each: Vec<String> = series
            .iter()
            .map(|series| format!("{} {}", series.name, compact(series.months[index].mean)))
            .collect();
        let words = format!(
            "{} {}: {} TEU",
            month_name(month.month),
            month.year,
            each.join(", ")
        );
        picture.value(panel.strip(at - 0.5, at + 0.5), words);
    }
    picture
}

/// The mean of each month above its band.
fn numbers(picture: &mut Picture, panel: &Panel, points: &[(f64, [f64; 3])], ink: Ink) {
    for (index, [_, mean, high]) in points.iter().filter(|(_, [_, mean, _])| *mean > 0.0) {
        let (x, y) = panel.at(*index, *high);
        let decimals = usize::from(*mean < 100.0);
        let text = Text::new(number(*mean, decimals))
            .size(12.0)
            .ink(ink)
            .anchor(Horizontal::Center, Vertical::Bottom);
        picture.text((x, y - 7.0), text);
    }
}

/// As many months as have room, at whole quarters, halves or years.
fn month_ticks(months: &[MonthRow]) -> Ticks {
    let step = calendar::month_step(months.len());
    let ordinal = |month: &MonthRow| usize::from(month.month) - 1;
    let marks = months
        .iter()
        .enumerate()
        .filter(|(_, month)| ordinal(month).is_multiple_of(step))
        .map(|(index, month)| {
            let name = month_name(month.month);
            let words = if month.month == 1 || index == 0 {
                format!("{name} {}", month.year)
            } else {
                name.to_owned()
            };
            (index as f64, words)
        })
        .collect();
    Ticks { marks }
}
