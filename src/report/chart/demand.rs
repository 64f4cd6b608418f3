//! Demand for shore power by hour of the day and month: a heat map.

use super::Figure;
use super::calendar::month_name;
use crate::experiment::{HoursOfMonth, Results};
use crate::report::draw::{
    BLACK, Frame, GREY, Horizontal, Ink, Picture, Sheet, Text, Vertical, WHITE, shade,
};
use crate::report::words::{number, significant};

/// Pixels of each row.
const ROW: f64 = 23.0;
/// Months from which rows would run off a page.
const MOST_MONTHS: usize = 36;
/// Pixels per em of the numbers in cells.
const CELL_SIZE: f64 = 11.0;
/// Share of the scale from which a cell is dark, and its number white.
const DARK: f64 = 0.55;
/// Steps of the scale under the map.
const STEPS: u32 = 40;

/// Lowest and highest load of the map, in MW.
#[derive(Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn over(months: &[HoursOfMonth]) -> Self {
        let loads = months.iter().flat_map(|month| &month.mw);
        let start = Self {
            low: f64::INFINITY,
            high: 0.0,
        };
        loads.fold(start, |range, load| Self {
            low: range.low.min(load.mean),
            high: range.high.max(load.mean),
        })
    }

    /// Where a load lies, from 0 to 1.
    fn share(self, mw: f64) -> f64 {
        let width = self.high - self.low;
        if width > 0.0 {
            ((mw - self.low) / width).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }
}

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let months = &results.load.hour_by_month_mw;
    let range = Range::over(months);
    if months.len() < 2 || months.len() > MOST_MONTHS || range.high <= 0.0 {
        return None;
    }
    let title = title(months)?;
    let room = ROW * months.len() as f64 + 98.0;
    let sheet = Sheet::fitted(
        &title,
        "Mean load of all vessels on shore power, bay-wide, in MW, by month and hour of the local clock; over replications",
        &[],
        room,
    );
    let frame = Frame {
        left: sheet.body.left + 76.0,
        top: sheet.body.top + 6.0,
        right: sheet.body.right,
        bottom: sheet.body.top + 6.0 + ROW * months.len() as f64,
    };
    let mut picture = sheet.picture;
    for (row, month) in months.iter().enumerate() {
        let y = frame.top + ROW * (row as f64 + 0.5);
        let name = Text::new(name(month, true)).anchor(Horizontal::Right, Vertical::Center);
        picture.text((frame.left - 10.0, y), name);
        cells(&mut picture, frame, y, month, range);
    }
    hours(&mut picture, frame);
    scale(&mut picture, frame, range);
    Some(Figure {
        id: "shore_power_demand".to_owned(),
        alt: format!(
            "Heat map of 24 hours by {} months, from {} to {} MW. {title}.",
            months.len(),
            significant(range.low, 3),
            significant(range.high, 3)
        ),
        title,
        reading: "Each cell is the mean load of one hour of the day in one month; its color and its number say the same. Rows differ with the calls of the season, columns with the hours at which vessels come and sail.".to_owned(),
        csv: "shore_power.csv".to_owned(),
        picture,
    })
}

/// Where demand is highest and lowest.
fn title(months: &[HoursOfMonth]) -> Option<String> {
    let means = months.iter().map(|month| {
        let total: f64 = month.mw.iter().map(|load| load.mean).sum();
        (month, total / month.mw.len() as f64)
    });
    let (most, high) = means.clone().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (least, low) = means.min_by(|a, b| a.1.total_cmp(&b.1))?;
    let years = most.year != least.year;
    Some(format!(
        "Demand for shore power is highest in {}, {} MW on average, and lowest in {}, {} MW",
        name(most, years),
        significant(high, 3),
        name(least, years),
        significant(low, 3)
    ))
}

/// "Mar 2025"; without the year where there is one alone.
fn name(month: &HoursOfMonth, years: bool) -> String {
    let short = month_name(month.month);
    if years {
        format!("{short} {}", month.year)
    } else {
        short.to_owned()
    }
}

fn cells(picture: &mut Picture, frame: Frame, y: f64, month: &HoursOfMonth, range: Range) {
    let width = frame.width() / 24.0;
    for (hour, load) in month.mw.iter().enumerate() {
        let left = frame.left + width * hour as f64;
        let share = range.share(load.mean);
        let cell = Frame::new(left, y - ROW / 2.0, left + width, y + ROW / 2.0);
        picture.fill(cell, shade(share));
        let words = format!(
            "{}, {hour:02}:00 to {:02}:00: {} MW",
            name(month, true),
            hour + 1,
            significant(load.mean, 3)
        );
        picture.value(cell, words);
        let decimals = usize::from(range.high < 99.5);
        let text = Text::new(number(load.mean, decimals))
            .size(CELL_SIZE)
            .ink(on(share))
            .anchor(Horizontal::Center, Vertical::Center);
        picture.text((left + width / 2.0, y), text);
    }
}

/// Ink that is read on a shade.
fn on(share: f64) -> Ink {
    if share >= DARK { WHITE } else { BLACK }
}

/// Every second hour under the map.
fn hours(picture: &mut Picture, frame: Frame) {
    let width = frame.width() / 24.0;
    for hour in (0..=24_u8).step_by(2) {
        let x = frame.left + width * f64::from(hour);
        let across = if hour == 24 {
            Horizontal::Right
        } else {
            Horizontal::Center
        };
        let text = Text::new(format!("{hour:02}:00")).ink(GREY);
        picture.text((x, frame.bottom + 8.0), text.anchor(across, Vertical::Top));
    }
}

/// What the colors mean.
fn scale(picture: &mut Picture, frame: Frame, range: Range) {
    let (top, bottom) = (frame.bottom + 48.0, frame.bottom + 62.0);
    let (left, right) = (frame.left, frame.left + 260.0);
    let step = (right - left) / f64::from(STEPS);
    for index in 0..STEPS {
        let from = left + step * f64::from(index);
        let share = f64::from(index) / f64::from(STEPS - 1);
        picture.fill(Frame::new(from, top, from + step, bottom), shade(share));
    }
    let y = bottom + 6.0;
    let end = |mw: f64, across| {
        Text::new(format!("{} MW", significant(mw, 3)))
            .ink(GREY)
            .anchor(across, Vertical::Top)
    };
    picture.text((left, y), end(range.low, Horizontal::Left));
    picture.text((right, y), end(range.high, Horizontal::Right));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_busiest_month_is_told_and_ten_years_are_left_out() {
        let mut results = fixture::year();
        let found = chart(&results).unwrap();
        assert!(
            found.title.contains("highest in Aug, 27.5 MW"),
            "{}",
            found.title
        );
        let year = results.load.hour_by_month_mw.clone();
        results.load.hour_by_month_mw = year.iter().cycle().take(120).cloned().collect();
        assert!(chart(&results).is_none());
    }

    #[test]
    fn a_level_load_has_one_color() {
        let range = Range {
            low: 3.0,
            high: 3.0,
        };
        assert!((range.share(3.0) - 0.5).abs() < 1e-12);
    }
}
