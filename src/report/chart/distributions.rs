//! How long calls wait and stay: two histograms.

use super::Figure;
use crate::engine::SimDuration;
use crate::experiment::measure;
use crate::experiment::{Histogram, Results, Trace};
use crate::port::record::Visit;
use crate::report::draw::{
    BLUE, Frame, GREY, Horizontal, Ink, Panel, Picture, Sheet, Text, Ticks, VERMILION, Vertical,
    WHITE,
};
use crate::report::words::{bound, percent, significant};

/// Most bars of a histogram.
const MOST_BARS: usize = 36;
/// The longest of calls are gathered in the last bar.
const SHOWN: f64 = 0.995;
/// A first bar that holds more than this share of the calls is cut, so that the others can be seen.
const CUT_FROM: f64 = 0.5;
/// Hours from which an axis is in days.
const DAYS_FROM_HOURS: f64 = 96.0;
/// Hours from which the title speaks of days.
const SPOKEN_DAYS_FROM_HOURS: f64 = 48.0;
/// Axis title of spans so long.
const DAYS: &str = "Days";
/// Pixels between the last bar, which takes all that is longer, and the others.
const GAP: f64 = 10.0;
/// Pixels of the last bar.
const LAST: f64 = 26.0;

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let (wait, stay) = (&results.wait_hours, &results.stay_hours);
    if total(wait) == 0 || total(stay) == 0 {
        return None;
    }
    let waits = results.bay.get(&measure::WAIT_HOURS_MEAN);
    let waits = waits.is_none_or(|wait| wait.mean > 0.0 || wait.p95 > 0.0);
    let title = if waits {
        title(wait, stay)
    } else {
        let half = span(quantile(stay, 0.5));
        format!("Half of all calls stay at berth for less than {half}; none waits for one")
    };
    let subtitle = format!(
        "Share of calls of all replications; {}",
        at_once(&results.first)
    );
    let Sheet { mut picture, body } = Sheet::new(480, &title, &subtitle);
    let frame = Frame {
        left: body.left + 56.0,
        top: body.top + 30.0,
        right: body.right - 24.0,
        bottom: body.bottom - 50.0,
    };
    let mut panels = vec![(stay, "Time at berth", BLUE)];
    if waits {
        panels.insert(0, (wait, "Wait for a berth", VERMILION));
    }
    let columns = frame.columns(&vec![1.0; panels.len()], 92.0);
    for (column, (histogram, heading, ink)) in columns.into_iter().zip(panels) {
        panel(&mut picture, column, histogram, heading, ink);
    }
    Some(Figure {
        id: "distributions".to_owned(),
        alt: format!(
            "Histograms of waiting and of time at berth. {title}; {}.",
            at_once(&results.first)
        ),
        title,
        reading: "The height of a bar is the share of calls whose wait or stay falls into its span; the pale bar at the right holds all that are longer.".to_owned(),
        csv: "distributions.csv".to_owned(),
        picture,
    })
}

/// The share of calls that did not wait at all, which only whole visits tell.
fn at_once(trace: &Trace) -> String {
    let waited = |visit: &&Visit| visit.wait() > SimDuration::ZERO;
    let at_once = trace.visits.len() - trace.visits.iter().filter(waited).count();
    let share = at_once as f64 / trace.visits.len().max(1) as f64;
    format!("{} do not wait at all (first replication)", percent(share))
}

fn title(wait: &Histogram, stay: &Histogram) -> String {
    format!(
        "Half of all calls stay at berth for less than {}; 95 % wait less than {}",
        span(quantile(stay, 0.5)),
        span(quantile(wait, 0.95))
    )
}

/// Hours in words, as days from two days on.
fn span(hours: f64) -> String {
    if hours >= SPOKEN_DAYS_FROM_HOURS {
        format!("{} days", significant(hours / 24.0, 2))
    } else {
        format!("{} h", plain(hours))
    }
}

