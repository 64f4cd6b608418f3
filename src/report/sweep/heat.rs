//! Heat maps of a grid: two keys across and up, a third from panel to panel.

use super::Charted;
use super::names::value;
use crate::experiment::sweep::{Design, Sweep, SweepCell};
use crate::report::draw::{
    BLACK, BLUE, Frame, GREY, Horizontal, Picture, Sheet, Text, Vertical, WHITE,
};
use crate::report::study::Figure;
use crate::report::words::{list, number, significant};

/// Most panels side by side.
const MOST_PANELS: usize = 4;

/// A measure over a grid of two keys, or of three with few values of the third.
pub(super) fn map(charted: &Charted<'_>) -> Option<Figure> {
    let Charted { found, names, .. } = charted;
    let listed: Vec<Vec<&str>> = (0..found.keys.len())
        .map(|key| values(found, key))
        .collect();
    // A key with one value makes no map.
    if listed.iter().any(|values| values.len() < 2) {
        return None;
    }
    let panels = match (found.design, listed.as_slice()) {
        (Design::Grid, [_, _]) => 1,
        (Design::Grid, [_, _, third]) if third.len() <= MOST_PANELS => third.len(),
        _ => return None,
    };
    let means: Vec<f64> = charted.shown()?.iter().map(|value| value.mean).collect();
    let title = title(charted, &means);
    let subtitle = format!(
        "Means over replications, {} down and {} across",
        names[0], names[1]
    );
    let rows = u32::try_from(listed[0].len()).unwrap_or(40);
    let sheet = Sheet::new(174 + 44 * rows, &title, &subtitle);
    let Sheet { mut picture, body } = sheet;
    for (third, room) in body
        .columns(&vec![1.0; panels], 24.0)
        .into_iter()
        .enumerate()
    {
        let heading = listed
            .get(2)
            .map(|all| format!("{} = {}", names[2], value(all[third])));
        // Looked for by its values: of an interrupted sweep some are not there.
        let mean = |down: &str, across: &str| {
            let wanted = [
                Some(down),
                Some(across),
                listed.get(2).map(|all| all[third]),
            ];
            let mut cells = found.cells.iter();
            let place = cells.position(|cell| {
                let mut pairs = cell.values.iter().zip(wanted);
                pairs.all(|(value, wanted)| wanted.is_none_or(|wanted| value == wanted))
            });
            place.map(|place| means[place])
        };
        draw(
            &mut picture,
            room,
            [&listed[0], &listed[1]],
            [heading.as_deref().unwrap_or(&names[0]), &names[1]],
            &mean,
            &means,
        );
    }
    Some(Figure {
        id: format!("map-{}", charted.measure),
        alt: format!("Heat map over a grid. {title}."),
        title,
        reading: "The darker, the larger; the table under it has the intervals.".to_owned(),
        csv: "cells.csv".to_owned(),
        picture,
    })
}

/// Where the measure is least and most, as a finding.
fn title(charted: &Charted<'_>, means: &[f64]) -> String {
    let (what, unit) = (charted.what(), charted.behind());
    let cells = || charted.found.cells.iter().zip(means);
    let least = cells().min_by(|a, b| a.1.total_cmp(b.1));
    let most = cells().max_by(|a, b| a.1.total_cmp(b.1));
    let (Some(least), Some(most)) = (least, most) else {
        return what;
    };
    let words = |(cell, mean): (&SweepCell, &f64)| {
        let pairs = charted.names.iter().zip(&cell.values);
        let at = pairs.map(|(name, words)| format!("{name} {}", value(words)));
        format!(
            "{}{unit} at {}",
            significant(*mean, 3),
            list(&at.collect::<Vec<_>>())
        )
    };
    format!("{what}: {}; {}", words(least), words(most))
}

/// Values of a key in the order of the grid.
fn values(found: &Sweep, key: usize) -> Vec<&str> {
    let mut values: Vec<&str> = Vec::new();
    for cell in &found.cells {
        if !values.contains(&cell.values[key].as_str()) {
            values.push(&cell.values[key]);
        }
    }
    values
}

