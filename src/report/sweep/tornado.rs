//! The tornado: keys by what they do to a measure.

use super::Charted;
use crate::report::draw::{
    BLUE, Frame, GREY, Horizontal, Panel, Sheet, Text, Ticks, VERMILION, Vertical,
};
use crate::report::study::Figure;

/// Effects of every key on a measure, largest first.
pub(super) fn tornado(charted: &Charted<'_>) -> Option<Figure> {
    let effects = &charted.effects;
    let first = charted.called(&effects.first()?.key);
    let title = format!("{}: {first} moves it most", charted.what());
    let rows = u32::try_from(effects.len()).unwrap_or(100);
    let sheet = Sheet::new(
        150 + 30 * rows,
        &title,
        "Mean change (μ) from the low to the high end of each key’s range, with 95 % intervals over trajectories",
    );
    let Sheet { mut picture, body } = sheet;
    let widest = effects
        .iter()
        .map(|effect| Text::new(charted.called(&effect.key)).width());
    let left = body.left + (widest.fold(0.0, f64::max) * 1.15).min(380.0) + 12.0;
    let frame = Frame::new(left, body.top + 6.0, body.right - 16.0, body.bottom - 46.0);
    let mus: Vec<_> = effects
        .iter()
        .map(|effect| charted.measure.shown(&effect.mu))
        .collect();
    let most = mus.iter().fold(0.0_f64, |most, mu| {
        most.max(mu.ci95_high.abs()).max(mu.ci95_low.abs())
    });
    let most = if most > 0.0 { 1.06 * most } else { 1.0 };
    let panel = Panel::new(frame, (-most, most), (0.0, 1.0));
    let ticks = Ticks::numbers(-most, most, 6);
    panel.x_grid(&mut picture, &ticks);
    let row = frame.height() / effects.len() as f64;
    let zero = panel.x.at(0.0);
    for (index, (effect, mu)) in effects.iter().zip(&mus).enumerate() {
        let middle = frame.top + row * (index as f64 + 0.5);
        let value = panel.x.at(mu.mean);
        let bar = Frame::new(zero.min(value), middle - 9.0, zero.max(value), middle + 9.0);
        picture.fill(bar, if mu.mean < 0.0 { VERMILION } else { BLUE });
        panel.whisker(&mut picture, middle, mu.ci95_low, mu.ci95_high);
        let label =
            Text::new(charted.called(&effect.key)).anchor(Horizontal::Right, Vertical::Center);
        if let Some(label) = label.fit(frame.left - 20.0) {
            picture.text((frame.left - 10.0, middle), label);
        }
    }
    picture.line([(zero, frame.top), (zero, frame.bottom)], GREY, 1);
    panel.x_axis(&mut picture, &ticks, &charted.name());
    Some(Figure {
        id: format!("tornado-{}", charted.measure),
        alt: format!("Tornado chart of keys. {title}."),
        title,
        reading: "Keys stand in the order of their mean size of effect (μ*). A bar that is short for its place adds up rises and falls: what the key does depends on the others."
            .to_owned(),
        csv: "sensitivity.csv".to_owned(),
        picture,
    })
}