/// Two digits, and no zeros that end decimals.
fn plain(value: f64) -> String {
    bound(significant(value, 2).parse().unwrap_or(value))
}

fn total(histogram: &Histogram) -> u64 {
    histogram.counts.iter().sum()
}

/// The value below which this share of the calls lies, taken evenly inside its bin; in the first
/// bin, where calls that did not wait lie at its very beginning, the bin's end.
fn quantile(histogram: &Histogram, share: f64) -> f64 {
    let wanted = share * total(histogram) as f64;
    let mut below = 0.0;
    for (index, count) in histogram.counts.iter().enumerate() {
        let count = *count as f64;
        if below + count >= wanted {
            let part = if index == 0 {
                1.0
            } else {
                (wanted - below) / count
            };
            return (index as f64 + part) * histogram.bin_width;
        }
        below += count;
    }
    histogram.counts.len() as f64 * histogram.bin_width
}

/// Shares of calls in percent, in bars of `width` bins; the last takes all that is longer.
fn bars(histogram: &Histogram, width: usize, count: usize) -> Vec<f64> {
    let all = total(histogram) as f64;
    let mut bars = vec![0_u64; count];
    for (index, bin) in histogram.counts.iter().enumerate() {
        bars[(index / width).min(count - 1)] += bin;
    }
    bars.into_iter()
        .map(|bar| bar as f64 / all * 100.0)
        .collect()
}

fn panel(picture: &mut Picture, frame: Frame, histogram: &Histogram, heading: &str, ink: Ink) {
    let longest = quantile(histogram, SHOWN);
    let (unit, title) = if longest >= DAYS_FROM_HOURS {
        (24.0, DAYS)
    } else {
        (1.0, "Hours")
    };
    let shown = bins_below(histogram, longest).max(1);
    let width = shown.div_ceil(MOST_BARS);
    let count = shown.div_ceil(width);
    let shares = bars(histogram, width, count + 1);
    let step = width as f64 * histogram.bin_width / unit;
    let end = step * count as f64;
    let cut = shares[0] > CUT_FROM * 100.0 && count > 1;
    let top = shares[usize::from(cut)..]
        .iter()
        .copied()
        .fold(0.0, f64::max);
    // Above the others, the words beside a cut bar have room.
    let room = if cut { 1.15 } else { 1.0 };
    let y = Ticks::numbers(0.0, top, 5);
    let high = y.end(top).max(top * room);
    let data = Frame {
        right: frame.right - GAP - LAST,
        ..frame
    };
    let panel = Panel::new(data, (0.0, end), (0.0, high));
    let whole = Panel::new(frame, (0.0, 1.0), (0.0, high));
    whole.heading(picture, heading);
    whole.y_axis(picture, &y, "% of calls");
    for (index, share) in shares[..count].iter().enumerate() {
        let left = panel.x.at(step * index as f64);
        let right = panel.x.at(step * (index + 1) as f64);
        let top = panel.y.at(*share);
        picture.fill(
            Frame::new(left, top, (right - 1.0).max(left + 1.0), frame.bottom),
            ink,
        );
        let (from, to) = (step * index as f64, step * (index + 1) as f64);
        let words = format!(
            "{heading}: {} to {} {}: {} of calls",
            significant(from, 3),
            significant(to, 3),
            title.to_lowercase(),
            percent(share / 100.0)
        );
        picture.value(Frame::new(left, frame.top, right, frame.bottom), words);
    }
    if cut {
        let words = format!(
            "{} wait less than {} h: bar cut",
            percent(shares[0] / 100.0),
            plain(step * unit)
        );
        break_first(picture, &panel, step, words);
    }
    axis_and_rest(
        picture,
        (&panel, &whole),
        (shares[count], ink),
        (end, title),
    );
}

