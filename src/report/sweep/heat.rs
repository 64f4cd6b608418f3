//! Heat maps of a grid: two keys across and up, a third from panel to panel.

use super::SweepShown;
use super::charts::tail;
use super::summary::name;
use crate::experiment::sweep::{Design, Sweep};
use crate::report::draw::{
    BLACK, BLUE, Frame, GREY, Horizontal, Picture, Sheet, Text, Vertical, WHITE,
};
use crate::report::measures::shown as in_unit;
use crate::report::study::Figure;
use crate::report::words::significant;

/// Most panels side by side.
const MOST_PANELS: usize = 4;

/// A measure over a grid of two keys, or of three with few values of the third.
pub(super) fn map(found: &Sweep, shown: &SweepShown<'_>, measure: &str) -> Option<Figure> {
    let listed: Vec<Vec<&str>> = (0..found.keys.len())
        .map(|key| values(found, key))
        .collect();
    let panels = match (found.design, listed.as_slice()) {
        (Design::Grid, [_, _]) => 1,
        (Design::Grid, [_, _, third]) if third.len() <= MOST_PANELS => third.len(),
        _ => return None,
    };
    let means: Option<Vec<f64>> = (found.cells.iter())
        .map(|cell| Some(in_unit(measure, cell.get(shown.of, measure)?).mean))
        .collect();
    let means = means?;
    let title = format!("{} of {}", name(measure), shown.of);
    let subtitle = format!(
        "Means over replications, {} up and {} across",
        tail(&found.keys[0]),
        tail(&found.keys[1])
    );
    let rows = u32::try_from(listed[0].len()).unwrap_or(40);
    let sheet = Sheet::new(150 + 44 * rows, &title, &subtitle);
    let Sheet { mut picture, body } = sheet;
    for (third, room) in body
        .columns(&vec![1.0; panels], 24.0)
        .into_iter()
        .enumerate()
    {
        let heading = listed
            .get(2)
            .map(|values| format!("{} = {}", tail(&found.keys[2]), values[third]));
        let at = |row: usize, column: usize| (row * listed[1].len() + column) * panels + third;
        draw(
            &mut picture,
            room,
            [&listed[0], &listed[1]],
            heading,
            &|row, column| means[at(row, column)],
            &means,
        );
    }
    Some(Figure {
        id: format!("map-{measure}"),
        alt: format!("Heat map over a grid. {title}."),
        title,
        reading: "The darker, the larger; intervals are in the table.".to_owned(),
        csv: "cells.csv".to_owned(),
        picture,
    })
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
    [up, across]: [&[&str]; 2],
    heading: Option<String>,
    mean: &dyn Fn(usize, usize) -> f64,
    all: &[f64],
) {
    let widest = up
        .iter()
        .map(|word| Text::new(*word).width())
        .fold(0.0, f64::max);
    let frame = Frame::new(
        room.left + widest * 1.15 + 10.0,
        room.top + 24.0,
        room.right,
        room.bottom - 26.0,
    );
    if let Some(heading) = heading {
        let text = Text::new(heading)
            .bold()
            .anchor(Horizontal::Left, Vertical::Bottom);
        picture.text((frame.left, frame.top - 6.0), text);
    }
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let lines = frame.rows(&vec![1.0; up.len()], 2.0);
    for (row, (word, line)) in up.iter().zip(&lines).enumerate() {
        let middle = f64::midpoint(line.top, line.bottom);
        let label = Text::new(*word)
            .ink(GREY)
            .anchor(Horizontal::Right, Vertical::Center);
        picture.text((frame.left - 8.0, middle), label);
        for (column, cell) in line
            .columns(&vec![1.0; across.len()], 2.0)
            .iter()
            .enumerate()
        {
            let value = mean(row, column);
            let share = if high > low {
                (value - low) / (high - low)
            } else {
                0.0
            };
            picture.fill(*cell, WHITE);
            picture.fill(*cell, BLUE.fade(0.08 + 0.87 * share));
            let text = Text::new(significant(value, 3))
                .ink(if share > 0.55 { WHITE } else { BLACK })
                .anchor(Horizontal::Center, Vertical::Center);
            let middle_across = f64::midpoint(cell.left, cell.right);
            if let Some(text) = text.fit(cell.width() - 4.0) {
                picture.text((middle_across, middle), text);
            }
            if row + 1 == up.len() {
                let label = Text::new(across[column])
                    .ink(GREY)
                    .anchor(Horizontal::Center, Vertical::Top);
                if let Some(label) = label.fit(cell.width()) {
                    picture.text((middle_across, frame.bottom + 8.0), label);
                }
            }
        }
    }
}
