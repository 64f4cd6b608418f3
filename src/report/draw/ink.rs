//! Colors: the Okabe-Ito palette, told apart by color-blind readers and in gray print.
//!
//! Okabe and Ito, "Color Universal Design", 2008, <https://jfly.uni-koeln.de/color/>.

/// A color with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ink {
    /// Red, green, blue.
    pub(crate) rgb: (u8, u8, u8),
    /// From 0, invisible, to 1.
    pub(crate) opacity: f64,
}

impl Ink {
    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self {
            rgb: (red, green, blue),
            opacity: 1.0,
        }
    }

    /// The same color, so opaque.
    pub(crate) const fn fade(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }
}

pub(crate) const BLACK: Ink = Ink::new(17, 17, 17);
pub(crate) const WHITE: Ink = Ink::new(255, 255, 255);
/// Subtitles, axes and their numbers.
pub(crate) const GREY: Ink = Ink::new(85, 85, 85);
/// Grid lines: seen, never in the way.
pub(crate) const GRID: Ink = Ink::new(226, 226, 226);
/// What stands behind the data, such as cranes that could work.
pub(crate) const LIGHT: Ink = Ink::new(208, 213, 219);
pub(crate) const BLUE: Ink = Ink::new(0, 114, 178);
pub(crate) const VERMILION: Ink = Ink::new(213, 94, 0);
pub(crate) const GREEN: Ink = Ink::new(0, 158, 115);
pub(crate) const ORANGE: Ink = Ink::new(230, 159, 0);
/// Sky blue of the palette in a light, opaque shade: carries text and hides the grid.
pub(crate) const SKY: Ink = Ink::new(207, 233, 248);
/// Sky blue of the palette as it is.
pub(crate) const SKY_BLUE: Ink = Ink::new(86, 180, 233);
pub(crate) const PURPLE: Ink = Ink::new(204, 121, 167);

/// From little to much, in one hue: its lightness alone tells the amount, in gray print, too.
const SHADES: [Ink; 3] = [
    Ink::new(236, 244, 250),
    Ink::new(78, 155, 205),
    Ink::new(8, 48, 107),
];

/// The color of an amount from 0 to 1 of a scale.
pub(crate) fn shade(share: f64) -> Ink {
    let at = share.clamp(0.0, 1.0) * 2.0;
    let (from, to, part) = if at < 1.0 {
        (SHADES[0], SHADES[1], at)
    } else {
        (SHADES[1], SHADES[2], at - 1.0)
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between two colors of 0 to 255"
    )]
    let mix = |from: u8, to: u8| {
        (f64::from(from) + (f64::from(to) - f64::from(from)) * part).round() as u8
    };
    Ink::new(
        mix(from.rgb.0, to.rgb.0),
        mix(from.rgb.1, to.rgb.1),
        mix(from.rgb.2, to.rgb.2),
    )
}

/// Colors of the ports, in the scenario's order; they repeat beyond the fourth.
pub(crate) const PORT_INKS: [Ink; 4] = [BLUE, VERMILION, GREEN, PURPLE];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_run_from_light_to_dark_without_a_step() {
        assert_eq!(shade(-1.0), SHADES[0]);
        assert_eq!(shade(0.5), SHADES[1]);
        assert_eq!(shade(1.0), SHADES[2]);
        let light = |share: f64| {
            let (red, green, blue) = shade(share).rgb;
            u32::from(red) + u32::from(green) + u32::from(blue)
        };
        assert!(
            (0..100).all(|at| light(f64::from(at) / 100.0) >= light(f64::from(at + 1) / 100.0))
        );
    }
}