fn draw(
    picture: &mut Picture,
    room: Frame,
    [down, across]: [&[&str]; 2],
    [above, below]: [&str; 2],
    mean: &dyn Fn(&str, &str) -> Option<f64>,
    all: &[f64],
) {
    let widest = down
        .iter()
        .map(|word| Text::new(*word).width())
        .fold(0.0, f64::max);
    let frame = Frame::new(
        room.left + widest * 1.15 + 10.0,
        room.top + 24.0,
        room.right,
        room.bottom - 48.0,
    );
    let above = Text::new(above)
        .bold()
        .anchor(Horizontal::Left, Vertical::Bottom);
    picture.text((room.left, frame.top - 6.0), above);
    let below = Text::new(below)
        .bold()
        .anchor(Horizontal::Center, Vertical::Bottom);
    let middle = f64::midpoint(frame.left, frame.right);
    picture.text((middle, room.bottom), below);
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let decimals = decimals(all);
    let lines = frame.rows(&vec![1.0; down.len()], 2.0);
    for (word, line) in down.iter().zip(&lines) {
        let middle = f64::midpoint(line.top, line.bottom);
        let label = Text::new(*word)
            .ink(GREY)
            .anchor(Horizontal::Right, Vertical::Center);
        picture.text((frame.left - 8.0, middle), label);
        let columns = line.columns(&vec![1.0; across.len()], 2.0);
        for (place, column) in columns.into_iter().zip(across) {
            let value = mean(word, column);
            square(picture, place, value, (low, high, decimals));
        }
    }
    let columns = frame.columns(&vec![1.0; across.len()], 2.0);
    for (place, word) in columns.iter().zip(across) {
        let label = Text::new(*word)
            .ink(GREY)
            .anchor(Horizontal::Center, Vertical::Top);
        if let Some(label) = label.fit(place.width()) {
            let middle = f64::midpoint(place.left, place.right);
            picture.text((middle, frame.bottom + 8.0), label);
        }
    }
}

/// Decimals that show three digits of the largest value; of all values the same.
fn decimals(all: &[f64]) -> usize {
    let most = all
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    let places = [1e3, 1e2, 1e1, 1.0, 1e-1, 1e-2, 1e-3];
    let above = places.iter().position(|place| most >= *place);
    above.unwrap_or(places.len()).saturating_sub(1)
}

/// A cell of the map, the darker the larger; one that was not run is left empty.
fn square(
    picture: &mut Picture,
    place: Frame,
    value: Option<f64>,
    (low, high, decimals): (f64, f64, usize),
) {
    let Some(value) = value else {
        picture.outline(place, GREY);
        return;
    };
    let share = if high > low {
        (value - low) / (high - low)
    } else {
        0.0
    };
    picture.fill(place, WHITE);
    picture.fill(place, BLUE.fade(0.08 + 0.87 * share));
    // Black is read better on all but the darkest.
    // Large numbers with four digits, as everywhere.
    let words = if decimals == 0 && value.abs() >= 1e4 {
        significant(value, 4)
    } else {
        number(value, decimals)
    };
    let text = Text::new(words)
        .ink(if share > 0.85 { WHITE } else { BLACK })
        .anchor(Horizontal::Center, Vertical::Center);
    if let Some(text) = text.fit(place.width() - 4.0) {
        let middle = f64::midpoint(place.left, place.right);
        picture.text((middle, f64::midpoint(place.top, place.bottom)), text);
    }
}

#[cfg(test)]
mod tests {
    use super::decimals;

    #[test]
    fn values_of_one_map_have_decimals_alike() {
        assert_eq!(decimals(&[0.245, 0.0976]), 4 - 1);
        assert_eq!(decimals(&[12.0, 3.4]), 1);
        assert_eq!(decimals(&[310_000.0]), 0);
        assert_eq!(decimals(&[0.0]), 6);
    }
}