/// The axis of hours or days, and right of it what is longer than its end.
fn axis_and_rest(
    picture: &mut Picture,
    (panel, whole): (&Panel, &Panel),
    (longer, ink): (f64, Ink),
    (end, title): (f64, &str),
) {
    // The number at the very end would run into the words under the last bar.
    let room = if longer > 0.0 { 0.83 } else { 1.0 + 1e-9 };
    let x = Ticks::numbers(0.0, end, 5);
    let marks = x.marks.into_iter().filter(|(at, _)| *at < end * room);
    let marks = marks.collect();
    panel.x_axis(picture, &Ticks { marks }, title);
    if longer <= 0.0 {
        return;
    }
    // Days to a tenth: a bar's edge in hours would give them three decimals.
    let (symbol, from) = if title == DAYS {
        ("d", (end * 10.0).round() / 10.0)
    } else {
        ("h", end)
    };
    let words = format!("{} {symbol} or more", bound(from));
    last_bar(picture, whole, (longer, ink), &words);
}

/// A white slash through the first bar, and what it would show.
fn break_first(picture: &mut Picture, panel: &Panel, step: f64, words: String) {
    let Frame { left, top, .. } = panel.frame;
    let right = panel.x.at(step);
    for y in [top + 10.0, top + 16.0] {
        picture.line([(left - 2.0, y + 4.0), (right + 1.0, y - 4.0)], WHITE, 2);
    }
    let text = Text::new(words).size(12.0).ink(GREY);
    let around = Frame::new(
        right + 5.0,
        top + 4.0,
        right + 11.0 + text.width(),
        top + 22.0,
    );
    picture.fill(around, WHITE);
    picture.text((right + 8.0, top + 13.0), text);
}

/// The bar of all calls that are longer, apart from the others and paler.
fn last_bar(picture: &mut Picture, panel: &Panel, (share, ink): (f64, Ink), words: &str) {
    let Frame { right, bottom, .. } = panel.frame;
    let left = right - LAST;
    let top = panel.y.at(share);
    picture.fill(Frame::new(left, top, right, bottom), ink.fade(0.45));
    picture.line([(left, bottom), (right, bottom)], GREY, 1);
    let middle = f64::midpoint(left, right);
    let above = Text::new(percent(share / 100.0)).size(12.0).ink(GREY);
    let above = above.anchor(Horizontal::Center, Vertical::Bottom);
    picture.text((middle, top - 4.0), above);
    let below = Text::new(words)
        .ink(GREY)
        .anchor(Horizontal::Center, Vertical::Top);
    picture.text((middle, bottom + 9.0), below);
}

/// Bins whose upper end lies at or below a value, or one more where it lies inside; the last bin,
/// which has no end, never.
fn bins_below(histogram: &Histogram, value: f64) -> usize {
    (1..histogram.counts.len())
        .find(|bins| *bins as f64 * histogram.bin_width >= value - 1e-9)
        .unwrap_or(histogram.counts.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram() -> Histogram {
        Histogram {
            bin_width: 0.5,
            counts: vec![50, 30, 15, 4, 1],
        }
    }

    #[test]
    fn quantiles_lie_evenly_in_their_bins() {
        assert!((quantile(&histogram(), 0.3) - 0.5).abs() < 1e-12);
        assert!((quantile(&histogram(), 0.65) - 0.75).abs() < 1e-12);
        assert!((quantile(&histogram(), 1.0) - 2.5).abs() < 1e-12);
    }

    #[test]
    fn the_bin_without_an_end_is_never_drawn_as_if_it_had_one() {
        assert_eq!(bins_below(&histogram(), 0.6), 2);
        assert_eq!(bins_below(&histogram(), 9.0), 4);
    }

    #[test]
    fn no_call_is_lost_between_bars() {
        assert_eq!(bars(&histogram(), 2, 2), [80.0, 20.0]);
        assert_eq!(bars(&histogram(), 1, 3), [50.0, 30.0, 20.0]);
    }
}
